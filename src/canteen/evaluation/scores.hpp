// Scores of forecasts and orders against what was eaten, beside the people's own orders, a naive rule and
// rivals. Written to give the figures of the published scoring script of the reference data to the last
// printed digit: sums run in the order of the truth, and the truth sums the parts that are present. Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace parvis::canteen {

struct TruthRow {
  std::string date, canteen;  // AAAA-MM-JJ; the town's key, or CITY
  double ordered = 0, eaten = 0;
};
// date + '\n' + canteen
[[nodiscard]] std::string row_key(const std::string& date, const std::string& canteen);

struct ScoredForecast {
  double mean = 0;
  std::map<double, double> quantiles;  // level -> meals
  double order = 0;
};
using ForecastsByRow = std::unordered_map<std::string, ScoredForecast>;

struct Rival {
  std::string name;
  std::unordered_map<std::string, double> values;
};

struct ScoreWindow {
  std::string code;      // "D", "GD"
  std::string from, to;  // to is not included
  std::vector<TruthRow> truth;
  std::vector<Rival> rivals;
};

struct ScoreLine {
  std::string name;
  std::size_t rows = 0;
  double mae = 0, wmape = 0, surplus_per_day = 0, short_per_day = 0, short_rows_percent = 0;
  double day_mae = 0, net_percent = 0, worst_shortage = 0;
  std::size_t short_days = 0, days = 0;
};
struct LevelScore {
  double level = 0, pinball = 0, coverage = 0, surplus_per_day = 0, short_per_day = 0;
};
struct HumanShortage {
  double short_per_day = 0, human_surplus_per_day = 0;
  bool reached = false;
  double level = 0, surplus_per_day = 0, surplus_change_percent = 0;
};
struct DayGroupScores {
  std::string name;  // "all days", "ordinary days", "strike days"
  std::vector<ScoreLine> lines;
  std::vector<LevelScore> levels;
  double core_pinball = 0;
  std::vector<double> core_levels;
  double mean_coverage_gap = 0;
  std::size_t crossing_rows = 0;
  std::optional<HumanShortage> human;
};
struct HorizonScores {
  std::string window;
  int horizon = 0;
  std::size_t forecast_rows = 0, truth_rows = 0, days = 0;
  std::vector<DayGroupScores> groups;
};

// Windows in order, horizons from the longest; a window without any forecast is left out. `strikes` = listed
// dates.
[[nodiscard]] std::vector<HorizonScores> score(const std::vector<ScoreWindow>& windows,
                                               const std::map<int, ForecastsByRow>& by_horizon,
                                               const std::set<std::string>& strikes);

}  // namespace parvis::canteen
