// What one cell of a grants file means: the value, or why there is none. Five outcomes (PA-1 of the grants
// specification):
//   value      one reading is possible and it is a valid content of the field
//   suggest    one reading is likely; a person confirms it
//   ambiguous  several readings are possible (candidates); the column or a person decides
//   refuse     there is text, and it is not an acceptable content; it stays as it was
//   missing    nothing was given: empty, «néant», «NC»… Never 0, never «non»
// Validity under a Table Schema is another question: it accepts "1_000" and refuses "1 234,50".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::grants {

enum class Outcome : std::uint8_t { value, suggest, ambiguous, refuse, missing };
[[nodiscard]] std::string_view to_text(Outcome outcome);

// Why a reading is what it is; a closed list, each with its code and its French sentence.
enum class Cause : std::uint8_t {
  none,
  empty,
  // texts of every kind
  free_text,
  formula,
  spreadsheet_error,
  scientific,
  letter_for_digit,
  other_digits,
  // amounts
  not_a_number,
  underscore,
  bad_group,
  separators,
  group_or_decimal,
  range,
  product,
  approximate,
  two_amounts,
  other_currency,
  too_large,
  // dates and periods
  no_such_day,
  null_date,
  sentinel,
  month_only,
  year_only,
  two_dates,
  three_dates,
  weekday_differs,
  day_order,
  paris_midnight,
  order_unlikely,
  end_before_start,
  open_period,
  month_span,
  year_span,
  // identifiers
  length,
  character,
  checksum,
  siren_part,
  zeros,
  repeated,
  siren_only,
  two_identifiers,
  zeros_lost,
  other_register,
  vat_number,
  siret_given,
  letter_w_missing,
  before_2009,
  alsace_moselle,
  other_column,
  // closed lists and rates
  free_text_suggests,
  damaged_text,
  not_listed,
  percent_likely,
  below_minimum,
  above_one_hundred
};
[[nodiscard]] std::string_view code(Cause cause);
[[nodiscard]] std::string_view sentence(Cause cause);

struct Reading {
  Outcome outcome = Outcome::missing;
  std::string value;                    // of value and suggest, in the form that the schema wants
  std::vector<std::string> candidates;  // of ambiguous, likeliest first
  std::vector<std::string> warnings;    // codes: "negative", "note:TTC", "serial-date", "siren-only"…
  Cause cause = Cause::none;
  std::string note;  // text set aside, as written: «pour les 3 saisons sportives»
};

[[nodiscard]] Reading value_of(std::string value);
[[nodiscard]] Reading suggestion(std::string value, Cause cause);
[[nodiscard]] Reading refusal(Cause cause, std::string_view warning = {});
[[nodiscard]] Reading ambiguous(std::vector<std::string> candidates, Cause cause);
[[nodiscard]] Reading missing();

}  // namespace parvis::grants
