#include "canteen/forecast/features.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr double town_rate_without_history = 0.72;
constexpr int past_years = 4, min_year_days = 60, season_change_days = 12;
constexpr double season_pseudo_years = 2;
constexpr double max_pupils_change = 0.3, max_order_gap = 0.4;

std::size_t slot(Dense feature) {
  return static_cast<std::size_t>(feature);
}
std::size_t slot(Input input) {
  return static_cast<std::size_t>(input);
}

}  // namespace

FeatureMaker::Year FeatureMaker::town_year(int year, int known) const {
  const auto sum =
      sums_->town_between(sums_->first_of_year(year), std::min(sums_->first_of_year(year + 1), known + 1));
  return {sum.count > 0 ? sum.rates / sum.count : 0, sum.count};
}

// S: how the town's rate of that week stood to its year, over the last years with enough days.
double FeatureMaker::season_of_week(int school_year, int iso_week, int known) const {
  double total = 0;
  int counted = 0;
  for (int year = school_year - past_years; year < school_year; ++year) {
    const Year whole = town_year(year, known);
    if (whole.days < min_year_days) continue;
    double sum = 0, days = 0;
    for (const int s : sums_->days_of_week(year, iso_week))
      if (s <= known && sums_->town_rate(s) > 0) {
        sum += sums_->town_rate(s);
        ++days;
      }
    if (days == 0) continue;
    total += sum / days - whole.mean;
    ++counted;
  }
  return counted > 0 ? total / counted : 0;
}

DayShared FeatureMaker::shared(int t, int known) const {
  DayShared shared;
  const PanelDay& day = panel_->day(t);
  shared.season = season_of_week(day.school_year, day.facts.iso_week, known);
  double recent = 0;
  int seen = 0, week = -1;
  double of_week = 0;
  for (int s = known; s >= 0 && seen < season_change_days; --s) {
    if (sums_->town_rate(s) <= 0) continue;
    if (panel_->day(s).facts.iso_week != week) {
      week = panel_->day(s).facts.iso_week;
      of_week = season_of_week(day.school_year, week, known);
    }
    recent += of_week;
    ++seen;
  }
  shared.season_change = seen > 0 ? shared.season - recent / seen : 0;
  for (int year = day.school_year - past_years; year < day.school_year; ++year) {
    const Year whole = town_year(year, known);
    if (whole.days < min_year_days) continue;
    double sum = 0, days = 0;
    for (int week_near = day.facts.iso_week - 1; week_near <= day.facts.iso_week + 1; ++week_near)
      for (const int s : sums_->days_of_week(year, week_near))
        if (s <= known && sums_->town_rate(s) > 0) {
          sum += sums_->town_rate(s);
          ++days;
        }
    if (days == 0) continue;
    const auto slot_of_year = static_cast<std::size_t>(shared.counted++);
    shared.years[slot_of_year] = year;
    shared.town_gap[slot_of_year] = sum / days - whole.mean;
  }
  return shared;
}

double FeatureMaker::own_season(int t, int c, int known, const DayShared& day) const {
  double total = 0, counted = 0;
  const int week = panel_->day(t).facts.iso_week;
  for (std::size_t i = 0; i < static_cast<std::size_t>(day.counted); ++i) {
    const int year = day.years[i];
    double sum = 0, days = 0;
    for (int near = week - 1; near <= week + 1; ++near)
      for (const int s : sums_->days_of_week(year, near))
        if (s <= known && panel_->clean(s, c)) {
          sum += panel_->rate(s, c);
          ++days;
        }
    const auto whole =
        sums_->between(sums_->first_of_year(year), std::min(sums_->first_of_year(year + 1), known + 1), c);
    if (days == 0 || whole.count == 0) continue;
    total += sum / days - whole.rates / whole.count - day.town_gap[i];
    ++counted;
  }
  return total / (counted + season_pseudo_years);
}

// Mean of what `value` gives, a rate or nothing, over the last `count` days of t's weekday that have one,
// among its last `back` such days; 0 without any.
template <class Value>
double FeatureMaker::weekday_mean(int t, int known, int count, int back, const Value& value) const {
  const auto& days = sums_->days_of(panel_->day(t).weekday);
  const auto end = std::upper_bound(days.begin(), days.end(), known);
  double sum = 0;
  int seen = 0;
  for (auto s = end; s != days.begin() && end - s < back && seen < count;) {
    --s;
    const std::optional<double> one = value(*s);
    if (!one) continue;
    sum += *one;
    ++seen;
  }
  return seen > 0 ? sum / seen : 0;
}

double FeatureMaker::same_weekday(int t, int c, int known, int count, int back) const {
  return weekday_mean(t, known, count, back, [&](int s) -> std::optional<double> {
    if (!panel_->clean(s, c)) return {};
    return panel_->rate(s, c);
  });
}

double FeatureMaker::ordered4(int t, int c, int known) const {
  constexpr int count = 4, back = 24;
  return weekday_mean(t, known, count, back, [&](int s) -> std::optional<double> {
    if (panel_->ordered(s, c) <= 0 || panel_->pupils(s, c) <= 0 || panel_->day(s).strike) return {};
    return panel_->ordered(s, c) / panel_->pupils(s, c);
  });
}

double FeatureMaker::base(int t, int c, const LevelsAt& levels) const {
  const auto w = static_cast<std::size_t>(panel_->day(t).weekday);
  const CanteenLevels& own = levels.canteens[static_cast<std::size_t>(c)];
  if (own.exponential) return *own.exponential + levels.town_weekday[w] + own.own_weekday[w];
  if (const double same = same_weekday(t, c, levels.known, 4, 24); same > 0) return same;
  const int year = panel_->day(t).school_year;
  const auto past = sums_->between(sums_->first_of_year(year - 1),
                                   std::min(sums_->first_of_year(year), levels.known + 1), c);
  return past.count > 0 ? past.rates / past.count : town_rate_without_history;
}

void FeatureMaker::take_years(int t, int c, const LevelsAt& levels, double base, RowFeatures& row) const {
  constexpr double new_year_days = 20, very_new_days = 8;
  const PanelDay& day = panel_->day(t);
  const CanteenLevels& own = levels.canteens[static_cast<std::size_t>(c)];
  const auto w = static_cast<std::size_t>(day.weekday);
  const int first = sums_->first_of_year(day.school_year);
  double adjusted = 0, count = 0;
  for (int weekday = 0; weekday < weekdays; ++weekday) {
    const auto sum = sums_->between(first, levels.known + 1, c, weekday);
    const auto v = static_cast<std::size_t>(weekday);
    adjusted += sum.rates - sum.count * (levels.town_weekday[v] + own.own_weekday[v]);
    count += sum.count;
  }
  const auto past =
      sums_->between(sums_->first_of_year(day.school_year - 1), std::min(first, levels.known + 1), c);
  const double this_year =
      count > 0 ? adjusted / count + levels.town_weekday[w] + own.own_weekday[w] - base : 0;
  const double past_year = past.count > 0 ? past.rates / past.count - base : 0;
  row.dense[slot(Dense::this_year)] = this_year;
  row.dense[slot(Dense::past_year)] = past_year;
  row.dense[slot(Dense::past_year_new)] = count < new_year_days ? past_year : 0;
  row.dense[slot(Dense::this_year_new)] = count < new_year_days ? this_year : 0;
  row.dense[slot(Dense::past_year_alone)] = count < 1 ? past_year : 0;
  row.dense[slot(Dense::new_year)] = count < very_new_days ? 1 : 0;
  row.trees[slot(Input::this_year)] = static_cast<float>(this_year);
  row.trees[slot(Input::past_year)] = static_cast<float>(past_year);
  row.trees[slot(Input::days_this_year)] = static_cast<float>(count);
}

double FeatureMaker::agents(int t, const LevelsAt& levels) const {
  double sum = 0, pupils = 0;
  for (int c = 0; c < panel_->canteens(); ++c) {
    if (panel_->ordered(t, c) <= 0 || panel_->pupils(t, c) <= 0) continue;
    const double gap = panel_->ordered(t, c) / panel_->pupils(t, c) - base(t, c, levels);
    sum += panel_->pupils(t, c) * std::clamp(gap, -max_order_gap, max_order_gap);
    pupils += panel_->pupils(t, c);
  }
  return pupils > 0 ? sum / pupils : 0;
}

void FeatureMaker::take_assist(int t, int c, double base, const DayShared& day, RowFeatures& row) const {
  if (panel_->ordered(t, c) <= 0 || panel_->pupils(t, c) <= 0) return;
  const double ordered = panel_->ordered(t, c) / panel_->pupils(t, c);
  const double gap = std::clamp(ordered - base, -max_order_gap, max_order_gap), own = gap - day.agents;
  const double usual = row.dense[slot(Dense::ordered4)] + base;
  const double week = std::clamp(ordered - usual, -max_order_gap, max_order_gap);
  row.dense[slot(Dense::agent)] = gap;
  row.dense[slot(Dense::agents)] = day.agents;
  row.dense[slot(Dense::agent_low)] = std::min(own, -0.05);
  row.dense[slot(Dense::agent_high)] = std::max(own, 0.05);
  row.dense[slot(Dense::agent_week)] = week;
  row.dense[slot(Dense::agent_week_low)] = std::min(week, -0.08);
  row.dense[slot(Dense::agent_week_high)] = std::max(week, 0.08);
  std::size_t input = first_assist_input;
  for (const double value : {gap, own, week, day.agents}) row.trees[input++] = static_cast<float>(value);
}

RowFeatures FeatureMaker::row(int t, int c, const LevelsAt& levels, const DayShared& shared,
                              bool assist) const {
  RowFeatures row;
  const PanelDay& day = panel_->day(t);
  const CanteenLevels& own = levels.canteens[static_cast<std::size_t>(c)];
  const auto w = static_cast<std::size_t>(day.weekday);
  const double back = levels.town_weekday[w] + own.own_weekday[w];
  row.base = base(t, c, levels);
  row.habit = own.mean > 0 ? own.mean + back : row.base;
  const auto put = [&row](Dense feature, Input input, double level, bool present) {
    row.dense[slot(feature)] = present ? level - row.base : 0;
    row.trees[slot(input)] = static_cast<float>(present ? level - row.base : 0);
  };
  const auto put_level = [&](Dense feature, Input input, const std::optional<double>& level) {
    put(feature, input, level.value_or(0) + back, level.has_value());
  };
  const auto put_rate = [&](Dense feature, Input input, double level) {
    put(feature, input, level, level > 0);
  };
  const auto put_plain = [&row](Dense feature, Input input, double value) {
    row.dense[slot(feature)] = value;
    row.trees[slot(input)] = static_cast<float>(value);
  };
  row.dense[slot(Dense::one)] = 1;
  put_level(Dense::fast, Input::fast, own.fast);
  put_level(Dense::slow, Input::slow, own.slow);
  put_level(Dense::last2, Input::last2, own.last2);
  put_level(Dense::last5, Input::last5, own.last5);
  put_level(Dense::last12, Input::last12, own.last12);
  put_level(Dense::last30, Input::last30, own.last30);
  put_rate(Dense::same1, Input::same1, same_weekday(t, c, levels.known, 1, 24));
  put_rate(Dense::same4, Input::same4, same_weekday(t, c, levels.known, 4, 24));
  put_rate(Dense::same8, Input::same8, same_weekday(t, c, levels.known, 8, 30));
  put_rate(Dense::ordered4, Input::ordered4, ordered4(t, c, levels.known));
  put_plain(Dense::season, Input::season, shared.season);
  put_plain(Dense::season_change, Input::season_change, shared.season_change);
  put_plain(Dense::own_season, Input::own_season, own_season(t, c, levels.known, shared));
  put_plain(Dense::town1, Input::town1, levels.town1);
  put_plain(Dense::town5, Input::town5, levels.town5);
  put_plain(Dense::town20, Input::town20, levels.town20);
  put_plain(Dense::order_excess, Input::order_excess, own.order_excess);
  take_years(t, c, levels, row.base, row);
  double change = 0;
  if (levels.known >= 0 && panel_->pupils(levels.known, c) > 0 && panel_->pupils(t, c) > 0)
    change = std::clamp(std::log(panel_->pupils(t, c) / panel_->pupils(levels.known, c)), -max_pupils_change,
                        max_pupils_change);
  put_plain(Dense::pupils_change, Input::pupils_change, change);
  row.dense[slot(Dense::pupils_change_base)] = change * row.base;
  if (assist) take_assist(t, c, row.base, shared, row);

  const auto give = [&row](Input input, double value) { row.trees[slot(input)] = static_cast<float>(value); };
  const DayFacts& facts = day.facts;
  give(Input::base, row.base);
  give(Input::town_weekday, levels.town_weekday[w]);
  give(Input::own_weekday, own.own_weekday[w]);
  give(Input::spread, own.spread);
  give(Input::pupils, panel_->pupils(t, c));
  give(Input::mean, own.mean);
  give(Input::type, panel_->type_of(c));
  give(Input::weekday, day.weekday);
  give(Input::month, day.month);
  give(Input::iso_week, facts.iso_week);
  give(Input::to_break, facts.to_break);
  give(Input::since_break, facts.since_break);
  give(Input::to_public_holiday, facts.to_public_holiday);
  give(Input::since_public_holiday, facts.since_public_holiday);
  give(Input::bridge, facts.bridge ? 1 : 0);
  give(Input::rank_from_start, facts.rank_from_start);
  give(Input::rank_from_end, facts.rank_from_end);
  give(Input::menu_unknown, day.has_menu ? 0 : 1);
  for (std::size_t i = 0; i < dish_classes; ++i)
    row.trees[slot(Input::first_dish) + i] = day.menu[i] ? 1.F : 0.F;
  return row;
}

}  // namespace parvis::canteen
