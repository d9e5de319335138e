// journal.jsonl: the log as text, one JSON line per change, chained like the audit log. The first line (seq
// 0) says how the source was read. Format: docs/formats/repair-journal.md. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "grants/repair/repair_change.hpp"
#include "grants/repair/repair_table.hpp"

namespace parvis::grants {

// What a replay needs to read the source the same way.
struct JournalSource {
  std::string sha256;  // of the source's bytes
  std::string schema_sha256;
  std::string name;
  std::string encoding, delimiter, sheet;
  std::uint64_t header_row = 0;  // index in the sheet, from 0
  std::uint64_t header_rows = 1;
};

struct ReadJournal {
  JournalSource source;
  std::vector<RepairChange> changes;
};

[[nodiscard]] std::string write_journal(const RepairTable& table, const std::vector<RepairChange>& changes);
// Errors (invalid): the first line whose form, number or hash does not hold.
Result<ReadJournal> read_journal(std::string_view text);

}  // namespace parvis::grants
