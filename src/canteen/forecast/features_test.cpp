#include "canteen/forecast/features.hpp"

#include <gtest/gtest.h>

#include "canteen/forecast/feature_table.hpp"
#include "canteen/forecast/test_town.hpp"

namespace parvis::canteen {
namespace {

constexpr int horizon = 15;
const Day target = base::make_day(2015, 3, 20);  // a Friday

// The row of canteen 1 on the target day.
struct TargetRow {
  double base = 0;
  std::vector<double> dense;
};
TargetRow target_row(const TownHistory& town) {
  const TownPanel panel(town, {}, base::make_day(2015, 7, 4));
  const RateSums sums(panel);
  const FeatureTable table = make_table(panel, sums, {horizon, 1 << 30, 0, false, false, {}});
  const int t = panel.index_of(target);
  for (std::size_t i = table.first_of_day[static_cast<std::size_t>(t)]; i < table.rows.size(); ++i)
    if (table.rows[i].t == t && table.rows[i].canteen == 1) {
      const auto x = table.dense.begin() + static_cast<std::ptrdiff_t>(i * table.width);
      return {table.rows[i].base, {x, x + static_cast<std::ptrdiff_t>(table.width)}};
    }
  return {};
}

// The history with one canteen's counts and orders of one day moved.
TownHistory moved(TownHistory town, const Day& day) {
  for (MealCount& count : town.counts)
    if (count.day == day && count.canteen == 1) {
      *count.eaten *= 1.1;
      *count.ordered *= 1.3;
    }
  return town;
}

TEST(Features, NoneReadsTheDaysAfterTheOrigin) {
  const TownHistory town = make_town({});
  const TargetRow before = target_row(town);
  for (int after = 1; after <= horizon; ++after) {
    const TargetRow row = target_row(moved(town, base::plus_days(target, after - horizon)));
    EXPECT_EQ(row.base, before.base) << after;
    EXPECT_EQ(row.dense, before.dense) << after;
  }
}

// Every feature made of counts moves with the last day that it may read: the Thursday of the origin, or for
// features of the target's weekday the Friday before it.
TEST(Features, EachReadsItsLastAllowedDay) {
  const TownHistory town = make_town({});
  const TargetRow before = target_row(town);
  const Day thursday = base::plus_days(target, -horizon), friday = base::plus_days(target, -horizon - 6);
  const TargetRow by_thursday = target_row(moved(town, thursday)),
                  by_friday = target_row(moved(town, friday));
  EXPECT_NE(by_thursday.base, before.base);
  for (const Dense feature :
       {Dense::fast, Dense::slow, Dense::last2, Dense::last5, Dense::last12, Dense::last30, Dense::this_year,
        Dense::past_year, Dense::town1, Dense::town5, Dense::town20, Dense::order_excess}) {
    const auto j = static_cast<std::size_t>(feature);
    EXPECT_NE(by_thursday.dense[j], before.dense[j]) << j;
  }
  for (const Dense feature : {Dense::same1, Dense::same4, Dense::same8, Dense::ordered4}) {
    const auto j = static_cast<std::size_t>(feature);
    EXPECT_NE(by_friday.dense[j] + by_friday.base, before.dense[j] + before.base) << j;
  }
}

TEST(Features, SeasonReadsTheSameWeekOfPastYears) {
  TownHistory town = make_town({});
  const TargetRow before = target_row(town);
  for (MealCount& count : town.counts)
    if (school_year_of(count.day) == 2013 && iso_week(count.day) == iso_week(target)) *count.eaten *= 0.9;
  const TargetRow after = target_row(town);
  EXPECT_LT(after.dense[static_cast<std::size_t>(Dense::season)],
            before.dense[static_cast<std::size_t>(Dense::season)] - 0.01);
}

TEST(Features, AStrikeDayOfTheListNeverEntersALevel) {
  TownHistory town = make_town({});
  const Day strike = base::plus_days(target, -horizon);
  town.strikes.insert(strike);
  const TargetRow listed = target_row(town);
  const TargetRow emptied = target_row(moved(town, strike));
  EXPECT_EQ(listed.base, emptied.base);
}

TEST(DayFacts, KnowsTheCalendarsVectors) {
  TownHistory history;
  for (const auto& [y, m, d] :
       {std::tuple{2012, 5, 1}, {2012, 5, 8}, {2014, 11, 11}, {2010, 11, 11}, {2016, 11, 11}})
    history.public_holidays.insert(base::make_day(y, m, d));
  const SchoolCalendar calendar(history);
  for (const auto& [y, m, d] : {std::tuple{2012, 4, 30}, {2012, 5, 7}, {2014, 11, 10}, {2010, 11, 12}})
    EXPECT_TRUE(calendar.facts_of(base::make_day(y, m, d)).bridge) << y << m << d;
  EXPECT_FALSE(calendar.facts_of(base::make_day(2016, 11, 14)).bridge);
  EXPECT_EQ(iso_week(base::make_day(2015, 12, 31)), 53);
  EXPECT_EQ(iso_week(base::make_day(2016, 1, 4)), 1);
}

TEST(DayFacts, CountsRanksAndDistances) {
  const TownHistory town = make_town({});
  const SchoolCalendar calendar(town);
  const DayFacts first = calendar.facts_of(base::make_day(2014, 9, 1));
  EXPECT_EQ(first.rank_from_start, 0);
  EXPECT_EQ(first.since_break, 0);
  EXPECT_EQ(first.type, DayType::ends_of_year);
  const DayFacts last = calendar.facts_of(base::make_day(2015, 7, 3));
  EXPECT_EQ(last.rank_from_end, 0);
  EXPECT_EQ(last.type, DayType::rare);
  const DayFacts eve = calendar.facts_of(base::make_day(2015, 2, 9));
  EXPECT_EQ(eve.to_break, 0);
  EXPECT_EQ(eve.type, DayType::beside_a_break);
  EXPECT_EQ(calendar.facts_of(base::make_day(2015, 1, 20)).type, DayType::ordinary);
}

TEST(Flags, EveryColumnHasAPenaltyAndStaysInItsBlock) {
  const TownHistory town = make_town({});
  const TownPanel panel(town, {}, base::make_day(2015, 7, 4));
  for (int t = 0; t < panel.days(); ++t)
    for (int type = 0; type < pupil_types; ++type) {
      const auto pattern = pattern_of(panel.day(t), type);
      for (const auto f : pattern.flags) EXPECT_LT(f, flag_blocks().shared.size());
      for (const auto f : pattern.local) EXPECT_LT(f, flag_blocks().local.size());
    }
}

}  // namespace
}  // namespace parvis::canteen
