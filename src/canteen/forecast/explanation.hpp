// Why a forecast is what it is, in meals by cause (rule EX-1), and what changed between two forecasts of the
// same canteen-day (EX-2). Pure.
#pragma once

#include <string>
#include <vector>

#include "canteen/forecast/mean_replay.hpp"

namespace parvis::canteen {

// Contributions of a row's mean; they sum to `mean`. Flags are centred on the canteen's days of the year
// before, so that an average day reads 0. `before_feedback` is the mean before the canteen's own recent error
// came back.
[[nodiscard]] Contributions explain(const TownPanel& panel, const FeatureTable& table, std::size_t row,
                                    const HorizonFit& fit, const EngineSettings& settings,
                                    double before_feedback, double mean);

// «142 repas attendus ; un vendredi habituel : 150. Veille de vacances -9, menu +3.» The three largest causes
// of at least one meal, largest first.
[[nodiscard]] std::string explanation_sentence(const Day& day, double mean,
                                               const Contributions& contributions);

struct WhatChanged {
  double total = 0;          // meals, now - before
  Contributions by_cause{};  // sums to total
  bool shown_first = false;  // more than 5 % or 10 meals
};
[[nodiscard]] WhatChanged what_changed(const MealForecast& before, const MealForecast& now);

}  // namespace parvis::canteen
