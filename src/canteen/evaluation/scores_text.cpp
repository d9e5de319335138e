#include "canteen/evaluation/scores_text.hpp"

#include <cstdarg>
#include <cstdio>

namespace parvis::canteen {
namespace {

namespace json = base::json;

[[gnu::format(printf, 1, 2)]] std::string print(const char* format, ...) {
  char text[512];
  std::va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return text;
}

// Padded to 34 characters, counted as code points.
std::string padded(std::string name) {
  std::size_t length = 0;
  for (const char c : name)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++length;
  if (length < 34) name.append(34 - length, ' ');
  return name;
}

std::string line_text(const ScoreLine& line) {
  return "  " + padded(line.name) +
         print(" n %6zu MAE %8.2f wMAPE %5.2f%% surplus/day %7.0f short/day %6.1f short rows %5.1f%%",
               line.rows, line.mae, line.wmape, line.surplus_per_day, line.short_per_day,
               line.short_rows_percent) +
         print(" | day MAE %6.0f net %6.2f%% short days %3zu/%zu worst %.0f\n", line.day_mae,
               line.net_percent, line.short_days, line.days, line.worst_shortage);
}

std::string levels_text(const DayGroupScores& group) {
  std::string core, pinball, coverage, curve;
  for (const double level : group.core_levels) core += (core.empty() ? "" : ",") + print("%g", level);
  for (const LevelScore& score : group.levels) {
    pinball += (pinball.empty() ? "" : " ") + print("%g:%.2f", score.level, score.pinball);
    coverage += (coverage.empty() ? "" : " ") + print("%g:%.1f", score.level, score.coverage);
    if (score.level >= 0.5)
      curve += (curve.empty() ? "" : " | ") +
               print("q%g %.0f/%.0f", score.level, score.surplus_per_day, score.short_per_day);
  }
  std::string text = "  pinball avg(" + core + ")" + print(" %.3f\n", group.core_pinball);
  text += "  pinball  " + pinball + "\n  coverage " + coverage +
          print("  mean |gap| %.2f points\n", group.mean_coverage_gap);
  if (group.crossing_rows > 0)
    text += print("  WARNING %zu rows with crossing quantiles\n", group.crossing_rows);
  return text + "  curve: " + curve + "  (surplus/short meals a day)\n";
}

std::string human_text(const HumanShortage& human) {
  if (!human.reached) return "  the human shortage is below the highest quantile given\n";
  return print(
      "  at the human shortage (%.1f/day): level %.3f, surplus %.0f/day against human %.0f/day (%+.0f %%)\n",
      human.short_per_day, human.level, human.surplus_per_day, human.human_surplus_per_day,
      human.surplus_change_percent);
}

json::object line_json(const ScoreLine& line) {
  return {{"name", line.name},
          {"rows", line.rows},
          {"mae", line.mae},
          {"wmape_percent", line.wmape},
          {"surplus_per_day", line.surplus_per_day},
          {"short_per_day", line.short_per_day},
          {"short_rows_percent", line.short_rows_percent},
          {"day_mae", line.day_mae},
          {"net_percent", line.net_percent},
          {"short_days", line.short_days},
          {"days", line.days},
          {"worst_shortage", line.worst_shortage}};
}

json::object group_json(const DayGroupScores& group) {
  json::array lines, levels;
  for (const ScoreLine& line : group.lines) lines.push_back(line_json(line));
  for (const LevelScore& score : group.levels)
    levels.push_back(json::object{{"level", score.level},
                                  {"pinball", score.pinball},
                                  {"coverage_percent", score.coverage},
                                  {"surplus_per_day", score.surplus_per_day},
                                  {"short_per_day", score.short_per_day}});
  json::object out{{"days", group.name}, {"lines", lines}};
  if (group.levels.empty()) return out;
  out["levels"] = levels;
  out["pinball"] = group.core_pinball;
  out["coverage_gap_points"] = group.mean_coverage_gap;
  out["crossing_rows"] = group.crossing_rows;
  if (group.human && group.human->reached)
    out["at_human_shortage"] = json::object{{"short_per_day", group.human->short_per_day},
                                            {"level", group.human->level},
                                            {"surplus_per_day", group.human->surplus_per_day},
                                            {"human_surplus_per_day", group.human->human_surplus_per_day},
                                            {"surplus_change_percent", group.human->surplus_change_percent}};
  return out;
}

}  // namespace

std::string scores_table(const HorizonScores& scores) {
  std::string text = "=== " + scores.window +
                     print(" horizon %d d: %zu of %zu rows forecast (%zu days)", scores.horizon,
                           scores.forecast_rows, scores.truth_rows, scores.days) +
                     (scores.forecast_rows == scores.truth_rows ? "\n" : "  MISSING ROWS\n");
  for (const DayGroupScores& group : scores.groups) {
    text += " " + group.name + "\n";
    for (const ScoreLine& line : group.lines) text += line_text(line);
    if (!group.levels.empty()) text += levels_text(group);
    if (group.human) text += human_text(*group.human);
  }
  return text;
}

json::value scores_json(const std::vector<HorizonScores>& scores) {
  json::array out;
  for (const HorizonScores& horizon : scores) {
    json::array groups;
    for (const DayGroupScores& group : horizon.groups) groups.push_back(group_json(group));
    out.push_back(json::object{{"window", horizon.window},
                               {"horizon_days", horizon.horizon},
                               {"rows_forecast", horizon.forecast_rows},
                               {"rows", horizon.truth_rows},
                               {"days", horizon.days},
                               {"groups", groups}});
  }
  return out;
}

}  // namespace parvis::canteen
