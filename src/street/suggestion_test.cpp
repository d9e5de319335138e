#include <gtest/gtest.h>

#include <algorithm>

#include "base/file.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {
namespace {

Catalogue shipped() {
  const auto text = base::read_file(std::string(PARVIS_SOURCE_DIR) + "/reference/street/categories.json");
  return *Catalogue::parse(*text);
}

const Catalogue catalogue = shipped();

double sum(const Suggestion& suggestion) {
  double total = 0;
  for (const auto& leaf : suggestion.ranked) total += leaf.p;
  return total;
}

double p_of(const Suggestion& suggestion, std::string_view code) {
  for (const auto& leaf : suggestion.ranked) {
    if (leaf.code == code) return leaf.p;
  }
  return -1;
}

const ClassProbabilities sure_pothole{
    {"pothole", 0.96}, {"road_crack", 0.02}, {"clean_street", 0.01}, {"other", 0.01}};
const ClassProbabilities sure_clean{{"pothole", 0.02}, {"clean_street", 0.95}, {"other", 0.03}};
const ClassProbabilities unknown{
    {"pothole", 0.03}, {"graffiti", 0.03}, {"clean_street", 0.04}, {"other", 0.90}};

TEST(Suggestion, AClearPhotoPreselectsItsLeaf) {
  const Suggestion suggestion = suggest(catalogue, {{sure_pothole}, "", {}});
  EXPECT_EQ(suggestion.top.size(), 3U);
  EXPECT_EQ(suggestion.top[0].code, "VOI-NID");
  EXPECT_EQ(suggestion.preselected, "VOI-NID");
  EXPECT_FALSE(suggestion.abstained);
  EXPECT_NEAR(sum(suggestion), 1.0, 1e-9);
  EXPECT_EQ(suggestion.inputs, std::vector<std::string>{"photo"});
  EXPECT_NE(suggestion.factors[0].text.find("nid-de-poule"), std::string::npos);
}

TEST(Suggestion, AnUnknownSubjectIsNotForcedIntoAKnownLeaf) {
  const Suggestion alone = suggest(catalogue, {{unknown}, "", {}});
  EXPECT_TRUE(alone.abstained);
  EXPECT_LT(p_of(alone, "VOI-NID"), 0.1);
  const Suggestion with_text = suggest(catalogue, {{unknown}, "un arbre est tombé sur la route", {}});
  EXPECT_EQ(with_text.top[0].code, "ESV-ARB");
}

TEST(Suggestion, ACleanStreetWithoutAWordAsksForOne) {
  const Suggestion silent = suggest(catalogue, {{sure_clean}, "", {}});
  EXPECT_TRUE(silent.nothing_seen);
  EXPECT_TRUE(silent.abstained);
  EXPECT_FALSE(silent.preselected);
  EXPECT_NE(silent.reason.find("Rien d'anormal"), std::string::npos);
  EXPECT_FALSE(suggest(catalogue, {{sure_clean}, "lampadaire éteint", {}}).nothing_seen);
}

TEST(Suggestion, ACleanStreetIsSaidFromTheLimitOn) {
  const auto clean_at = [](double p) {
    return ClassProbabilities{{"clean_street", p}, {"graffiti", 0.6 * (1 - p)}, {"pothole", 0.4 * (1 - p)}};
  };
  EXPECT_TRUE(suggest(catalogue, {{clean_at(0.87)}, "", {{"PRO-SAC", 900}}}).nothing_seen);
  EXPECT_TRUE(suggest(catalogue, {{clean_at(0.87)}, "  ?! ", {}}).nothing_seen) << "marks are no words";
  EXPECT_TRUE(suggest(catalogue, {{clean_at(0.8001)}, "", {}}).nothing_seen);
  EXPECT_FALSE(suggest(catalogue, {{clean_at(0.7999)}, "", {}}).nothing_seen);
}

TEST(Suggestion, NothingGivenAbstains) {
  const Suggestion suggestion = suggest(catalogue, {});
  EXPECT_TRUE(suggestion.abstained);
  EXPECT_TRUE(suggestion.inputs.empty());
  // the place alone says what is common, not what this is
  EXPECT_TRUE(suggest(catalogue, {{}, "", {{"PRO-SAC", 900}}}).abstained);
}

TEST(Suggestion, ThePlaceTipsTheBalance) {
  const ClassProbabilities dumping{{"illegal_dumping", 0.9}, {"other", 0.1}};
  const Suggestion plain = suggest(catalogue, {{dumping}, "", {}});
  EXPECT_EQ(plain.top[0].code, "PRO-SAC");
  const Suggestion placed = suggest(catalogue, {{dumping}, "", {{"PRO-ENC", 900}, {"PRO-SAC", 20}}});
  EXPECT_EQ(placed.top[0].code, "PRO-ENC");
  EXPECT_EQ(placed.inputs, (std::vector<std::string>{"photo", "lieu"}));
}

TEST(Suggestion, SentencesOfResidentsFindTheirLeaf) {
  // written for this test; a smoke test of the word lists, not a measure
  const std::vector<std::pair<std::string, std::string>> sentences{
      {"Le lampadaire devant chez moi ne s'allume plus", "ECL-PAN"},
      {"Un matelas et un canapé traînent sur le trottoir", "PRO-ENC"},
      {"Gros nid de poule dangereux pour les vélos", "VOI-NID"},
      {"Crottes de chien partout devant l'école", "PRO-DEJ"},
      {"Fuite d'eau importante au coin de la rue", "EAU-FUI"},
      {"Tag sur le mur de la mairie", "AFF-TAG"},
      {"Le feu piéton est en panne au carrefour", "SIG-FEU"},
      {"Un nid de frelons dans le square", "ANI-NUI"},
      {"Voiture ventouse, pneus crevés depuis des mois", "VEH-EPA"},
      {"La balançoire de l'aire de jeux est cassée", "MOB-JEU"},
      {"une branche menace de tomber sur les passants", "ESV-ARB"},
      {"inscription raciste sur l'abribus", "AFF-OFF"},
      {"des seringues au pied de l'immeuble", "PRO-DAN"},
      {"passage piéton effacé", "SIG-MAR"},
      {"plaque d'égout manquante, trou béant", "EAU-REG"},
      {"un pigeon mort sur le trottoir", "ANI-MOR"}};
  int first = 0;
  for (const auto& [text, code] : sentences) {
    const Suggestion suggestion = suggest(catalogue, {{}, text, {}});
    const bool among = std::any_of(suggestion.top.begin(), suggestion.top.end(),
                                   [&code = code](const auto& leaf) { return leaf.code == code; });
    EXPECT_TRUE(among) << text << " -> " << suggestion.top[0].code;
    first += suggestion.top[0].code == code ? 1 : 0;
  }
  EXPECT_GE(first, 14);
}

TEST(Suggestion, SeveralPhotosAreJoinedByTheMeanOfTheirLogs) {
  const ClassProbabilities joined = join_photos({{{"a", 0.9}, {"b", 0.1}}, {{"a", 0.4}, {"b", 0.6}}});
  EXPECT_NEAR(joined.at("a"), 0.6 / (0.6 + 0.2449489743), 1e-6);
  EXPECT_TRUE(join_photos({}).empty());
}

TEST(Suggestion, SameInputsSameAnswerBitForBit) {
  const FusionInput input{{sure_pothole, unknown}, "trou dans la chaussée", {{"VOI-NID", 3}}};
  const Suggestion one = suggest(catalogue, input), two = suggest(catalogue, input);
  for (std::size_t i = 0; i < one.ranked.size(); ++i) {
    EXPECT_EQ(one.ranked[i].code, two.ranked[i].code);
    EXPECT_EQ(one.ranked[i].p, two.ranked[i].p);
  }
}

TEST(Suggestion, PreselectionNeedsBothCertaintyAndAGap) {
  FusionSettings settings;
  settings.preselect_gap = 0.999;
  EXPECT_FALSE(suggest(catalogue, {{sure_pothole}, "", {}}, settings).preselected);
  settings = {};
  settings.abstain_below = 1.1;
  EXPECT_TRUE(suggest(catalogue, {{sure_pothole}, "", {}}, settings).abstained);
}

TEST(Suggestion, DangerAndDisagreementGoToAPerson) {
  Suggestion suggestion;
  suggestion.abstained = false;
  suggestion.ranked = {{"VOI-NID", "", 0.79}, {"VOI-AFF", "", 0.20}, {"PRO-SAC", "", 0.01}};
  EXPECT_EQ(needs_qualification(catalogue, suggestion, "VOI-NID"), "danger_probable");
  suggestion.ranked = {{"VOI-NID", "", 0.90}, {"VOI-AFF", "", 0.10}};
  EXPECT_EQ(needs_qualification(catalogue, suggestion, "PRO-SAC"), "desaccord");
  EXPECT_FALSE(needs_qualification(catalogue, suggestion, "VOI-NID"));
  suggestion.ranked = {{"VOI-NID", "", 0.89}, {"VOI-AFF", "", 0.11}};
  EXPECT_FALSE(needs_qualification(catalogue, suggestion, "PRO-SAC"));
}

TEST(Suggestion, UnknownWordsAndOddTextsAreHarmless) {
  for (const std::string text : {"", "   ", "xyzzy", "🙂🙂", "123 456", "de la du"}) {
    const Suggestion suggestion = suggest(catalogue, {{}, text, {}});
    EXPECT_TRUE(suggestion.abstained) << text;
    EXPECT_NEAR(sum(suggestion), 1.0, 1e-9);
  }
}

}  // namespace
}  // namespace parvis::street
