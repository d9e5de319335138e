// One run of the rules over some fields of a table: the evidence of each column first (RP-4), then column by
// column what concerns all of it (RP-7, RP-10), then cell by cell and row by row. Every finding is appended
// to the log, which applies it.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "grants/repair/cell_rules.hpp"
#include "grants/repair/change_log.hpp"
#include "grants/repair/repair_table.hpp"

namespace parvis::grants {

class RuleRun {
 public:
  // `fields` are indexes of the plan. Every field of a one-of pair and both SIRET fields come along with one
  // of them: what is said of one depends on the other.
  RuleRun(RepairTable& table, ChangeLog& log, std::vector<std::size_t> fields);

  void all_rows();
  void one_row(std::size_t row);

 private:
  struct Column {
    std::size_t field = 0;
    ColumnEvidence evidence;
    std::string proof;
    bool rounded = false;  // identifiers of this column were rounded by a spreadsheet
    std::unordered_map<std::string, std::vector<CellFinding>> known;
  };

  void gather(Column& column);
  void look_at_column(const Column& column);
  void look_at_row(std::size_t row);
  void look_at_cell(Column& column, std::size_t row);
  [[nodiscard]] bool look_at_source(const Column& column, std::size_t row);
  [[nodiscard]] bool look_at_rounding(const Column& column, std::size_t row);
  void look_at_gap(const Column& column, std::size_t row);
  void look_at_giver(const Column& column, std::size_t row);
  void say(const Column& column, std::size_t row, CellFinding finding);
  void say_of_column(const Column& column, CellFinding finding, std::size_t count);

  RepairTable& table_;
  ChangeLog& log_;
  std::vector<Column> columns_;
};

}  // namespace parvis::grants
