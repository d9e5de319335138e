// The classes of characters that patterns ask for, on every code point of Unicode. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parvis::base {

// Letters, digits and numbers of every script, and `_`.
[[nodiscard]] bool is_word_character(char32_t point);
// Decimal digits of every script (category Nd).
[[nodiscard]] bool is_decimal_digit(char32_t point);
[[nodiscard]] bool is_white_space(char32_t point);
// The other case of a letter, or the letter itself.
[[nodiscard]] char32_t lower_case(char32_t point);

// The code point that starts at `at`, which is moved behind it. A byte that starts none gives U+FFFD.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

}  // namespace parvis::base
