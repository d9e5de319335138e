#include "canteen/forecast/levels.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

// FE-2 and FE-3, in steps of the axis.
constexpr int decomposition_days = 420, mean_days = 280, own_weekday_days = 100, level_days = 80;
constexpr int spread_days = 120, excess_days = 60, min_year_span = 54;
constexpr double own_weekday_pseudo_count = 6;

// Town's deviation of each day of the decomposition from what its canteens' means would give.
struct Deviations {
  int from = 0;
  std::vector<double> value;
  std::vector<bool> present;
};

Deviations town_deviations(const TownPanel& panel, int known, const std::vector<double>& means) {
  Deviations town;
  town.from = std::max(0, known - decomposition_days + 1);
  for (int s = town.from; s <= known; ++s) {
    const double *rates = panel.clean_rates(s), *flags = panel.clean_flags(s);
    double sum = 0, count = 0;
    for (std::size_t c = 0; c < means.size(); ++c) {
      sum += rates[c] - flags[c] * means[c];
      count += flags[c];
    }
    town.value.push_back(count > 0 ? sum / count : 0);
    town.present.push_back(count > 0);
  }
  return town;
}

void take_town_pattern(const TownPanel& panel, const Deviations& town, LevelsAt& levels) {
  std::array<double, weekdays> sum{}, count{};
  for (std::size_t i = 0; i < town.value.size(); ++i) {
    if (!town.present[i]) continue;
    const auto w = static_cast<std::size_t>(panel.day(town.from + static_cast<int>(i)).weekday);
    sum[w] += town.value[i];
    ++count[w];
  }
  for (std::size_t w = 0; w < weekdays; ++w) levels.town_weekday[w] = count[w] > 0 ? sum[w] / count[w] : 0;
  double total = 0;
  int seen = 0;
  for (std::size_t i = town.value.size(); i-- > 0 && seen < 20;) {
    if (!town.present[i]) continue;
    const auto w = static_cast<std::size_t>(panel.day(town.from + static_cast<int>(i)).weekday);
    total += town.value[i] - levels.town_weekday[w];
    ++seen;
    if (seen == 1) levels.town1 = total;
    if (seen <= 5) levels.town5 = total / seen;
    levels.town20 = total / seen;
  }
}

void take_own_weekdays(const TownPanel& panel, const RateSums& sums, const Deviations& town,
                       LevelsAt& levels) {
  const auto canteens = levels.canteens.size();
  std::vector<double> shared(canteens);
  for (int w = 0; w < weekdays; ++w) {
    const auto& days = sums.days_of(w);
    const auto end = std::upper_bound(days.begin(), days.end(), levels.known);
    auto begin = end - std::min<std::ptrdiff_t>(end - days.begin(), own_weekday_days);
    begin = std::lower_bound(begin, end, town.from);
    std::fill(shared.begin(), shared.end(), 0);
    for (auto s = begin; s != end; ++s) {
      const double* flags = panel.clean_flags(*s);
      const double deviation = town.value[static_cast<std::size_t>(*s - town.from)];
      for (std::size_t c = 0; c < canteens; ++c) shared[c] += flags[c] * deviation;
    }
    if (begin == end) continue;
    for (std::size_t c = 0; c < canteens; ++c) {
      const auto own = sums.between(*begin, levels.known + 1, static_cast<int>(c), w);
      levels.canteens[c].own_weekday[static_cast<std::size_t>(w)] =
          (own.rates - own.count * levels.canteens[c].mean - shared[c]) /
          (own.count + own_weekday_pseudo_count);
    }
  }
}

// Mean of the newest `count` values that lie within `steps` of the end.
std::optional<double> newest(const std::vector<std::pair<int, double>>& values, int known, int count,
                             int steps) {
  double sum = 0;
  int seen = 0;
  for (auto value = values.rbegin(); value != values.rend() && seen < count; ++value) {
    if (value->first <= known - steps) break;
    sum += value->second;
    ++seen;
  }
  return seen == 0 ? std::nullopt : std::optional(sum / seen);
}

std::optional<double> exponential(const std::vector<std::pair<int, double>>& values, int known,
                                  double alpha) {
  std::optional<double> mean;
  for (const auto& [t, value] : values)
    if (t > known - level_days) mean = mean ? *mean + alpha * (value - *mean) : value;
  return mean;
}

void take_recent(const TownPanel& panel, int c, const LevelSettings& settings, LevelsAt& levels) {
  CanteenLevels& own = levels.canteens[static_cast<std::size_t>(c)];
  std::vector<std::pair<int, double>> adjusted;
  double excess = 0, excess_count = 0, sum = 0, squares = 0;
  for (int s = std::max(0, levels.known - spread_days + 1); s <= levels.known; ++s) {
    if (s > levels.known - excess_days && panel.eaten(s, c) > 0 && panel.ordered(s, c) > 0 &&
        panel.pupils(s, c) > 0) {
      excess += (panel.ordered(s, c) - panel.eaten(s, c)) / panel.pupils(s, c);
      ++excess_count;
    }
    if (!panel.clean(s, c)) continue;
    const auto w = static_cast<std::size_t>(panel.day(s).weekday);
    const double value = panel.rate(s, c) - levels.town_weekday[w] - own.own_weekday[w];
    adjusted.emplace_back(s, value);
    sum += value;
    squares += value * value;
  }
  own.exponential = exponential(adjusted, levels.known, settings.alpha);
  own.slow = exponential(adjusted, levels.known, settings.slow_alpha);
  own.fast = exponential(adjusted, levels.known, settings.fast_alpha);
  own.last2 = newest(adjusted, levels.known, 2, 8);
  own.last5 = newest(adjusted, levels.known, 5, 60);
  own.last12 = newest(adjusted, levels.known, 12, 60);
  own.last30 = newest(adjusted, levels.known, 30, level_days);
  const auto n = static_cast<double>(adjusted.size());
  own.spread = n > 1 ? std::sqrt(std::max(0.0, squares / n - sum * sum / (n * n))) : 0;
  own.order_excess = excess_count > 0 ? excess / excess_count : 0;
}

}  // namespace

RateSums::RateSums(const TownPanel& panel) : canteens_(panel.canteens()) {
  const auto row = static_cast<std::size_t>(canteens_) * weekdays;
  sums_.resize((static_cast<std::size_t>(panel.days()) + 1) * row);
  town_sums_.resize(static_cast<std::size_t>(panel.days()) + 1);
  first_year_ = panel.days() > 0 ? panel.day(0).school_year : 0;
  for (int t = 0; t < panel.days(); ++t) {
    const PanelDay& day = panel.day(t);
    years_.push_back(day.school_year);
    days_of_[static_cast<std::size_t>(day.weekday)].push_back(t);
    const auto week =
        static_cast<std::size_t>((day.school_year - first_year_) * min_year_span + day.facts.iso_week);
    if (weeks_.size() <= week) weeks_.resize(week + 1);
    weeks_[week].push_back(t);
    std::copy_n(&sums_[at(t, 0, 0)], row, &sums_[at(t + 1, 0, 0)]);
    double eaten = 0, pupils = 0;
    for (int c = 0; c < canteens_; ++c) {
      if (!panel.clean(t, c)) continue;
      Sum& sum = sums_[at(t + 1, c, day.weekday)];
      sum.rates += panel.rate(t, c);
      ++sum.count;
      eaten += panel.eaten(t, c);
      pupils += panel.pupils(t, c);
    }
    town_rate_.push_back(pupils > 0 ? eaten / pupils : 0);
    const Sum& before = town_sums_[static_cast<std::size_t>(t)];
    town_sums_[static_cast<std::size_t>(t) + 1] = {before.rates + town_rate_.back(),
                                                   before.count + (pupils > 0 ? 1 : 0)};
  }
}

std::size_t RateSums::at(int t, int canteen, int weekday) const {
  return (static_cast<std::size_t>(t) * static_cast<std::size_t>(canteens_) +
          static_cast<std::size_t>(canteen)) *
             weekdays +
         static_cast<std::size_t>(weekday);
}

RateSums::Sum RateSums::between(int from, int to, int canteen, int weekday) const {
  if (from >= to) return {};
  const Sum &before = sums_[at(from, canteen, weekday)], &after = sums_[at(to, canteen, weekday)];
  return {after.rates - before.rates, after.count - before.count};
}

RateSums::Sum RateSums::between(int from, int to, int canteen) const {
  Sum all;
  for (int w = 0; w < weekdays; ++w) {
    const Sum part = between(from, to, canteen, w);
    all.rates += part.rates;
    all.count += part.count;
  }
  return all;
}

int RateSums::first_of_year(int school_year) const {
  return static_cast<int>(std::lower_bound(years_.begin(), years_.end(), school_year) - years_.begin());
}

const std::vector<int>& RateSums::days_of_week(int school_year, int iso_week) const {
  static const std::vector<int> none;
  const int week = (school_year - first_year_) * min_year_span + iso_week;
  return iso_week < 1 || iso_week >= min_year_span || week < 0 ||
                 static_cast<std::size_t>(week) >= weeks_.size()
             ? none
             : weeks_[static_cast<std::size_t>(week)];
}

RateSums::Sum RateSums::town_between(int from, int to) const {
  if (from >= to) return {};
  const Sum &before = town_sums_[static_cast<std::size_t>(from)],
            &after = town_sums_[static_cast<std::size_t>(to)];
  return {after.rates - before.rates, after.count - before.count};
}

LevelsAt levels_at(const TownPanel& panel, const RateSums& sums, int known, const LevelSettings& settings) {
  LevelsAt levels;
  levels.known = known;
  levels.canteens.resize(static_cast<std::size_t>(panel.canteens()));
  if (known < 0) return levels;
  std::vector<double> means;
  for (int c = 0; c < panel.canteens(); ++c) {
    auto sum = sums.between(std::max(0, known - mean_days + 1), known + 1, c);
    if (sum.count == 0) sum = sums.between(std::max(0, known - decomposition_days + 1), known + 1, c);
    means.push_back(sum.count > 0 ? sum.rates / sum.count : 0);
    levels.canteens[static_cast<std::size_t>(c)].mean = means.back();
  }
  const Deviations town = town_deviations(panel, known, means);
  take_town_pattern(panel, town, levels);
  take_own_weekdays(panel, sums, town, levels);
  for (int c = 0; c < panel.canteens(); ++c) take_recent(panel, c, settings, levels);
  return levels;
}

}  // namespace parvis::canteen
