// Rows of one file into the stores of the town, and back. Functions run in the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "canteen/desk/import_desk.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

// What was found beyond the reading of the file alone: names without a canteen, dates that look swapped,
// parts that lack.
struct PlannedImport {
  std::vector<Finding> findings;
  ImportDiff diff;
};

// Compares the rows with the stores; with `import_id`, writes those that differ and keeps what they replace.
Result<PlannedImport> import_rows(store::Session& session, const IntakeTable& table, const Acceptance& accept,
                                  const std::string& import_id, base::Instant now);
// Puts back what the import replaced and takes away what it added; rows changed by somebody since are left.
// Gives how many were put back.
Result<std::int64_t> take_back_import(store::Session& session, const std::string& import_id);

[[nodiscard]] bool can_import(TableKind kind);

}  // namespace parvis::canteen
