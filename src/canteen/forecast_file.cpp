#include "canteen/forecast_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/csv.hpp"
#include "canteen/forecast/order_rule.hpp"

namespace parvis::canteen {
namespace {

constexpr int meal_decimals = 4;

std::string number(double value, bool french) {
  char text[64];
  const auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, meal_decimals).ptr;
  std::string out(text, end);
  if (french) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

int order_of(const MealForecast& line, const ForecastFileLayout& layout) {
  const auto order = order_for({layout.levels, line.quantiles}, {layout.order_level, 1, {}});
  return order ? order->meals : static_cast<int>(std::ceil(line.mean));
}

char separator(const ForecastFileLayout& layout) {
  return layout.french ? ';' : ',';
}

}  // namespace

std::string level_text(double level) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, level).ptr};
}

std::string forecast_header(const ForecastFileLayout& layout) {
  std::vector<std::string> cells = {"origin_date", "target_date", "canteen", "horizon_days", "mean"};
  for (const double level : layout.levels) cells.push_back("q" + level_text(level));
  cells.emplace_back("order");
  if (layout.details)
    for (const char* name : {"pupils", "base", "day_type", "scale", "engine", "model_sha256", "decision_id"})
      cells.emplace_back(name);
  if (layout.explanation)
    for (std::size_t c = 0; c < causes; ++c)
      cells.push_back("x_" + std::string(cause_code(static_cast<Cause>(c))));
  return (layout.french ? "\xEF\xBB\xBF" : "") + base::csv_row(cells, separator(layout));
}

std::string forecast_row(const TownHistory& history, const MealForecast& line,
                         const ForecastFileLayout& layout) {
  const std::string key =
      line.canteen == whole_town ? "CITY" : history.canteens[static_cast<std::size_t>(line.canteen)].key;
  std::vector<std::string> cells = {base::format_day(line.origin), base::format_day(line.day), key,
                                    std::to_string(line.horizon), number(line.mean, layout.french)};
  for (const double meals : line.quantiles) cells.push_back(number(meals, layout.french));
  cells.push_back(std::to_string(order_of(line, layout)));
  if (layout.details)
    cells.insert(cells.end(), {number(line.pupils, layout.french), number(line.base, layout.french),
                               std::to_string(static_cast<int>(line.day_type)),
                               number(line.scale, layout.french), layout.engine, layout.model_sha256, ""});
  if (layout.explanation)
    for (const double meals : line.contributions) cells.push_back(number(meals, layout.french));
  return base::csv_row(cells, separator(layout));
}

}  // namespace parvis::canteen
