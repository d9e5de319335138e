#include "grants/reading/rate_reading.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

struct RateText {
  std::string number;  // digits with a point
  bool percent = false;
};

std::optional<RateText> rate_text(std::string_view folded) {
  RateText out;
  std::string_view text = folded;
  for (const std::string_view word : {"%", "pour cent", "pourcent"}) {
    if (!text.ends_with(word)) continue;
    out.percent = true;
    text = base::trim(text.substr(0, text.size() - word.size()));
    break;
  }
  for (const char c : text) {
    if (c == ',' || c == '.')
      out.number += '.';
    else if (is_ascii_digit(c))
      out.number += c;
    else
      return std::nullopt;
  }
  const bool one_point = std::count(out.number.begin(), out.number.end(), '.') <= 1;
  if (!one_point || !has_digit(out.number)) return std::nullopt;
  if (out.number.front() == '.') out.number.insert(0, 1, '0');
  if (out.number.back() == '.') out.number.pop_back();
  return out;
}

// "45" -> "0.45", "100" -> "1.00", "45.5" -> "0.455": the point moves, no digit is added or lost.
std::string hundredth(const std::string& number) {
  const auto point = number.find('.');
  std::string whole = number.substr(0, point);
  const std::string decimals = point == std::string::npos ? "" : number.substr(point + 1);
  if (whole.size() < 3) whole.insert(0, 3 - whole.size(), '0');
  const std::string head = whole.substr(0, whole.size() - 2);
  const auto first = head.find_first_not_of('0');
  return (first == std::string::npos ? "0" : head.substr(first)) + "." + whole.substr(whole.size() - 2) +
         decimals;
}

Reading bounded(std::string value) {
  const double rate = std::strtod(value.c_str(), nullptr);
  if (rate < 0.01) return refusal(Cause::below_minimum);
  if (rate > 1) return refusal(Cause::above_one_hundred);
  return value_of(std::move(value));
}

std::string without_leading_zeros(const std::string& number) {
  const auto first = number.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  if (number[first] == '.') return "0" + number.substr(first);
  return number.substr(first);
}

}  // namespace

void RateEvidence::add(std::string_view cell) {
  const auto text = rate_text(folded_text(cell));
  if (!text || text->percent) return;
  const double rate = std::strtod(text->number.c_str(), nullptr);
  if (rate > 1)
    ++percents;
  else if (rate >= 0.01 && rate < 1)
    ++fractions;
}

Reading read_rate(std::string_view cell, const RateEvidence& column) {
  const std::string folded = folded_text(unmarked(plain_text(cell)));
  if (says_nothing(folded)) return missing();
  if (is_formula(folded)) return refusal(Cause::formula);
  if (is_spreadsheet_error(folded)) return refusal(Cause::spreadsheet_error);
  if (base::looks_scientific(folded)) return refusal(Cause::scientific);
  const auto text = rate_text(folded);
  if (!text) return refusal(Cause::free_text);
  if (text->percent) return bounded(hundredth(text->number));
  const double rate = std::strtod(text->number.c_str(), nullptr);
  if (rate > 1) {
    Reading out = bounded(hundredth(text->number));
    return out.outcome == Outcome::value ? suggestion(out.value, Cause::percent_likely) : out;
  }
  Reading out = bounded(without_leading_zeros(text->number));
  if (rate == 1 && column.percents > column.fractions) return ambiguous({"0.01", "1"}, Cause::percent_likely);
  return out;
}

}  // namespace parvis::grants
