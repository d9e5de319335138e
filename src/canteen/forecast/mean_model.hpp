// The fits of a horizon (rules FI-1 to FI-5): the ridge of all rows known at an origin, and its means.
#pragma once

#include <vector>

#include "canteen/forecast/feature_table.hpp"

namespace parvis::canteen {

struct RidgeSettings {
  int passes = 3;
  double threshold = 0.04;        // rate; residuals past it weigh less
  double half_life_days = 1500;
  double dense_penalty = 1, flag_penalty_factor = 1, local_penalty_factor = 1;
};

struct RidgeFit {
  model::RobustFit fit;
  std::size_t rows = 0;
};

// Fits on the rows of days up to `last_day` (an axis index), aged from the serial day `now`. `first_day` leaves out the
// first school year, which only feeds the lags.
[[nodiscard]] RidgeFit fit_ridge(const TownPanel& panel, const FeatureTable& table, int first_day, int last_day, int now,
                                 const RidgeSettings& settings);
// First day of the second school year; the ninth day for a younger town.
[[nodiscard]] int first_fit_day(const TownPanel& panel, int last_day);

// Rates of a row by a solution, base included.
[[nodiscard]] double rate_of(const TownPanel& panel, const FeatureTable& table, std::size_t row,
                             const model::ArrowSolution& solution);

}  // namespace parvis::canteen
