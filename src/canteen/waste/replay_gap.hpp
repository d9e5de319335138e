// The same days ordered twice: as people did, and at a level of the forecast's own law (RE-1). A gain is told
// at the same missing meals, never by surplus alone. Sums run over rows in their order: same rows, same
// bytes. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "canteen/forecast/order_rule.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

// One canteen-day that people ordered and counted, with what the forecast said of it at its origin.
struct ReplayRow {
  Day day;
  int canteen = 0;
  bool strike = false;
  double ordered = 0, eaten = 0;
  int pack = 1;  // meals; a replayed order is a multiple of it
  MealLaw law;
  double co2_per_meal = 0;  // kgCO2e of the day's main dish
  bool co2_known = false;
};

struct GapSums {
  std::size_t rows = 0, short_rows = 0;
  double ordered = 0, eaten = 0;
  double surplus = 0, missing = 0;  // meals
  double co2_surplus = 0;           // kgCO2e of the surplus meals whose dish has a factor
  double surplus_with_co2 = 0;      // meals
};

[[nodiscard]] GapSums people_gap(const std::vector<ReplayRow>& rows);
// `level` inside (0, 1): outside the law's own levels the outer bound holds.
[[nodiscard]] GapSums replay_gap(const std::vector<ReplayRow>& rows, double level);
[[nodiscard]] double replayed_order(const ReplayRow& row, double level);

// Two totals of missing meals agree within 2 % and one meal.
[[nodiscard]] bool same_shortage(double missing, double wanted);

struct LevelFound {
  double level = 0;
  GapSums gap;
  bool reached = false;  // false: no level comes within the tolerance; this one is the nearest
};
inline constexpr double lowest_level = 0.001, highest_level = 0.999;
// The level whose missing meals equal `missing`. Rows must not be empty.
[[nodiscard]] LevelFound level_at_shortage(const std::vector<ReplayRow>& rows, double missing);

}  // namespace parvis::canteen
