// The fits of a horizon (rules FI-1 to FI-5): the ridge of all rows known at an origin, and its means.
#pragma once

#include <vector>

#include "canteen/forecast/feature_table.hpp"
#include "model/boosted_trees.hpp"

namespace parvis::canteen {

struct RidgeSettings {
  int passes = 3;
  double threshold = 0.04;  // rate; residuals past it weigh less
  double half_life_days = 1500;
  double dense_penalty = 1, flag_penalty_factor = 1, local_penalty_factor = 1;
};

struct RidgeFit {
  model::RobustFit fit;
  std::size_t rows = 0;
};

// Fits on the rows of days up to `last_day` (an axis index), aged from the serial day `now`. `first_day`
// leaves out the first school year, which only feeds the lags.
[[nodiscard]] RidgeFit fit_ridge(const TownPanel& panel, const FeatureTable& table, int first_day,
                                 int last_day, int now, const RidgeSettings& settings);
// First day of the second school year; the ninth day for a younger town.
[[nodiscard]] int first_fit_day(const TownPanel& panel, int last_day);

struct EngineSettings {
  RidgeSettings ridge;
  LevelSettings levels;
  model::TreeSettings trees;
  bool with_trees = false;
  double trees_share = 0.65;  // of the mean
  int refit_days = 28;        // calendar days between fits, on a grid of fixed dates
  // A canteen's own error of the last days, of the same horizon, comes back in part (exponential mean).
  double feedback_alpha = 0.12, feedback_share = 0;
};
[[nodiscard]] EngineSettings engine_settings(int horizon, Engine engine);

// What both engines are fitted to at one origin.
struct HorizonFit {
  RidgeFit ridge;
  model::BoostedTrees trees;  // empty without them
};
[[nodiscard]] HorizonFit fit_horizon(const TownPanel& panel, const FeatureTable& table, int last_day, int now,
                                     const EngineSettings& settings);

// Means of a day's rows, in meals: the best figure of each canteen, scaled so that they sum to the best
// total, which comes from the squared loss (FI-5).
struct DayMeans {
  std::size_t first_row = 0;
  std::vector<double> meals;
};
[[nodiscard]] DayMeans day_means(const TownPanel& panel, const FeatureTable& table, int t,
                                 const HorizonFit& fit, const EngineSettings& settings);

// Rates of a row by a solution, base included.
[[nodiscard]] double rate_of(const TownPanel& panel, const FeatureTable& table, std::size_t row,
                             const model::ArrowSolution& solution);

}  // namespace parvis::canteen
