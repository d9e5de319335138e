#include "canteen/canteen_context.hpp"
#include "canteen/waste/waste_store.hpp"

namespace parvis::canteen {
namespace {

using store::strict_table;

store::Migration town() {
  return {
      "canteen",
      1,
      {strict_table(
           "CREATE TABLE canteen_kitchen (id TEXT PRIMARY KEY, name TEXT NOT NULL, siret TEXT NOT NULL, "
           "ma_cantine_id TEXT NOT NULL, kind TEXT NOT NULL, meals_per_year INTEGER, version INTEGER NOT "
           "NULL)"),
       strict_table(
           "CREATE TABLE canteen_canteen (id TEXT PRIMARY KEY, town_key TEXT NOT NULL UNIQUE, label TEXT NOT "
           "NULL, type TEXT NOT NULL, kitchen_id TEXT NOT NULL, sector TEXT NOT NULL, siret TEXT NOT NULL, "
           "pack INTEGER NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, predecessor_id TEXT NOT "
           "NULL, version INTEGER NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_site (name TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, valid_from TEXT NOT "
           "NULL, valid_to TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_pupils (canteen_id TEXT NOT NULL, school TEXT NOT NULL, school_year INTEGER "
           "NOT NULL, pupils REAL NOT NULL, provisional INTEGER NOT NULL, source TEXT NOT NULL, PRIMARY KEY "
           "(canteen_id, school, school_year))"),
       strict_table(
           "CREATE TABLE canteen_meal_day (canteen_id TEXT NOT NULL, service TEXT NOT NULL, day TEXT NOT "
           "NULL, ordered REAL, eaten REAL, present REAL, flag TEXT NOT NULL, counted_at INTEGER NOT NULL, "
           "source TEXT NOT NULL, counted_by TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY "
           "(canteen_id, "
           "service, day))"),
       "CREATE INDEX canteen_meal_day_by_day ON canteen_meal_day (day)",
       strict_table("CREATE TABLE canteen_meal_day_past (canteen_id TEXT NOT NULL, service TEXT NOT NULL, "
                    "day TEXT NOT "
                    "NULL, version INTEGER NOT NULL, ordered REAL, eaten REAL, counted_at INTEGER NOT NULL, "
                    "source TEXT "
                    "NOT NULL, counted_by TEXT NOT NULL, PRIMARY KEY (canteen_id, service, day, version))")}};
}

store::Migration known_by_the_town() {
  return {
      "canteen",
      2,
      {strict_table(
           "CREATE TABLE canteen_break (id TEXT PRIMARY KEY, label TEXT NOT NULL, first_day TEXT NOT NULL, "
           "last_day TEXT NOT NULL, origin TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_calendar_day (day TEXT PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT "
           "NULL, origin TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_strike (day TEXT PRIMARY KEY, scope TEXT NOT NULL, source TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_strike_sheet (canteen_id TEXT NOT NULL, day TEXT NOT NULL, staff_expected "
           "INTEGER, staff_declared INTEGER, teachers_declared INTEGER, classes_closed TEXT NOT NULL, "
           "strength "
           "REAL, service TEXT NOT NULL, host_canteen_id TEXT NOT NULL, said_by TEXT NOT NULL, said_at "
           "INTEGER "
           "NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (canteen_id, day))"),
       "CREATE INDEX canteen_strike_sheet_day ON canteen_strike_sheet (day)",
       strict_table(
           "CREATE TABLE canteen_closure (id TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, first_day TEXT NOT "
           "NULL, last_day TEXT NOT NULL, reason TEXT NOT NULL, host_canteen_id TEXT NOT NULL, said_by TEXT "
           "NOT "
           "NULL, said_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE INDEX canteen_closure_days ON canteen_closure (last_day, first_day)",
       strict_table(
           "CREATE TABLE canteen_outing (id TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, day TEXT NOT NULL, "
           "class_label TEXT NOT NULL, pupils_away INTEGER NOT NULL, picnic INTEGER NOT NULL, said_by TEXT "
           "NOT "
           "NULL, said_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE INDEX canteen_outing_day ON canteen_outing (day)",
       strict_table(
           "CREATE TABLE canteen_dish (kitchen_id TEXT NOT NULL, day TEXT NOT NULL, service TEXT NOT NULL, "
           "rank INTEGER NOT NULL, name TEXT NOT NULL, component TEXT NOT NULL, siqo TEXT NOT NULL, "
           "allergens "
           "TEXT NOT NULL, classes TEXT NOT NULL, classes_origin TEXT NOT NULL, state TEXT NOT NULL, "
           "published_at INTEGER, PRIMARY KEY (kitchen_id, day, service, rank))"),
       "CREATE INDEX canteen_dish_day ON canteen_dish (day)"}};
}

store::Migration orders() {
  return {
      "canteen",
      3,
      {strict_table("CREATE TABLE canteen_appointment (code TEXT PRIMARY KEY, label TEXT NOT NULL, horizon "
                    "INTEGER NOT "
                    "NULL, cutoff_minutes INTEGER NOT NULL, level REAL NOT NULL, unattended TEXT NOT NULL, "
                    "orders TEXT "
                    "NOT NULL, version INTEGER NOT NULL)"),
       "INSERT INTO canteen_appointment VALUES ('achats', 'Achats', 70, 720, 0.95, 'alerte', 'cuisine', 1)",
       "INSERT INTO canteen_appointment VALUES ('fournisseurs', 'Fournisseurs', 15, 720, 0.95, 'alerte', "
       "'cuisine', 1)",
       "INSERT INTO canteen_appointment VALUES ('production', 'Production', 1, 600, 0.95, 'alerte', 'école', "
       "1)",
       strict_table("CREATE TABLE canteen_forecast_run (id TEXT PRIMARY KEY, appointment TEXT NOT NULL, "
                    "origin TEXT NOT "
                    "NULL, made_at INTEGER NOT NULL, engine TEXT NOT NULL, model_sha256 TEXT NOT NULL, "
                    "data_sha256 TEXT "
                    "NOT NULL, seconds REAL NOT NULL, fit_rows INTEGER NOT NULL, fit_columns INTEGER NOT "
                    "NULL, fallback "
                    "TEXT NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_forecast (id TEXT PRIMARY KEY, run_id TEXT NOT NULL, canteen_id TEXT NOT "
           "NULL, day TEXT NOT NULL, appointment TEXT NOT NULL, mean REAL NOT NULL, figures TEXT NOT NULL, "
           "decision_id TEXT NOT NULL, latest INTEGER NOT NULL)"),
       "CREATE INDEX canteen_forecast_day ON canteen_forecast (day, appointment, latest)",
       "CREATE INDEX canteen_forecast_canteen ON canteen_forecast (canteen_id, day, id)",
       strict_table(
           "CREATE TABLE canteen_order (id TEXT PRIMARY KEY, canteen_id TEXT NOT NULL, day TEXT NOT NULL, "
           "appointment TEXT NOT NULL, forecast_id TEXT NOT NULL, decision_id TEXT NOT NULL, blind INTEGER "
           "NOT "
           "NULL, state TEXT NOT NULL, proposed INTEGER NOT NULL, final INTEGER, reason TEXT NOT NULL, note "
           "TEXT NOT NULL, figures TEXT NOT NULL, floor INTEGER NOT NULL, approved_by TEXT NOT NULL, "
           "changed_by TEXT NOT NULL, changed_at INTEGER NOT NULL, version INTEGER NOT NULL)"),
       "CREATE UNIQUE INDEX canteen_order_one ON canteen_order (day, appointment, canteen_id)",
       strict_table("CREATE TABLE canteen_order_event (order_id TEXT NOT NULL, version INTEGER NOT NULL, "
                    "state TEXT NOT "
                    "NULL, final INTEGER, reason TEXT NOT NULL, note TEXT NOT NULL, by_person TEXT NOT NULL, "
                    "at INTEGER "
                    "NOT NULL, PRIMARY KEY (order_id, version))"),
       strict_table(
           "CREATE TABLE canteen_write_key (actor TEXT NOT NULL, write_key TEXT NOT NULL, subject TEXT NOT "
           "NULL, at INTEGER NOT NULL, PRIMARY KEY (actor, write_key))")}};
}

store::Migration imports() {
  return {
      "canteen",
      4,
      {strict_table("CREATE TABLE canteen_import (id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT "
                    "NULL, bytes "
                    "INTEGER NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, report TEXT NOT NULL, "
                    "accepted TEXT NOT "
                    "NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, version INTEGER NOT NULL)"),
       strict_table(
           "CREATE TABLE canteen_import_before (import_id TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT "
           "NULL, row_key TEXT NOT NULL, before TEXT NOT NULL, PRIMARY KEY (import_id, seq))"),
       strict_table("CREATE TABLE canteen_passport (dataset TEXT PRIMARY KEY, colour TEXT NOT NULL, body "
                    "TEXT NOT NULL, "
                    "made_at INTEGER NOT NULL)")}};
}

}  // namespace

std::vector<store::Migration> canteen_migrations() {
  std::vector<store::Migration> out = {town(), known_by_the_town(), orders(), imports()};
  for (store::Migration& step : waste_migrations()) out.push_back(std::move(step));
  return out;
}

}  // namespace parvis::canteen
