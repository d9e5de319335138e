// Working days of a town: Monday to Friday less the public holidays of its territory, plus what the town adds
// or opens.
#pragma once

#include <set>
#include <string>

#include "base/json.hpp"
#include "base/public_holidays.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace parvis::street {

using base::Day;

struct Calendar {
  std::string zone = "Europe/Paris";
  std::set<int> working_weekdays{0, 1, 2, 3, 4};
  int day_end_minutes = 18 * 60;  // after local midnight
  base::HolidaySet holidays = base::HolidaySet::metropole;
  std::set<Day> closed, open;  // the town's own; `open` wins over a holiday and a weekend

  bool works(Day day) const;
  base::Instant end_of(Day day) const;
};

Result<Calendar> parse_calendar(const base::json::object& object);
base::json::object to_json(const Calendar& calendar);

}  // namespace parvis::street
