// Every canteen-day of a stretch of the axis with its inputs at one horizon, made once and read by all fits
// of a replay. A row of day t sees counts of days at least `horizon` calendar days before t, never later
// ones.
#pragma once

#include <cstdint>
#include <vector>

#include "canteen/forecast/features.hpp"

namespace parvis::canteen {

struct FeatureTable {
  struct Row {
    int t = 0, canteen = 0;
    double base = 0, pupils = 0;
    double habit = 0;    // the canteen's mean and weekday alone, without its recent level
    bool clean = false;  // may enter a fit
  };
  std::vector<Row> rows;                      // by day, then canteen
  std::vector<std::size_t> first_of_day;      // per axis day and one past the last: its first row
  std::vector<double> dense;                  // rows x width
  std::vector<float> trees;                   // rows x tree_width; empty unless asked
  std::vector<model::ArrowPattern> patterns;  // per axis day and type
  std::size_t width = first_assist_feature, tree_width = first_assist_input;
  [[nodiscard]] std::size_t pattern_of(const Row& row, int type) const {
    return static_cast<std::size_t>(row.t * pupil_types + type);
  }
};

struct TableRequest {
  int horizon = 1;
  int origin = 0;     // serial day: nothing after it is read, whatever the horizon allows
  int first_day = 0;  // axis index
  bool trees = false, assist = false;
  LevelSettings levels;
};

// A row per canteen that is open as seen from the row's own origin.
[[nodiscard]] FeatureTable make_table(const TownPanel& panel, const RateSums& sums,
                                      const TableRequest& request);

}  // namespace parvis::canteen
