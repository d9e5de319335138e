#include "canteen/forecast/order_rule.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace parvis::canteen {
namespace {

MealLaw uniform_law() {  // uniform between 100 and 200
  MealLaw law;
  for (int i = 1; i < 100; ++i) {
    law.levels.push_back(i / 100.0);
    law.meals.push_back(100 + i);
  }
  return law;
}

TEST(OrderRule, TurnsAWordedRiskIntoALevel) {
  EXPECT_NEAR(*level_of_one_short_day_in(20), 0.95, 1e-12);
  EXPECT_FALSE(level_of_one_short_day_in(1).has_value());
  EXPECT_NEAR(*level_of_one_short_day_in(1.01), 1 - 1 / 1.01, 1e-12);
  EXPECT_NEAR(*level_of_costs(2.5, 1.65), 2.5 / 4.15, 1e-12);
  EXPECT_FALSE(level_of_costs(0, 1).has_value());
  EXPECT_FALSE(level_of_costs(1, -1).has_value());
}

TEST(OrderRule, RoundsUpToTheMealThenToThePack) {
  const auto plain = order_for(uniform_law(), {0.955, 1, {}});
  EXPECT_EQ(plain->meals, 196);
  EXPECT_EQ(plain->rounding, 0);
  const auto packed = order_for(uniform_law(), {0.955, 10, {}});
  EXPECT_EQ(packed->meals, 200);
  EXPECT_EQ(packed->rounding, 4);
  EXPECT_EQ(order_for(uniform_law(), {0.95, 1, {}})->meals, 195);
}

TEST(OrderRule, TellsSurplusShortageAndRiskOfTheOrder) {
  const auto order = order_for(uniform_law(), {0.5, 1, {}});
  EXPECT_EQ(order->meals, 150);
  EXPECT_NEAR(order->short_probability, 0.5, 1e-9);
  EXPECT_NEAR(order->gap.surplus, 12.5, 0.05);
  EXPECT_NEAR(order->gap.missing, 12.5, 0.05);
  // Surplus - missing = order - mean, whatever the order.
  const auto high = order_for(uniform_law(), {0.95, 7, {}});
  EXPECT_NEAR(high->gap.surplus - high->gap.missing, high->meals - 150, 1e-9);
}

TEST(OrderRule, ALowerRiskNeverOrdersLess) {
  const MealLaw law{{0.1, 0.5, 0.9, 0.95, 0.99}, {80, 100, 100, 130, 131}};
  int before = 0;
  for (double level = 0.01; level < 1; level += 0.01) {
    for (const int pack : {1, 6}) EXPECT_GE(order_for(law, {level, pack, {}})->meals + pack, before);
    const int now = order_for(law, {level, 1, {}})->meals;
    EXPECT_GE(now, before);
    before = now;
  }
  double surplus = 0, missing = 1e9;
  for (const RiskPoint& point : risk_curve(law)) {
    EXPECT_GE(point.gap.surplus, surplus);
    EXPECT_LE(point.gap.missing, missing);
    surplus = point.gap.surplus;
    missing = point.gap.missing;
  }
}

TEST(OrderRule, RefusesLevelsAndPacksOutsideTheirLimits) {
  EXPECT_FALSE(order_for(uniform_law(), {0, 1, {}}).has_value());
  EXPECT_FALSE(order_for(uniform_law(), {1, 1, {}}).has_value());
  EXPECT_FALSE(order_for(uniform_law(), {0.5, 0, {}}).has_value());
  EXPECT_TRUE(order_for(uniform_law(), {0.9999, 1, {}}).has_value());
}

TEST(OrderRule, KeepsTheFloor) {
  EXPECT_EQ(order_for(uniform_law(), {0.5, 1, 180.2})->meals, 181);
}

TEST(SplitProduction, SumsExactly) {
  const std::vector<Share> shares = {{100.4, 5, 0}, {50.3, 2.5, 0}, {25.1, 1.1, 0}, {0.4, 0.3, 0}};
  for (int production = 0; production < 400; ++production) {
    const auto parts = split_production(production, shares);
    ASSERT_TRUE(parts.has_value());
    EXPECT_EQ(std::accumulate(parts->begin(), parts->end(), 0), production);
    for (const int part : *parts) EXPECT_GE(part, 0);
  }
}

TEST(SplitProduction, GivesTheMarginWhereErrorsAreLarge) {
  const auto parts = split_production(330, {{100, 10, 0}, {100, 20, 0}, {100, 0, 0}});
  EXPECT_EQ(*parts, (std::vector<int>{110, 120, 100}));
}

TEST(SplitProduction, NeverGoesUnderAFloor) {
  const auto parts = split_production(200, {{100, 10, 120}, {100, 10, 0}});
  EXPECT_EQ(*parts, (std::vector<int>{120, 80}));
  EXPECT_FALSE(split_production(119, {{100, 10, 120}, {100, 10, 0}}).has_value());
  EXPECT_EQ(*split_production(120, {{100, 10, 120}, {100, 10, 0}}), (std::vector<int>{120, 0}));
}

TEST(StrikeOrder, AnUndeclaredStrengthNeverLowersTheOrder) {
  const auto order = strike_order(uniform_law(), 150, 0.95, {}, {});
  EXPECT_EQ(order->mean, 150);
  EXPECT_EQ(order->bound, 195);
  EXPECT_EQ(order->floor, 195);
}

TEST(StrikeOrder, ADeclaredStrengthScalesTheMeanAndIsTheFloor) {
  const auto order = strike_order(uniform_law(), 150, 0.95, {0.4, false, false}, {});
  EXPECT_NEAR(order->mean, 60, 1e-9);
  EXPECT_NEAR(order->floor, 60, 1e-9);
  EXPECT_NEAR(order->bound, 150 * (0.4 + 0.1 * (2 * 18.0 / 19 - 1)), 1e-9);  // the 19th of 20 pseudo-days
}

TEST(StrikeOrder, PastSheetsThatWereTooLowRaiseTheBound) {
  const std::vector<PastStrikeDay> past(60, {0.3, 0.6, 10});
  const auto order = strike_order(uniform_law(), 150, 0.95, {0.4, false, false}, past);
  EXPECT_NEAR(order->bound, 150 * 0.7, 1e-9);
}

TEST(StrikeOrder, NeverBoundsOverAnOrdinaryDay) {
  EXPECT_EQ(strike_order(uniform_law(), 150, 0.5, {1.0, false, false}, {{0.2, 0.9, 0}})->bound, 150);
}

TEST(StrikeOrder, AClosedCanteenNeedsAHostOrAColdMeal) {
  EXPECT_FALSE(strike_order(uniform_law(), 150, 0.95, {0.0, true, false}, {}).has_value());
  EXPECT_EQ(strike_order(uniform_law(), 150, 0.95, {0.0, true, true}, {})->bound, 0);
  EXPECT_FALSE(strike_order(uniform_law(), 150, 0.95, {1.1, false, false}, {}).has_value());
}

}  // namespace
}  // namespace parvis::canteen
