// A day of the calendar as the reading rules need it. Pure.
#pragma once

#include <compare>
#include <string>

namespace parvis::grants {

struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;

  auto operator<=>(const CalendarDay&) const = default;
};

[[nodiscard]] bool exists(const CalendarDay& day);
[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] std::string iso(const CalendarDay& day);  // 2018-04-12
[[nodiscard]] int weekday(const CalendarDay& day);      // 0 = Monday; the day exists
[[nodiscard]] CalendarDay next_day(const CalendarDay& day);
// Day `serial` of a spreadsheet in the 1900 system, from 61 (1 March 1900) on: 43165 is 2018-03-06.
[[nodiscard]] CalendarDay from_serial(int serial);

}  // namespace parvis::grants
