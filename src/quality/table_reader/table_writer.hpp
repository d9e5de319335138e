// Tables out: CSV after RFC 4180 and XLSX.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::quality {

struct CsvForm {
  char delimiter = ',';
  std::string_view newline = "\r\n";
  bool guard_formulas =
      false;  // a cell that a spreadsheet would run (= + - @ tab CR, but numbers) gets a leading '
};

// Appends one record, quoting only the cells that need it. A record of one empty cell is written "", so that
// it is not a blank line.
void append_csv(std::string& out, const std::vector<std::string>& cells, const CsvForm& form = {});

struct XlsxSheet {
  std::string name;                            // at most 31 characters, none of []:*?/\ .
  std::vector<std::vector<std::string>> rows;  // header first
  std::vector<std::size_t> number_columns;     // from 0: written as numbers where they read as such
};

// All other cells are text, never formulas; identifiers keep their digits. Errors: invalid (name, size),
// those of base::file_error.
Status write_xlsx(const std::filesystem::path& path, const std::vector<XlsxSheet>& sheets);

}  // namespace parvis::quality
