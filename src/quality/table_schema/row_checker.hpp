// Checks rows of cells after a compiled schema: types, constraints, width, blank rows, keys and custom
// checks. One checker belongs to one thread; the schema and the column map are shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quality/table_schema/column_program.hpp"
#include "quality/table_schema/custom_check.hpp"
#include "quality/table_schema/finding.hpp"
#include "quality/table_schema/pattern_matcher.hpp"

namespace parvis::quality {

// Which column of the file answers to which field.
struct ColumnMap {
  struct Column {
    std::uint32_t position = 0;  // from 0
    std::uint16_t field = 0;     // from 0
  };
  std::vector<Column> columns;            // by position
  std::vector<std::uint32_t> also_known;  // columns outside the schema that count for blank rows
  std::vector<std::string> labels;        // as in the file
  [[nodiscard]] std::size_t width() const { return labels.size(); }
};

// A group of fields whose values must differ from row to row, or be found elsewhere.
struct KeyProgram {
  enum class Kind : std::uint8_t { unique_field, unique_key, primary, foreign, referenced };
  Kind kind = Kind::unique_field;
  std::vector<std::uint16_t> fields;
  std::uint16_t number = 0;  // of the foreign key, for foreign and referenced
};

struct SchemaProgram {
  explicit SchemaProgram(TableSchema read, const std::vector<std::string>& more_missing_values = {});
  SchemaProgram(const SchemaProgram&) = delete;

  TableSchema schema;
  std::vector<ColumnProgram> columns;
  std::vector<KeyProgram> keys;
};

// The value of one key in one row.
struct KeyEntry {
  std::uint64_t row = 0, line = 0;
  std::uint64_t hash = 0;
  std::uint32_t record = 0;  // in its block
  std::uint32_t field = 0;   // position from 1 of a single column
  std::uint16_t key = 0;     // in SchemaProgram::keys
};

class RowChecker {
 public:
  RowChecker(std::shared_ptr<const SchemaProgram> program, std::shared_ptr<const ColumnMap> map,
             std::shared_ptr<const CheckPlan> checks, bool quick = true);

  // Adds what is wrong with the row to `out`, in the order of fields, and its keys to `keys`. Cells are
  // followed by 32 readable bytes and outlive `out`.
  void check(const std::string_view* cells, std::size_t count, std::uint64_t row, std::uint64_t line,
             std::vector<Finding>& out, std::vector<KeyEntry>& keys);
  // The canonical bytes of a key in a row; empty when all of its cells are.
  [[nodiscard]] std::string key_bytes(const KeyProgram& key, const std::string_view* cells,
                                      std::size_t count) const;

 private:
  void check_cell(const ColumnMap::Column& column, std::string_view cell, Finding at,
                  std::vector<Finding>& out);
  void constraints(const ColumnProgram& program, PatternMatcher* matcher, const CellValue& value, Finding at,
                   std::vector<Finding>& out);
  void check_items(const ColumnProgram& program, std::string_view cell, const Finding& at,
                   std::vector<Finding>& out);
  void widths(std::size_t count, const std::string_view* cells, const Finding& at,
              std::vector<Finding>& out) const;
  void collect_keys(const std::string_view* cells, std::size_t count, const Finding& at,
                    std::vector<Finding>& out, std::vector<KeyEntry>& keys) const;
  [[nodiscard]] bool all_missing(const std::string_view* cells, std::size_t count) const;

  std::shared_ptr<const SchemaProgram> program_;
  std::shared_ptr<const ColumnMap> map_;
  std::shared_ptr<const CheckPlan> checks_;
  bool quick_;
  std::vector<std::unique_ptr<PatternMatcher>> matchers_;  // by field
  std::vector<std::unique_ptr<PatternMatcher>> item_matchers_;
  std::vector<CellState> states_;       // by field
  std::vector<std::int64_t> position_;  // by field; -1: absent
  std::vector<bool> key_present_;
  CellValue value_;
  std::string scratch_;
};

// Stands behind each value of a key.
inline constexpr char key_separator = '\x1F';

// 64-bit hash for keys, the same in every run.
[[nodiscard]] std::uint64_t key_hash(std::string_view bytes);

}  // namespace parvis::quality
