// A file as received, with what was found about it, and the rows of the one sheet that holds the table. The
// bytes are never changed: a repair is the source and its log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "grants/repair/repair_plan.hpp"
#include "quality/table_reader/table_input.hpp"
#include "quality/table_reader/table_row.hpp"

namespace parvis::grants {

// How the file was read; kept in the log, so that the same reading can be made again.
struct SourceReading {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string name;
  std::string format;             // "csv", "xlsx"…
  std::string encoding;           // of csv and json
  std::string encoding_evidence;  // French
  bool encoding_guessed = false;
  bool bom = false;
  std::string newline;         // "LF", "CRLF", "CR", "mixte" or ""
  std::uint64_t newlines = 0;  // that are not LF alone
  std::string delimiter;       // of csv
  std::string delimiter_evidence;
  std::string sheet;  // of a workbook
  std::size_t sheet_number = 0, sheet_count = 0;
  std::uint64_t hidden_rows = 0, hidden_columns = 0, formulas = 0;
};

struct SourceFile {
  SourceReading reading;
  std::vector<quality::TableRow> rows;  // all of the sheet, in order
};

struct SourceOptions {
  quality::ReadOptions read;  // what the caller says goes before what is found
  std::string name;           // shown to people
};

inline constexpr std::uint64_t max_repair_bytes = 512ULL << 20;  // of the file as received
inline constexpr std::uint64_t max_repair_cells = 40'000'000;    // held in memory
inline constexpr std::size_t header_search_rows = 50;            // of each sheet

// Of a workbook, the sheet whose first rows hold the most labels that the plan knows. Errors: those of the
// readers; too_large ("too-many-cells").
Result<SourceFile> read_source(std::string bytes, const RepairPlan& plan, const SourceOptions& options = {});

}  // namespace parvis::grants
