// Public holidays of article L. 3133-1 of the Code du travail, with the sets of Alsace-Moselle (L. 3134-13)
// and of the overseas territories. They are computed, not listed: Easter by the Gregorian rule (Meeus, Jones
// and Butcher). Pure, thread-safe.
#pragma once

#include <vector>

#include "base/code_list.hpp"
#include "base/day.hpp"

namespace parvis::base {

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

[[nodiscard]] Day easter_sunday(int year);  // 1583..4099

// Sorted, of that year.
[[nodiscard]] std::vector<Day> public_holidays(int year, HolidaySet set);

}  // namespace parvis::base
