#include "grants/reading/calendar_day.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace parvis::grants {

namespace {

std::chrono::sys_days sys_day(const CalendarDay& day) {
  using namespace std::chrono;
  return year_month_day{std::chrono::year{day.year}, std::chrono::month{static_cast<unsigned>(day.month)},
                        std::chrono::day{static_cast<unsigned>(day.day)}};
}

CalendarDay from_sys(std::chrono::sys_days at) {
  const std::chrono::year_month_day day{at};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

bool exists(const CalendarDay& day) {
  return day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

std::string iso(const CalendarDay& day) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", day.year, day.month, day.day);
  return out.data();
}

int weekday(const CalendarDay& day) {
  return static_cast<int>(std::chrono::weekday{sys_day(day)}.iso_encoding()) - 1;
}

CalendarDay next_day(const CalendarDay& day) {
  return from_sys(sys_day(day) + std::chrono::days{1});
}

CalendarDay from_serial(int serial) {
  return from_sys(sys_day({1899, 12, 30}) + std::chrono::days{serial});
}

}  // namespace parvis::grants
