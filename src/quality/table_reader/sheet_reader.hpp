// XLSX and ODS workbooks as rows, read as a stream: memory holds the shared texts of the workbook and one
// row. Stored values, not displayed ones; dates by the number format and the 1900 or 1904 system; formulas
// by their stored value; no entity, macro or link is followed. This decodes in the calling process: files
// from outside go through sheet_process.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/table_row.hpp"

namespace parvis::quality {

struct SheetInfo {
  std::string name;
  bool hidden = false;
  std::vector<TableRow> first_rows;  // the first rows, as many as describe_workbook was asked for
};

struct WorkbookInfo {
  bool ods = false;
  bool date1904 = false;
  std::vector<SheetInfo> sheets;  // in the workbook's order, charts left out
};

// `descriptor` is an open, seekable file, which stays the caller's and must outlive the rows.
// Errors: "format-error" (damaged, no sheet, password), limits.
Result<WorkbookInfo> describe_workbook(int descriptor, std::size_t first_rows, const ReadLimits& limits = {});
// `sheet` counts from 0 in WorkbookInfo::sheets. Errors: as above; not_found.
Result<RowSourcePtr> sheet_rows(int descriptor, std::size_t sheet, const ReadLimits& limits = {});

}  // namespace parvis::quality
