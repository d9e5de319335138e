#include "canteen/forecast/small_town.hpp"

#include <array>

#include "canteen/forecast/bounds.hpp"
#include "canteen/forecast/kitchen_bounds.hpp"

namespace parvis::canteen {
namespace {

constexpr double shipped_days = 20;  // weight of the shipped rate, in days of service
constexpr std::array<std::array<double, weekdays>, pupil_types> shipped_rates = {{
    {0.708, 0.738, 0.733, 0.735, 0.750},  // maternelle
    {0.707, 0.726, 0.726, 0.730, 0.739},  // elementaire
    {0.678, 0.705, 0.705, 0.706, 0.732},  // both
}};

MealForecast provisional_line(const TownPanel& panel, int t, int c, const ErrorLaw& law,
                              const ProvisionalRequest& request) {
  MealForecast line;
  line.canteen = c;
  line.day = panel.day(t).day;
  line.origin = base::plus_days(line.day, request.origin - panel.day(t).serial);
  line.horizon = request.horizon;
  line.pupils = panel.pupils(t, c);
  line.mean = line.pupils * provisional_rate(panel, c, t, panel.last_known(request.origin));
  line.base = line.mean;
  line.day_type = DayType::rare;
  line.provisional = true;
  line.scale = line.pupils * law.scale(c, line.day_type);
  for (const double level : request.levels)
    line.quantiles.push_back(law.bound(line.mean, line.pupils, c, line.day_type, level));
  line.level_used = request.levels;
  line.contributions[static_cast<std::size_t>(Cause::usual)] = line.mean;
  return line;
}

}  // namespace

double shipped_rate(int type, int weekday) {
  return shipped_rates[static_cast<std::size_t>(type)][static_cast<std::size_t>(weekday)];
}

double provisional_rate(const TownPanel& panel, int canteen, int t, int last_known) {
  double sum = shipped_days * shipped_rate(panel.type_of(canteen), panel.day(t).weekday), days = shipped_days;
  for (int s = 0; s <= last_known; ++s) {
    if (!panel.clean(s, canteen)) continue;
    sum += panel.rate(s, canteen);
    ++days;
  }
  return sum / days;
}

Provisional provisional_forecasts(const TownPanel& panel, const ProvisionalRequest& request) {
  const ErrorLaw law({}, panel.canteens(), request.origin);
  const TotalLaw total_law({}, request.origin);
  Provisional made;
  for (int t = request.from; t < panel.days(); ++t) {
    MealForecast town;
    for (int c = 0; c < panel.canteens(); ++c) {
      if (!panel.inside_life(t, c)) continue;
      made.canteens.push_back(provisional_line(panel, t, c, law, request));
      const double meals = town.mean + made.canteens.back().mean, pupils = town.pupils + panel.pupils(t, c);
      town = made.canteens.back();
      town.mean = town.base = meals;
      town.pupils = pupils;
    }
    if (town.pupils <= 0) continue;
    town.canteen = whole_town;
    town.scale = town.mean * total_law.scale(DayType::rare);
    town.contributions = {};
    for (std::size_t q = 0; q < request.levels.size(); ++q)
      town.quantiles[q] = total_law.bound(town.mean, DayType::rare, request.levels[q]);
    made.town.push_back(std::move(town));
  }
  return made;
}

}  // namespace parvis::canteen
