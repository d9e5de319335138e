// What the peers let pass in a schema and a careful author would mend: misspelt members, constraints outside
// `constraints`, examples that their own field refuses, patterns whose `|` is not in brackets. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parvis::quality {

struct LintRemark {
  std::string field;  // empty: the schema
  std::string
      code;  // "misspelt-member", "constraint-outside", "bad-example", "open-alternative", "schema-error"
  std::string message;
};

[[nodiscard]] std::vector<LintRemark> lint_schema(std::string_view json_text);

}  // namespace parvis::quality
