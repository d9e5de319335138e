// The content.xml of an OpenDocument spreadsheet (ODF 1.2 part 1), table after table. Repeated rows and
// columns are counts: they are unrolled only where they hold something, and under limits.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "quality/table_reader/sheet_row_gate.hpp"
#include "quality/table_reader/xml_pull.hpp"

namespace parvis::quality {

class OdsContent {
 public:
  OdsContent(ByteSourcePtr content, const ReadLimits& limits)
      : xml_(std::move(content), limits), limits_(limits) {}
  OdsContent(const OdsContent&) = delete;  // the gate points to the facts
  OdsContent& operator=(const OdsContent&) = delete;
  ~OdsContent() = default;

  // Moves to the next table; false after the last.
  Result<bool> open_table();
  [[nodiscard]] const std::string& table_name() const { return name_; }
  [[nodiscard]] bool table_hidden() const { return hidden_; }
  // The next row of the open table; false after its last.
  Result<bool> next(TableRow& row);
  [[nodiscard]] const RowFacts& facts() const { return facts_; }

 private:
  Status leave_table();
  Status advance();
  void note_column();
  Status read_row();
  Status read_cell(bool covered);
  void note_merge(std::uint64_t columns, std::uint64_t rows);
  void put_value(TableCell& cell);
  Status cell_texts();
  Status paragraph();

  XmlPull xml_;
  ReadLimits limits_;
  std::set<std::string, std::less<>> hidden_styles_;
  std::string style_, name_;
  bool hidden_ = false;
  std::size_t depth_ = 0;  // of open elements in the table, itself counted; 0 outside
  RowFacts facts_;
  std::unique_ptr<SheetRowGate> gate_;
  std::uint64_t row_ = 0, column_ = 0, column_of_style_ = 0;
  std::string type_, value_, text_;
  bool has_formula_ = false, is_error_ = false, has_value_ = false;
};

}  // namespace parvis::quality
