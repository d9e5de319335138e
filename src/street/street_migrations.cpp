#include "street/street_migrations.hpp"

#include <string>

namespace parvis::street {
namespace {

const std::string report_table = R"(CREATE TABLE street_report (
  id TEXT PRIMARY KEY, ref TEXT NOT NULL UNIQUE, client_ref TEXT, jurisdiction TEXT NOT NULL, channel TEXT NOT NULL,
  received_at INTEGER NOT NULL, observed_at INTEGER, updated_at INTEGER NOT NULL, closed_at INTEGER,
  description TEXT NOT NULL, public_description TEXT NOT NULL,
  category TEXT NOT NULL, category_source TEXT NOT NULL, category_confirmed INTEGER NOT NULL,
  state TEXT NOT NULL, state_reason TEXT NOT NULL, priority INTEGER NOT NULL, visibility TEXT NOT NULL,
  lat REAL, lon REAL, position_source TEXT NOT NULL, position_precision_m REAL,
  address TEXT NOT NULL, address_id TEXT NOT NULL, insee TEXT NOT NULL,
  area_ids TEXT NOT NULL, quality_flags TEXT NOT NULL,
  team TEXT NOT NULL, assignee TEXT NOT NULL, partner TEXT NOT NULL,
  sla TEXT NOT NULL, clock_start INTEGER, deadline_at INTEGER, first_answer_deadline_at INTEGER,
  pauses TEXT NOT NULL, planned_at INTEGER, remembered_state TEXT,
  answers TEXT NOT NULL, followers INTEGER NOT NULL, reopened INTEGER NOT NULL,
  reopening_requests INTEGER NOT NULL, returns INTEGER NOT NULL,
  duplicate_of TEXT NOT NULL, parent TEXT NOT NULL, contact_id TEXT NOT NULL, version INTEGER NOT NULL,
  is_open INTEGER NOT NULL, is_public INTEGER NOT NULL, due_key INTEGER NOT NULL, cell16 INTEGER NOT NULL,
  CHECK ((lat IS NULL) = (lon IS NULL))))";

// One index per way of walking a list: report_query.cpp names them.
std::vector<store::Sql> report_indexes() {
  return {
      "CREATE UNIQUE INDEX street_report_client ON street_report (jurisdiction, client_ref)",
      "CREATE INDEX street_report_received ON street_report (received_at, id)",
      "CREATE INDEX street_report_due ON street_report (due_key, id)",
      "CREATE INDEX street_report_priority ON street_report (priority, received_at, id)",
      "CREATE INDEX street_report_open_received ON street_report (is_open, received_at, id)",
      "CREATE INDEX street_report_open_due ON street_report (is_open, due_key, id)",
      "CREATE INDEX street_report_open_priority ON street_report (is_open, priority, received_at, id)",
      "CREATE INDEX street_report_state ON street_report (state, received_at, id)",
      "CREATE INDEX street_report_category ON street_report (category, received_at, id)",
      "CREATE INDEX street_report_team ON street_report (team, received_at, id)",
      "CREATE INDEX street_report_team_open ON street_report (team, is_open, received_at, id)",
      "CREATE INDEX street_report_team_due ON street_report (team, is_open, due_key, id)",
      "CREATE INDEX street_report_assignee ON street_report (assignee, received_at, id) WHERE assignee <> ''",
      "CREATE INDEX street_report_public ON street_report (is_public, received_at, id)",
      "CREATE INDEX street_report_cell ON street_report (cell16, is_open, received_at, id)",
      "CREATE INDEX street_report_head ON street_report (duplicate_of) WHERE duplicate_of <> ''",
      "CREATE INDEX street_report_counts ON street_report (is_open, team, state, due_key)",
  };
}

store::Migration reports() {
  store::Migration step{"street", 1, {store::strict_table(report_table)}};
  for (auto& index : report_indexes()) step.steps.push_back(std::move(index));
  step.steps.push_back(
      store::strict_table("CREATE TABLE street_counter (year INTEGER PRIMARY KEY, n INTEGER NOT NULL)"));
  // append-only: +1 and -1 rows, see map_clusters.hpp
  step.steps.push_back(store::strict_table(R"(CREATE TABLE street_map_cell (
    level INTEGER NOT NULL, cell INTEGER NOT NULL, state TEXT NOT NULL, category TEXT NOT NULL, is_public INTEGER NOT NULL,
    n INTEGER NOT NULL, lat_sum REAL NOT NULL, lon_sum REAL NOT NULL))"));
  // holds every column: a view never reads the table itself
  step.steps.push_back(
      "CREATE INDEX street_map_cell_at ON street_map_cell (level, cell, is_public, state, category, n, "
      "lat_sum, lon_sum)");
  return step;
}

store::Migration history() {
  return {"street",
          2,
          {store::strict_table(R"(CREATE TABLE street_event (
             report_id TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
             actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, type TEXT NOT NULL,
             from_state TEXT NOT NULL, to_state TEXT NOT NULL, payload TEXT NOT NULL, text_id TEXT NOT NULL,
             prev_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (report_id, seq)))"),
           "CREATE INDEX street_event_at ON street_event (at, id)",
           store::strict_table(R"(CREATE TABLE street_event_text (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, body TEXT NOT NULL, is_public INTEGER NOT NULL,
             blanked_at INTEGER))"),
           "CREATE INDEX street_event_text_report ON street_event_text (report_id)",
           {"CREATE TRIGGER street_event_no_update BEFORE UPDATE ON street_event BEGIN "
            "SELECT RAISE(ABORT, 'street_event is append-only'); END",
            "CREATE FUNCTION street_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'street_event is append-only'; END $$"},
           {"CREATE TRIGGER street_event_no_delete BEFORE DELETE ON street_event BEGIN "
            "SELECT RAISE(ABORT, 'street_event is append-only'); END",
            "CREATE TRIGGER street_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON street_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION street_event_refuse()"}}};
}

store::Migration people() {
  return {"street",
          3,
          {store::strict_table(R"(CREATE TABLE street_contact (
             id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, language TEXT NOT NULL,
             wants_mail INTEGER NOT NULL, wants_sms INTEGER NOT NULL, erase_after INTEGER, erased_at INTEGER))"),
           store::strict_table(R"(CREATE TABLE street_subscription (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, origin_report_id TEXT NOT NULL, contact_id TEXT NOT NULL,
             reason TEXT NOT NULL, secret_hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
             confirmed_at INTEGER, ended_at INTEGER))"),
           "CREATE INDEX street_subscription_report ON street_subscription (report_id)",
           "CREATE INDEX street_subscription_origin ON street_subscription (origin_report_id)",
           "CREATE INDEX street_subscription_contact ON street_subscription (contact_id)",
           store::strict_table(R"(CREATE TABLE street_message (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, contact_id TEXT NOT NULL, template_code TEXT NOT NULL,
             template_version INTEGER NOT NULL, channel TEXT NOT NULL, status TEXT NOT NULL, subject TEXT NOT NULL,
             body TEXT NOT NULL, provider_text TEXT NOT NULL, tries INTEGER NOT NULL, at INTEGER NOT NULL))"),
           "CREATE INDEX street_message_report ON street_message (report_id, at)",
           store::strict_table(R"(CREATE TABLE street_draft (
             id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL))"),
           "CREATE INDEX street_draft_expiry ON street_draft (expires_at)"}};
}

store::Migration learning() {
  return {"street",
          4,
          {store::strict_table(R"(CREATE TABLE street_suggestion (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, decision_id TEXT NOT NULL, model_sha TEXT NOT NULL,
             inputs TEXT NOT NULL, top TEXT NOT NULL, abstained INTEGER NOT NULL, reason TEXT NOT NULL,
             latency_ms INTEGER NOT NULL, energy_uwh REAL, chosen TEXT NOT NULL, decided_by TEXT NOT NULL,
             decided_at INTEGER, factors TEXT NOT NULL, created_at INTEGER NOT NULL))"),
           "CREATE INDEX street_suggestion_report ON street_suggestion (report_id, created_at)",
           store::strict_table(R"(CREATE TABLE street_correction (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, field TEXT NOT NULL, suggested TEXT NOT NULL,
             final_value TEXT NOT NULL, actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL,
             usable_for_training INTEGER NOT NULL))"),
           "CREATE INDEX street_correction_at ON street_correction (at)",
           store::strict_table(R"(CREATE TABLE street_duplicate_link (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, draft_id TEXT NOT NULL, candidate_id TEXT NOT NULL,
             score REAL NOT NULL, distance_m REAL NOT NULL, decision TEXT NOT NULL, actor_kind TEXT NOT NULL,
             actor_id TEXT NOT NULL, at INTEGER NOT NULL))"),
           "CREATE INDEX street_duplicate_link_report ON street_duplicate_link (report_id)",
           "CREATE INDEX street_duplicate_link_candidate ON street_duplicate_link (candidate_id)"}};
}

store::Migration photos() {
  return {"street",
          5,
          {store::strict_table(R"(CREATE TABLE street_photo (
             id TEXT PRIMARY KEY, report_id TEXT NOT NULL, event_seq INTEGER NOT NULL, kind TEXT NOT NULL,
             rank INTEGER NOT NULL, original_sha TEXT NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL,
             height INTEGER NOT NULL, mime TEXT NOT NULL, taken_at INTEGER, exif_lat REAL, exif_lon REAL,
             exif_error_m REAL, exif_bearing REAL, public_name TEXT, public_sha TEXT NOT NULL, thumb_sha TEXT NOT NULL,
             blur_state TEXT NOT NULL, blur_boxes TEXT NOT NULL, published INTEGER NOT NULL, dhash TEXT NOT NULL,
             feature_sha TEXT NOT NULL, purge_original_after INTEGER, original_purged_at INTEGER))"),
           "CREATE UNIQUE INDEX street_photo_public ON street_photo (public_name)",
           "CREATE INDEX street_photo_report ON street_photo (report_id, rank)",
           "CREATE INDEX street_photo_sha ON street_photo (original_sha)",
           "CREATE INDEX street_photo_purge ON street_photo (purge_original_after)"}};
}

// Photos that a person has still to look at before anyone sees them.
store::Migration photos_to_check() {
  return {"street",
          7,
          {"CREATE INDEX street_photo_to_check ON street_photo (report_id) WHERE published = 0 AND "
           "kind <> 'piece' AND blur_state IN ('fait', 'fait_main', 'a_verifier', 'echec')"}};
}

store::Migration settings() {
  return {
      "street",
      6,
      {store::strict_table(
           "CREATE TABLE street_config_version (id INTEGER PRIMARY KEY, version INTEGER NOT NULL)"),
       "INSERT INTO street_config_version (id, version) VALUES (1, 1)",
       // kind: famille, categorie, equipe, zone, message, calendrier, affectation; body is the record as JSON
       store::strict_table(R"(CREATE TABLE street_config (
             kind TEXT NOT NULL, code TEXT NOT NULL, rank INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
             PRIMARY KEY (kind, code)))")}};
}

}  // namespace

std::vector<store::Migration> street_migrations() {
  return {reports(), history(), people(), learning(), photos(), settings(), photos_to_check()};
}

}  // namespace parvis::street
