// Forecasts of meals per canteen and day, at a horizon, and of the town's total, with their bounds and their
// reasons. Pure: a TownHistory in, values out; the same bytes for the same history and request, whatever the
// machine's load. Only counts and orders dated at most `origin` are read; of the target day itself: calendar,
// planned menu, pupils and sites, and, at a horizon of one day, the strike list. Meals are unrounded.
// Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

// Families of causes, in the order they are told. Their meals sum to the mean.
enum class Cause {
  usual,         // this canteen, this weekday, an average day of its last year
  recent_level,  // what the last weeks changed
  season,        // week and month
  breaks,        // before and after a break, a public holiday, a bridge
  ends_of_year,  // first and last days of the school year
  menu,
  pupils,        // change of enrolment
  agents_order,  // assist mode: what the agents ordered
  trees          // correction of the boosted trees and of the day's total
};
inline constexpr std::size_t causes = 9;
[[nodiscard]] std::string_view cause_code(Cause cause);
using Contributions = std::array<double, causes>;  // meals, by Cause

// 3 = bridge or last days of the year; 2 = first or last weeks; 1 = beside a break or a public holiday; 0
// otherwise.
enum class DayType { ordinary, beside_a_break, ends_of_year, rare };
inline constexpr std::size_t day_types = 4;

enum class Engine { ridge, ridge_and_trees };

inline constexpr int whole_town = -1;

struct MealForecast {
  int canteen = whole_town;  // index into TownHistory::canteens, or whole_town
  Day day, origin;
  int horizon = 0;
  double mean = 0;
  double pupils = 0;
  double base = 0;  // the recent level alone, meals
  DayType day_type = DayType::ordinary;
  double scale = 0;  // meals: the usual size of an error here; a town's production is split along it
  std::vector<double> quantiles;   // one per asked level, meals, never crossing
  std::vector<double> level_used;  // the level that adaptation put in the place of each asked one
  Contributions contributions{};   // all 0 for the town
  bool provisional = false;        // «estimation provisoire»: shipped rates, not this town's own yet
};

struct ForecastOptions {
  std::vector<double> levels = {0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99};  // rising, inside (0, 1)
  Engine engine = Engine::ridge;
  // The orders of the target day are read as a signal (the agent typed first). Another product than a
  // forecast.
  bool assist = false;
  unsigned threads = 1;  // of the fit only; changes no byte of the answer
};

struct ForecastRequest {
  Day origin;             // last day whose counts may be read
  int horizon = 1;        // calendar days: each asked day is at least so far from the origin
  std::vector<Day> days;  // service days; a day without service (Wednesday, holiday, closed) gives no line
  ForecastOptions options;
  // Forecasts of the same horizon, engine and levels issued for past days, by rising day: bounds and levels
  // are made from them. Empty = the past is replayed, which costs about thirty fits.
  std::vector<MealForecast> past;
};

struct FitFacts {
  std::size_t rows = 0, columns = 0;
  std::string model_sha256;        // digest of the last fit's coefficients
  double seconds = 0;              // wall time of the fits; no part of what must be reproducible
  std::size_t past_forecasts = 0;  // errors of the same horizon that the bounds were made from
};

struct ForecastRun {
  std::vector<MealForecast> canteens;  // by day, then canteen
  std::vector<MealForecast> town;      // by day
  FitFacts fit;
};

// Canteens open on a day: inside their life, with a count within the last 60 service days before the origin.
// With fewer than nine counted days the lines are provisional, for every canteen with pupils. Errors: invalid
// (no day, a day nearer than the horizon, levels), not_found ("no_history": no counted day and no pupils).
Result<ForecastRun> forecast(const TownHistory& history, const ForecastRequest& request);

}  // namespace parvis::canteen
