// Bounds of a kitchen's total from its own past totals (rule QO-4): margins of canteens do not add up. Pure.
#pragma once

#include <array>
#include <vector>

#include "canteen/forecast/forecast.hpp"

namespace parvis::canteen {

// A past day's total over the canteens that were counted.
struct PastTotal {
  int serial = 0;
  DayType type = DayType::ordinary;  // by the kitchen's own table: see kitchen_day_type
  double forecast = 0, eaten = 0;
  bool ordinary = false;
};

class TotalLaw {
 public:
  TotalLaw(const std::vector<PastTotal>& totals, int origin);
  // Share of the forecast that is usually missed on such a day.
  [[nodiscard]] double scale(DayType type) const;
  [[nodiscard]] double bound(double mean, DayType type, double level) const;

 private:
  std::array<double, day_types> type_scale_{};
  std::vector<std::pair<double, double>> scaled_;  // (scaled ratio, weight so far), by rising ratio
};

}  // namespace parvis::canteen
