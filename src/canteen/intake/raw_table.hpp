// A table as it stands in a file, column by column, each distinct text kept once: a million counts of a
// hundred sites weigh a few bytes a cell, and each text is understood once. Plain values; reading it decodes
// workbooks in a child process (quality/table_reader).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "quality/table_reader/table_input.hpp"

namespace parvis::canteen {

struct RawColumn {
  std::string label;                 // of the header, as in the file
  std::vector<std::string> values;   // distinct texts, in the order met
  std::vector<std::uint32_t> codes;  // one a row, into values
  [[nodiscard]] const std::string& at(std::size_t row) const { return values[codes[row]]; }
};

struct RawTable {
  std::string file;  // name without folder
  std::vector<RawColumn> columns;
  std::vector<std::uint32_t> lines;  // physical line of each row; blank rows are left out
  std::string encoding;              // "utf-8"; empty for workbooks
  std::string sha256;                // of the bytes, when they were a file
  bool encoding_guessed = false;
  std::uint64_t undecodable_line = 0;    // first line whose bytes do not fit the encoding; 0: none
  std::vector<std::uint32_t> long_rows;  // lines with more cells than the header has labels
  [[nodiscard]] std::size_t rows() const { return lines.size(); }
};

inline constexpr std::size_t max_table_rows = 20'000'000;

// Errors: those of open_input and rows_of; invalid "empty-table" (a header alone, or nothing); too_large
// "too-many-rows" past max_table_rows.
Result<RawTable> read_raw_table(const std::filesystem::path& path, const quality::ReadOptions& options = {});
Result<RawTable> read_raw_table(quality::ByteSourcePtr bytes, std::string name,
                                const quality::ReadOptions& options = {});

}  // namespace parvis::canteen
