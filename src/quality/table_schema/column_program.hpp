// A schema compiled to one program per column: a quick test that says «certainly right» for the usual forms
// (fixed shapes, ISO dates, plain numbers, listed words), and the general way that finds what is wrong. The
// quick test never decides against a cell. Immutable, shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/pattern_program.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::quality {

// A text of fixed length: one range of ASCII characters for each place.
struct FixedShape {
  std::uint8_t length = 0;                      // at most 32
  std::array<std::uint8_t, 32> low{}, width{};  // a place holds a byte in [low, low + width]
};

// The shapes that a program accepts, when it accepts nothing else but texts of other scripts; empty when it
// is of another kind.
[[nodiscard]] std::vector<FixedShape> fixed_shapes(const PatternProgram& program);

// Texts known beforehand, found without comparing with each.
class WordTable {
 public:
  WordTable() = default;
  explicit WordTable(const std::vector<std::string>& words);
  [[nodiscard]] bool holds(std::string_view cell) const;

 private:
  struct Slot {
    std::uint64_t first = 0, last = 0;  // eight bytes from the start, and to the end of longer ones
    std::string text;
    bool used = false;
  };
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
};

enum class QuickTest : std::uint8_t { none, always, short_text, shape, words, iso_date, plain_number };

struct ColumnProgram {
  explicit ColumnProgram(const SchemaField& field, const std::vector<std::string>& missing_values);

  const SchemaField* field;
  CellReader reader;
  std::vector<std::string> missing;
  bool only_empty_is_missing = true;
  std::shared_ptr<const PatternProgram> pattern;
  std::optional<CellValue> minimum, maximum, exclusive_minimum, exclusive_maximum;
  std::unordered_set<std::string> allowed, categories;  // canonical
  std::unique_ptr<ColumnProgram> item;                  // array

  QuickTest quick = QuickTest::none;
  std::vector<FixedShape> shapes;
  WordTable words;
  std::uint64_t max_bytes = 0;       // short_text
  std::int64_t least = 0, most = 0;  // plain_number, in billionths
  bool allow_point = true;           // plain_number

  [[nodiscard]] bool is_missing(std::string_view cell) const;
  [[nodiscard]] bool is_listed_missing(std::string_view cell) const;
  // The cell is followed by 32 readable bytes (quick_test.hpp).
  [[nodiscard]] bool certainly_right(std::string_view cell) const;
};

}  // namespace parvis::quality
