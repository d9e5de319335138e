// A calendar day without hour or zone, as conventions, menus and attendance are dated. Pure, thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace parvis::base {

using Day = std::chrono::year_month_day;

// Exactly AAAA-MM-JJ and a day that exists, year 1 to 9999. Errors: invalid.
Result<Day> parse_day(std::string_view text);
[[nodiscard]] std::string format_day(const Day& day);
// The same day `months` later; past the end of that month, its last day (30 November + 3 months = 28
// February).
[[nodiscard]] Day add_months(const Day& day, int months);

// The numbers must make a day that exists.
[[nodiscard]] Day make_day(int year, int month, int day);
[[nodiscard]] Day plus_days(const Day& day, int days);
[[nodiscard]] int days_between(const Day& from, const Day& to);  // negative when `to` is the earlier
[[nodiscard]] int weekday(const Day& day);                       // 0 = Monday
[[nodiscard]] Day local_day(Instant instant, const std::string& zone);
// That day at `minutes` after local midnight by the wall clock.
[[nodiscard]] Instant instant_on(const Day& day, int minutes, const std::string& zone);

}  // namespace parvis::base
