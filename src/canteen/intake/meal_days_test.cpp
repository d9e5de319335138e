#include "canteen/intake/meal_days.hpp"

#include <gtest/gtest.h>

namespace parvis::canteen {
namespace {

Day monday(int week) {
  return base::plus_days(base::make_day(2024, 1, 8), 7 * week);
}

CountTable two_parts(int weeks, int without) {
  CountTable table;
  table.sites = {{"PETITS", "M"}, {"GRANDS", "E"}};
  std::uint32_t line = 2;
  for (int week = 0; week < weeks; ++week) {
    table.rows.push_back({line++, 0, monday(week), 40, 38});
    if (week != without) table.rows.push_back({line++, 1, monday(week), 60, 55});
  }
  return table;
}

TEST(MealDays, AMissingPartMakesADayPartialAndNeverALowCount) {
  const CountTable table = two_parts(6, 3);
  const auto days = meal_days({table, "f.csv", {0, 0}, {}, false}, {});
  ASSERT_EQ(days.counts.size(), 6U);
  EXPECT_EQ(days.counts[2].eaten, 93);
  EXPECT_EQ(days.counts[3].flag, CountFlag::partial);
  EXPECT_FALSE(days.counts[3].eaten.has_value());
  EXPECT_EQ(days.counts[3].eaten_of_present_parts, 38);
  EXPECT_EQ(days.partial, 1U);
}

TEST(MealDays, APartThatNeverComesBackIsNoLongerInUse) {
  CountTable table = two_parts(6, -1);
  std::erase_if(table.rows, [](const CountRow& row) { return row.site == 1 && row.day >= monday(3); });
  const auto days = meal_days({table, "f.csv", {0, 0}, {}, false}, {});
  EXPECT_EQ(days.counts[3].flag, CountFlag::ok);
  EXPECT_EQ(days.counts[3].eaten, 38);
}

TEST(MealDays, APartIsInUseUpToThirtyServiceDaysAwayAndNotOneMore) {
  for (const int gap : {part_window_days, part_window_days + 1}) {
    CountTable table;
    table.sites = {{"PETITS", "M"}, {"GRANDS", "E"}};
    for (int week = 0; week <= gap + 1; ++week) {
      table.rows.push_back({2, 0, monday(week), 40, 38});
      if (week == 0 || week == gap + 1) table.rows.push_back({3, 1, monday(week), 60, 55});
    }
    const auto days = meal_days({table, "f.csv", {0, 0}, {}, false}, {});
    EXPECT_EQ(days.counts[1].flag, gap == part_window_days ? CountFlag::partial : CountFlag::ok) << gap;
  }
}

TEST(MealDays, TwoNamesOfOnePartAreNotTwoParts) {
  CountTable table;
  table.sites = {{"MARSAUDERIES", "E"}, {"MARSAUDERIES E", "E"}};
  for (int week = 0; week < 9; ++week)
    table.rows.push_back({2, week >= 3 && week < 6 ? 1U : 0U, monday(week), 60, 55});
  const auto days = meal_days({table, "f.csv", {0, 0}, {}, false}, {});
  EXPECT_EQ(days.partial, 0U);
  EXPECT_EQ(days.counts[4].eaten, 55);
}

TEST(MealDays, ASiteTypedTwiceForADayCountsOnceAndTheLastRowStands) {
  CountTable table;
  table.sites = {{"A", "E"}};
  table.rows = {{2, 0, monday(0), 50, 40}, {3, 0, monday(0), 50, 45}};
  const auto days = meal_days({table, "f.csv", {0}, {}, false}, {});
  ASSERT_EQ(days.counts.size(), 1U);
  EXPECT_EQ(days.counts[0].eaten, 45);
  ASSERT_FALSE(days.findings.empty());
  EXPECT_EQ(days.findings[0].code, "same-site-twice");
}

TEST(MealDays, RepairsThatAreNotAcceptedChangeNothing) {
  CountTable table;
  table.sites = {{"A", "E"}};
  table.rows = {{2, 0, monday(0), 0, 45}, {3, 0, monday(1), 50, 0}};
  const auto accepted = meal_days({table, "f.csv", {0}, {}, false}, {});
  EXPECT_FALSE(accepted.counts[0].ordered.has_value());
  EXPECT_EQ(accepted.counts[1].flag, CountFlag::closed);
  const auto refused = meal_days({table, "f.csv", {0}, {}, false}, acceptance_of("none"));
  EXPECT_EQ(refused.counts[0].ordered, 0);
  EXPECT_EQ(refused.counts[1].flag, CountFlag::doubtful);
}

}  // namespace
}  // namespace parvis::canteen
