// The custom checks of schema.data.gouv.fr: rules across cells that Table Schema has no word for. A plan is
// made once for a schema and a column map; what cannot be applied becomes a finding on the table, and the
// rest goes on. Missing cells, blank rows and absent columns are skipped unless a rule says otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/finding.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::quality {

struct ColumnMap;
struct SchemaProgram;

enum class CheckKind : std::uint8_t {
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
  with_reference_list  // code-postal, commune…: their lists do not ship
};

// One row as the checks see it: fields are schema numbers, absent columns have position -1.
struct CheckRow {
  const std::string_view* cells = nullptr;
  std::size_t count = 0;
  const CellState* states = nullptr;        // by field
  const std::int64_t* positions = nullptr;  // by field
};

struct PlannedCheck {
  CheckKind kind = CheckKind::siret;
  std::uint16_t number = 0;           // in TableSchema::custom_checks
  std::vector<std::uint16_t> fields;  // the column, then the others
  std::string op;                     // compare-columns-value
  bool year_alone = false;            // year-interval-value
};

struct CheckPlan {
  std::vector<PlannedCheck> checks;
  std::vector<Finding> troubles;  // check-error, deprecated-check, rules that absent columns break; row 0
};

[[nodiscard]] CheckPlan plan_checks(const SchemaProgram& program, const ColumnMap& map);
// Adds what the row breaks; `at` holds row and line.
void run_checks(const CheckPlan& plan, const SchemaProgram& program, const CheckRow& row, const Finding& at,
                std::vector<Finding>& out);

// Rules on one cell, for their tests.
[[nodiscard]] Cause year_interval_cause(std::string_view cell, bool year_alone);
[[nodiscard]] bool is_phone_number(std::string_view cell);
[[nodiscard]] bool are_opening_hours(std::string_view cell);
[[nodiscard]] Cause nomenclature_cause(std::string_view cell);
[[nodiscard]] Cause french_coordinates_cause(double longitude, double latitude);

}  // namespace parvis::quality
