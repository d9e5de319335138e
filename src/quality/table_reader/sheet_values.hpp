// Spreadsheet values as text: pure rules, thread-safe. Dates after ECMA-376 part 1, §18.17.4.1 (serial date
// systems) and §18.8.30-31 (number formats), with the leap day that 1900 did not have.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "quality/table_reader/table_row.hpp"

namespace parvis::quality {

enum class NumberForm : std::uint8_t { plain, percent, date, time, datetime };

// What a format code such as "dd/mm/yyyy" shows; elapsed times ([h]:mm) are plain numbers.
[[nodiscard]] NumberForm number_form(std::string_view format_code);
// The built-in formats of ECMA-376; unknown ids are plain.
[[nodiscard]] NumberForm builtin_number_form(std::uint32_t id);

// A stored number without exponent up to 21 digits: "83000000000012", "0.1", "1e+25". Nothing when the text
// is no number. Whole digits stay as they are, however many.
[[nodiscard]] std::optional<std::string> number_text(std::string_view stored);

// A number in a date or time form, into `cell`: kind and text; a number that is no date (60 of the 1900
// system, negative, past 9999) stays a number with note_impossible.
void put_number(TableCell& cell, std::string_view stored, NumberForm form, bool date1904);

// "PT10H30M05S" as "10:30:05"; nothing when it is no duration.
[[nodiscard]] std::optional<std::string> duration_text(std::string_view iso_duration);
// "2024-01-31" or "2024-01-31T00:00:00.5" as they are, zero fractions left out; nothing when it is neither.
[[nodiscard]] std::optional<std::string> iso_date_text(std::string_view text);

}  // namespace parvis::quality
