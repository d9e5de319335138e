#include "store/full_text.hpp"

#include "base/text.hpp"

namespace parvis::store {
namespace {

// FTS5 reads "a" AND "b" when every term is quoted; tsquery wants 'a' & 'b'. Stems are letters and digits
// only.
std::string sqlite_query(const std::vector<std::string>& stems) {
  std::string query;
  for (const auto& stem : stems) query += (query.empty() ? "\"" : " AND \"") + stem + "\"";
  return query;
}

std::string postgres_query(const std::vector<std::string>& stems) {
  std::string query;
  for (const auto& stem : stems) query += (query.empty() ? "'" : " & '") + stem + "'";
  return query;
}

}  // namespace

std::vector<Migration> full_text_migrations() {
  return {{"full_text",
           1,
           {Sql{"CREATE TABLE search_entry (number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT "
                "NOT NULL, terms TEXT NOT NULL, "
                "UNIQUE (collection, id)) STRICT",
                "CREATE TABLE search_entry (collection TEXT NOT NULL, id TEXT NOT NULL, terms TSVECTOR NOT "
                "NULL, PRIMARY KEY (collection, id))"},
            // Contentless: the terms stand once, in search_entry, where a replacement finds what to take out.
            Sql{"CREATE VIRTUAL TABLE search_index USING fts5(terms, content='', tokenize='ascii')",
                "CREATE INDEX search_entry_terms ON search_entry USING gin (terms)"}}}};
}

Status index_text(Session& session, std::string_view collection, std::string_view id, std::string_view text) {
  const std::string terms = base::search_terms(text);
  const std::vector<Value> key{std::string(collection), std::string(id)};
  if (session.backend() == Backend::postgres) {
    PARVIS_CHECK(session.execute("DELETE FROM search_entry WHERE collection = ? AND id = ?", key));
    if (terms.empty()) return {};
    PARVIS_CHECK(
        session.execute("INSERT INTO search_entry (collection, id, terms) VALUES (?, ?, "
                        "array_to_tsvector(array_remove(string_to_array(?, ' '), '')))",
                        {key[0], key[1], terms}));
    return {};
  }
  PARVIS_TRY(old,
             session.query("SELECT number, terms FROM search_entry WHERE collection = ? AND id = ?", key));
  if (!old.empty()) {
    const std::int64_t number = old[0].integer("number");
    PARVIS_CHECK(
        session.execute("INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', ?, ?)",
                        {number, old[0].text("terms")}));
    PARVIS_CHECK(session.execute("DELETE FROM search_entry WHERE number = ?", {number}));
  }
  if (terms.empty()) return {};
  PARVIS_TRY(made, session.query(
                       "INSERT INTO search_entry (collection, id, terms) VALUES (?, ?, ?) RETURNING number",
                       {key[0], key[1], terms}));
  PARVIS_CHECK(session.execute("INSERT INTO search_index (rowid, terms) VALUES (?, ?)",
                               {made[0].integer("number"), terms}));
  return {};
}

Result<std::vector<std::string>> search_text(Session& session, std::string_view collection,
                                             std::string_view query, int limit) {
  const auto stems = base::split(base::search_terms(query), ' ');
  if (stems.empty()) return std::vector<std::string>{};
  const bool postgres = session.backend() == Backend::postgres;
  // CROSS JOIN keeps the order: the index is asked once, not once for every text of the collection.
  PARVIS_TRY(rows,
             session.query({"SELECT e.id FROM search_index i CROSS JOIN search_entry e ON e.number = i.rowid "
                            "WHERE search_index MATCH ? AND e.collection = ? ORDER BY e.id DESC LIMIT ?",
                            "SELECT id FROM search_entry WHERE terms @@ CAST(? AS tsquery) AND collection = "
                            "? ORDER BY id DESC LIMIT CAST(? AS bigint)"},
                           {postgres ? postgres_query(stems) : sqlite_query(stems), std::string(collection),
                            std::int64_t{limit}}));
  std::vector<std::string> ids;
  for (const auto row : rows) ids.push_back(row.text("id"));
  return ids;
}

}  // namespace parvis::store
