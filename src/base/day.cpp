#include "base/day.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace parvis::base {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

Result<Day> parse_day(std::string_view text) {
  const bool shape = text.size() == 10 && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
                     all_digits(text.substr(5, 2)) && all_digits(text.substr(8));
  if (!shape) {
    return fail(ErrorKind::invalid, "La date doit s’écrire AAAA-MM-JJ.", {}, "not_a_day");
  }
  const Day day{std::chrono::year(number(text.substr(0, 4))),
                std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
                std::chrono::day(static_cast<unsigned>(number(text.substr(8))))};
  if (!day.ok() || static_cast<int>(day.year()) < 1) {
    return fail(ErrorKind::invalid, "Ce jour n’existe pas.", {}, "no_such_day");
  }
  return day;
}

std::string format_day(const Day& day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

Day add_months(const Day& day, int months) {
  const Day later = day + std::chrono::months(months);
  return later.ok() ? later : Day(later.year() / later.month() / std::chrono::last);
}

Day make_day(int year, int month, int day) {
  return std::chrono::year(year) / month / day;
}

Day plus_days(const Day& day, int days) {
  return std::chrono::sys_days(day) + std::chrono::days(days);
}

int days_between(const Day& from, const Day& to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

int weekday(const Day& day) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding()) - 1;
}

Day local_day(Instant instant, const std::string& zone) {
  const LocalTime local = to_local(instant, zone);
  return make_day(local.year, local.month, local.day);
}

Instant instant_on(const Day& day, int minutes, const std::string& zone) {
  LocalTime local;
  local.year = static_cast<int>(day.year());
  local.month = static_cast<int>(static_cast<unsigned>(day.month()));
  local.day = static_cast<int>(static_cast<unsigned>(day.day()));
  local.hour = minutes / 60;
  local.minute = minutes % 60;
  return from_local(local, zone);
}

}  // namespace parvis::base
