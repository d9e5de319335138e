// What the cells of a town's tables mean: absence, numbers and dates as French spreadsheets write them. Pure,
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"

namespace parvis::canteen {

using base::Day;

// Empty, NA, N/A, -, #N/A in any case: missing, never 0.
[[nodiscard]] bool is_missing(std::string_view cell);
// Trimmed, NFC, inner blanks (no-break and thin ones too) collapsed to one space.
[[nodiscard]] std::string tidy_text(std::string_view cell);
// 1 234,5 with blanks of every kind and a decimal comma or point; nothing for anything else.
[[nodiscard]] std::optional<double> read_number(std::string_view cell);

enum class DateForm { none, iso, slashed, serial };
enum class DateOrder { day_first, month_first };

// A date as written, before its column has been looked at.
struct DateText {
  DateForm form = DateForm::none;
  int first = 0, second = 0, year = 0;  // of slashed; year, month, day of iso stand in year, first, second
  int serial = 0;                       // Excel, 1900 system
  std::optional<int> minutes;           // local minutes after midnight, when an instant was written
};
// AAAA-MM-JJ (also AAAA/MM/JJ, with an hour, or an ISO instant read in `zone`), JJ/MM/AAAA, JJ/MM/AA (20AA),
// separators / . -, Excel serials of 1955 to 2118.
[[nodiscard]] DateText date_text(std::string_view cell, const std::string& zone = "Europe/Paris");
// Nothing when no such day exists.
[[nodiscard]] std::optional<Day> day_of(const DateText& text, DateOrder order);
// One order for a whole column: month first only when dates that read one way alone say so in majority.
[[nodiscard]] DateOrder order_of(const std::vector<DateText>& column);

// "2016-2017", "2016/2017", "2016": its first calendar year.
[[nodiscard]] std::optional<int> read_school_year(std::string_view cell);

}  // namespace parvis::canteen
