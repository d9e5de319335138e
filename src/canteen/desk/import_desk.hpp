// Files of a town's canteens: received, read by a job, shown with what was found, accepted into the rows, and
// taken back. Nothing is changed before a person accepts; a second import of the same file changes nothing; a
// corrected file replaces its own rows. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "canteen/canteen_context.hpp"
#include "canteen/intake/intake.hpp"

namespace parvis::canteen {

struct ImportedFile {
  std::string id, name, sha256;
  std::int64_t bytes = 0;
  std::string kind;                   // code of TableKind
  std::string state = "recu";         // recu, lu, refuse, accepte, annule
  base::json::object report;          // empty until read
  std::vector<std::string> accepted;  // ids of repairs; "all" for all
  base::Instant created_at{};
  std::string created_by;
  std::int64_t version = 1;
};

// What accepting would change, or did.
struct ImportDiff {
  std::size_t added = 0, changed = 0, same = 0, outside = 0;  // outside: rows of no canteen
};

class ImportDesk {
 public:
  explicit ImportDesk(CanteenContext& context) : context_(context) {}

  // Keeps the file and asks for its reading. Kinds: counts, canteens, sites, menus, holidays, strikes.
  // Errors: invalid (code "kind"), those of the store.
  Result<ImportedFile> receive(const std::string& name, const std::filesystem::path& file,
                               const std::string& kind, const std::string& actor);
  // The job: reads and reports. A file that cannot be read is refused with the reason, which is no failure.
  Status read(const std::string& id);
  Result<std::vector<ImportedFile>> list(int limit);
  // Errors: not_found.
  Result<ImportedFile> find(const std::string& id);
  // Errors: conflict ("version", "state").
  Result<ImportedFile> accept(const std::string& id, const std::vector<std::string>& repairs,
                              std::int64_t version, const std::string& actor);
  Result<ImportedFile> undo(const std::string& id, std::int64_t version, const std::string& actor);

 private:
  Result<IntakeTable> table_of(const ImportedFile& file);
  CanteenContext& context_;
};

}  // namespace parvis::canteen
