// Table Schemas by name: those that ship in reference/schemas and those that the town has loaded. A catalogue
// is a folder OWNER/NAME/VERSION.json. Reads the folder at each call; thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::quality {

struct CatalogueEntry {
  std::string name;                   // "scdl/subventions"
  std::vector<std::string> versions;  // oldest first
  std::filesystem::path folder;
};

class SchemaCatalogue {
 public:
  // Folders that do not exist are empty. Earlier folders go before later ones.
  explicit SchemaCatalogue(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  [[nodiscard]] std::vector<CatalogueEntry> list() const;
  // `name`: "scdl/subventions", "scdl/subventions@2.1.0", or the last part alone when it is unique. Errors:
  // not_found (code "schema_unknown"), which names what is close.
  [[nodiscard]] Result<std::filesystem::path> find(std::string_view name) const;

 private:
  std::vector<std::filesystem::path> folders_;
};

[[nodiscard]] std::filesystem::path shipped_schemas_folder();

// NAME as above in `catalogue`, or a path to a file. The text of the schema. Errors: not_found.
Result<std::string> schema_text(std::string_view name_or_path, const SchemaCatalogue& catalogue);

// A schema that ships. Errors: not_found; those of read_schema.
Result<TableSchema> shipped_schema(const std::string& name);

// Copies the Table Schemas of `from` (OWNER/NAME/VERSION/*.json, as schema.data.gouv.fr lays them out) into a
// catalogue folder. Files that are not table schemas are left out and named.
struct LoadedSchemas {
  std::size_t schemas = 0, versions = 0;
  std::vector<std::string> left_out;  // "path: why"
};
// `only_current`: the version that `latest` holds alone.
Result<LoadedSchemas> load_schemas(const std::filesystem::path& from, const std::filesystem::path& into,
                                   bool only_current);

// Numbers inside versions are compared as numbers: "2.10.0" comes after "2.9.1".
[[nodiscard]] bool version_before(std::string_view a, std::string_view b);

}  // namespace parvis::quality
