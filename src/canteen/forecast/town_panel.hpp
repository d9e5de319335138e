// A town's history on dense axes: service days x canteens. Days are the service days found in the counts, and
// the asked days; "the last 30 days" of a feature are 30 steps of this axis, never calendar days. Rates are
// meals per enrolled pupil. A panel knows all counts of its history; whoever reads it stays at or before
// `last_known`. Read-only once made, then shared by threads.
#pragma once

#include <cstdint>
#include <vector>

#include "canteen/forecast/day_facts.hpp"

namespace parvis::canteen {

inline constexpr int weekdays = 5;     // Monday to Friday
inline constexpr int pupil_types = 3;  // maternelle, elementaire, both or other

struct PanelDay {
  Day day;
  int serial = 0;  // days since 1970
  int weekday = 0;
  int school_year = 0;
  int month = 1;
  bool strike = false;
  bool has_menu = false;
  DishClasses menu;
  DayFacts facts;
};

class TownPanel {
 public:
  // `extra` = days to add to the axis (those to forecast). Counts after `last_read` are left out, but for the
  // orders of extra days when `orders_of_extra` (assist mode).
  TownPanel(const TownHistory& history, const std::vector<Day>& extra, const Day& last_read,
            bool orders_of_extra = false);

  [[nodiscard]] int canteens() const { return canteens_; }
  [[nodiscard]] int days() const { return static_cast<int>(axis_.size()); }
  [[nodiscard]] const PanelDay& day(int t) const { return axis_[static_cast<std::size_t>(t)]; }
  [[nodiscard]] int type_of(int canteen) const { return types_[static_cast<std::size_t>(canteen)]; }
  // Last index of the axis at or before this serial day; -1 when there is none.
  [[nodiscard]] int last_known(int serial) const;
  [[nodiscard]] int index_of(const Day& day) const;  // -1 when the day is not on the axis

  // Per (day, canteen). 0 stands for missing in each; a rate in a level or a fit needs clean() as well.
  [[nodiscard]] double eaten(int t, int c) const { return eaten_[at(t, c)]; }
  [[nodiscard]] double ordered(int t, int c) const { return ordered_[at(t, c)]; }
  [[nodiscard]] double pupils(int t, int c) const { return pupils_[at(t, c)]; }
  [[nodiscard]] double rate(int t, int c) const { return rate_[at(t, c)]; }
  [[nodiscard]] bool clean(int t, int c) const { return clean_[at(t, c)] != 0; }
  // The same as rows over canteens: clean rates (0 where not clean) and their 0/1.
  [[nodiscard]] const double* clean_rates(int t) const { return &clean_rate_[at(t, 0)]; }
  [[nodiscard]] const double* clean_flags(int t) const { return &clean_[at(t, 0)]; }
  // Pupils, and a day between its opening and its closing.
  [[nodiscard]] bool inside_life(int t, int c) const;
  // Whether the canteen serves: inside its life, with a count in the 60 steps up to `known`, or none yet and
  // a known opening.
  [[nodiscard]] bool open(int t, int c, int known) const;

 private:
  [[nodiscard]] std::size_t at(int t, int c) const {
    return static_cast<std::size_t>(t) * static_cast<std::size_t>(canteens_) + static_cast<std::size_t>(c);
  }
  void make_axis(const TownHistory& history, const std::vector<Day>& extra, const Day& last_read);
  void take_counts(const TownHistory& history, const Day& last_read);
  void take_orders(const TownHistory& history, const std::vector<Day>& extra);
  void take_pupils(const TownHistory& history);
  void judge_rates(int canteen);

  int canteens_ = 0;
  std::vector<PanelDay> axis_;
  std::vector<int> types_;
  std::vector<double> eaten_, ordered_, pupils_, rate_, clean_, clean_rate_;
  std::vector<int> first_open_, last_open_;  // serial days of each canteen's life
  std::vector<int> first_eaten_;             // axis index of its first count; days() when it has none
};

}  // namespace parvis::canteen
