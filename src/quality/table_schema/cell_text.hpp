// A value that was read, as JSON: numbers as text (exact), dates in ISO form, structures as they are. Pure.
#pragma once

#include "base/json.hpp"
#include "quality/table_schema/cell_reader.hpp"

namespace parvis::quality {

[[nodiscard]] base::json::value value_json(const SchemaField& field, const CellValue& value);

}  // namespace parvis::quality
