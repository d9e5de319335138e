// From a forecast and a stated risk to an order: arithmetic only. A lower risk never gives a smaller order.
// Levels are probabilities that the meals suffice. Pure, thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"

namespace parvis::canteen {

// «1 jour court sur N» -> level 1 - 1/N, N > 1. Errors: invalid.
Result<double> level_of_one_short_day_in(double days);
// Costs of one meal too many and of one too few, in euros, both > 0 -> under / (under + over). Errors:
// invalid.
Result<double> level_of_costs(double under, double over);

// What may be eaten on one canteen-day (or in the town): the meals at rising levels, as MealForecast gives
// them.
struct MealLaw {
  std::vector<double> levels;  // rising, inside (0, 1), at least one
  std::vector<double> meals;   // never falling, one per level
};
// Meals that suffice with this probability; linear between levels, the outer values beyond the first and the
// last.
[[nodiscard]] double meals_at(const MealLaw& law, double level);
// Probability that `meals` do not suffice, by the same lines.
[[nodiscard]] double short_probability(const MealLaw& law, double meals);
struct ExpectedGap {
  double surplus = 0, missing = 0;  // meals
};
[[nodiscard]] ExpectedGap expected_gap(const MealLaw& law, double meals);

struct OrderRule {
  double level = 0.95;
  int pack = 1;                 // meals; the order is a multiple of it
  std::optional<double> floor;  // never under it (ST-4)
};
struct Order {
  double bound = 0;  // meals at the level, before any rounding
  int meals = 0;
  int rounding = 0;  // meals added by the pack alone
  ExpectedGap gap;
  double short_probability = 0;
};
// Errors: invalid (level outside (0, 1), pack < 1).
Result<Order> order_for(const MealLaw& law, const OrderRule& rule);

struct RiskPoint {
  double level = 0, meals = 0;
  ExpectedGap gap;
};
// The curve surplus/missing over the law's own levels.
[[nodiscard]] std::vector<RiskPoint> risk_curve(const MealLaw& law);

// One canteen's part of a production.
struct Share {
  double mean = 0, scale = 0;
  int floor = 0;  // not fewer, unless the production is smaller than all floors together
};
// Whole meals that sum to `production` exactly: mean_c + (production - sum of means) * scale_c / sum of
// scales, by largest remainder, never negative and never under a floor. Errors: invalid (production < the sum
// of floors).
Result<std::vector<int>> split_production(int production, const std::vector<Share>& shares);

// Strikes. `strength` = share of the usual guests expected, 0 to 1, by a person, per canteen; nullopt = not
// declared.
struct StrikeSheet {
  std::optional<double> strength;
  bool closed = false;    // no service
  bool replaced = false;  // a host canteen or a cold meal is named
};
// An observed strike day of the town: what was declared, what came.
struct PastStrikeDay {
  double declared = 0, observed = 0;  // shares
  double age_days = 0;
};
struct StrikeOrder {
  double mean = 0, bound = 0, floor = 0;  // meals
};
// ST-2 to ST-4: mean = strength * ordinary mean; bound = ordinary mean * (strength + quantile of observed -
// declared, half-life two years, 20 pseudo-days spread over +-0.10), never above the ordinary bound nor under
// the mean; floor = the ordinary bound while nothing is declared, else strength * ordinary mean; 0 for a
// closed canteen whose guests are looked after. Errors: invalid (strength outside 0..1; closed without a host
// or a cold meal).
Result<StrikeOrder> strike_order(const MealLaw& ordinary, double ordinary_mean, double level,
                                 const StrikeSheet& sheet, const std::vector<PastStrikeDay>& past);

}  // namespace parvis::canteen
