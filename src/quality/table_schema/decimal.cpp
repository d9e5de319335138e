#include "quality/table_schema/decimal.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace parvis::quality {
namespace {

constexpr int max_digits = 36;
constexpr std::int32_t max_exponent = 1'000'000;

std::optional<Decimal> read_word(std::string_view text, bool negative) {
  const std::string word = base::lower_ascii(text);
  Decimal value;
  value.negative = negative;
  if (word == "nan")
    value.kind = Decimal::Kind::not_a_number;
  else if (word == "inf" || word == "infinity")
    value.kind = Decimal::Kind::infinite;
  else
    return std::nullopt;
  return value;
}

std::optional<std::int32_t> read_exponent(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  std::int32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = std::min(max_exponent, value * 10 + (c - '0'));
  }
  return negative ? -value : value;
}

void drop_trailing_zeros(Decimal& value) {
  if (value.digits == 0) {
    value.exponent = 0;
    return;
  }
  while (value.digits % 10 == 0) {
    value.digits /= 10;
    ++value.exponent;
  }
}

int digit_count(WideInteger value) {
  int count = 0;
  for (; value != 0; value /= 10) ++count;
  return count;
}

std::string digits_of(WideInteger value) {
  std::string text;
  for (; value != 0; value /= 10) text += static_cast<char>('0' + static_cast<int>(value % 10));
  std::reverse(text.begin(), text.end());
  return text.empty() ? "0" : text;
}

// Brings `value` to the smaller exponent; false when it does not fit.
bool widen(Decimal& value, std::int32_t exponent) {
  if (value.digits == 0) {
    value.exponent = exponent;
    return true;
  }
  const std::int32_t by = value.exponent - exponent;
  if (by > max_digits || digit_count(value.digits) + by > max_digits) return false;
  for (std::int32_t i = 0; i < by; ++i) value.digits *= 10;
  value.exponent = exponent;
  return true;
}

std::strong_ordering compare_sizes(const Decimal& a, const Decimal& b) {
  const int top_a = digit_count(a.digits) + a.exponent;
  const int top_b = digit_count(b.digits) + b.exponent;
  if (a.digits == 0 || b.digits == 0) return (a.digits != 0) <=> (b.digits != 0);
  if (top_a != top_b) return top_a <=> top_b;
  Decimal wide_a = a;
  Decimal wide_b = b;
  const std::int32_t low = std::min(a.exponent, b.exponent);
  if (!widen(wide_a, low) || !widen(wide_b, low)) return std::strong_ordering::equal;
  return wide_a.digits <=> wide_b.digits;
}

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal value;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) value.negative = text[at++] == '-';
  bool point = false;
  bool any = false;
  int kept = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (kept < max_digits) {
      value.digits = value.digits * 10 + static_cast<unsigned>(c - '0');
      kept += value.digits != 0 ? 1 : 0;
      value.exponent -= point ? 1 : 0;
    } else {
      value.exponent += point ? 0 : 1;
    }
  }
  if (!any) return point ? std::nullopt : read_word(text.substr(at), value.negative);
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    const auto exponent = read_exponent(text.substr(at + 1));
    if (!exponent) return std::nullopt;
    value.exponent += *exponent;
  }
  drop_trailing_zeros(value);
  return value;
}

Decimal decimal_of(std::int64_t value) {
  Decimal result;
  result.negative = value < 0;
  result.digits = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  drop_trailing_zeros(result);
  return result;
}

std::partial_ordering compare(const Decimal& a, const Decimal& b) {
  if (a.kind == Decimal::Kind::not_a_number || b.kind == Decimal::Kind::not_a_number)
    return std::partial_ordering::unordered;
  const int sign_a = a.zero() ? 0 : a.negative ? -1 : 1;
  const int sign_b = b.zero() ? 0 : b.negative ? -1 : 1;
  if (sign_a != sign_b) return sign_a <=> sign_b;
  if (sign_a == 0) return std::partial_ordering::equivalent;
  const bool infinite_a = a.kind == Decimal::Kind::infinite;
  const bool infinite_b = b.kind == Decimal::Kind::infinite;
  const std::strong_ordering sizes =
      infinite_a || infinite_b ? infinite_a <=> infinite_b : compare_sizes(a, b);
  return sign_a > 0 ? sizes : 0 <=> sizes;
}

std::optional<Decimal> sum(const Decimal& a, const Decimal& b) {
  if (a.kind != Decimal::Kind::finite || b.kind != Decimal::Kind::finite) return std::nullopt;
  Decimal x = a;
  Decimal y = b;
  const std::int32_t low = x.digits == 0   ? y.exponent
                           : y.digits == 0 ? x.exponent
                                           : std::min(x.exponent, y.exponent);
  if (!widen(x, low) || !widen(y, low)) return std::nullopt;
  Decimal total;
  total.exponent = low;
  if (x.negative == y.negative) {
    total.negative = x.negative;
    total.digits = x.digits + y.digits;
  } else {
    const bool x_larger = x.digits >= y.digits;
    total.negative = x_larger ? x.negative : y.negative;
    total.digits = x_larger ? x.digits - y.digits : y.digits - x.digits;
  }
  drop_trailing_zeros(total);
  return total;
}

void append_canonical(std::string& out, const Decimal& value) {
  if (value.kind == Decimal::Kind::not_a_number) {
    out += "NaN";
    return;
  }
  if (value.negative && !value.zero()) out += '-';
  if (value.kind == Decimal::Kind::infinite) {
    out += "INF";
    return;
  }
  out += digits_of(value.digits);
  if (value.exponent != 0) out += 'E' + std::to_string(value.exponent);
}

std::string plain_text(const Decimal& value) {
  std::string text;
  if (value.kind != Decimal::Kind::finite || value.exponent > 30 || value.exponent < -30) {
    append_canonical(text, value);
    return text;
  }
  text = digits_of(value.digits);
  if (value.exponent > 0) text.append(static_cast<std::size_t>(value.exponent), '0');
  if (value.exponent < 0) {
    const auto after = static_cast<std::size_t>(-value.exponent);
    if (text.size() <= after) text.insert(0, after + 1 - text.size(), '0');
    text.insert(text.size() - after, ".");
  }
  return (value.negative && !value.zero() ? "-" : "") + text;
}

}  // namespace parvis::quality
