#include "canteen/desk/last_four.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace parvis::canteen {
namespace {

constexpr std::size_t days_in_mean = 4;
constexpr int error_days = 400;  // calendar days of past errors before the origin
constexpr std::size_t fewest_errors = 20;
constexpr double unknown_spread = 0.15;  // relative, until the town has errors of its own

struct DayMeals {
  Day day;
  double eaten = 0;
};
using Series =
    std::map<std::pair<int, int>, std::vector<DayMeals>>;  // (canteen or whole_town, weekday) -> by day

double mean_before(const std::vector<DayMeals>& days, std::size_t end) {
  const std::size_t n = std::min(days_in_mean, end);
  double sum = 0;
  for (std::size_t i = end - n; i < end; ++i) sum += days[i].eaten;
  return n == 0 ? 0 : sum / static_cast<double>(n);
}

Series series_of(const TownHistory& history, const Day& origin) {
  Series out;
  for (const MealCount& count : history.counts) {
    if (origin < count.day || !count.eaten || *count.eaten <= 0 || !counts_in_fits(count.flag)) continue;
    if (history.strikes.contains(count.day)) continue;
    const int weekday = base::weekday(count.day);
    out[{count.canteen, weekday}].push_back({count.day, *count.eaten});
    auto& town = out[{whole_town, weekday}];
    if (town.empty() || town.back().day != count.day) town.push_back({count.day, 0});
    town.back().eaten += *count.eaten;
  }
  return out;
}

// Relative errors of the rule, sorted: of the canteens together, or of the town's total.
std::vector<double> errors_of(const Series& series, bool town, const Day& origin) {
  std::vector<double> out;
  for (const auto& [key, days] : series) {
    if ((key.first == whole_town) != town) continue;
    for (std::size_t i = days_in_mean; i < days.size(); ++i) {
      if (base::days_between(days[i].day, origin) > error_days) continue;
      const double mean = mean_before(days, i);
      if (mean > 0) out.push_back(days[i].eaten / mean - 1);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

double error_at(const std::vector<double>& errors, double level) {
  if (errors.size() < fewest_errors) return unknown_spread * (2 * level - 1);
  const auto rank = static_cast<std::size_t>(std::ceil(level * static_cast<double>(errors.size() + 1)));
  return errors[std::clamp<std::size_t>(rank, 1, errors.size()) - 1];
}

double spread_of(const std::vector<double>& errors) {
  if (errors.size() < fewest_errors) return unknown_spread;
  double sum = 0;
  for (const double one : errors) sum += std::abs(one);
  return sum / static_cast<double>(errors.size());
}

bool is_open(const CanteenFacts& canteen, const Day& day) {
  return (!canteen.opened || *canteen.opened <= day) && (!canteen.closed || day <= *canteen.closed);
}

}  // namespace

Result<ForecastRun> last_four(const TownHistory& history, const ForecastRequest& request) {
  const Series series = series_of(history, request.origin);
  const auto errors = errors_of(series, false, request.origin),
             town_errors = errors_of(series, true, request.origin);
  ForecastRun run;
  const auto line = [&](int canteen, const Day& day, double mean, const std::vector<double>& past) {
    MealForecast out;
    out.canteen = canteen;
    out.day = day;
    out.origin = request.origin;
    out.horizon = request.horizon;
    out.mean = out.base = mean;
    out.scale = mean * spread_of(past);
    if (canteen != whole_town) {
      const auto pupils = history.pupils.find({canteen, school_year_of(day)});
      if (pupils != history.pupils.end()) out.pupils = pupils->second.pupils;
    }
    for (const double level : request.options.levels) {
      out.quantiles.push_back(std::max(0.0, mean * (1 + error_at(past, level))));
      out.level_used.push_back(level);
    }
    out.contributions[static_cast<std::size_t>(Cause::usual)] = mean;
    return out;
  };
  for (const Day& day : request.days) {
    double total = 0;
    for (int canteen = 0; canteen < static_cast<int>(history.canteens.size()); ++canteen) {
      const auto days = series.find({canteen, base::weekday(day)});
      if (days == series.end() || !is_open(history.canteens[static_cast<std::size_t>(canteen)], day))
        continue;
      const double mean = mean_before(days->second, days->second.size());
      total += mean;
      run.canteens.push_back(line(canteen, day, mean, errors));
    }
    if (total > 0) run.town.push_back(line(whole_town, day, total, town_errors));
  }
  if (run.canteens.empty())
    return fail(ErrorKind::not_found, "Aucun repas compté ne permet encore de proposer une commande.", {},
                "no_history");
  return run;
}

}  // namespace parvis::canteen
