// Reads one cell after one field of a Table Schema: is it of the type, and which value is it? Table Schema
// v1 and v2. Immutable and thread-safe after construction.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "quality/table_schema/decimal.hpp"
#include "quality/table_schema/finding.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::quality {

struct CellValue {
  enum class Kind : std::uint8_t { text, number, boolean, moment, structure };
  Kind kind = Kind::text;
  bool flag = false;        // boolean
  bool date_short = false;  // a date with a month or day of one digit
  std::string_view text;    // of the cell
  Decimal number;           // number; year, duration in seconds, yearmonth in months
  std::int64_t moment = 0;  // microseconds (moment.hpp)
  std::uint64_t items = 0;  // of a list, an array, an object
  std::string structure;    // JSON, canonical
};

// Equal values give equal bytes, different ones of one field different bytes.
void append_canonical(std::string& out, const CellValue& value);
// Values of one field only.
[[nodiscard]] std::partial_ordering compare(const CellValue& a, const CellValue& b);

class CellReader {
 public:
  explicit CellReader(const SchemaField& field);
  // none, or why the cell is not of the type. `cell` must outlive `value`. Missing cells are the caller's.
  [[nodiscard]] Cause read(std::string_view cell, CellValue& value) const;

 private:
  [[nodiscard]] bool read_type(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_text(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_number(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_integer(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_boolean(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_moment(std::string_view cell, CellValue& value) const;
  [[nodiscard]] bool read_list(std::string_view cell, CellValue& value) const;

  FieldType type_;
  std::string format_;  // without "fmt:"
  std::vector<std::string> true_values_, false_values_;
  std::string decimal_char_, group_char_, delimiter_;
  bool bare_number_;
  std::unique_ptr<CellReader> item_;  // list
};

// Why a cell is not of a type, from its text alone; what a person would call the mistake.
[[nodiscard]] Cause type_cause(FieldType type, std::string_view cell);

// The text without white space of every kind at both ends.
[[nodiscard]] std::string_view trim_unicode(std::string_view text);

}  // namespace parvis::quality
