// A payment's date or period (PA-3): one date, or two joined by «/», «_» (the form of the decree of 17
// November 2017), «au», «du … au …». The value is `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`. Pure.
#pragma once

#include <string_view>

#include "grants/reading/date_reading.hpp"
#include "grants/reading/reading.hpp"

namespace parvis::grants {

[[nodiscard]] Reading read_period(std::string_view cell, const DateEvidence& column = {});
// The dates inside a period's text, for the evidence of a column.
void add_period(DateEvidence& column, std::string_view cell);

}  // namespace parvis::grants
