#include "grants/matching/profile.hpp"

#include <gmock/gmock.h>

#include "grants/matching/matching_fixture.hpp"
#include "grants/matching/title_alignment.hpp"
#include "grants/matching/word_likeness.hpp"

namespace parvis::grants {
namespace {

using test::request;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Profile read(const std::string& title) {
  return profile_of(request("Les Amis du Vélo", title), test::rules());
}

std::vector<std::string> texts(const std::vector<TitleWord>& words) {
  std::vector<std::string> out;
  for (const TitleWord& word : words) out.push_back(word.text);
  return out;
}

TEST(WordLikeness, CountsASwapAsOneSlip) {
  EXPECT_EQ(slips_between("formation", "formatoin", 2), 1U);
  EXPECT_EQ(slips_between("judo", "danse", 2), 3U);  // given up at most + 1
}

TEST(WordLikeness, ShortWordsHoldNoSlip) {
  EXPECT_FALSE(same_but_slips("air", "aix"));
  EXPECT_TRUE(same_but_slips("accessibilite", "acecssibilte"));
  EXPECT_FALSE(same_but_slips("minimes", "bagatelle"));
}

TEST(WordLikeness, TrigramsOfEmptyTextAreUnlike) {
  EXPECT_EQ(trigram_likeness("", "danse"), 0);
  EXPECT_EQ(trigram_likeness("danse", "danse"), 1);
}

TEST(Profile, DropsBoilerplateAndWritesAbbreviationsOut) {
  EXPECT_THAT(texts(read("Demande de subvention pour fest. de musique (reconduction)").words),
              ElementsAre("festival", "musique"));
}

TEST(Profile, KeepsATitleThatIsAllBoilerplate) {
  EXPECT_THAT(texts(read("Subvention 2017").words), ElementsAre("subvention"));
}

TEST(Profile, SortsNumbersByWhatTheyCount) {
  const Profile read_title = read("Festival 18e édition, 2e session, tranche 3, 20 logements 2024");
  EXPECT_THAT(read_title.editions, ElementsAre("18"));
  EXPECT_THAT(read_title.sessions, ElementsAre("2"));
  EXPECT_THAT(read_title.parts, ElementsAre("tranche 3"));
  EXPECT_THAT(read_title.numbers, ElementsAre("20"));
  EXPECT_THAT(read_title.years, ElementsAre(2024));
}

TEST(Profile, PartsAWordFromAYearRunTogether) {
  const Profile together = read("Fonctionnement2022");
  EXPECT_THAT(texts(together.words), ElementsAre("fonctionnement"));
  EXPECT_THAT(together.years, ElementsAre(2022));
}

TEST(Profile, KnowsPartsFromActivities) {
  EXPECT_THAT(read("Atelier (volet matériel)").parts, ElementsAre("volet materiel"));
  const Profile judo = read("Atelier (volet judo)");
  EXPECT_THAT(judo.parts, IsEmpty());
  EXPECT_EQ(judo.words.back().meaning.kind, WordKind::activity);
}

TEST(Profile, TakesTheSirenOfASiretWithAWrongEstablishment) {
  Request wrong = request("A", "B");
  wrong.siret = "63585071007144";
  EXPECT_EQ(profile_of(wrong, test::rules()).siren, "");  // its SIREN part is wrong too
  wrong.siret = "213104581 00019";
  EXPECT_EQ(profile_of(wrong, test::rules()).siren, "213104581");
}

TEST(Profile, TellsABodyBesideAnother) {
  EXPECT_TRUE(profile_of(request("Comité de soutien Emmaüs", "x"), test::rules()).kin);
  EXPECT_FALSE(profile_of(request("Emmaüs", "x"), test::rules()).kin);
}

TEST(Alignment, FindsRunTogetherSlippedAndRenamedWords) {
  const Profile a = read("Achat de matériel informatique - SaintCyprien");
  const Profile b = read("acquisition de matériel informatqiue à Saint-Cyprien");
  const Alignment titles = align(a.words, b.words);
  EXPECT_THAT(titles.left_only, IsEmpty());
  EXPECT_THAT(titles.right_only, IsEmpty());
}

TEST(Alignment, KnownWordsOfTwoMeaningsAreNoSlips) {
  const Alignment titles = align(read("cadets").words, read("cadet").words);
  EXPECT_EQ(titles.matches.size(), 1U);
  EXPECT_THAT(align(read("Ateliers filles").words, read("Ateliers familles").words).left_only,
              ElementsAre(1U));
}

TEST(Names, RestsThatReadAlikeAreSlips) {
  const auto likeness = [](const char* a, const char* b) {
    return compare_names(profile_of(request(a, "x"), test::rules()),
                         profile_of(request(b, "x"), test::rules()))
        .likeness;
  };
  EXPECT_GT(likeness("Les Restos Bébé", "Les Retsos Bébé"), 0.8);
  EXPECT_LT(likeness("Karaté Roques", "Groupe vocal de Roques"), 0.8);
}

TEST(PairRules, RefusesAccentsAndOtherFormats) {
  EXPECT_FALSE(PairRules::parse(R"({"format":"other/1"})"));
  const auto accented = PairRules::parse(R"({"format":"parvis-pair-rules/1","stop_words":["à"]})");
  ASSERT_FALSE(accented);
  EXPECT_EQ(accented.error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace parvis::grants
