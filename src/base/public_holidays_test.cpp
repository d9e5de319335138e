#include "base/public_holidays.hpp"

#include <gtest/gtest.h>

namespace parvis::base {
namespace {

TEST(PublicHolidays, EasterSundays) {
  EXPECT_EQ(easter_sunday(2024), make_day(2024, 3, 31));
  EXPECT_EQ(easter_sunday(2025), make_day(2025, 4, 20));
  EXPECT_EQ(easter_sunday(2026), make_day(2026, 4, 5));
  EXPECT_EQ(easter_sunday(2038), make_day(2038, 4, 25));
  EXPECT_EQ(easter_sunday(2285), make_day(2285, 3, 22));
}

TEST(PublicHolidays, Of2026) {
  std::string days;
  for (const Day& day : public_holidays(2026, HolidaySet::metropole)) days += format_day(day).substr(5) + " ";
  EXPECT_EQ(days, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 ");
  EXPECT_EQ(public_holidays(2026, HolidaySet::alsace_moselle).size(), 13U);
  // Ascension falls on 1 May in 2008
  EXPECT_EQ(public_holidays(2008, HolidaySet::metropole).size(), 10U);
}

}  // namespace
}  // namespace parvis::base
