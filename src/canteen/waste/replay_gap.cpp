#include "canteen/waste/replay_gap.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr double tolerance_share = 0.02, tolerance_meals = 1;
constexpr int halvings = 50;
constexpr double whole_slack = 1e-9;  // a bound that is whole up to rounding is not raised by one

void add(GapSums& sums, const ReplayRow& row, double order) {
  ++sums.rows;
  sums.ordered += order;
  sums.eaten += row.eaten;
  const double gap = order - row.eaten;
  if (gap < 0) {
    ++sums.short_rows;
    sums.missing -= gap;
    return;
  }
  sums.surplus += gap;
  if (!row.co2_known) return;
  sums.surplus_with_co2 += gap;
  sums.co2_surplus += gap * row.co2_per_meal;
}

}  // namespace

GapSums people_gap(const std::vector<ReplayRow>& rows) {
  GapSums sums;
  for (const ReplayRow& row : rows) add(sums, row, row.ordered);
  return sums;
}

double replayed_order(const ReplayRow& row, double level) {
  const double bound = std::ceil(meals_at(row.law, level) - whole_slack);
  const double pack = std::max(1, row.pack);
  return std::max(0.0, std::ceil(bound / pack) * pack);
}

GapSums replay_gap(const std::vector<ReplayRow>& rows, double level) {
  GapSums sums;
  for (const ReplayRow& row : rows) add(sums, row, replayed_order(row, level));
  return sums;
}

bool same_shortage(double missing, double wanted) {
  return std::abs(missing - wanted) <= tolerance_share * wanted + tolerance_meals;
}

// Missing meals never rise with the level, so halving finds the crossing; the nearer of its two sides is the
// answer.
LevelFound level_at_shortage(const std::vector<ReplayRow>& rows, double missing) {
  double low = lowest_level, high = highest_level;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (replay_gap(rows, middle).missing > missing ? low : high) = middle;
  }
  const GapSums below = replay_gap(rows, low), above = replay_gap(rows, high);
  const bool take_low = std::abs(below.missing - missing) < std::abs(above.missing - missing);
  const GapSums& gap = take_low ? below : above;
  return {take_low ? low : high, gap, same_shortage(gap.missing, missing)};
}

}  // namespace parvis::canteen
