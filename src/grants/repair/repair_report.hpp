// The findings of a repair, counted: rapport.json, rapport.html, and the batch records of the rules. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "grants/repair/repair_outputs.hpp"

namespace parvis::grants {

struct DefectCount {
  Defect defect = Defect::person_value;
  std::string column;  // names joined by "/" when one defect is said of several
  RepairOutcome outcome = RepairOutcome::refused;
  std::uint64_t count = 0;    // cells, or rows where it is said of several columns
  std::uint64_t waiting = 0;  // of them, those that wait for a person
  std::string why;            // French
  std::string example, to;    // of the first cell
};

// What the rules found and nobody undid, in the order first met.
[[nodiscard]] std::vector<DefectCount> count_defects(const RepairSession& session);

// One rule on one column is one suggestion: what a decision record keeps of it.
struct RepairBatch {
  std::string rule, column;
  std::map<std::string, std::uint64_t> counts;  // by outcome
  std::string log_sha256;                       // of the lines of the journal that the batch wrote
};
[[nodiscard]] std::vector<RepairBatch> repair_batches(const RepairSession& session);

// Keys: file, schema, read, rows, header, mapping, defects, publishable_rows,
// publishable_if_suggestions_accepted, sum_montant, duplicate_rows, names_on_several_rows, rows_above_23000,
// control, verdict.
[[nodiscard]] base::json::object repair_report(const RepairSession& session, const RepairOutputs& outputs);
// A page that stands alone: no script, nothing fetched.
[[nodiscard]] std::string repair_page(const RepairSession& session, const RepairOutputs& outputs);

// "3586560" or "88789356.48".
[[nodiscard]] std::string euros(std::int64_t cents);

}  // namespace parvis::grants
