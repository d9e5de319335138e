// Rows as every table reader gives them, whatever the file was: the common ground of the checker and of the
// repair desk.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace parvis::quality {

// What the file says the cell is. CSV knows only text (an empty CSV cell is text of no length).
enum class CellKind : std::uint8_t {
  empty,     // absent, or JSON null
  text,      //
  number,    // "1234.5": no exponent up to 21 digits, no group sign, point as decimal sign; JSON: as written
  boolean,   // "true" or "false"
  date,      // "2024-01-31"
  datetime,  // "2024-01-31T10:00:00", with a fraction only when there is one
  time,      // "10:00:00"
  error,     // a spreadsheet error: "#N/A", "#DIV/0!"…
  json       // an object or array inside a JSON row, as compact JSON
};

// Flags of TableCell::notes.
enum CellNote : std::uint8_t {
  note_formula = 1,       // the stored value of a formula; the formula itself is not run
  note_merged = 2,        // covers, or is covered by, other cells (known at once in ODS, in facts() for XLSX)
  note_percent = 4,       // shown as a percentage: 0.2 is displayed «20 %»
  note_impossible = 8,    // a number in date format that is no date (60 in the 1900 system, out of range)
  note_stray_quote = 16,  // CSV: a quote inside an unquoted cell, or text after the closing quote
  note_nul_byte = 32,     // CSV: NUL bytes, kept
  note_quoted = 64        // CSV: the cell was written between quotes
};

struct TableCell {
  std::string text;
  CellKind kind = CellKind::empty;
  std::uint8_t notes = 0;

  [[nodiscard]] bool has(CellNote note) const { return (notes & note) != 0; }
  bool operator==(const TableCell&) const = default;
};

struct TableRow {
  std::uint64_t row = 0;   // record number from 1, blank ones counted; in a sheet, the number of its row
  std::uint64_t line = 0;  // physical line where it starts, from 1; in a sheet, the same as `row`
  bool hidden = false;
  std::vector<TableCell> cells;  // none for a blank line; trailing empty cells of a sheet are left out

  bool operator==(const TableRow&) const = default;
};

struct CellRange {  // rows and columns from 1, both ends included
  std::uint64_t first_row = 0, last_row = 0;
  std::uint32_t first_column = 0, last_column = 0;

  bool operator==(const CellRange&) const = default;
};

struct TablePlace {
  std::uint64_t row = 0, line = 0;
  std::uint32_t column = 0;  // from 1; 0 when the row as a whole is meant

  bool operator==(const TablePlace&) const = default;
};

// What was met on the way; complete after the last row. Lists are cut at max_listed, the counts are not.
struct RowFacts {
  static constexpr std::size_t max_listed = 1000;

  std::uint64_t lf = 0, crlf = 0, cr = 0;         // ends of line, inside quotes too
  std::optional<TablePlace> unclosed_quote;       // the first record with a quote that never closes
  std::optional<TablePlace> encoding_error;       // the first record with bytes that do not fit
  std::uint64_t stray_quotes = 0, nul_bytes = 0;  // cells
  std::vector<TablePlace> stray_quote_places;     //
  std::uint64_t formulas = 0, errors = 0;         // cells
  std::uint64_t hidden_rows = 0;                  //
  std::vector<std::uint32_t> hidden_columns;      // from 1, up to the last used one
  std::uint64_t merged = 0;                       //
  std::vector<CellRange> merged_ranges;           //
  std::vector<std::string> late_labels;           // JSON: keys first met after the header was given out
};

// A table, row by row, header included. One thread. `next` fills `row` and answers true; false at the end. An
// error ends the table; the rows before it stand.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  virtual Result<bool> next(TableRow& row) = 0;
  [[nodiscard]] virtual const RowFacts& facts() const = 0;
};

using RowSourcePtr = std::unique_ptr<RowSource>;

}  // namespace parvis::quality
