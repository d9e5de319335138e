#include "street/category.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/file.hpp"
#include "street/message_template.hpp"

namespace parvis::street {
namespace {

std::string shipped(const std::string& name) {
  auto text = base::read_file(std::string(PARVIS_SOURCE_DIR) + "/reference/street/" + name);
  EXPECT_TRUE(text);
  return text.value_or("");
}

TEST(Category, TheShippedListHas33LeavesOneUnqualifiedAndThreeGuidanceEntries) {
  const auto catalogue = Catalogue::parse(shipped("categories.json"));
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  EXPECT_EQ(catalogue->leaves().size(), 33U);
  EXPECT_NE(catalogue->find("AUT-QUA"), nullptr);
  std::size_t guidance = 0;
  for (const Category& category : catalogue->all()) {
    guidance += category.guidance ? 1 : 0;
    EXPECT_FALSE(category.hint.empty()) << category.code;
    EXPECT_FALSE(category.definition.empty()) << category.code;
    EXPECT_NE(catalogue->family_label(category.family), category.family) << category.code;
    if (!category.guidance && category.code != "AUT-QUA") {
      EXPECT_GE(category.keywords.size(), 4U) << category.code;
    }
  }
  EXPECT_EQ(guidance, 3U);
}

TEST(Category, PhotoWeightsOfEachClassSumToOne) {
  const auto catalogue = Catalogue::parse(shipped("categories.json"));
  ASSERT_TRUE(catalogue);
  std::map<std::string, double> sums;
  for (const Category& category : catalogue->all()) {
    for (const auto& [name, weight] : category.photo_classes) sums[name] += weight;
  }
  EXPECT_EQ(sums.size(), 12U);
  for (const auto& [name, sum] : sums) EXPECT_NEAR(sum, 1.0, 1e-9) << name;
  EXPECT_DOUBLE_EQ(catalogue->find("PRO-SAC")->photo_classes.at("illegal_dumping"), 0.60);
  EXPECT_EQ(sums.count("other") + sums.count("clean_street"), 0U);
}

TEST(Category, EveryTeamNamedByACategoryShips) {
  const auto catalogue = Catalogue::parse(shipped("categories.json"));
  const std::string teams = shipped("teams.json");
  ASSERT_TRUE(catalogue);
  for (const Category& category : catalogue->all()) {
    if (category.team.empty()) continue;
    EXPECT_NE(teams.find("\"" + category.team + "\""), std::string::npos) << category.team;
  }
}

TEST(Category, DangerIsADeadlineInHours) {
  const auto catalogue = Catalogue::parse(shipped("categories.json"));
  ASSERT_TRUE(catalogue);
  std::set<std::string> danger;
  for (const Category& category : catalogue->all()) {
    if (category.danger()) danger.insert(category.code);
  }
  EXPECT_EQ(danger, (std::set<std::string>{"PRO-DAN", "VOI-AFF", "ECL-DEG", "SIG-FEU", "ESV-ARB", "EAU-FUI",
                                           "EAU-REG"}));
}

TEST(Category, ARoundTripKeepsEverything) {
  const auto catalogue = Catalogue::parse(shipped("categories.json"));
  ASSERT_TRUE(catalogue);
  for (const Category& category : catalogue->all()) {
    const auto again = parse_category(to_json(category));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(to_json(*again), to_json(category));
  }
}

TEST(Category, RefusesWhatAPersonMistypes) {
  Category category;
  category.code = "VOI-NID";
  category.label = "Trou";
  category.hint = "Un trou.";
  category.team = "T-VOI";
  category.sla = "3 j";
  ASSERT_TRUE(validate(category));
  auto refused = [&category](auto change) {
    Category other = category;
    change(other);
    return !validate(other).has_value();
  };
  EXPECT_TRUE(refused([](Category& c) { c.code = "voi-nid"; }));
  EXPECT_TRUE(refused([](Category& c) { c.hint.clear(); }));
  EXPECT_TRUE(refused([](Category& c) { c.label = std::string(61, 'a'); }));
  EXPECT_FALSE(refused([](Category& c) { c.label = std::string(60, 'a'); }));
  EXPECT_TRUE(refused([](Category& c) { c.sla = "3 jours"; }));
  EXPECT_TRUE(refused([](Category& c) { c.duplicate_radius_m = 251; }));
  EXPECT_TRUE(refused([](Category& c) { c.duplicate_radius_m = 4; }));
}

TEST(Category, SlaTexts) {
  EXPECT_EQ(parse_sla("4 h")->unit, SlaUnit::hours);
  EXPECT_EQ(parse_sla("365 jc")->amount, 365);
  EXPECT_FALSE(parse_sla("0 j"));
  EXPECT_FALSE(parse_sla("366 j"));
  EXPECT_FALSE(parse_sla(""));
  EXPECT_FALSE(parse_sla("j"));
  EXPECT_EQ(sla_text({3, SlaUnit::working_days}), "3 j");
  EXPECT_EQ(sla_in_words({1, SlaUnit::working_days}), "1 jour ouvré");
}

TEST(Category, ARetiredCodeLeadsToItsReplacement) {
  auto make = [](std::string code, bool active, std::string next) {
    Category category;
    category.code = std::move(code);
    category.label = category.hint = "x";
    category.team = "T";
    category.sla = "1 j";
    category.active = active;
    category.replaced_by = std::move(next);
    return category;
  };
  const auto catalogue = Catalogue::of({}, {make("AAA-AAA", false, "BBB-BBB"), make("BBB-BBB", true, "")});
  ASSERT_TRUE(catalogue);
  EXPECT_EQ(catalogue->current("AAA-AAA")->code, "BBB-BBB");
  EXPECT_EQ(catalogue->find("AAA-AAA")->code, "AAA-AAA");
  EXPECT_FALSE(Catalogue::of({}, {make("AAA-AAA", true, ""), make("AAA-AAA", true, "")}));
  const auto loop = Catalogue::of({}, {make("AAA-AAA", false, "BBB-BBB"), make("BBB-BBB", false, "AAA-AAA")});
  EXPECT_NE(loop->current("AAA-AAA"), nullptr);
}

TEST(MessageTemplate, TheShippedTextsAreValidAndCoverEveryStep) {
  const auto templates = parse_templates(shipped("messages.json"));
  ASSERT_TRUE(templates) << templates.error().message;
  for (std::string_view code : {"accuse_reception", "categorie_changee", "programme", "question",
                                "transmis_partenaire", "resolu", "non_retenu", "delai_depasse",
                                "reouverture_acceptee", "reouverture_refusee", "moi_aussi", "enquete"}) {
    EXPECT_NE(choose_template(*templates, code, "courriel", "VOI-NID"), nullptr) << code;
  }
}

TEST(MessageTemplate, RefusesAnUnknownVariable) {
  MessageTemplate text;
  text.code = "resolu";
  text.subject = "Objet {ref}";
  text.body = "Bonjour {agent}";
  ASSERT_FALSE(validate(text));
  EXPECT_NE(validate(text).error().message.find("{agent}"), std::string::npos);
  text.body = "Bonjour {ref";
  EXPECT_FALSE(validate(text));
  text.body = "Bonjour ref}";
  EXPECT_FALSE(validate(text));
  text.body = "Bonjour {ref}";
  EXPECT_TRUE(validate(text));
  text.subject = "Deux\r\nBcc: lignes";
  EXPECT_FALSE(validate(text));
}

TEST(MessageTemplate, ALineWithoutItsValueIsDropped) {
  MessageTemplate text;
  text.subject = "{ref}";
  text.body = "Bonjour,\n\nLieu : {adresse}\n\n{lien}";
  const RenderedMessage message =
      render(text, {{"ref", "2026-0000042"}, {"lien", "https://ville.example/s"}});
  EXPECT_EQ(message.subject, "2026-0000042");
  EXPECT_EQ(message.body, "Bonjour,\n\nhttps://ville.example/s\n");
}

TEST(MessageTemplate, ACategorysOwnTextWins) {
  MessageTemplate general, own;
  general.code = own.code = "resolu";
  own.category = "VOI-NID";
  const std::vector<MessageTemplate> list{general, own};
  EXPECT_EQ(choose_template(list, "resolu", "courriel", "VOI-NID"), &list[1]);
  EXPECT_EQ(choose_template(list, "resolu", "courriel", "PRO-SAC"), &list[0]);
  EXPECT_EQ(choose_template(list, "autre", "courriel", "PRO-SAC"), nullptr);
}

}  // namespace
}  // namespace parvis::street
