// Dates as people write them (PA-3): ISO, day/month/year, month names, spreadsheet serials, two-digit years.
// Day before month unless the column proves the other order. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

// Cells of the column that leave no doubt on the order, and those that leave one.
struct DateEvidence {
  std::size_t day_first = 0;    // 13/05/2018
  std::size_t month_first = 0;  // 05/13/2018
  std::size_t doubtful = 0;     // 04/05/2018
  // Of dates with a two-digit year: how many there are, and how many each order would make impossible.
  std::size_t short_dates = 0;
  std::size_t not_day_month_year = 0;
  std::size_t not_year_month_day = 0;
  std::size_t not_month_day_year = 0;

  void add(std::string_view cell);
};

inline constexpr int first_plausible_year = 1901;  // 1900-01-01 is what spreadsheets make of nothing
inline constexpr int last_plausible_year = 2100;
inline constexpr int first_short_year = 70;  // 70…99 are 19xx
inline constexpr int last_short_year = 30;   // 00…30 are 20xx; the years between are no year of a grant
inline constexpr int first_serial = 25569;   // 1970-01-01
inline constexpr int last_serial = 73050;    // 2099-12-31

[[nodiscard]] Reading read_date(std::string_view cell, const DateEvidence& column = {});

}  // namespace parvis::grants
