// JSON tables as rows: an array of objects, an array of arrays, or one object or array per line. Read as a
// stream: memory holds one row, and for objects the rows that are looked at to know the columns.
// Objects: row 1 is made of the keys of the first objects (in the order met), data starts at row 2; keys met
// later stand in new columns after them and in facts().late_labels. Arrays: row 1 is the first array. Numbers
// keep the text they are written with, null is an empty cell, nested values are CellKind::json.
#pragma once

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/table_row.hpp"
#include "quality/table_reader/text_encoding.hpp"

namespace parvis::quality {

// Errors of next: "format-error" with line and what was expected, "too-deep", "record-too-long",
// "too-many-columns", those of the source.
RowSourcePtr json_rows(TextSourcePtr text, const ReadLimits& limits = {});

}  // namespace parvis::quality
