// The table checker as the judge of a repaired table.
#pragma once

#include <memory>

#include "grants/repair/repair_outputs.hpp"
#include "quality/table_schema/row_checker.hpp"

namespace parvis::grants {

// Safe to call from several threads.
[[nodiscard]] CheckRepaired recheck_with(std::shared_ptr<const quality::SchemaProgram> schema);

}  // namespace parvis::grants
