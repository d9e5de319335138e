// The number inside the text of an amount: currency, thousands words, notes and signs taken off. Used by
// read_amount and by the evidence of a column. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grants/reading/reading.hpp"

namespace parvis::grants {

struct AmountText {
  std::string number;  // digits and separators, no sign
  bool negative = false;
  int zeros = 0;                      // 3 for «k€», 6 for «M€»
  std::vector<std::string> warnings;  // "note", "note:TTC"…
  std::string note;
  Cause refused = Cause::none;  // why there is no number; the rest is then empty
};

// `plain` is not empty and says something.
[[nodiscard]] AmountText amount_text(std::string_view plain);

// How the signs of a number that holds only digits, spaces, apostrophes, points and commas fall.
struct NumberShape {
  char decimal_sign = 0;  // 0: no decimals
  char group_sign = 0;    // '.' or ',' when one of them groups
  bool doubtful = false;  // one sign followed by exactly three digits; decimal_sign holds it
};
[[nodiscard]] NumberShape number_shape(std::string_view number);

}  // namespace parvis::grants
