// The table under repair: the source, where its parts stand, which column is which field, and the cells as
// they are now. Changes are applied one by one, by the rules as by a replay of the log. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grants/repair/column_mapping.hpp"
#include "grants/repair/repair_change.hpp"
#include "grants/repair/repair_plan.hpp"
#include "grants/repair/source_file.hpp"
#include "grants/repair/table_layout.hpp"

namespace parvis::grants {

class RepairTable {
 public:
  RepairTable(SourceFile source, std::shared_ptr<const RepairPlan> plan, HeaderPlace header);

  [[nodiscard]] const RepairPlan& plan() const { return *plan_; }
  [[nodiscard]] const SourceFile& source() const { return source_; }
  [[nodiscard]] const HeaderPlace& header() const { return header_; }
  [[nodiscard]] const ColumnMaps& maps() const { return maps_; }
  [[nodiscard]] ColumnMaps& maps() { return maps_; }

  // Rows below the header that are not blank, repeated headers and totals included.
  [[nodiscard]] std::size_t rows() const { return row_of_.size(); }
  [[nodiscard]] const quality::TableRow& source_row(std::size_t row) const {
    return source_.rows[row_of_[row]];
  }
  [[nodiscard]] std::optional<std::size_t> row_numbered(std::uint64_t record) const;
  [[nodiscard]] bool aside(std::size_t row) const { return aside_[row]; }
  [[nodiscard]] std::size_t data_rows() const;  // not kept aside
  [[nodiscard]] std::size_t blank_rows() const { return blank_rows_; }

  [[nodiscard]] const std::string& cell(std::size_t row, std::size_t field) const {
    return cells_[row * plan_->fields.size() + field];
  }
  // The source's cell under the column of a field; null when there is none.
  [[nodiscard]] const quality::TableCell* source_cell(std::size_t row, std::size_t field) const;

  void set_cell(std::size_t row, std::size_t field, std::string text);
  void set_aside(std::size_t row, bool aside) { aside_[row] = aside; }
  // Takes the cells of a field from the source again.
  void refill(std::size_t field);

 private:
  std::shared_ptr<const RepairPlan> plan_;
  SourceFile source_;
  HeaderPlace header_;
  ColumnMaps maps_;
  std::vector<std::size_t> row_of_;  // index in the source
  std::vector<bool> aside_;
  std::size_t blank_rows_ = 0;
  std::vector<std::string> cells_;  // rows × fields
};

}  // namespace parvis::grants
