// Damage of texts (RP-9) and the closed texts of the schema that no reading rule covers. Pure.
#pragma once

#include <vector>

#include "grants/repair/cell_rules.hpp"

namespace parvis::grants {

[[nodiscard]] std::vector<CellFinding> text_findings(std::string_view text);
[[nodiscard]] bool text_surely_fine(std::string_view text);
// A European register number of at most five characters: «Non» and its kind are emptied.
[[nodiscard]] std::vector<CellFinding> rae_findings(std::string_view text);
// One of the schema's values, told apart by case, accents and spaces alone.
[[nodiscard]] std::vector<CellFinding> list_findings(const FieldPlan& field, std::string_view text);

}  // namespace parvis::grants
