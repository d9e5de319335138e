// The CSV of forecasts: origin_date, target_date, canteen, horizon_days, mean, q<level>…, order, and what a
// command asks for beside. UTF-8, comma, point decimals; for French spreadsheets semicolon, decimal comma and
// a byte order mark.
#pragma once

#include <string>
#include <vector>

#include "canteen/forecast/forecast.hpp"

namespace parvis::canteen {

struct ForecastFileLayout {
  std::vector<double> levels;
  double order_level = 0.95;
  bool french = false;
  bool details = false;      // pupils, base, day_type, scale, engine, model_sha256, decision_id
  bool explanation = false;  // x_<cause>
  std::string engine, model_sha256;
};
[[nodiscard]] std::string forecast_header(const ForecastFileLayout& layout);
[[nodiscard]] std::string forecast_row(const TownHistory& history, const MealForecast& line,
                                       const ForecastFileLayout& layout);

// The level as a column says it: "q0.95".
[[nodiscard]] std::string level_text(double level);

}  // namespace parvis::canteen
