#include "quality/table_schema/schema_catalogue.hpp"

#include <algorithm>
#include <map>

#include "base/file.hpp"

namespace parvis::quality {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<fs::path> sorted_children(const fs::path& folder) {
  std::vector<fs::path> children;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) children.push_back(entry.path());
  std::sort(children.begin(), children.end());
  return children;
}

// The versions in OWNER/NAME, oldest first.
std::vector<std::string> versions_in(const fs::path& folder) {
  std::vector<std::string> versions;
  for (const auto& file : sorted_children(folder))
    if (file.extension() == ".json") versions.push_back(file.stem());
  std::sort(versions.begin(), versions.end(), version_before);
  return versions;
}

bool safe_name(std::string_view name) {
  return !name.empty() && name.front() != '/' && name.find("..") == std::string_view::npos;
}

tl::unexpected<Error> unknown(std::string_view name, std::string_view why) {
  return fail(ErrorKind::not_found,
              "Schéma introuvable\u00A0: «\u00A0" + std::string(name) + "\u00A0». " + std::string(why), {},
              "schema_unknown");
}

}  // namespace

bool version_before(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto number = [](std::string_view text, std::size_t& at) {
        std::uint64_t value = 0;
        for (; at < text.size() && is_digit(text[at]); ++at)
          value = value * 10 + static_cast<unsigned>(text[at] - '0');
        return value;
      };
      const auto x = number(a, i);
      const auto y = number(b, j);
      if (x != y) return x < y;
      continue;
    }
    if (a[i] != b[j]) return a[i] < b[j];
    ++i;
    ++j;
  }
  return a.size() - i < b.size() - j;
}

std::vector<CatalogueEntry> SchemaCatalogue::list() const {
  std::map<std::string, CatalogueEntry> found;
  for (const auto& folder : folders_)
    for (const auto& owner : sorted_children(folder)) {
      if (!fs::is_directory(owner)) continue;
      for (const auto& schema : sorted_children(owner)) {
        CatalogueEntry entry;
        entry.name = owner.filename().string() + "/" + schema.filename().string();
        entry.versions = versions_in(schema);
        entry.folder = schema;
        if (entry.versions.empty()) continue;
        const auto known = found.find(entry.name);
        if (known == found.end()) {
          found.emplace(entry.name, std::move(entry));
          continue;
        }
        auto& versions = known->second.versions;
        for (auto& version : entry.versions)
          if (std::find(versions.begin(), versions.end(), version) == versions.end())
            versions.push_back(std::move(version));
        std::sort(versions.begin(), versions.end(), version_before);
      }
    }
  std::vector<CatalogueEntry> entries;
  for (auto& [name, entry] : found) entries.push_back(std::move(entry));
  return entries;
}

Result<fs::path> SchemaCatalogue::find(std::string_view name) const {
  const std::size_t at = name.find('@');
  const std::string version(at == std::string_view::npos ? std::string_view() : name.substr(at + 1));
  std::string base(name.substr(0, at));
  if (!safe_name(base) || (at != std::string_view::npos && !safe_name(version)))
    return unknown(name, "Donnez un nom du catalogue ou un fichier.");
  if (base.find('/') == std::string::npos) {
    std::vector<std::string> alike;
    for (const auto& entry : list())
      if (entry.name.substr(entry.name.find('/') + 1) == base) alike.push_back(entry.name);
    if (alike.empty())
      return unknown(name, "«\u00A0parvis grants schemas list\u00A0» donne les noms connus.");
    if (alike.size() > 1)
      return unknown(name, "Plusieurs schémas ont ce nom\u00A0: " + alike[0] + ", " + alike[1] + "…");
    base = alike.front();
  }
  std::string newest;
  fs::path newest_file;
  for (const auto& folder : folders_) {
    for (const auto& candidate : versions_in(folder / base)) {
      if (!version.empty() && candidate == version) return folder / base / (candidate + ".json");
      if (newest.empty() || version_before(newest, candidate)) {
        newest = candidate;
        newest_file = folder / base / (candidate + ".json");
      }
    }
  }
  if (newest.empty()) return unknown(name, "«\u00A0parvis grants schemas list\u00A0» donne les noms connus.");
  if (!version.empty()) return unknown(name, "La version la plus récente ici est " + newest + ".");
  return newest_file;
}

fs::path shipped_schemas_folder() {
  return base::home_folder() / "reference" / "schemas";
}

Result<std::string> schema_text(std::string_view name_or_path, const SchemaCatalogue& catalogue) {
  std::error_code none;
  const fs::path path(name_or_path);
  if (fs::is_regular_file(path, none)) return base::read_file(path, max_schema_bytes);
  PARVIS_TRY(file, catalogue.find(name_or_path));
  return base::read_file(file, max_schema_bytes);
}

Result<TableSchema> shipped_schema(const std::string& name) {
  PARVIS_TRY(file, SchemaCatalogue({shipped_schemas_folder()}).find(name));
  PARVIS_TRY(text, base::read_file(file, max_schema_bytes));
  return read_schema(text);
}

namespace {

// The one table schema in OWNER/NAME/VERSION; empty when there is none.
std::string schema_in(const fs::path& folder, std::vector<std::string>& left_out) {
  std::string found;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
    if (entry.path().extension() != ".json") continue;
    const auto text = base::read_file(entry.path(), max_schema_bytes);
    if (!text) continue;
    const auto faults = schema_faults(*text);
    if (faults.empty())
      found = *text;
    else
      left_out.push_back(entry.path().string() + ": " + faults.front().message);
  }
  return found;
}

}  // namespace

Result<LoadedSchemas> load_schemas(const fs::path& from, const fs::path& into, bool only_current) {
  std::error_code none;
  if (!fs::is_directory(from, none))
    return fail(ErrorKind::not_found, "Dossier introuvable\u00A0: " + from.string() + ".");
  LoadedSchemas done;
  for (const auto& owner : sorted_children(from)) {
    if (!fs::is_directory(owner)) continue;
    for (const auto& schema : sorted_children(owner)) {
      if (!fs::is_directory(schema)) continue;
      std::vector<std::string> ignored;
      const std::string current = only_current ? schema_in(schema / "latest", ignored) : std::string();
      std::size_t versions = 0;
      for (const auto& version : sorted_children(schema)) {
        if (!fs::is_directory(version) || version.filename() == "latest") continue;
        const std::string text = schema_in(version, done.left_out);
        if (text.empty() || (only_current && text != current)) continue;
        const fs::path target = into / owner.filename() / schema.filename();
        fs::create_directories(target, none);
        PARVIS_CHECK(base::write_file_durably(target / (version.filename().string() + ".json"), text));
        ++versions;
      }
      done.versions += versions;
      done.schemas += versions > 0 ? 1 : 0;
    }
  }
  return done;
}

}  // namespace parvis::quality
