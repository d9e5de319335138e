// What is said of one cell by the rule of its field: nothing, or one finding with the text to write or to
// propose. A cell that is already in the schema's form is left alone. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grants/reading/read_kind.hpp"
#include "grants/repair/repair_change.hpp"
#include "grants/repair/repair_plan.hpp"

namespace parvis::grants {

struct CellFinding {
  Defect defect = Defect::person_value;
  RepairOutcome outcome = RepairOutcome::flagged;
  std::optional<std::string> after;
  std::vector<std::string> candidates;
  std::string_view rule;
  std::string evidence;  // French
};

// The kind of reading of a field, if it has one.
[[nodiscard]] std::optional<ReadKind> read_kind_of(FieldReads reads);

// `text` is not empty. At most one repair, suggestion or refusal, and flags beside it. `proof` is what the
// column says, in French, for the repairs that rest on it.
[[nodiscard]] std::vector<CellFinding> cell_findings(const FieldPlan& field, std::string_view text,
                                                     const ColumnEvidence& column, std::string_view proof);

// True for cells that no rule has anything to say about, told cheaply.
[[nodiscard]] bool surely_fine(const FieldPlan& field, std::string_view text);

// What the evidence of a column proves, counted, in French; empty when it proves nothing.
[[nodiscard]] std::string proof_of(ReadKind kind, const ColumnEvidence& column);

}  // namespace parvis::grants
