// The small parts of an XLSX workbook (ECMA-376 part 1): its sheets, its number formats, its shared texts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_reader/sheet_values.hpp"
#include "quality/table_reader/zip_archive.hpp"

namespace parvis::quality {

// The texts of all cells, one after the other in one block.
class SharedTexts {
 public:
  static Result<SharedTexts> read(ByteSourcePtr part, const ReadLimits& limits);

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view at(std::size_t index) const {
    const std::size_t from = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(block_).substr(from, ends_[index] - from);
  }

 private:
  std::string block_;
  std::vector<std::uint32_t> ends_;
};

struct XlsxSheetPart {
  std::string name;
  bool hidden = false;
  std::string part;  // name of its file in the archive
};

struct XlsxWorkbook {
  bool date1904 = false;
  std::vector<XlsxSheetPart> sheets;
  std::string styles_part, texts_part;  // empty when absent
};

// Errors: "format-error", "too-many-sheets", those of the archive.
Result<XlsxWorkbook> read_xlsx_workbook(ZipArchive& archive, const ReadLimits& limits);
// The form of each cell style, by its index.
Result<std::vector<NumberForm>> read_xlsx_styles(ByteSourcePtr part, const ReadLimits& limits);

// `_x000D_` and its like, as Excel writes the characters that XML cannot hold, put back in `text`.
void unescape_xlsx(std::string& text);

}  // namespace parvis::quality
