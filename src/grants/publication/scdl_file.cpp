#include "grants/publication/scdl_file.hpp"

#include <map>
#include <queue>

#include "base/csv.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

// base::csv_row guards cells that look like formulas; here they were held back before, and a guard would
// change what is published.
void add_cell(std::string& line, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += cell;
    return;
  }
  line += '"';
  for (const char c : cell) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

template <class Cells>
void add_line(std::string& text, const Cells& cells) {
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) text += ',';
    first = false;
    add_cell(text, cell);
  }
  text += '\n';
}

json::value json_cell(const ScdlRow& row, std::size_t column, const std::string& text) {
  if (scdl_columns[column] == "montant") return static_cast<double>(row.amount_cents) / 100;
  if (scdl_columns[column] == "pourcentageSubvention") return row.share_bp / 10000.0;
  if (scdl_columns[column] == "notificationUE") return row.notified;
  if (text.empty()) return nullptr;
  return json::value(text);
}

json::object json_row(const ScdlRow& row) {
  const ScdlCells cells = write_scdl_row(row);
  json::object object;
  for (std::size_t i = 0; i < cells.size(); ++i) object[scdl_columns[i]] = json_cell(row, i, cells[i]);
  return object;
}

std::string title(const PublishedFile& file) {
  return "Subventions attribuées par " + file.town + " en " + std::to_string(file.year);
}

}  // namespace

std::string scdl_csv(const std::vector<ScdlRow>& rows) {
  std::string text;
  add_line(text, scdl_columns);
  for (const ScdlRow& row : rows) add_line(text, write_scdl_row(row));
  return text;
}

std::string scdl_json(const std::vector<ScdlRow>& rows) {
  std::string text = "[";
  for (const ScdlRow& row : rows) {
    text += text.size() == 1 ? "\n" : ",\n";
    text += json::serialize(json_row(row));
  }
  return text + "\n]\n";
}

std::string stable_address(const PublishedFile& file) {
  return file.base_url + "/donnees/subventions/" + std::to_string(file.year) + ".csv";
}

std::string version_address(const PublishedFile& file) {
  return file.base_url + "/donnees/subventions/" + std::to_string(file.year) + "/v" +
         std::to_string(file.version) + ".csv";
}

base::json::object data_package(const PublishedFile& file) {
  const json::object resource = {{"name", "subventions-" + std::to_string(file.year)},
                                 {"path", version_address(file)},
                                 {"format", "csv"},
                                 {"mediatype", "text/csv"},
                                 {"encoding", "utf-8"},
                                 {"bytes", file.csv_bytes},
                                 {"hash", "sha256:" + file.csv_sha256},
                                 {"schema", "https://schema.data.gouv.fr/schemas/scdl/subventions/" +
                                                std::string(schema_version) + "/schema.json"}};
  return {{"profile", "tabular-data-package"},
          {"name", "subventions-" + std::to_string(file.year)},
          {"title", title(file)},
          {"version", std::to_string(file.version)},
          {"created", file.made_at},
          {"licenses", json::array{json::object{{"name", "etalab-2.0"}, {"title", "Licence Ouverte 2.0"}}}},
          {"resources", json::array{resource}}};
}

base::json::object dcat_entry(const PublishedFile& file) {
  const json::object distribution = {
      {"@type", "dcat:Distribution"},
      {"dcat:downloadURL", version_address(file)},
      {"dcat:mediaType", "text/csv"},
      {"dcat:byteSize", file.csv_bytes},
      {"spdx:checksum", json::object{{"spdx:algorithm", "sha256"}, {"spdx:checksumValue", file.csv_sha256}}}};
  return {{"@context", json::object{{"dcat", "http://www.w3.org/ns/dcat#"},
                                    {"dct", "http://purl.org/dc/terms/"},
                                    {"spdx", "http://spdx.org/rdf/terms#"}}},
          {"@type", "dcat:Dataset"},
          {"@id", stable_address(file)},
          {"dct:title", title(file)},
          {"dct:publisher", file.town},
          {"dct:issued", file.made_at},
          {"dct:license", "https://www.etalab.gouv.fr/licence-ouverte-open-licence"},
          {"dcat:version", std::to_string(file.version)},
          {"dcat:distribution", json::array{distribution}}};
}

std::vector<RowChange> changes(const std::vector<ScdlRow>& before, const std::vector<ScdlRow>& after) {
  // Two grants may share an identity: the first of one side meets the first of the other.
  std::map<std::string, std::queue<const ScdlRow*>> old;
  for (const ScdlRow& row : before) old[scdl_identity(row)].push(&row);
  std::vector<RowChange> found;
  for (const ScdlRow& row : after) {
    auto& twins = old[scdl_identity(row)];
    if (twins.empty()) {
      found.push_back({RowChange::Kind::added, {}, row, {}});
      continue;
    }
    RowChange change{RowChange::Kind::modified, *twins.front(), row, {}};
    twins.pop();
    const ScdlCells was = write_scdl_row(change.before);
    const ScdlCells is = write_scdl_row(row);
    for (std::size_t i = 0; i < was.size(); ++i) {
      if (was[i] != is[i]) change.columns.push_back(scdl_columns[i]);
    }
    if (!change.columns.empty()) found.push_back(std::move(change));
  }
  for (const ScdlRow& row : before) {
    auto& left = old[scdl_identity(row)];
    if (left.empty() || left.front() != &row) continue;
    found.push_back({RowChange::Kind::removed, row, {}, {}});
    left.pop();
  }
  return found;
}

base::json::array to_json(const std::vector<RowChange>& changes) {
  json::array list;
  for (const RowChange& change : changes) {
    json::object item;
    const bool added = change.kind == RowChange::Kind::added;
    item["kind"] = added ? "ajoutée" : change.kind == RowChange::Kind::removed ? "retirée" : "modifiée";
    if (!added) item["before"] = json_row(change.before);
    if (change.kind != RowChange::Kind::removed) item["after"] = json_row(change.after);
    json::array columns;
    for (const std::string_view column : change.columns) columns.emplace_back(column);
    if (!columns.empty()) item["columns"] = std::move(columns);
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace parvis::grants
