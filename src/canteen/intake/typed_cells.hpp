// The cells of a mapped table as values: each distinct text is understood once, dates by the order of their
// whole column. What cannot be understood becomes a finding by line and column. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "canteen/intake/cell_values.hpp"
#include "canteen/intake/column_map.hpp"
#include "canteen/intake/finding.hpp"

namespace parvis::canteen {

class TypedCells {
 public:
  TypedCells(const RawTable& table, const ColumnMapping& mapping, std::vector<Finding>& findings);

  [[nodiscard]] std::size_t rows() const { return table_.rows(); }
  [[nodiscard]] std::uint32_t line(std::size_t row) const { return table_.lines[row]; }
  [[nodiscard]] bool has(Field field) const { return mapping_.contains(field); }
  // As in the file; empty when the column is not there.
  [[nodiscard]] std::string_view raw(Field field, std::size_t row) const;
  // Tidied; empty when missing.
  [[nodiscard]] std::string text(Field field, std::size_t row) const;

  // Values; false and a finding when the cell holds something else. Missing is nothing, and right.
  bool number(Field field, std::size_t row, std::optional<double>& into, double max);
  bool day(Field field, std::size_t row, std::optional<Day>& into);
  bool school_year(Field field, std::size_t row, std::optional<int>& into);
  // False and a finding when the cell is missing.
  bool present(Field field, std::size_t row);
  // Local minutes of the instant that was written, if one was.
  [[nodiscard]] std::optional<int> minutes(Field field, std::size_t row) const;
  void refuse(std::size_t row, Field field, std::string code, std::string why);

 private:
  struct Dates {
    std::vector<DateText> texts;
    std::vector<std::optional<Day>> days;
  };
  enum class NumberState : std::uint8_t { missing, right, no_number, negative, fraction, absurd };
  struct Numbers {
    std::vector<double> values;
    std::vector<NumberState> states;
  };
  static NumberState state_of(double number, double max);
  const RawColumn& column(Field field) const { return table_.columns[mapping_.at(field)]; }
  const Dates& dates(Field field);
  const Numbers& numbers(Field field, double max);
  void refuse_number(std::size_t row, Field field, NumberState state, double max);

  const RawTable& table_;
  const ColumnMapping& mapping_;
  std::vector<Finding>& findings_;
  std::map<Field, Dates> dates_;
  std::map<Field, Numbers> numbers_;
  std::map<std::pair<std::string, Field>, std::size_t> said_;     // how often, by code and column
  std::map<std::pair<std::string, Field>, std::size_t> rest_at_;  // the finding that counts the rest
};

}  // namespace parvis::canteen
