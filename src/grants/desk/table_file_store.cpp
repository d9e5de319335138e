#include "grants/desk/table_file_store.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

Result<TableFile> file_of(const store::Row& row) {
  TableFile file;
  file.id = row.text("id");
  file.name = row.text("name");
  file.sha256 = row.text("sha256");
  file.bytes = row.integer("bytes");
  file.schema = row.text("schema_name");
  file.journal_sha256 = row.text("journal_sha256");
  PARVIS_TRY(summary, base::parse_json_object(row.text("summary")));
  file.summary = std::move(summary);
  file.created_at = base::from_millis(row.integer("created_at"));
  file.updated_at = base::from_millis(row.integer("updated_at"));
  file.created_by = row.text("created_by");
  if (const auto at = row.opt_integer("sent_at")) file.sent_at = base::from_millis(*at);
  file.version = row.integer("version");
  return file;
}

store::Value sent(const TableFile& file) {
  return file.sent_at ? store::Value(base::to_millis(*file.sent_at)) : store::Value();
}

Status changed_one(const Result<std::int64_t>& changed) {
  if (!changed) return tl::make_unexpected(changed.error());
  if (*changed == 0) {
    return changed_meanwhile();
  }
  return {};
}

}  // namespace

tl::unexpected<Error> changed_meanwhile() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié ce fichier entre-temps\u00a0: rechargez la page.", {},
              "version");
}

Status TableFileStore::add(store::Session& session, const TableFile& file) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO grants_table_file (id, name, sha256, bytes, schema_name, journal_sha256, summary, "
      "created_at, updated_at, created_by, sent_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {file.id, file.name, file.sha256, file.bytes, file.schema, file.journal_sha256,
       json::serialize(file.summary), base::to_millis(file.created_at), base::to_millis(file.updated_at),
       file.created_by, sent(file), file.version}));
  return {};
}

Result<std::vector<TableFile>> TableFileStore::list(store::Session& session, const std::string& before,
                                                    int limit) {
  const std::string last = before.empty() ? "g" : before;  // after every hexadecimal id
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_table_file WHERE id < ? ORDER BY id DESC LIMIT ?",
                                 {last, std::int64_t{limit}}));
  std::vector<TableFile> files;
  for (const store::Row row : rows) {
    PARVIS_TRY(file, file_of(row));
    files.push_back(std::move(file));
  }
  return files;
}

Result<TableFile> TableFileStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_table_file WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce fichier n’est plus dans l’atelier.");
  return file_of(rows[0]);
}

Status TableFileStore::save(store::Session& session, const TableFile& file) {
  return changed_one(session.execute(
      "UPDATE grants_table_file SET journal_sha256 = ?, summary = ?, updated_at = ?, sent_at = ?, "
      "version = version + 1 WHERE id = ? AND version = ?",
      {file.journal_sha256, json::serialize(file.summary), base::to_millis(file.updated_at), sent(file),
       file.id, file.version}));
}

Status TableFileStore::remove(store::Session& session, const std::string& id, std::int64_t version) {
  return changed_one(
      session.execute("DELETE FROM grants_table_file WHERE id = ? AND version = ?", {id, version}));
}

Result<MapMemory> TableFileStore::maps(store::Session& session, const std::string& schema) {
  PARVIS_TRY(rows,
             session.query("SELECT label_key, field FROM grants_column_map WHERE schema_name = ?", {schema}));
  MapMemory memory;
  for (const store::Row row : rows) memory[row.text("label_key")] = row.text("field");
  return memory;
}

Status TableFileStore::remember(store::Session& session, const std::string& schema,
                                const std::string& label_key, const std::string& field, base::Instant now) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO grants_column_map (schema_name, label_key, field, updated_at) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (schema_name, label_key) DO UPDATE SET field = excluded.field, updated_at = "
      "excluded.updated_at",
      {schema, label_key, field, base::to_millis(now)}));
  return {};
}

}  // namespace parvis::grants
