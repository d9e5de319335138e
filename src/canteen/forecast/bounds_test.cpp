#include "canteen/forecast/bounds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "canteen/forecast/backtest.hpp"
#include "canteen/forecast/kitchen_bounds.hpp"
#include "canteen/forecast/test_town.hpp"

namespace parvis::canteen {
namespace {

const std::vector<double> some_levels = {0.05, 0.25, 0.5, 0.75, 0.95};

// Errors of a known law: uniform between -0.1 and 0.1 of the pupils, twice as wide in canteen 1.
std::vector<PastError> uniform_errors(int days, double shift = 0) {
  std::mt19937 random(5);
  std::vector<PastError> errors;
  for (int day = 0; day < days; ++day)
    for (int c = 0; c < 8; ++c) {
      const double u = (random() + 0.5) / 4294967296.0;
      const double error = (0.2 * u - 0.1) * (c == 1 ? 2 : 1) + shift;
      errors.push_back({day, c, DayType::ordinary, 200, 150, 150 + 200 * error, true, true});
    }
  return errors;
}

TEST(ErrorLaw, FindsTheQuantilesOfAKnownLaw) {
  const auto errors = uniform_errors(400);
  const ErrorLaw law(errors, 8, 399);
  for (const double level : some_levels) {
    EXPECT_NEAR(law.bound(150, 200, 0, DayType::ordinary, level), 150 + 200 * (0.2 * level - 0.1), 2.0)
        << level;
    EXPECT_NEAR(law.bound(150, 200, 1, DayType::ordinary, level), 150 + 200 * (0.4 * level - 0.2), 4.0)
        << level;
  }
}

TEST(ErrorLaw, ReadsNoErrorAfterItsOrigin) {
  auto errors = uniform_errors(300);
  const ErrorLaw before(errors, 8, 199);
  for (auto& error : errors)
    if (error.serial > 199) error.eaten = 900;
  const ErrorLaw after(errors, 8, 199);
  for (const double level : some_levels) EXPECT_EQ(before.quantile(level), after.quantile(level));
}

TEST(ErrorLaw, StandsWithoutAnyError) {
  const ErrorLaw law({}, 3, 100);
  EXPECT_NEAR(law.bound(150, 200, 2, DayType::ordinary, 0.95), 150 + 200 * 0.045 * 1.2533 * 1.64, 3);
  EXPECT_GT(law.bound(150, 200, 2, DayType::rare, 0.95), law.bound(150, 200, 2, DayType::ordinary, 0.95));
  EXPECT_GT(law.scale(0, DayType::ordinary), 0);
}

TEST(ErrorLaw, NeverGoesUnderZero) {
  const auto errors = uniform_errors(300);
  EXPECT_EQ(ErrorLaw(errors, 8, 299).bound(3, 200, 1, DayType::ordinary, 0.01), 0);
}

TEST(AdaptiveLevels, AMonthWithoutServiceMovesNothing) {
  AdaptiveLevels levels({0.5, 0.95});
  levels.learn({0.4, 0.9});
  const auto used = levels.used();
  EXPECT_NEAR(used[0], 0.503, 1e-12);
  EXPECT_NEAR(used[1], 0.9515, 1e-12);
  EXPECT_EQ(levels.used(), used);
}

TEST(AdaptiveLevels, StaysInsideItsRange) {
  AdaptiveLevels levels({0.5, 0.95, 0.99});
  for (int day = 0; day < 500; ++day) levels.learn({0, 0, 0});
  EXPECT_NEAR(levels.used()[0], 0.56, 1e-12);
  EXPECT_NEAR(levels.used()[1], 0.9985, 1e-12);
  for (int day = 0; day < 900; ++day) levels.learn({1, 1, 1});
  EXPECT_NEAR(levels.used()[1], 0.89, 1e-12);
}

double coverage(const TownHistory& town, const std::vector<MealForecast>& lines, const Day& from,
                const Day& to, std::size_t level) {
  std::map<std::pair<Day, int>, double> eaten;
  for (const MealCount& count : town.counts) eaten[{count.day, count.canteen}] = count.eaten.value_or(0);
  double under = 0, all = 0;
  for (const MealForecast& line : lines) {
    if (line.day < from || line.day > to) continue;
    under += eaten.at({line.day, line.canteen}) <= line.quantiles[level] ? 1 : 0;
    ++all;
  }
  return under / all;
}

TEST(Bounds, CoverWhatTheySayOnAYearOfAKnownTown) {
  const TownHistory town = make_town({.canteens = 12});
  BacktestRequest request;
  request.from = base::make_day(2015, 9, 1);
  request.to = base::make_day(2016, 7, 4);
  const auto run = backtest(town, request);
  ASSERT_TRUE(run.has_value());
  EXPECT_NEAR(coverage(town, run->canteens, request.from, request.to, 2), 0.50, 0.03);
  EXPECT_NEAR(coverage(town, run->canteens, request.from, request.to, 5), 0.95, 0.015);
}

// A rise of 3 % of all counts: forty service days later the 95 % bound covers 95 % again.
TEST(Bounds, ARiseIsAbsorbedInFortyDays) {
  const Day rise = base::make_day(2016, 1, 7);
  const TownHistory town = make_town({.canteens = 12, .rise = 0.03, .rise_from = rise});
  BacktestRequest request;
  request.from = rise;
  request.to = base::make_day(2016, 6, 30);
  request.horizon = 15;
  const auto run = backtest(town, request);
  EXPECT_LT(coverage(town, run->canteens, rise, base::plus_days(rise, 14), 5), 0.94);
  EXPECT_NEAR(coverage(town, run->canteens, base::make_day(2016, 4, 4), request.to, 5), 0.95, 0.02);
}

TEST(TotalLaw, CountsOneWorseDayThanAllSeen) {
  std::vector<PastTotal> totals;
  for (int day = 0; day < 20; ++day) totals.push_back({day, DayType::ordinary, 1000, 1000.0 + day, true});
  const TotalLaw law(totals, 19);
  EXPECT_NEAR(law.bound(1000, DayType::ordinary, 0.999), 1000 + 1.15 * 19, 0.01);
  EXPECT_GE(law.bound(1000, DayType::ordinary, 0.95), 1018);
}

TEST(TotalLaw, LeavesOutStrikesAndEvents) {
  std::vector<PastTotal> totals;
  for (int day = 0; day < 40; ++day)
    totals.push_back({day, DayType::ordinary, 1000, 1000.0 + day % 10, true});
  const double before = TotalLaw(totals, 60).bound(1000, DayType::ordinary, 0.9);
  totals.push_back({41, DayType::ordinary, 1000, 300, true});
  totals.push_back({42, DayType::ordinary, 1000, 1100, false});
  EXPECT_EQ(TotalLaw(totals, 60).bound(1000, DayType::ordinary, 0.9), before);
}

}  // namespace
}  // namespace parvis::canteen
