#include "quality/table_reader/sheet_row_gate.hpp"

#include "quality/table_reader/byte_source.hpp"

namespace parvis::quality {
namespace {

bool shows(const TableCell& cell) {
  return cell.kind != CellKind::empty;
}

tl::unexpected<Error> too_many_rows(const ReadLimits& limits) {
  return tl::make_unexpected(limit_error(
      "Cette feuille a plus de " + std::to_string(limits.max_sheet_rows) + " lignes.", "too-many-rows"));
}

tl::unexpected<Error> too_many_cells(const ReadLimits& limits) {
  return tl::make_unexpected(limit_error(
      "Cette feuille a plus de " + std::to_string(limits.max_cells) + " cellules.", "too-many-cells"));
}

}  // namespace

Status SheetRowGate::start(std::uint64_t number, bool hidden) {
  if (number > limits_.max_sheet_rows) return too_many_rows(limits_);
  row_.row = row_.line = number;
  row_.hidden = hidden;
  row_.cells.clear();
  row_bytes_ = 0;
  return {};
}

Result<TableCell*> SheetRowGate::cell(std::size_t column) {
  if (column > limits_.max_columns)
    return tl::make_unexpected(limit_error("La ligne " + std::to_string(row_.row) + " a plus de " +
                                               std::to_string(limits_.max_columns) + " colonnes.",
                                           "too-many-columns"));
  if (column > row_.cells.size()) {
    cells_ += column - row_.cells.size();
    if (cells_ > limits_.max_cells) return too_many_cells(limits_);
    row_.cells.resize(column);
  }
  return &row_.cells[column - 1];
}

Status SheetRowGate::wrote(std::size_t bytes) {
  row_bytes_ += bytes;
  bytes_ += bytes;
  if (row_bytes_ > limits_.max_record_bytes)
    return tl::make_unexpected(limit_error(
        "La ligne " + std::to_string(row_.row) + " de cette feuille est trop longue.", "record-too-long"));
  return total_fits();
}

Status SheetRowGate::total_fits() const {
  if (bytes_ <= limits_.max_unpacked_bytes) return {};
  return tl::make_unexpected(
      limit_error("Une fois lue, cette feuille est trop volumineuse.", "too-many-unpacked-bytes"));
}

bool SheetRowGate::finish() {
  while (!row_.cells.empty() && !shows(row_.cells.back())) row_.cells.pop_back();
  for (const auto& cell : row_.cells) {
    if (cell.has(note_formula)) ++facts_.formulas;
    if (cell.kind == CellKind::error) ++facts_.errors;
  }
  waiting_ = !row_.cells.empty();
  repeats_ = 0;
  if (waiting_ && row_.hidden) ++facts_.hidden_rows;
  return waiting_;
}

Status SheetRowGate::repeat(std::uint64_t times) {
  if (!waiting_ || times == 0) return {};
  if (times > limits_.max_sheet_rows - row_.row) return too_many_rows(limits_);
  cells_ += times * row_.cells.size();
  if (cells_ > limits_.max_cells) return too_many_cells(limits_);
  bytes_ += times * row_bytes_;
  PARVIS_CHECK(total_fits());
  repeats_ = times;
  if (row_.hidden) facts_.hidden_rows += times;
  return {};
}

bool SheetRowGate::give(TableRow& row) {
  if (!waiting_) return false;
  if (++given_ < row_.row) {
    row.row = row.line = given_;
    row.hidden = false;
    row.cells.clear();
    return true;
  }
  waiting_ = repeats_ > 0;
  if (!waiting_) {
    std::swap(row, row_);
    return true;
  }
  row = row_;
  ++row_.row;
  ++row_.line;
  --repeats_;
  return true;
}

}  // namespace parvis::quality
