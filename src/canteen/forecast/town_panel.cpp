#include "canteen/forecast/town_panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parvis::canteen {
namespace {

int serial_of(const Day& day) {
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

// FE-1: the window of the median and what a plausible rate is beside it.
constexpr std::size_t median_window = 40, median_needs = 10;
constexpr double lowest_share = 0.72, highest_share = 1.35, highest_rate_without_history = 1.3;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

TownPanel::TownPanel(const TownHistory& history, const std::vector<Day>& extra, const Day& last_read,
                     bool orders_of_extra)
    : canteens_(static_cast<int>(history.canteens.size())) {
  make_axis(history, extra, last_read);
  const std::size_t cells = axis_.size() * history.canteens.size();
  for (auto* values : {&eaten_, &ordered_, &pupils_, &rate_, &clean_, &clean_rate_}) values->assign(cells, 0);
  for (const CanteenFacts& canteen : history.canteens) {
    types_.push_back(canteen.type == CanteenType::maternelle    ? 0
                     : canteen.type == CanteenType::elementaire ? 1
                                                                : 2);
    first_open_.push_back(canteen.opened ? serial_of(*canteen.opened) : std::numeric_limits<int>::min());
    last_open_.push_back(canteen.closed ? serial_of(*canteen.closed) : std::numeric_limits<int>::max());
  }
  take_pupils(history);
  take_counts(history, last_read);
  if (orders_of_extra) take_orders(history, extra);
  for (int c = 0; c < canteens_; ++c) {
    judge_rates(c);
    int first = 0;
    while (first < days() && eaten(first, c) <= 0) ++first;
    first_eaten_.push_back(first);
  }
}

void TownPanel::make_axis(const TownHistory& history, const std::vector<Day>& extra, const Day& last_read) {
  std::vector<Day> days = extra;
  for (const MealCount& count : history.counts)
    if (count.day <= last_read && (days.empty() || days.back() != count.day)) days.push_back(count.day);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  const SchoolCalendar calendar(history);
  for (const Day& day : days) {
    const int weekday = base::weekday(day);
    if (weekday >= weekdays) continue;
    PanelDay panel_day;
    panel_day.day = day;
    panel_day.serial = serial_of(day);
    panel_day.weekday = weekday;
    panel_day.school_year = school_year_of(day);
    panel_day.month = static_cast<int>(static_cast<unsigned>(day.month()));
    panel_day.strike = history.strikes.contains(day);
    const auto menu = history.menus.find(day);
    panel_day.has_menu = menu != history.menus.end() && !menu->second.served_text;
    if (panel_day.has_menu) panel_day.menu = menu->second.classes;
    panel_day.facts = calendar.facts_of(day);
    axis_.push_back(panel_day);
  }
}

void TownPanel::take_pupils(const TownHistory& history) {
  for (int c = 0; c < canteens_; ++c) {
    for (int t = 0; t < days(); ++t) {
      // A year without pupils uses the nearest year before, else the first one known.
      auto found = history.pupils.upper_bound({c, day(t).school_year});
      const bool before = found != history.pupils.begin() && std::prev(found)->first.first == c;
      if (before) --found;
      if (found != history.pupils.end() && found->first.first == c) pupils_[at(t, c)] = found->second.pupils;
    }
  }
}

void TownPanel::take_counts(const TownHistory& history, const Day& last_read) {
  for (const MealCount& count : history.counts) {
    if (count.day > last_read) continue;
    const int t = index_of(count.day);
    if (t < 0) continue;
    const std::size_t cell = at(t, count.canteen);
    if (count.ordered && *count.ordered > 0) ordered_[cell] = *count.ordered;
    if (!count.eaten || *count.eaten <= 0) continue;
    eaten_[cell] = *count.eaten;
    const bool whole = counts_in_fits(count.flag);
    if (whole && pupils_[cell] > 0) rate_[cell] = *count.eaten / pupils_[cell];
  }
}

void TownPanel::take_orders(const TownHistory& history, const std::vector<Day>& extra) {
  for (const MealCount& count : history.counts) {
    if (!count.ordered || *count.ordered <= 0) continue;
    if (std::find(extra.begin(), extra.end(), count.day) == extra.end()) continue;
    if (const int t = index_of(count.day); t >= 0) ordered_[at(t, count.canteen)] = *count.ordered;
  }
}

void TownPanel::judge_rates(int canteen) {
  std::vector<double> recent;
  for (int t = 0; t < days(); ++t) {
    const double rate = rate_[at(t, canteen)];
    if (rate <= 0) continue;
    bool plausible = rate < highest_rate_without_history;
    if (recent.size() >= median_needs) {
      const std::size_t kept = std::min(recent.size(), median_window);
      const double middle = median({recent.end() - static_cast<std::ptrdiff_t>(kept), recent.end()});
      plausible = rate > lowest_share * middle && rate < highest_share * middle;
    }
    if (plausible && !day(t).strike) {
      clean_[at(t, canteen)] = 1;
      clean_rate_[at(t, canteen)] = rate;
    }
    recent.push_back(rate);
  }
}

int TownPanel::last_known(int serial) const {
  const auto after = std::upper_bound(axis_.begin(), axis_.end(), serial,
                                      [](int value, const PanelDay& day) { return value < day.serial; });
  return static_cast<int>(after - axis_.begin()) - 1;
}

int TownPanel::index_of(const Day& day) const {
  const int t = last_known(serial_of(day));
  return t >= 0 && axis_[static_cast<std::size_t>(t)].day == day ? t : -1;
}

bool TownPanel::inside_life(int t, int c) const {
  const auto canteen = static_cast<std::size_t>(c);
  const int serial = day(t).serial;
  return serial >= first_open_[canteen] && serial <= last_open_[canteen] && pupils(t, c) > 0;
}

bool TownPanel::open(int t, int c, int known) const {
  constexpr int silent_steps = 60;
  const auto canteen = static_cast<std::size_t>(c);
  if (!inside_life(t, c)) return false;
  for (int s = known; s >= 0 && s > known - silent_steps; --s)
    if (eaten(s, c) > 0) return true;
  return first_eaten_[canteen] > known && first_open_[canteen] != std::numeric_limits<int>::min();
}

}  // namespace parvis::canteen
