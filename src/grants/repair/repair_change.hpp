// One line of a repair's log: what was found at a place, what it was and what it is now, by which rule, on
// which evidence, by whom. The log is append-only: an undo is a line of its own. Formats:
// docs/formats/repair-journal.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::grants {

enum class RepairOutcome : std::uint8_t {
  repaired,    // one reading possible, meaning unchanged, written
  suggest,     // likely, waits for a person; not written
  refused,     // left as it was, named
  flagged,     // valid but odd
  kept_aside,  // a column or row outside the schema
  undone       // a line before it no longer holds
};
[[nodiscard]] std::string_view to_text(RepairOutcome outcome);
[[nodiscard]] std::optional<RepairOutcome> repair_outcome_named(std::string_view text);

// What is wrong at a place; a closed list with a code and a French phrase each.
enum class Defect : std::uint8_t {
  // the file
  bom,
  encoding,
  delimiter,
  newline,
  header_not_first,
  hidden_rows,
  hidden_columns,
  formula,
  // columns
  column_map,
  header_case,
  header_synonym,
  column_content,
  two_columns,
  missing_column,
  extra_column,
  constant_above,
  wrong_column,
  reference_dates,
  // rows
  blank_row,
  repeated_header,
  total_row,
  // identifiers
  siret_spaces,
  siret_checksum,
  siret_length,
  siren_in_siret,
  siret_zeros_lost,
  siret_text,
  identifier_destroyed,
  identifier_rounded,
  identifier_missing,
  same_siret_as_giver,
  rna_format,
  rna_w_missing,
  rna_text,
  outside_scdl_pattern,
  // amounts
  amount_text,
  amount_ambiguous,
  amount_refused,
  amount_negative,
  amount_zero,
  amount_large,
  // dates and periods
  date_format,
  date_ambiguous,
  date_month_only,
  date_refused,
  serial_date,
  period_words,
  period_open,
  period_refused,
  month_only,
  year_only,
  free_text,
  // closed lists, rates, numbers
  nature_short,
  nature,
  nature_refused,
  letter_case,
  conditions_refused,
  boolean_case,
  boolean,
  boolean_refused,
  rate_format,
  rate_percent,
  rate_refused,
  rae_wrong,
  not_listed,
  // texts
  required_empty,
  says_nothing,
  spreadsheet_error,
  inner_newline,
  outer_spaces,
  mojibake,
  lost_character,
  composition,
  text_mark,
  person_value
};
inline constexpr std::size_t defect_count = static_cast<std::size_t>(Defect::person_value) + 1;
[[nodiscard]] std::string_view code(Defect defect);
[[nodiscard]] std::string_view phrase(Defect defect);
[[nodiscard]] std::optional<Defect> defect_coded(std::string_view code);

enum class ChangedBy : std::uint8_t { rule, person };

struct RepairChange {
  std::uint64_t seq = 0;   // from 1
  std::uint64_t row = 0;   // record number, header = 1; 0: a column or the file
  std::uint64_t line = 0;  // physical line; 0 with row 0
  std::string field;       // of the schema; a label of the file; "(file)", "(all)", "(sheet …)"
  Defect defect = Defect::person_value;
  RepairOutcome outcome = RepairOutcome::refused;
  ChangedBy by = ChangedBy::rule;
  std::string before;
  std::optional<std::string> after;     // written (repaired, undone) or proposed (suggest)
  std::vector<std::string> candidates;  // of a suggestion with several readings
  std::uint64_t count = 1;              // cells, of a line about a column or the file
  std::uint32_t position = 0;           // column of the file from 1, of a line about a column
  std::string_view rule;                // "read-date", "map-columns"…: one of repair_rules()
  std::string evidence;                 // French
  std::uint64_t answers = 0;            // seq of the line that a person answered or undid
  std::uint64_t undone_by = 0;          // derived: seq of the undo
  std::uint64_t settled_by = 0;         // derived: seq of the answer
  std::uint32_t column = 0xFFFFFFFF;    // derived: index of `field` in the plan
  std::uint32_t data_row = 0xFFFFFFFF;  // derived: index in the table

  // Waits for a person.
  [[nodiscard]] bool open() const {
    return undone_by == 0 && settled_by == 0 &&
           (outcome == RepairOutcome::refused || outcome == RepairOutcome::suggest);
  }
  [[nodiscard]] bool about_cell() const { return row > 0 && data_row != 0xFFFFFFFF; }
};

// The names of all rules, for the views that `rule` points into.
[[nodiscard]] const std::vector<std::string_view>& repair_rules();
// The stored view equal to `name`; empty when there is none.
[[nodiscard]] std::string_view repair_rule_named(std::string_view name);

}  // namespace parvis::grants
