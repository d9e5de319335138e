#include "grants/matching/judgement.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>

#include "base/file.hpp"
#include "base/text.hpp"
#include "grants/matching/judged_pairs.hpp"
#include "grants/matching/matching_fixture.hpp"
#include "grants/matching/pair_reasons.hpp"

namespace parvis::grants {
namespace {

using test::judge;
using test::request;
using ::testing::HasSubstr;

constexpr auto club = "Club nautique des Minimes";
constexpr auto club_siret = "21310458100011";

Relation relation_of_titles(const std::string& a, const std::string& b, int year_b = 2024) {
  return judge(request(club, a, 3000, 2024, club_siret), request(club, b, 3000, year_b, club_siret)).relation;
}

double sum(const Judgement& judgement) {
  double total = 0;
  for (const Reason& reason : judgement.reasons) total += reason.weight;
  return total;
}

TEST(Judgement, SaysTheSameProjectAskedTwice) {
  const auto twice = judge(request(club, "Demande de subvention pour Course à pied de Bellefontaine"),
                           request(club, "course a pied (Bellefontaine)"));
  EXPECT_EQ(twice.relation, Relation::duplicate);
  EXPECT_TRUE(twice.alert);
}

TEST(Judgement, SiblingsDifferByOneWord) {
  EXPECT_EQ(relation_of_titles("Stage de voile, 1re session", "Stage de voile, 2e session"),
            Relation::sibling);
  EXPECT_EQ(relation_of_titles("Stage de printemps", "Stage d'automne"), Relation::sibling);
  EXPECT_EQ(relation_of_titles("Ateliers pour adolescents", "Ateliers pour seniors"), Relation::sibling);
  EXPECT_EQ(relation_of_titles("Fête du quartier Minimes", "Fête du quartier Lardenne"), Relation::sibling);
  EXPECT_EQ(relation_of_titles("Régate, 6e édition", "Régate, 7e édition"), Relation::sibling);
  EXPECT_EQ(relation_of_titles("Ateliers : judo", "Ateliers : danse"), Relation::sibling);
}

TEST(Judgement, AnotherYearIsARenewalAndNeverAnAlert) {
  const auto renewed = judge(request(club, "Régate des Minimes", 3000, 2024, club_siret),
                             request(club, "Régate des Minimes", 3000, 2025, club_siret));
  EXPECT_EQ(renewed.relation, Relation::renewal);
  EXPECT_TRUE(renewed.same);
  EXPECT_FALSE(renewed.alert);
}

TEST(Judgement, AnEditionThatMovesWithTheYearIsARenewal) {
  EXPECT_EQ(relation_of_titles("Régate, 6e édition", "Régate, 7e édition", 2025), Relation::renewal);
  EXPECT_EQ(relation_of_titles("Régate, 6e édition", "Régate, 9e édition", 2025), Relation::sibling);
}

TEST(Judgement, YearsOfTheTitlesServeWhereTheRequestsHaveNone) {
  Request a = request(club, "Fonctionnement 2022"), b = request(club, "Fonctionnement 2023");
  a.year = b.year = std::nullopt;
  EXPECT_EQ(judge(a, b).relation, Relation::renewal);
}

TEST(Judgement, TitlesOfTwoYearsAreARenewalThoughGivenInOneYear) {
  EXPECT_EQ(relation_of_titles("Fonctionnement 2021", "Fonctionnement 2022"), Relation::renewal);
  EXPECT_EQ(relation_of_titles("Saison 2021-2022 de voile", "Saison 2022 de voile"), Relation::duplicate);
}

TEST(Judgement, PartsOfOneProjectAreASplit) {
  EXPECT_EQ(judge(request(club, "Régate (volet matériel)", 3000), request(club, "Régate", 7000)).relation,
            Relation::split);
  const auto split = judge(request(club, "Régate", 3000), request(club, "Régate", 7000));
  EXPECT_EQ(split.relation, Relation::split);
  std::string all;
  for (const Reason& reason : split.reasons) all += reason.text + "\n";
  EXPECT_THAT(
      all, HasSubstr("Montants complémentaires\u00A0: 3\u202F000\u00A0€ + 7\u202F000\u00A0€ = 10\u202F000"));
}

TEST(Judgement, OneTitleOfTwoAssociationsIsNotOneProject) {
  const auto apart = [](const char* a, const char* b) {
    const auto judged =
        judge(request(a, "Subvention de fonctionnement"), request(b, "Subvention de fonctionnement"));
    EXPECT_FALSE(judged.same) << a << " / " << b << " " << judged.p;
    EXPECT_EQ(judged.relation, Relation::distinct);
  };
  apart("Syndicat CGT Toulouse Métropole", "Syndicat UNSA Toulouse Métropole");
  apart("Commune de Colomiers", "Commune de Cugnaux");
  apart("Handball club de Roques", "Football association de Roques");
  apart("Association de danse A Bailar", "Kadanse");
  apart("Midi-Pyrénées Active", "UFCV Midi-Pyrénées");
}

TEST(Judgement, ABodyBesideAnotherMayAskForTheSameProject) {
  const auto beside = judge(
      request("Les Amis du Club nautique des Minimes", "Régate des Minimes", 3000, 2024, "21310458100011"),
      request(club, "Régate des Minimes", 3000, 2024, "35600000000048"));
  EXPECT_TRUE(beside.same);
  std::string all;
  for (const Reason& reason : beside.reasons) all += reason.text;
  EXPECT_THAT(all, HasSubstr("Titres identiques"));
}

TEST(Judgement, ASharedPieceWeighsWhatItsSetWeightSays) {
  Request a = request(club, "Régate"), b = request(club, "Jardin partagé");
  const double before = judge(a, b).logit;
  a.pieces = b.pieces = {"00ff"};
  const auto with_piece = judge(a, b);
  EXPECT_NEAR(with_piece.logit - before,
              test::head().weights[static_cast<std::size_t>(PairFeature::pieces_shared)], 1e-9);
  EXPECT_FALSE(with_piece.alert);
}

TEST(Judgement, ReasonsAddUpToTheLogit) {
  const std::vector<std::string> titles = {"Régate",
                                           "Régate, 2e session",
                                           "Ateliers judo pour filles",
                                           "x",
                                           "",
                                           "Construction de 20 logements à Empalot",
                                           "Fonctionnement 2022"};
  for (const std::string& a : titles) {
    for (const std::string& b : titles) {
      const auto judged = judge(request(club, a, 3000), request("Club des Minimes", b, 4500, 2023));
      EXPECT_NEAR(sum(judged), judged.logit, 1e-6) << a << " / " << b;
      EXPECT_NEAR(judged.p, 1 / (1 + std::exp(-judged.logit)), 1e-9);
    }
  }
}

TEST(Judgement, IsTheSameInEitherOrder) {
  const Request a = request(club, "Ateliers de danse pour enfants (volet matériel)", 3000);
  const Request b = request("club nautiqe des minimes", "séances de chorégraphie enfants", 1500, 2023);
  EXPECT_DOUBLE_EQ(judge(a, b).logit, judge(b, a).logit);
  EXPECT_EQ(judge(a, b).relation, judge(b, a).relation);
}

TEST(Judgement, NeverAccuses) {
  std::string all = std::string(alike_sentence);
  for (const auto file : {"pair_reasons.cpp", "judgement.cpp", "judged_pairs.cpp"})
    all += *base::read_file(std::string(PARVIS_SOURCE_DIR) + "/src/grants/matching/" + file);
  const std::string folded = base::fold(all);
  for (const auto word : {"fraud", "suspic", "suspect", "risque", "tromp"})
    EXPECT_EQ(folded.find(word), std::string::npos) << word;
}

TEST(Judgement, EuroAmountsAreWrittenInFrench) {
  EXPECT_EQ(french_euros(242'816), "2\u202F428,16\u00A0€");
  EXPECT_EQ(french_euros(1'000'000'00), "1\u202F000\u202F000\u00A0€");
  EXPECT_EQ(french_euros(705), "7,05\u00A0€");
}

TEST(PairHead, RefusesAChangedFile) {
  const auto folder = std::filesystem::temp_directory_path() / "parvis_pair_head_test";
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(save_pair_head(folder, test::head(), {}));
  ASSERT_TRUE(load_pair_head(folder));
  std::ofstream(folder / "head.json", std::ios::app) << " ";
  const auto changed = load_pair_head(folder);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, "model_broken");
  std::filesystem::remove_all(folder);
  EXPECT_EQ(load_pair_head(folder).error().code, "model_missing");
}

TEST(PairHead, ShippedHeadWasTrainedWithTheShippedWords) {
  EXPECT_EQ(test::head().rules_sha256, test::rules().sha256());
}

TEST(JudgedPairs, ADifferentPairComesBackOnlyWhenARequestChanges) {
  const Request a = request(club, "Régate"), b = request(club, "Régate");
  const AnsweredPair answered = answer_pair(PairAnswer::different, a, b);
  EXPECT_TRUE(still_answered(answered, a, b));
  EXPECT_TRUE(still_answered(answered, b, a));
  Request changed = b;
  changed.amount_cents = 1;
  EXPECT_FALSE(still_answered(answered, a, changed));
  changed = a;
  changed.title = "Régate d'automne";
  EXPECT_FALSE(still_answered(answered, changed, b));
  EXPECT_FALSE(still_answered({}, a, b));
}

TEST(JudgedPairs, AnswersHaveStableNames) {
  EXPECT_EQ(*pair_answer_of("differents"), PairAnswer::different);
  EXPECT_FALSE(pair_answer_of("refus"));
}

}  // namespace
}  // namespace parvis::grants
