// Means of a horizon over a stretch of days, each from the counts known at its own origin, refitted at fixed
// dates. What the live forecast and the backtest both run; past means are what bounds are made from.
#pragma once

#include <optional>
#include <vector>

#include "canteen/forecast/mean_model.hpp"

namespace parvis::canteen {

struct MeanRow {
  std::size_t row = 0;  // of the table
  int t = 0, canteen = 0;
  double pupils = 0, base = 0;  // base in rate
  double mean = 0;              // meals
  DayType type = DayType::ordinary;
};

struct ReplayRequest {
  int horizon = 1;
  int origin = 0;        // serial day; nothing after it is read
  int from = 0, to = 0;  // axis indices of the target days, from <= t < to
  // Days from this one on are fitted with all that is known at `origin` (the live forecast); nullopt =
  // rolling only.
  std::optional<int> live_from;
  EngineSettings settings;
  unsigned threads = 1;
  bool explain = false;
  std::vector<MealForecast> past;  // issued before `from`, by rising day
};

struct MeanReplay {
  std::vector<MeanRow> rows;  // by day, then canteen
  std::vector<Contributions>
      contributions;  // per row from `live_from` on, aligned with the end of `rows`; with explain
  std::size_t fit_rows = 0, fit_columns = 0, fits = 0;
  double fit_seconds = 0;
  std::string model_sha256;  // of the last fit
};

// How far back a replay must go for the bounds of `first_target`: errors of 403 days, after a school year of
// adaptation.
struct Spans {
  int replay_from = 0, adapt_from = 0;  // axis indices
};
[[nodiscard]] Spans past_spans(const TownPanel& panel, int first_target, bool past_is_given);

[[nodiscard]] MeanReplay replay_means(const TownPanel& panel, const FeatureTable& table,
                                      const ReplayRequest& request);

}  // namespace parvis::canteen
