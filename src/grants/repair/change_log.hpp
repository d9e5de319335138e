// The log of a repair and its chain (governance: audit log). Append-only; applying each line to the table as
// it is appended keeps both in step, whether the line comes from a rule, from a person or from a journal read
// back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "grants/repair/repair_change.hpp"
#include "grants/repair/repair_table.hpp"

namespace parvis::grants {

class ChangeLog {
 public:
  [[nodiscard]] const std::vector<RepairChange>& changes() const { return changes_; }
  [[nodiscard]] const RepairChange* find(std::uint64_t seq) const;

  // Numbers the line, applies it to the table, marks the line that it answers.
  const RepairChange& append(RepairTable& table, RepairChange change);

 private:
  void mark_answered(const RepairChange& change);
  static void apply(RepairTable& table, const RepairChange& change);
  std::vector<RepairChange> changes_;
};

}  // namespace parvis::grants
