// Which column of the file answers to which field, and what is wrong with the header. By position (`exact`)
// or by name (the others). Pure.
#pragma once

#include <string>
#include <vector>

#include "quality/table_schema/row_checker.hpp"

namespace parvis::quality {

struct HeaderMatch {
  ColumnMap map;
  std::vector<Finding> findings;  // row 0: of the table; views look into map.labels and the schema
  std::string listed;             // the first labels, for unmatched-header
  bool usable = true;             // false: nothing of the table can be checked
};

// `labels` as in the file; spaces around them do not count.
[[nodiscard]] std::unique_ptr<HeaderMatch> match_header(const SchemaProgram& program,
                                                        std::vector<std::string> labels, FieldsMatch match);

}  // namespace parvis::quality
