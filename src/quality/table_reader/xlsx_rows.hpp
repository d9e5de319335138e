// The rows of one XLSX sheet, read as a stream.
#pragma once

#include <memory>

#include "quality/table_reader/xlsx_parts.hpp"

namespace parvis::quality {

// What the cells of all sheets point to.
struct XlsxContext {
  SharedTexts texts;
  std::vector<NumberForm> forms;
  bool date1904 = false;
};

RowSourcePtr xlsx_rows(ByteSourcePtr sheet_part, std::shared_ptr<const XlsxContext> context,
                       const ReadLimits& limits);

}  // namespace parvis::quality
