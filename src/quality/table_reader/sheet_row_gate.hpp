// Puts the rows of a sheet in order and under limits: blank rows between two others are given, those after
// the last one are not, trailing empty cells fall, cells are counted.
#pragma once

#include "quality/table_reader/read_limits.hpp"
#include "quality/table_reader/table_row.hpp"

namespace parvis::quality {

class SheetRowGate {
 public:
  SheetRowGate(const ReadLimits& limits, RowFacts& facts) : limits_(limits), facts_(facts) {}

  // Begins row `number` (from 1, growing). Errors: "too-many-rows".
  Status start(std::uint64_t number, bool hidden);
  // The cell of `column` (from 1) in the row under way. Errors: "too-many-columns", "too-many-cells".
  Result<TableCell*> cell(std::size_t column);
  // The cell now holds `bytes` of text. Errors: "record-too-long" for the row, "too-many-unpacked-bytes" for
  // all rows: shared texts may be given out far more often than they are stored.
  Status wrote(std::size_t bytes);
  // True when the row has something to show: then it waits to be given out.
  bool finish();
  // Gives the blank rows before the waiting one, then that one; false when none waits.
  bool give(TableRow& row);
  [[nodiscard]] bool waiting() const { return waiting_; }
  // The finished row `times` more, each under its own number. Errors: "too-many-rows", "too-many-cells" and
  // as `wrote`.
  Status repeat(std::uint64_t times);

 private:
  [[nodiscard]] Status total_fits() const;

  const ReadLimits limits_;
  RowFacts& facts_;
  TableRow row_;
  std::uint64_t given_ = 0;  // number of the last row given out
  std::uint64_t cells_ = 0, repeats_ = 0;
  std::uint64_t row_bytes_ = 0, bytes_ = 0;
  bool waiting_ = false;
};

}  // namespace parvis::quality
