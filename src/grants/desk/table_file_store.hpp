// The tables dropped on the repair desk: where their bytes and their journal stand, and what was last counted
// of them. Functions run in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "grants/repair/column_mapping.hpp"
#include "store/sql.hpp"

namespace parvis::grants {

struct TableFile {
  std::string id, name, sha256;
  std::int64_t bytes = 0;
  std::string schema;          // name of the catalogue: "scdl/subventions"
  std::string journal_sha256;  // blob of journal.jsonl
  base::json::object summary;  // repair_report without its lists: counts for the list of files
  base::Instant created_at{}, updated_at{};
  std::string created_by;                // account id
  std::optional<base::Instant> sent_at;  // to publication
  std::int64_t version = 1;
};

// The answer to a write with an old version.
[[nodiscard]] tl::unexpected<Error> changed_meanwhile();

class TableFileStore {
 public:
  static Status add(store::Session& session, const TableFile& file);
  // Newest first. `before`: only files created before this id (UUIDv7 grow with time); empty: from the
  // newest.
  static Result<std::vector<TableFile>> list(store::Session& session, const std::string& before, int limit);
  // Errors: not_found.
  static Result<TableFile> find(store::Session& session, const std::string& id);
  // Errors: conflict when somebody wrote since `file.version`.
  static Status save(store::Session& session, const TableFile& file);
  static Status remove(store::Session& session, const std::string& id, std::int64_t version);

  // Maps of columns that people confirmed, by schema.
  static Result<MapMemory> maps(store::Session& session, const std::string& schema);
  static Status remember(store::Session& session, const std::string& schema, const std::string& label_key,
                         const std::string& field, base::Instant now);
};

}  // namespace parvis::grants
