// What a finding says to a person, in French: what is wrong and what to write. Made only when printed.
#pragma once

#include <string>
#include <string_view>

#include "quality/table_schema/row_checker.hpp"

namespace parvis::quality {

inline constexpr std::size_t max_cell_characters = 100;  // of a cell in a sentence or a report

class SentenceWriter {
 public:
  explicit SentenceWriter(const SchemaProgram& program) : program_(program) {}

  void append(std::string& out, const Finding& finding) const;

 private:
  void constraint(std::string& out, const Finding& finding) const;
  void type(std::string& out, const Finding& finding) const;
  void header(std::string& out, const Finding& finding) const;
  void custom(std::string& out, const Finding& finding) const;
  void check_trouble(std::string& out, const Finding& finding) const;
  void example(std::string& out, const Finding& finding) const;
  [[nodiscard]] const SchemaField* field_of(const Finding& finding) const;

  const SchemaProgram& program_;
};

// The first max_cell_characters of a cell.
[[nodiscard]] std::string_view shortened(std::string_view cell);
// "« text »"
void append_quoted(std::string& out, std::string_view text);

}  // namespace parvis::quality
