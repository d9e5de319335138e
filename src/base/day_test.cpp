#include "base/day.hpp"

#include <gtest/gtest.h>

namespace parvis::base {
namespace {

TEST(Day, ReadsOnlyDaysThatExist) {
  ASSERT_TRUE(parse_day("2024-02-29"));
  EXPECT_EQ(format_day(*parse_day("2024-02-29")), "2024-02-29");
  EXPECT_EQ(parse_day("2023-02-29").error().code, "no_such_day");
  EXPECT_EQ(parse_day("0000-01-01").error().code, "no_such_day");
  for (const char* text : {"", "2024-1-05", "2024/01/05", "05-01-2024", "2024-01-05 ", "2024-01-0a"}) {
    EXPECT_EQ(parse_day(text).error().code, "not_a_day") << text;
  }
}

TEST(Day, AddsMonthsWithinTheMonth) {
  EXPECT_EQ(format_day(add_months(*parse_day("2025-11-30"), 3)), "2026-02-28");
  EXPECT_EQ(format_day(add_months(*parse_day("2025-12-31"), 6)), "2026-06-30");
  EXPECT_EQ(format_day(add_months(*parse_day("2026-01-15"), 3)), "2026-04-15");
}

}  // namespace
}  // namespace parvis::base
