// A past period forecast again, day by day, each day from what was known at its own origin: the code of the
// live forecast with rolling fits (rule BT-1). Pure; the same bytes whatever the number of threads.
#pragma once

#include "canteen/forecast/forecast.hpp"
#include "canteen/forecast/mean_model.hpp"

namespace parvis::canteen {

struct BacktestRequest {
  Day from, to;  // both included
  int horizon = 1;
  int refit_days = 28;
  ForecastOptions options;
};

struct Backtest {
  std::vector<MealForecast> canteens, town;  // by day
  std::size_t fits = 0, rows = 0, columns = 0;
  double fit_seconds = 0, other_seconds = 0;
};

// Days of the period that have counts. Errors: invalid (period, horizon, refit), not_found ("no_history").
Result<Backtest> backtest(const TownHistory& history, const BacktestRequest& request);
// The same with other settings than the shipped ones: what constants are chosen with.
Result<Backtest> backtest_with(const TownHistory& history, const BacktestRequest& request,
                               const EngineSettings& settings);

}  // namespace parvis::canteen
