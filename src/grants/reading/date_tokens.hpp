// The pieces of a written date: numbers, words, signs. Used by the date and period rules. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::grants {

struct DateToken {
  enum class Kind { number, word, sign };
  Kind kind = Kind::sign;
  std::string_view text;  // into the tokenised text
  int value = 0;          // of a number of at most nine digits
  bool glued = false;     // follows the token before without a space
};

// `folded` is plain, lower case and without accents; spaces only separate.
[[nodiscard]] std::vector<DateToken> date_tokens(std::string_view folded);

// 1 to 12 for a French or English month name or its usual short form («avr», «févr.», "sept").
[[nodiscard]] std::optional<int> month_named(std::string_view word);
// 0 = Monday, for a French weekday.
[[nodiscard]] std::optional<int> weekday_named(std::string_view word);

// A time of day at the end of a text: "2018-04-12t00:00:00z", "12/04/2018 00:00".
struct TimeOfDay {
  std::size_t starts_at = 0;  // where the date part ends
  int hour = 0;
  bool midnight = false;
  bool utc = false;
};
[[nodiscard]] std::optional<TimeOfDay> time_at_end(std::string_view folded);

}  // namespace parvis::grants
