// A town without history (rule CS-1): rates by type of canteen and weekday that ship with the program, drawn
// to the town's own counts from the first one on, with the widest margins. Pure.
#pragma once

#include <vector>

#include "canteen/forecast/town_panel.hpp"

namespace parvis::canteen {

// Meals per enrolled pupil on that weekday (0 = Monday), in the reference town up to July 2016: Wednesdays
// are not served there and take the mean.
[[nodiscard]] double shipped_rate(int type, int weekday);

// (20 shipped rate + sum of the canteen's own rates) / (20 + their number).
[[nodiscard]] double provisional_rate(const TownPanel& panel, int canteen, int t, int last_known);

// «estimation provisoire»: one line per canteen that has pupils and is inside its life, on the axis days from
// `from` on.
struct ProvisionalRequest {
  int horizon = 1;
  int origin = 0;  // serial day
  int from = 0;
  std::vector<double> levels;
};
struct Provisional {
  std::vector<MealForecast> canteens, town;  // by day
};
[[nodiscard]] Provisional provisional_forecasts(const TownPanel& panel, const ProvisionalRequest& request);

}  // namespace parvis::canteen
