// What the school calendar says of a day, as forecasts read it. Pure, thread-safe.
#pragma once

#include "canteen/forecast/forecast.hpp"

namespace parvis::canteen {

// What the calendar says of a day. Distances count calendar days between: 0 = the very next or last day; far
// = none near.
struct DayFacts {
  static constexpr int far = 60;
  int to_break = far, since_break = far;
  int to_public_holiday = far, since_public_holiday = far;  // holidays on Monday to Friday
  bool bridge = false;
  int rank_from_start = far, rank_from_end = far;  // among the school days of its year
  int iso_week = 1;
  DayType type = DayType::ordinary;
};

// Facts of any day, from breaks, public holidays and closed days of the history, which must outlive it.
class SchoolCalendar {
 public:
  explicit SchoolCalendar(const TownHistory& history) : history_(&history) {}
  // Monday, Tuesday, Thursday, Friday and nothing against it.
  [[nodiscard]] bool is_school_day(const Day& day) const;
  // Monday to Friday and nothing against it.
  [[nodiscard]] bool is_open_weekday(const Day& day) const;
  [[nodiscard]] DayFacts facts_of(const Day& day) const;

 private:
  [[nodiscard]] const SchoolBreak* break_around(const Day& day) const;
  [[nodiscard]] int rank(const Day& day, int step, int most) const;
  const TownHistory* history_;
};

[[nodiscard]] int iso_week(const Day& day);  // 1..53

}  // namespace parvis::canteen
