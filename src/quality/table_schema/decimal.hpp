// Exact decimal numbers as table cells write them. Numbers with more than 36 significant digits are compared
// by their first 36. Pure and thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parvis::quality {

__extension__ using WideInteger = unsigned __int128;

struct Decimal {
  enum class Kind : std::uint8_t { finite, infinite, not_a_number };
  Kind kind = Kind::finite;
  bool negative = false;
  WideInteger digits = 0;     // without trailing zeros; 0 for zero
  std::int32_t exponent = 0;  // value = digits × 10^exponent

  [[nodiscard]] bool zero() const { return kind == Kind::finite && digits == 0; }
};

// Sign, ASCII digits with at most one point, exponent; NaN, INF, Infinity in any case. No spaces.
[[nodiscard]] std::optional<Decimal> read_decimal(std::string_view text);
[[nodiscard]] Decimal decimal_of(std::int64_t value);
// NaN compares with nothing.
[[nodiscard]] std::partial_ordering compare(const Decimal& a, const Decimal& b);
// The exact sum, or nothing when the two exponents are too far apart to hold it, or one is not finite.
[[nodiscard]] std::optional<Decimal> sum(const Decimal& a, const Decimal& b);
// Equal numbers give equal text: "-12E-1". For keys and lists of values.
void append_canonical(std::string& out, const Decimal& value);
// As a person writes it: "-1.2".
[[nodiscard]] std::string plain_text(const Decimal& value);

}  // namespace parvis::quality
