// The tables of decisions. What must not change refuses it itself, on both databases.
#include <string>
#include <vector>

#include "decision/ledger.hpp"

namespace parvis::decision {
namespace {

using store::Sql;

// What the figures are computed from stands in columns; the record itself is one text, as it was written.
std::string core_table(const std::string& big, const std::string& real) {
  return "CREATE TABLE decision (id TEXT PRIMARY KEY, at " + big +
         " NOT NULL, use_case TEXT NOT NULL, subject TEXT NOT NULL,"
         " person_key TEXT NOT NULL, model_sha256 TEXT NOT NULL, value TEXT NOT NULL, abstained INTEGER NOT "
         "NULL, blind INTEGER NOT NULL,"
         " uwh " +
         real + ", body TEXT NOT NULL)";
}
std::string event_table(const std::string& big, const std::string& real) {
  return "CREATE TABLE decision_event (id TEXT PRIMARY KEY, decision_id TEXT NOT NULL REFERENCES decision "
         "(id), at " +
         big +
         " NOT NULL,"
         " type TEXT NOT NULL, action TEXT NOT NULL, final_value TEXT NOT NULL, seconds " +
         real + ", body TEXT NOT NULL)";
}
std::string sqlite_guard(const std::string& table, const std::string& what) {
  return "CREATE TRIGGER " + table + "_no_" + what + " BEFORE " + what + " ON " + table +
         " BEGIN SELECT RAISE(ABORT, 'append only'); END";
}
std::string postgres_guard(const std::string& table, const std::string& what) {
  return "CREATE TRIGGER " + table + "_no_" + what + " BEFORE " + what + " ON " + table +
         " FOR EACH ROW EXECUTE FUNCTION decision_fixed()";
}

std::string replace_guard(const std::string& table) {
  return "CREATE TRIGGER " + table + "_no_replace BEFORE INSERT ON " + table +
         " WHEN EXISTS (SELECT 1 FROM " + table +
         " WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append only'); END";
}
std::string truncate_guard(const std::string& table) {
  return "CREATE TRIGGER " + table + "_no_truncate BEFORE TRUNCATE ON " + table +
         " FOR EACH STATEMENT EXECUTE FUNCTION decision_fixed()";
}

// Guards of a table whose rows are written once. SQLite: no UPDATE, DELETE or REPLACE; PostgreSQL: the same
// by one function, and no TRUNCATE.
std::vector<Sql> fixed(const std::string& table, const std::string& key) {
  const std::string replaced = "CREATE TRIGGER " + table + "_no_replace BEFORE INSERT ON " + table +
                               " WHEN EXISTS (SELECT 1 FROM " + table + " WHERE " + key + " = NEW." + key +
                               ") BEGIN SELECT RAISE(ABORT, 'append only'); END";
  return {Sql{sqlite_guard(table, "UPDATE"), postgres_guard(table, "UPDATE")},
          Sql{sqlite_guard(table, "DELETE"), postgres_guard(table, "DELETE")},
          Sql{replaced, truncate_guard(table)}};
}

std::vector<Sql> materials() {
  std::vector<Sql> steps{Sql{
      "CREATE TABLE decision_material (sha256 TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) "
      "STRICT",
      "CREATE TABLE decision_material (sha256 TEXT PRIMARY KEY, at BIGINT NOT NULL, body TEXT NOT NULL)"}};
  for (auto& guard : fixed("decision_material", "sha256")) steps.push_back(std::move(guard));
  return steps;
}

std::vector<Sql> models() {
  const std::string columns =
      " (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, card TEXT NOT NULL, first_seen_at ";
  const std::string rest = " NOT NULL, loaded_at ";
  return {Sql{"CREATE TABLE model" + columns + "INTEGER" + rest + "INTEGER) STRICT",
              "CREATE TABLE model" + columns + "BIGINT" + rest + "BIGINT)"},
          Sql{"CREATE INDEX decision_by_model ON decision (model_sha256)"}};
}

}  // namespace

std::vector<store::Migration> decision_migrations() {
  return {{"decision",
           1,
           {Sql{core_table("INTEGER", "REAL") + " STRICT", core_table("BIGINT", "DOUBLE PRECISION")},
            Sql{event_table("INTEGER", "REAL") + " STRICT", event_table("BIGINT", "DOUBLE PRECISION")},
            Sql{"CREATE INDEX decision_by_use ON decision (use_case, at)"},
            Sql{"CREATE INDEX decision_by_subject ON decision (subject)"},
            Sql{"CREATE INDEX decision_event_of ON decision_event (decision_id, at)"},
            Sql{sqlite_guard("decision", "UPDATE"),
                "CREATE FUNCTION decision_fixed() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''append only'' "
                "USING ERRCODE = ''23514''; END' LANGUAGE plpgsql"},
            Sql{sqlite_guard("decision", "DELETE"), postgres_guard("decision", "UPDATE")},
            Sql{sqlite_guard("decision_event", "UPDATE"), postgres_guard("decision", "DELETE")},
            Sql{sqlite_guard("decision_event", "DELETE"), postgres_guard("decision_event", "UPDATE")},
            Sql{"SELECT 1", postgres_guard("decision_event", "DELETE")}}},
          // INSERT OR REPLACE and TRUNCATE change rows without firing the guards above. On `decision` the
          // right to UPDATE stays: PostgreSQL needs it to lock the row that an event refers to.
          {"decision",
           2,
           {Sql{replace_guard("decision"), truncate_guard("decision")},
            Sql{replace_guard("decision_event"), truncate_guard("decision_event")},
            Sql{"SELECT 1", "REVOKE UPDATE, DELETE, TRUNCATE ON decision_event FROM PUBLIC, CURRENT_USER"}}},
          {"decision", 3, materials()},
          {"decision", 4, models()}};
}

}  // namespace parvis::decision
