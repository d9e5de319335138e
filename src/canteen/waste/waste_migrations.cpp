#include "canteen/waste/waste_store.hpp"

namespace parvis::canteen {
namespace {

using store::strict_table;

store::Migration weighings() {
  return {
      "canteen_waste",
      1,
      {strict_table(
           "CREATE TABLE canteen_campaign (id TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, start_day TEXT NOT "
           "NULL, end_day TEXT NOT NULL, sorted_by_source INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE INDEX canteen_campaign_canteen ON canteen_campaign (canteen_id, start_day)",
       strict_table(
           "CREATE TABLE canteen_weighing (id TEXT PRIMARY KEY, campaign_id TEXT NOT NULL, canteen_id TEXT "
           "NOT "
           "NULL, day TEXT NOT NULL, source TEXT NOT NULL, total INTEGER NOT NULL, edible INTEGER, inedible "
           "INTEGER, covers INTEGER NOT NULL, device TEXT NOT NULL, client_ref TEXT NOT NULL UNIQUE, "
           "weighed_at INTEGER NOT NULL, weighed_by TEXT NOT NULL)"),
       "CREATE INDEX canteen_weighing_campaign ON canteen_weighing (campaign_id, day)",
       "CREATE INDEX canteen_weighing_last ON canteen_weighing (canteen_id, source, weighed_at)"}};
}

store::Migration gifts_and_reports() {
  return {
      "canteen_waste",
      2,
      {strict_table(
           "CREATE TABLE canteen_agreement (id TEXT PRIMARY KEY, kitchen_id TEXT NOT NULL, association TEXT "
           "NOT NULL, signed_on TEXT NOT NULL, ends_on TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_donation (id TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, agreement_id TEXT "
           "NOT "
           "NULL, day TEXT NOT NULL, meals INTEGER, mass INTEGER, food TEXT NOT NULL, temperature REAL NOT "
           "NULL, use_by TEXT NOT NULL, given_by TEXT NOT NULL, taken INTEGER NOT NULL, at INTEGER NOT NULL, "
           "version INTEGER NOT NULL)"),
       "CREATE INDEX canteen_donation_day ON canteen_donation (day)",
       strict_table(
           "CREATE TABLE canteen_factor (id TEXT PRIMARY KEY, body TEXT NOT NULL, added_by TEXT NOT NULL, "
           "added_at INTEGER NOT NULL)"),
       strict_table("CREATE TABLE canteen_waste_year (year INTEGER PRIMARY KEY, body TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_report (id TEXT PRIMARY KEY, from_day TEXT NOT NULL, to_day TEXT NOT NULL, "
           "horizon INTEGER NOT NULL, data_sha256 TEXT NOT NULL, body TEXT NOT NULL, made_at INTEGER NOT "
           "NULL)"),
       "CREATE INDEX canteen_report_days ON canteen_report (from_day, to_day)"}};
}

}  // namespace

std::vector<store::Migration> waste_migrations() {
  return {weighings(), gifts_and_reports()};
}

}  // namespace parvis::canteen
