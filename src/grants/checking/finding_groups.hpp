// Findings counted by column and cause, so that a million of them are read as a dozen. Counts are exact; the
// number of groups is bounded and what stands outside is counted apart. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/json.hpp"
#include "quality/table_schema/sentence.hpp"

namespace parvis::grants {

struct FindingGroup {
  std::uint32_t field = 0;  // column position from 1; 0: the table as a whole
  std::string name;         // of the column
  quality::FindingCode code = quality::FindingCode::type_error;
  quality::Cause cause = quality::Cause::none;
  std::uint64_t count = 0;
  std::uint64_t first_line = 0;
  std::string example;  // the sentence of its first finding
  bool changed = true;  // since the last changes()

  [[nodiscard]] bool warning() const { return quality::is_warning(code); }
};

class FindingGroups {
 public:
  FindingGroups(const quality::SchemaProgram& program, std::size_t max_groups)
      : sentences_(program), max_groups_(max_groups) {}

  // How many of its group there are now; 0 when it has no group.
  std::uint64_t add(const quality::Finding& finding);

  [[nodiscard]] std::uint64_t errors() const { return errors_; }
  [[nodiscard]] std::uint64_t warnings() const { return warnings_; }
  [[nodiscard]] std::uint64_t outside() const { return outside_; }
  // By column, then the most frequent first.
  [[nodiscard]] std::vector<const FindingGroup*> sorted() const;
  // Those that have grown since the last call.
  std::vector<const FindingGroup*> changes();

 private:
  using Key = std::tuple<std::uint32_t, quality::FindingCode, quality::Cause>;
  quality::SentenceWriter sentences_;
  std::size_t max_groups_;
  std::map<Key, FindingGroup> groups_;
  std::uint64_t errors_ = 0, warnings_ = 0, outside_ = 0;
};

// {field, name, code, cause, label, warning, count, first_line, example}
[[nodiscard]] base::json::object group_json(const FindingGroup& group);

}  // namespace parvis::grants
