// What the table checker has to say about one place of a table: a record of numbers until it is printed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parvis::quality {

// Names in to_text are those of frictionless for structure, type and constraint; a custom check has its own.
enum class FindingCode : std::uint8_t {
  blank_header,
  unmatched_header,
  blank_label,
  duplicate_label,
  incorrect_label,
  missing_label,
  extra_label,
  blank_row,
  primary_key,
  foreign_key,
  missing_cell,
  extra_cell,
  type_error,
  constraint_error,
  unique_error,
  encoding_error,
  format_error,
  source_error,
  schema_error,
  resource_error,
  unclosed_quote,
  check_error,
  siret,
  siren,
  one_of_required,
  compare_columns,
  sum_columns,
  cohesive_columns,
  year_interval,
  phone_number,
  opening_hours,
  nomenclature_acte,
  french_gps_coordinates,
  // warnings: a file with these alone is valid
  deprecated_check,
  missing_optional_label,
  unknown_label,  // printed as extra-label
  encoding_guessed,
  date_short,
  stray_quote,
  spaced_identifier,
  outside_scdl_pattern,
  pattern_undecided,
  foreign_keys_skipped
};
inline constexpr std::size_t finding_codes = 43;
[[nodiscard]] std::string_view to_text(FindingCode code);
// What the peers call it: "custom-check-error" for siret, siren and nomenclature-acte; else to_text.
[[nodiscard]] std::string_view peer_text(FindingCode code);
[[nodiscard]] constexpr bool is_warning(FindingCode code) {
  return code >= FindingCode::deprecated_check;
}

enum class Cause : std::uint8_t {
  none,
  // constraints
  required,
  pattern,
  not_allowed,  // "enum"
  enum_case,
  enum_space,
  min_length,
  max_length,
  minimum,
  maximum,
  exclusive_minimum,
  exclusive_maximum,
  array_item,
  category,
  // types
  form,  // not of the type, no closer reason
  comma,
  spaces,
  currency,
  percent,
  letters,
  day_first,
  impossible_day,
  month_only,
  with_time,
  not_listed,
  // identifiers
  length,
  character,
  checksum,
  siren_part,
  zeros,
  repeated,
  scientific,
  siren_only,
  // keys
  empty_key,
  twin,
  probable_twin,
  // custom checks
  not_comparable,
  not_less,
  partly_filled,
  order,
  swapped,
  outside,
  not_in_list,
  unknown_check,
  bad_parameter,
  no_reference_list,
  absent_column,
  wrong_type
};
[[nodiscard]] std::string_view to_text(Cause cause);

// Views live as long as the call that hands the finding over.
struct Finding {
  std::uint64_t row = 0;    // record number, header = 1; 0: the table as a whole
  std::uint64_t line = 0;   // physical line; 0 with row 0
  std::uint32_t field = 0;  // column position from 1; 0: none
  FindingCode code = FindingCode::type_error;
  Cause cause = Cause::none;
  std::uint16_t column = 0xFFFF;  // schema field from 0; 0xFFFF: none
  std::uint16_t check = 0xFFFF;   // custom check from 0; 0xFFFF: none
  std::uint64_t other = 0;        // twin row, length found, position of the first label…
  std::string_view cell;          // as it stands in the file
  std::string_view name;          // label or field name, when there is one
};
inline constexpr std::uint16_t no_column = 0xFFFF;
inline constexpr std::string_view nul_byte = "nul";  // the name of an encoding-error for a byte of value 0

// What reading a cell gave.
enum class CellState : std::uint8_t { missing, right, wrong };

}  // namespace parvis::quality
