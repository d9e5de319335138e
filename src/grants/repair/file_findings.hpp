// What is said once of the file and of its columns, before any cell is read. Pure.
#pragma once

#include <vector>

#include "grants/repair/repair_change.hpp"
#include "grants/repair/repair_table.hpp"

namespace parvis::grants {

// Mark, encoding, separator, line ends, place of the header, hidden parts, formulas.
[[nodiscard]] std::vector<RepairChange> file_findings(const RepairTable& table);
// One line per column that is taken for a field; applying them fills the table.
[[nodiscard]] std::vector<RepairChange> column_maps(const ColumnMaps& maps, const RepairPlan& plan);
// Labels, disputed, missing and extra columns, suggestions by content; the maps are applied.
[[nodiscard]] std::vector<RepairChange> column_findings(const RepairTable& table, const ColumnMaps& maps);
// A giver's name written above the table, when its column is missing.
[[nodiscard]] std::vector<RepairChange> constants_above(const RepairTable& table);

}  // namespace parvis::grants
