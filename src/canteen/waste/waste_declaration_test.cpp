#include "canteen/waste/waste_declaration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.hpp"
#include "canteen/waste/ma_cantine_export.hpp"

namespace parvis::canteen {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
namespace json = base::json;

Day march(int day) {
  return base::make_day(2026, 3, day);
}
const Day today = march(20);

WasteDeclaration sound() {
  WasteDeclaration out;
  out.start = march(2);
  out.end = march(6);
  out.meals = 500;
  out.total = 60;
  out.sorted_by_source = true;
  out.sources[0] = {10.0, true, 4.0, 6.0};
  out.sources[1] = {20.0, false, std::nullopt, std::nullopt};
  out.sources[2] = {30.0, std::nullopt, std::nullopt, std::nullopt};
  return out;
}

// "code field" of each finding.
std::vector<std::string> said(const WasteDeclaration& declared, const std::vector<Period>& others = {}) {
  std::vector<std::string> out;
  for (const auto& finding : check(declared, others, today))
    out.push_back(finding.code + " " + finding.field);
  return out;
}

TEST(WasteDeclaration, FindsNothingInASoundOne) {
  EXPECT_THAT(said(sound()), IsEmpty());
}

TEST(WasteDeclaration, NeedsBothDates) {
  WasteDeclaration declared = sound();
  declared.start.reset();
  EXPECT_THAT(said(declared), ElementsAre("start_missing periodStartDate"));
  declared.end.reset();
  EXPECT_THAT(said(declared), ElementsAre("start_missing periodStartDate", "end_missing periodEndDate"));
}

TEST(WasteDeclaration, MayEndTodayNotTomorrow) {
  WasteDeclaration declared = sound();
  declared.end = today;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.end = march(21);
  EXPECT_THAT(said(declared), ElementsAre("end_in_future periodEndDate"));
}

TEST(WasteDeclaration, MayLastOneDayAndWarnsUnderFive) {
  WasteDeclaration declared = sound();
  declared.end = declared.start;
  EXPECT_THAT(said(declared), ElementsAre("period_short periodEndDate"));
  EXPECT_TRUE(may_leave(check(declared, {}, today)));
  declared.end = march(5);  // four days
  EXPECT_THAT(said(declared), ElementsAre("period_short periodEndDate"));
  declared.end = march(1);
  EXPECT_THAT(said(declared), ElementsAre("end_before_start periodEndDate"));
  EXPECT_FALSE(may_leave(check(declared, {}, today)));
}

TEST(WasteDeclaration, OverlapsBoundsIncluded) {
  EXPECT_THAT(said(sound(), {{march(6), march(9)}}), ElementsAre("period_overlaps periodEndDate"));
  EXPECT_THAT(said(sound(), {{base::make_day(2026, 2, 20), march(2)}}),
              ElementsAre("period_overlaps periodStartDate"));
  EXPECT_THAT(said(sound(), {{march(3), march(4)}}), ElementsAre("period_overlaps periodEndDate"));
  EXPECT_THAT(said(sound(), {{march(7), march(9)}, {base::make_day(2026, 2, 20), march(1)}}), IsEmpty());
}

TEST(WasteDeclaration, NeedsOneWholeCover) {
  WasteDeclaration declared = sound();
  declared.meals = 1;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.meals = 0;
  EXPECT_THAT(said(declared), ElementsAre("meals_missing mealCount"));
  declared.meals = 1.5;
  EXPECT_THAT(said(declared), ElementsAre("meals_not_whole mealCount"));
  declared.meals.reset();
  EXPECT_THAT(said(declared), ElementsAre("meals_missing mealCount"));
}

TEST(WasteDeclaration, WeighsAtLeastAKilo) {
  WasteDeclaration declared = sound();
  declared.sources = {};
  declared.total = 1;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.total = 0.99;
  EXPECT_THAT(said(declared), ElementsAre("total_too_small totalMass"));
  declared.total.reset();
  EXPECT_THAT(said(declared), ElementsAre("total_missing totalMass"));
}

TEST(WasteDeclaration, HasMassesOfTwoDecimalsNotNegative) {
  WasteDeclaration declared = sound();
  declared.sources[2].total = 0;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.sources[2].total = -0.01;
  EXPECT_THAT(said(declared), ElementsAre("mass_negative leftoversTotalMass"));
  declared.sources[2].total = 29.99;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.sources[2].total = 29.995;
  EXPECT_THAT(said(declared), ElementsAre("mass_decimals leftoversTotalMass"));
  declared.sources[2].total = largest_weighing_kg * 2;
  EXPECT_THAT(said(declared), ElementsAre("mass_too_large leftoversTotalMass"));
  declared.sources[2].total = 30;
  declared.sources[0].edible = -4;
  EXPECT_THAT(said(declared), ElementsAre("mass_negative preparationEdibleMass"));
}

TEST(WasteDeclaration, HasNoSourceAboveTheTotal) {
  WasteDeclaration declared = sound();
  declared.sources = {};
  declared.sources[1].total = 60;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.sources[1].total = 60.01;
  EXPECT_THAT(said(declared),
              ElementsAre("source_above_total unservedTotalMass", "sources_above_total totalMass"));
}

TEST(WasteDeclaration, HasSourcesThatDoNotExceedTheTotalTogether) {
  WasteDeclaration declared = sound();
  declared.sources[2].total = 30.01;
  EXPECT_THAT(said(declared), ElementsAre("sources_above_total totalMass"));
  declared.sources[2].total = 29;  // a part may be unknown
  EXPECT_THAT(said(declared), IsEmpty());
}

TEST(WasteDeclaration, HasPartsThatMakeTheSource) {
  WasteDeclaration declared = sound();
  declared.sources[0].total = 0.3;  // 0.1 + 0.2 is not 0.3 for doubles
  declared.sources[0].edible = 0.1;
  declared.sources[0].inedible = 0.2;
  EXPECT_THAT(said(declared), IsEmpty());
  declared.sources[0].inedible = 0.21;
  EXPECT_THAT(said(declared), ElementsAre("parts_differ preparationTotalMass"));
  declared.sources[0].inedible.reset();
  EXPECT_THAT(said(declared), ElementsAre("parts_missing preparationEdibleMass"));
}

TEST(WasteDeclaration, SaysEveryFaultAtOnceInFrench) {
  WasteDeclaration declared;
  const auto findings = check(declared, {}, today);
  EXPECT_EQ(findings.size(), 4U);
  for (const auto& finding : findings) EXPECT_EQ(finding.message.back(), '.');
}

TEST(WasteDeclaration, EstimatesAYear) {
  EXPECT_DOUBLE_EQ(*yearly_waste_kg(sound(), 10'000), 1200);
  EXPECT_FALSE(yearly_waste_kg(sound(), std::nullopt));
  EXPECT_FALSE(yearly_waste_kg(sound(), 0));
}

TEST(MaCantine, TakesTheFieldsItKnowsAndNoOther) {
  const auto body = measurement_json(sound(), {}, today);
  ASSERT_TRUE(body) << body.error().message;
  EXPECT_EQ(
      json::serialize(*body),
      R"({"periodStartDate":"2026-03-02","periodEndDate":"2026-03-06","mealCount":500,"totalMass":"60.00",)"
      R"("isSortedBySource":true,"preparationTotalMass":"10.00","preparationIsSorted":true,)"
      R"("preparationEdibleMass":"4.00","preparationInedibleMass":"6.00","unservedTotalMass":"20.00",)"
      R"("unservedIsSorted":false,"unservedEdibleMass":null,"unservedInedibleMass":null,)"
      R"("leftoversTotalMass":"30.00","leftoversIsSorted":null,"leftoversEdibleMass":null,)"
      R"("leftoversInedibleMass":null})");
}

TEST(MaCantine, GetsNothingThatBreaksARule) {
  WasteDeclaration declared = sound();
  declared.meals = 0;
  EXPECT_EQ(measurement_json(declared, {}, today).error().code, "mealCount");
}

TEST(MaCantine, DeclaresAYear) {
  YearlyWasteDeclaration year;
  year.year = 2025;
  year.has_diagnostic = true;
  year.actions = {"AWARENESS", "REUSE"};
  EXPECT_EQ(
      json::serialize(*yearly_json(year)),
      R"({"year":2025,"hasWasteDiagnostic":true,"hasWastePlan":false,"wasteActions":["AWARENESS","REUSE"],)"
      R"("otherWasteAction":"","hasDonationAgreement":false})");
  year.has_agreement = true;
  year.donations.gifts = 12;
  year.donations.mass = Mass{6060};
  year.donations.kinds = {"pain", "yaourts"};
  EXPECT_EQ(yearly_json(year)->at("donationQuantity").as_string(), "60.60");
  year.actions = {"COMPOST"};
  EXPECT_EQ(yearly_json(year).error().code, "actions");
}

TEST(MaCantine, KnowsTheActionsOfThePlatform) {
  const std::filesystem::path file = PARVIS_SHARED_DIR "/data/canteen/ma-cantine/waste-actions.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "shared data absent: " << file;
  const auto known = base::parse_json_object(*base::read_file(file));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->size(), waste_actions().size());
  for (const WasteAction& action : waste_actions())
    EXPECT_EQ(base::text_or(*known, action.code), action.label);
}

}  // namespace
}  // namespace parvis::canteen
