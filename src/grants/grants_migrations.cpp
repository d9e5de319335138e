#include <string>

#include "grants/grants_context.hpp"

namespace parvis::grants {
namespace {

store::Migration publication() {
  return {"grants",
          1,
          {store::strict_table(
               "CREATE TABLE grants_basket (id TEXT PRIMARY KEY, year INTEGER NOT NULL, identity TEXT NOT "
               "NULL, twin INTEGER NOT NULL, cells TEXT NOT NULL, released TEXT NOT NULL, excluded INTEGER "
               "NOT NULL, excluded_why TEXT NOT NULL, origin_name TEXT NOT NULL, origin_sha256 TEXT NOT "
               "NULL, origin_row INTEGER NOT NULL, decision_id TEXT NOT NULL, created_at INTEGER NOT NULL, "
               "updated_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
           "CREATE UNIQUE INDEX grants_basket_identity ON grants_basket (year, identity, twin)",
           store::strict_table(
               "CREATE TABLE grants_publication (year INTEGER NOT NULL, version INTEGER NOT NULL, row_count "
               "INTEGER NOT NULL, amount_cents INTEGER NOT NULL, csv_sha256 TEXT NOT NULL, json_sha256 TEXT "
               "NOT NULL, csv_bytes INTEGER NOT NULL, passport TEXT NOT NULL, changes TEXT NOT NULL, made_at "
               "INTEGER NOT NULL, made_by TEXT NOT NULL, withdrawn_at INTEGER, withdrawn_why TEXT NOT NULL, "
               "PRIMARY KEY (year, version))"),
           store::strict_table("CREATE TABLE grants_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)")}};
}

store::Migration repair_desk() {
  return {
      "grants",
      2,
      {store::strict_table(
           "CREATE TABLE grants_table_file (id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, "
           "bytes INTEGER NOT NULL, schema_name TEXT NOT NULL, journal_sha256 TEXT NOT NULL, summary TEXT "
           "NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, created_by TEXT NOT NULL, "
           "sent_at INTEGER, version INTEGER NOT NULL)"),
       store::strict_table(
           "CREATE TABLE grants_repair_batch (file_id TEXT NOT NULL, rule TEXT NOT NULL, field TEXT NOT "
           "NULL, decision_id TEXT NOT NULL, PRIMARY KEY (file_id, rule, field))"),
       store::strict_table(
           "CREATE TABLE grants_column_map (schema_name TEXT NOT NULL, label_key TEXT NOT NULL, field TEXT "
           "NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (schema_name, label_key))")}};
}

store::Migration pairs() {
  return {
      "grants",
      3,
      {store::strict_table(
           "CREATE TABLE grants_funding (id TEXT PRIMARY KEY, file_id TEXT NOT NULL, row_number INTEGER NOT "
           "NULL, request TEXT NOT NULL, fingerprint TEXT NOT NULL)"),
       "CREATE UNIQUE INDEX grants_funding_row ON grants_funding (file_id, row_number)",
       store::strict_table(
           "CREATE TABLE grants_pair (id TEXT PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, p REAL NOT "
           "NULL, "
           "relation TEXT NOT NULL, alert INTEGER NOT NULL, reasons TEXT NOT NULL, model_sha256 TEXT NOT "
           "NULL, decision_id TEXT NOT NULL, blind INTEGER NOT NULL, answer TEXT NOT NULL, print_a TEXT NOT "
           "NULL, print_b TEXT NOT NULL, why TEXT NOT NULL, answered_by TEXT NOT NULL, created_at INTEGER "
           "NOT NULL, updated_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE UNIQUE INDEX grants_pair_both ON grants_pair (a, b)",
       "CREATE INDEX grants_pair_answer ON grants_pair (answer, id)",
       "CREATE INDEX grants_pair_b ON grants_pair (b)"}};
}

}  // namespace

std::vector<store::Migration> grants_migrations() {
  return {publication(), repair_desk(), pairs()};
}

}  // namespace parvis::grants
