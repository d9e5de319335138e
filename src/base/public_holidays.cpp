#include "base/public_holidays.hpp"

#include <algorithm>

namespace parvis::base {

Day easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return make_day(year, n / 31, n % 31 + 1);
}

std::vector<Day> public_holidays(int year, HolidaySet set) {
  const Day easter = easter_sunday(year);
  const auto on = [year](int month, int day) { return make_day(year, month, day); };
  std::vector<Day> days{on(1, 1),
                        plus_days(easter, 1),
                        on(5, 1),
                        on(5, 8),
                        plus_days(easter, 39),
                        plus_days(easter, 50),
                        on(7, 14),
                        on(8, 15),
                        on(11, 1),
                        on(11, 11),
                        on(12, 25)};
  switch (set) {
    case HolidaySet::metropole:
      break;
    case HolidaySet::alsace_moselle:
      days.push_back(plus_days(easter, -2));
      days.push_back(on(12, 26));
      break;
    case HolidaySet::guadeloupe:
      days.push_back(on(5, 27));
      break;
    case HolidaySet::martinique:
      days.push_back(on(5, 22));
      break;
    case HolidaySet::guyane:
      days.push_back(on(6, 10));
      break;
    case HolidaySet::reunion:
      days.push_back(on(12, 20));
      break;
    case HolidaySet::mayotte:
      days.push_back(on(4, 27));
      break;
    case HolidaySet::saint_barthelemy:
      days.push_back(on(10, 9));
      break;
    case HolidaySet::saint_martin:
      days.push_back(on(5, 28));
      break;
  }
  std::sort(days.begin(), days.end());
  // 8 May and Ascension, or 1 May and Ascension, can be the same day
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace parvis::base
