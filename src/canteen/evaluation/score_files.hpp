// The files that scores are made from: forecast files, a folder of counts in the reference layout, frozen
// rivals.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "canteen/evaluation/scores.hpp"

namespace parvis::canteen {

struct ForecastFiles {
  std::map<int, ForecastsByRow> by_horizon;
  std::size_t refused = 0;  // origin too late for the horizon, or a figure that is not finite
};
// Adds a forecast file; a later row of the same day and canteen wins. Without an order column the order is
// the quantile nearest `order_level`, rounded up (the mean where there is none). Errors: not_found; invalid,
// with the line.
Status read_forecasts(const std::filesystem::path& file, double order_level, ForecastFiles& into);

struct ScoreData {
  std::vector<ScoreWindow> windows;
  std::set<std::string> strikes;
};
// `data` holds frequentation.csv, mappings/mapping_frequentation_cantines.csv, city_days.csv and
// greves_dates_corrigees.csv; `rivals` may hold rivals_D.csv and rivals_GD.csv. Truth of a canteen: the sum
// of the parts present that day, order present, eaten > 0, no Wednesday. Errors: not_found; invalid.
Result<ScoreData> read_score_data(const std::filesystem::path& data, const std::filesystem::path& rivals);

}  // namespace parvis::canteen
