#include <string>

#include "grants/grants_context.hpp"

namespace parvis::grants {
namespace {

// One text for both: INTEGER is 64 bits in SQLite only.
store::Sql table(const std::string& text) {
  std::string postgres = text;
  const std::string from = " INTEGER";
  const std::string to = " BIGINT";
  for (std::size_t at = postgres.find(from); at != std::string::npos; at = postgres.find(from, at)) {
    postgres.replace(at, from.size(), to);
    at += to.size();
  }
  return {text + " STRICT", postgres};
}

store::Migration publication() {
  return {
      "grants",
      1,
      {table("CREATE TABLE grants_basket (id TEXT PRIMARY KEY, year INTEGER NOT NULL, identity TEXT NOT "
             "NULL, twin INTEGER NOT NULL, cells TEXT NOT NULL, released TEXT NOT NULL, excluded INTEGER "
             "NOT NULL, excluded_why TEXT NOT NULL, origin_name TEXT NOT NULL, origin_sha256 TEXT NOT "
             "NULL, origin_row INTEGER NOT NULL, decision_id TEXT NOT NULL, created_at INTEGER NOT NULL, "
             "updated_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE UNIQUE INDEX grants_basket_identity ON grants_basket (year, identity, twin)",
       table("CREATE TABLE grants_publication (year INTEGER NOT NULL, version INTEGER NOT NULL, row_count "
             "INTEGER NOT NULL, amount_cents INTEGER NOT NULL, csv_sha256 TEXT NOT NULL, json_sha256 TEXT "
             "NOT NULL, csv_bytes INTEGER NOT NULL, passport TEXT NOT NULL, changes TEXT NOT NULL, made_at "
             "INTEGER NOT NULL, made_by TEXT NOT NULL, withdrawn_at INTEGER, withdrawn_why TEXT NOT NULL, "
             "PRIMARY KEY (year, version))"),
       table("CREATE TABLE grants_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)")}};
}

}  // namespace

std::vector<store::Migration> grants_migrations() {
  return {publication()};
}

}  // namespace parvis::grants
