#include "grants/repair/repair_table.hpp"

#include <algorithm>
#include <utility>

namespace parvis::grants {

RepairTable::RepairTable(SourceFile source, std::shared_ptr<const RepairPlan> plan, HeaderPlace header)
    : plan_(std::move(plan)), source_(std::move(source)), header_(std::move(header)) {
  for (std::size_t i = header_.first + header_.rows; i < source_.rows.size(); ++i) {
    if (is_blank(source_.rows[i]))
      ++blank_rows_;
    else
      row_of_.push_back(i);
  }
  aside_.resize(row_of_.size(), false);
  cells_.resize(row_of_.size() * plan_->fields.size());
  maps_.position_of.resize(plan_->fields.size());
  for (std::size_t i = 0; i < header_.labels.size(); ++i) {
    ColumnMap column;
    column.position = i;
    column.label = header_.labels[i];
    maps_.columns.push_back(std::move(column));
  }
}

std::optional<std::size_t> RepairTable::row_numbered(std::uint64_t record) const {
  const auto found = std::lower_bound(
      row_of_.begin(), row_of_.end(), record,
      [&](std::size_t index, std::uint64_t wanted) { return source_.rows[index].row < wanted; });
  if (found == row_of_.end() || source_.rows[*found].row != record) return std::nullopt;
  return static_cast<std::size_t>(found - row_of_.begin());
}

std::size_t RepairTable::data_rows() const {
  return static_cast<std::size_t>(std::count(aside_.begin(), aside_.end(), false));
}

const quality::TableCell* RepairTable::source_cell(std::size_t row, std::size_t field) const {
  const auto position = maps_.position_of[field];
  if (!position) return nullptr;
  const auto& cells = source_row(row).cells;
  return *position < cells.size() ? &cells[*position] : nullptr;
}

void RepairTable::set_cell(std::size_t row, std::size_t field, std::string text) {
  cells_[row * plan_->fields.size() + field] = std::move(text);
}

void RepairTable::refill(std::size_t field) {
  for (std::size_t row = 0; row < rows(); ++row) {
    const auto* cell = source_cell(row, field);
    set_cell(row, field, cell != nullptr ? cell->text : std::string());
  }
}

}  // namespace parvis::grants
