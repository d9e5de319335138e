#include "grants/reading/amount_reading.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "grants/reading/amount_text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

// The digits of an integer part whose groups, if any, hold three digits each.
std::optional<std::string> ungrouped(std::string_view text, char group_sign) {
  std::string digits;
  std::size_t in_group = 0;
  bool grouped = false;
  for (const char c : text) {
    if (is_ascii_digit(c)) {
      digits += c;
      ++in_group;
      continue;
    }
    if (c != ' ' && c != '\'' && c != group_sign) return std::nullopt;
    if (grouped ? in_group != 3 : in_group == 0 || in_group > 3) return std::nullopt;
    grouped = true;
    in_group = 0;
  }
  if (grouped && in_group != 3) return std::nullopt;
  return digits;
}

// "1234" with "50" and three zeros to come: "1234500".
std::string scaled(std::string whole, std::string decimals, int zeros) {
  for (; zeros > 0; --zeros) {
    whole += decimals.empty() ? '0' : decimals.front();
    if (!decimals.empty()) decimals.erase(0, 1);
  }
  const auto first = whole.find_first_not_of('0');
  whole = first == std::string::npos ? "0" : whole.substr(first);
  return decimals.empty() ? whole : whole + "." + decimals;
}

struct Split {
  std::string whole;
  std::string decimals;
};

std::optional<Split> split_number(std::string_view number, char decimal_sign, char group_sign) {
  std::string_view whole = number;
  std::string_view decimals;
  if (decimal_sign != 0) {
    const auto at = number.rfind(decimal_sign);
    if (number.find(decimal_sign) != at) return std::nullopt;
    whole = number.substr(0, at);
    decimals = number.substr(at + 1);
    if (!decimals.empty() && !only_digits(decimals)) return std::nullopt;
    while (!whole.empty() && whole.back() == ' ') whole.remove_suffix(1);
  }
  const auto digits = ungrouped(whole, group_sign);
  if (!digits || (digits->empty() && decimals.empty())) return std::nullopt;
  return Split{*digits, std::string(decimals)};
}

Reading judged(const AmountText& text, std::string value) {
  const double euros = std::strtod(value.c_str(), nullptr);
  if (euros > largest_amount_euros) return refusal(Cause::too_large);
  Reading out;
  out.outcome = Outcome::value;
  if (euros == 0)
    out.warnings.emplace_back("zero");
  else if (text.negative)
    out.warnings.emplace_back("negative");
  if (euros > large_amount_euros) out.warnings.emplace_back("above-100M");
  out.warnings.insert(out.warnings.end(), text.warnings.begin(), text.warnings.end());
  out.value = text.negative && euros != 0 ? "-" + std::move(value) : std::move(value);
  out.note = text.note;
  return out;
}

Reading read_as(const AmountText& text, char decimal_sign, char group_sign) {
  const auto split = split_number(text.number, decimal_sign, group_sign);
  if (!split) {
    const bool grouped = text.number.find_first_of(" '") != std::string::npos;
    return refusal(grouped ? Cause::bad_group : Cause::separators);
  }
  return judged(text, scaled(split->whole, split->decimals, text.zeros));
}

// What the column proves for `sign`: 1 decimal, -1 group, 0 nothing or both.
int proof(const AmountEvidence& column, char sign) {
  const bool comma = sign == ',';
  const auto decimal = comma ? column.comma_decimal : column.dot_decimal;
  const auto group = comma ? column.comma_group : column.dot_group;
  const auto other_decimal = comma ? column.dot_decimal : column.comma_decimal;
  if (decimal > 0 && group == 0 && other_decimal == 0) return 1;
  if (decimal == 0 && (group > 0 || other_decimal > 0)) return -1;
  return 0;
}

// «1,500» is 1.5: the zeros were there to fill three places.
Reading without_final_zeros(Reading reading) {
  std::string& value = reading.value;
  if (value.find('.') == std::string::npos) return reading;
  while (value.back() == '0') value.pop_back();
  if (value.back() == '.') value.pop_back();
  return reading;
}

Reading settle(const AmountText& text, char sign, const AmountEvidence& column) {
  switch (proof(column, sign)) {
    case 1:
      return without_final_zeros(read_as(text, sign, 0));
    case -1:
      return read_as(text, 0, sign);
    default:
      break;
  }
  const Reading grouped = read_as(text, 0, sign);
  const Reading decimal = without_final_zeros(read_as(text, sign, 0));
  if (grouped.outcome != Outcome::value || decimal.outcome != Outcome::value)
    return refusal(Cause::separators);
  Reading out = ambiguous({grouped.value, decimal.value}, Cause::group_or_decimal);
  out.warnings = text.warnings;
  out.note = text.note;
  return out;
}

// Digits with at most one point whose decimals are not three: no other reading, and most cells of a file.
bool surely_plain(std::string_view cell) {
  std::size_t point = std::string_view::npos;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (is_ascii_digit(cell[i])) continue;
    if (cell[i] != '.' || point != std::string_view::npos) return false;
    point = i;
  }
  if (cell.empty() || cell.size() > 12 || (cell[0] == '0' && cell.size() > 1 && cell[1] != '.')) return false;
  if (point == std::string_view::npos) return true;
  const auto decimals = cell.size() - point - 1;
  return point > 0 && decimals > 0 && decimals != 3;
}

}  // namespace

void AmountEvidence::add(std::string_view cell) {
  const std::string plain = plain_text(cell);
  if (plain.find_first_of(".,") == std::string::npos) return;
  const AmountText text = amount_text(plain);
  if (text.refused != Cause::none) return;
  const NumberShape shape = number_shape(text.number);
  if (shape.doubtful) {
    ++doubtful;
    return;
  }
  if (!split_number(text.number, shape.decimal_sign, shape.group_sign)) return;
  if (shape.decimal_sign == ',') ++comma_decimal;
  if (shape.decimal_sign == '.') ++dot_decimal;
  if (shape.group_sign == ',') ++comma_group;
  if (shape.group_sign == '.') ++dot_group;
}

Reading read_amount(std::string_view cell, const AmountEvidence& column) {
  if (surely_plain(cell)) return judged({}, std::string(cell));
  const std::string plain = plain_text(cell);
  if (says_nothing(folded_text(plain))) return missing();
  const AmountText text = amount_text(plain);
  if (text.refused != Cause::none) return refusal(text.refused);
  const NumberShape shape = number_shape(text.number);
  if (shape.doubtful) return settle(text, shape.decimal_sign, column);
  return read_as(text, shape.decimal_sign, shape.group_sign);
}

}  // namespace parvis::grants
