// From means to forecasts with bounds, day by day, each from what was known at its own origin: the errors of
// past means, the levels moved by the coverage of what was issued before, and the kitchen's own law for the
// total.
#pragma once

#include <vector>

#include "canteen/forecast/bounds.hpp"
#include "canteen/forecast/kitchen_bounds.hpp"
#include "canteen/forecast/mean_replay.hpp"

namespace parvis::canteen {

struct IssueRequest {
  int horizon = 1;
  int origin = 0;      // serial day: nothing after it is read
  int adapt_from = 0;  // axis index: bounds are issued, and levels learn, from this day on
  int from = 0;        // axis index: forecasts of days from this one on are handed back
  std::vector<double> levels;
};

struct Issued {
  std::vector<MealForecast> canteens, town;
};

// `past` are forecasts issued before for days under `adapt_from`, by rising day, at the same levels; they
// teach both the law and the levels.
[[nodiscard]] Issued issue(const TownPanel& panel, const MeanReplay& replay, const IssueRequest& request,
                           const std::vector<MealForecast>& past);

}  // namespace parvis::canteen
