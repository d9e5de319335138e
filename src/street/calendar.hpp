// Working days of a town: Monday to Friday less the public holidays of article L. 3133-1 of the Code du
// travail, plus the sets of Alsace-Moselle (L. 3134-13) and of the overseas territories, plus what the town
// adds or opens. Holidays are computed, not listed: Easter by the Gregorian rule (Meeus, Jones and Butcher).
#pragma once

#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "street/codes.hpp"

namespace parvis::street {

struct Day {
  int year = 1970, month = 1, day = 1;
  auto operator<=>(const Day&) const = default;
};

Day easter_sunday(int year);  // 1583..4099
Day plus_days(Day day, int days);
int weekday(Day day);                          // 0 = Monday
Result<Day> parse_day(std::string_view text);  // 2026-05-08
std::string day_text(Day day);

enum class HolidaySet {
  metropole,
  alsace_moselle,
  guadeloupe,
  martinique,
  guyane,
  reunion,
  mayotte,
  saint_barthelemy,
  saint_martin
};
inline constexpr CodeList<HolidaySet, 9> holiday_set_codes{{"metropole", "alsace_moselle", "guadeloupe",
                                                            "martinique", "guyane", "reunion", "mayotte",
                                                            "saint_barthelemy", "saint_martin"}};

// Sorted, of that year.
std::vector<Day> public_holidays(int year, HolidaySet set);

struct Calendar {
  std::string zone = "Europe/Paris";
  std::set<int> working_weekdays{0, 1, 2, 3, 4};
  int day_end_minutes = 18 * 60;  // after local midnight
  HolidaySet holidays = HolidaySet::metropole;
  std::set<Day> closed, open;  // the town's own; `open` wins over a holiday and a weekend

  bool works(Day day) const;
  base::Instant end_of(Day day) const;
};

Result<Calendar> parse_calendar(const base::json::object& object);
base::json::object to_json(const Calendar& calendar);

Day local_day(base::Instant instant, const std::string& zone);

}  // namespace parvis::street
