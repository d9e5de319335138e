#include "canteen/waste/weighing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "canteen/waste/donation.hpp"
#include "canteen/waste/waste_explained.hpp"

namespace parvis::canteen {
namespace {

Day march(int day) {
  return base::make_day(2026, 3, day);
}

WeighingCampaign campaign(bool sorted = true) {
  return {"c", "canteen", march(2), march(6), sorted, 1};
}

Weighing weighed(int day, WasteSource source, double kg, std::int64_t covers = 100) {
  Weighing out;
  out.campaign_id = "c";
  out.day = march(day);
  out.source = source;
  out.total = *mass_of_kg(kg);
  out.covers = covers;
  return out;
}

TEST(Mass, HasTwoDecimalsAndNoMore) {
  EXPECT_EQ(mass_of_kg(12.34)->hundredths, 1234);
  EXPECT_EQ(mass_of_kg(0.29)->hundredths, 29);  // 0.29 * 100 = 28.999999999999996
  EXPECT_EQ(mass_of_kg(0)->hundredths, 0);
  EXPECT_FALSE(mass_of_kg(12.345));
  EXPECT_FALSE(mass_of_kg(-0.01));
  EXPECT_FALSE(mass_of_kg(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TRUE(mass_of_kg(largest_weighing_kg));
  EXPECT_FALSE(mass_of_kg(largest_weighing_kg + 0.01));
}

TEST(Weighing, LiesWithinItsCampaign) {
  EXPECT_TRUE(check(weighed(2, WasteSource::unserved, 1), campaign()));
  EXPECT_TRUE(check(weighed(6, WasteSource::unserved, 1), campaign()));
  EXPECT_EQ(check(weighed(1, WasteSource::unserved, 1), campaign()).error().code, "day");
  EXPECT_EQ(check(weighed(7, WasteSource::unserved, 1), campaign()).error().code, "day");
}

TEST(Weighing, NamesASourceOnlyWhereTheCampaignIsSorted) {
  EXPECT_EQ(check(weighed(3, WasteSource::together, 1), campaign()).error().code, "source");
  EXPECT_EQ(check(weighed(3, WasteSource::leftovers, 1), campaign(false)).error().code, "source");
  EXPECT_TRUE(check(weighed(3, WasteSource::together, 1), campaign(false)));
}

TEST(Weighing, NeedsACover) {
  EXPECT_TRUE(check(weighed(3, WasteSource::unserved, 1, 1), campaign()));
  EXPECT_EQ(check(weighed(3, WasteSource::unserved, 1, 0), campaign()).error().code, "covers");
}

TEST(Weighing, HasPartsThatSumToItsTotal) {
  Weighing one = weighed(3, WasteSource::preparation, 0.30);
  one.edible = Mass{10};
  EXPECT_EQ(check(one, campaign()).error().code, "kg_edible");
  one.inedible = Mass{20};
  EXPECT_TRUE(check(one, campaign()));
  one.inedible = Mass{21};
  EXPECT_EQ(check(one, campaign()).error().code, "kg_edible");
}

TEST(Weighing, AsksForTheUnitFromFiveTimesTheLast) {
  EXPECT_EQ(doubt_of(Mass{499}, Mass{100}), "");
  EXPECT_THAT(doubt_of(Mass{500}, Mass{100}).find("grammes ou kilos"), testing::Ne(std::string::npos));
  EXPECT_EQ(doubt_of(Mass{500}, std::nullopt), "");
  EXPECT_EQ(doubt_of(Mass{500}, Mass{0}), "");
}

TEST(CampaignSums, CountTheCoversOfADayOnce) {
  Weighing morning = weighed(3, WasteSource::preparation, 2, 100);
  Weighing noon = weighed(3, WasteSource::leftovers, 5.5, 104);
  noon.weighed_at = base::from_millis(1);
  const CampaignSums sums = sums_of({noon, morning, weighed(4, WasteSource::leftovers, 4.25, 96)});
  EXPECT_EQ(sums.covers, 200);
  EXPECT_EQ(sums.days, 2U);
  EXPECT_EQ(sums.total.hundredths, 1175);
  EXPECT_EQ(sums.sources[2].total.hundredths, 975);
  EXPECT_NEAR(*grams_per_cover(sums.total, sums.covers), 58.75, 1e-9);
  EXPECT_FALSE(grams_per_cover(sums.total, 0));
}

TEST(CampaignSums, KeepThePartsOnlyWhenEveryWeighingHasThem) {
  Weighing sorted = weighed(3, WasteSource::leftovers, 3);
  sorted.edible = Mass{100};
  sorted.inedible = Mass{200};
  EXPECT_EQ(sums_of({sorted, sorted}).sources[2].edible, (Mass{200}));
  EXPECT_FALSE(sums_of({sorted, weighed(4, WasteSource::leftovers, 1)}).sources[2].edible);
  EXPECT_FALSE(sums_of({weighed(4, WasteSource::leftovers, 1), sorted}).sources[2].edible);
}

TEST(KgPerSurplusMeal, IsLearntFromTenDays) {
  std::vector<WeighedSurplus> days;
  for (int i = 1; i <= 9; ++i) days.push_back({static_cast<double>(i), 0.5 * i});
  EXPECT_FALSE(kg_per_surplus_meal(days));
  days.push_back({10, 5});
  EXPECT_NEAR(kg_per_surplus_meal(days)->kg, 0.5, 1e-12);
  EXPECT_FALSE(kg_per_surplus_meal(std::vector<WeighedSurplus>(12, {0, 1})));
}

TEST(KgPerSurplusMeal, LeavesARemainderToOtherCauses) {
  const ExplainedWaste waste = explain(30, 40, KgPerSurplusMeal{0.5, 10});
  EXPECT_DOUBLE_EQ(*waste.by_surplus_kg, 20);
  EXPECT_DOUBLE_EQ(*waste.other_cause_kg, 10);
  EXPECT_DOUBLE_EQ(*explain(10, 40, KgPerSurplusMeal{0.5, 10}).by_surplus_kg, 10);
  EXPECT_FALSE(explain(30, 40, std::nullopt).by_surplus_kg);
}

Donation slip() {
  Donation out;
  out.agreement_id = "a";
  out.day = march(3);
  out.meals = 12;
  out.food = "plats chauds";
  out.temperature = 63;
  out.use_by = march(3);
  out.given_by = "person";
  out.taken_by_association = true;
  return out;
}

TEST(Donation, NeedsAnAgreementFoodTemperatureAndDate) {
  const DonationAgreement agreement{"a", "k", "Les Restos", march(1), march(31)};
  EXPECT_TRUE(check(slip(), &agreement));
  EXPECT_EQ(check(slip(), nullptr).error().code, "agreement_id");
  Donation late = slip();
  late.day = base::make_day(2026, 4, 1);
  EXPECT_EQ(check(late, &agreement).error().code, "agreement_id");
  Donation bad = slip();
  bad.meals.reset();
  EXPECT_EQ(check(bad, &agreement).error().code, "meals");
  bad.mass = Mass{1};
  EXPECT_TRUE(check(bad, &agreement));
  bad.food = "  ";
  EXPECT_EQ(check(bad, &agreement).error().code, "food");
  bad = slip();
  bad.temperature = hottest_donation + 0.1;
  EXPECT_EQ(check(bad, &agreement).error().code, "temperature");
  bad = slip();
  bad.use_by = march(2);
  EXPECT_EQ(check(bad, &agreement).error().code, "use_by");
}

TEST(Donation, CountsWithBothSignaturesOnly) {
  Donation unsigned_slip = slip();
  unsigned_slip.taken_by_association = false;
  Donation weighed_slip = slip();
  weighed_slip.mass = Mass{550};
  weighed_slip.food = "desserts";
  YearOfDonations year = year_of({slip(), unsigned_slip, weighed_slip}, 2026);
  EXPECT_EQ(year.gifts, 2);
  EXPECT_EQ(year.meals, 24);
  EXPECT_FALSE(year.mass_known);
  EXPECT_EQ(year.kinds, (std::vector<std::string>{"desserts", "plats chauds"}));
  EXPECT_EQ(year_of({slip()}, 2025).gifts, 0);
}

TEST(Donation, IsADutyAboveThreeThousandMealsADay) {
  EXPECT_EQ(donation_duty(3000, false), "");
  EXPECT_NE(donation_duty(3001, false), "");
  EXPECT_EQ(donation_duty(3001, true), "");
}

TEST(Donation, OffersWhatIsLeftAfterTheCount) {
  EXPECT_EQ(meals_to_offer(120, 110.5), 9);
  EXPECT_EQ(meals_to_offer(100, 110), 0);
  EXPECT_EQ(meals_to_offer(100, std::nullopt), 0);
}

}  // namespace
}  // namespace parvis::canteen
