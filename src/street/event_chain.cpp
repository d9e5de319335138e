#include "street/event_chain.hpp"

#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "street/report_row.hpp"

namespace parvis::street {
namespace {

const std::vector<std::string_view> columns{"report_id", "seq",       "id",         "at",       "actor_kind",
                                            "actor_id",  "type",      "from_state", "to_state", "payload",
                                            "text_id",   "prev_hash", "hash"};

void add_values(const Event& event, std::vector<store::Value>& values) {
  values.insert(values.end(),
                {store::Value{event.report_id}, store::Value{event.seq}, store::Value{event.id},
                 store::Value{base::to_millis(event.at)},
                 store::Value{std::string(actor_kind_codes.code(event.actor.kind))},
                 store::Value{event.actor.id}, store::Value{event.type}, store::Value{event.from},
                 store::Value{event.to}, store::Value{base::canonical_json(event.payload)},
                 store::Value{event.text_id}, store::Value{event.prev_hash}, store::Value{event.hash}});
}

Event event_of(const store::Row& row) {
  Event event;
  event.id = row.text("id");
  event.report_id = row.text("report_id");
  event.seq = row.integer("seq");
  event.at = base::from_millis(row.integer("at"));
  event.actor.kind = actor_kind_codes.parse(row.text("actor_kind")).value_or(ActorKind::systeme);
  event.actor.id = row.text("actor_id");
  event.type = row.text("type");
  event.from = row.text("from_state");
  event.to = row.text("to_state");
  if (auto payload = base::parse_json_object(row.text("payload"))) event.payload = std::move(*payload);
  event.text_id = row.text("text_id");
  event.prev_hash = row.text("prev_hash");
  event.hash = row.text("hash");
  event.text = row.text("body");
  event.text_public = row.boolean("is_public");
  return event;
}

constexpr std::string_view select_events =
    "SELECT e.report_id AS report_id, e.seq AS seq, e.id AS id, e.at AS at, e.actor_kind AS actor_kind, "
    "e.actor_id AS actor_id, e.type AS type, e.from_state AS from_state, e.to_state AS to_state, e.payload "
    "AS payload, "
    "e.text_id AS text_id, e.prev_hash AS prev_hash, e.hash AS hash, t.body AS body, t.is_public AS "
    "is_public "
    "FROM street_event e LEFT JOIN street_event_text t ON t.id = e.text_id ";

std::vector<Event> all_of(const store::Rows& rows) {
  std::vector<Event> events;
  for (const auto row : rows) events.push_back(event_of(row));
  return events;
}

}  // namespace

std::string event_hash(const Event& event) {
  const base::json::object content{
      {"report", event.report_id},
      {"seq", event.seq},
      {"at", base::to_millis(event.at)},
      {"actor", {{"kind", actor_kind_codes.code(event.actor.kind)}, {"id", event.actor.id}}},
      {"type", event.type},
      {"from", event.from},
      {"to", event.to},
      {"payload", event.payload},
      {"text_id", event.text_id}};
  return base::sha256_hex(event.prev_hash + base::canonical_json(content));
}

Result<Event> append_to_chain(store::Session& session, std::string_view report_id, const EventDraft& draft,
                              base::Instant at, std::string_view from, std::string_view to) {
  PARVIS_TRY(last,
             session.query("SELECT seq, hash FROM street_event WHERE report_id = ? ORDER BY seq DESC LIMIT 1",
                           {std::string(report_id)}));
  Event event;
  event.id = base::uuid_v7(at);
  event.report_id = std::string(report_id);
  event.seq = last.empty() ? 1 : last[0].integer("seq") + 1;
  event.prev_hash = last.empty() ? std::string{} : last[0].text("hash");
  event.at = at;
  event.actor = draft.actor;
  event.type = draft.type;
  event.from = std::string(from);
  event.to = std::string(to);
  event.payload = draft.payload;
  event.text = draft.text;
  event.text_public = draft.text_public;
  if (!draft.text.empty()) {
    event.text_id = base::uuid_v7(at);
    PARVIS_TRY(kept,
               session.execute(
                   "INSERT INTO street_event_text (id, report_id, body, is_public) VALUES (?, ?, ?, ?)",
                   {event.text_id, event.report_id, draft.text, std::int64_t{draft.text_public ? 1 : 0}}));
    static_cast<void>(kept);
  }
  event.hash = event_hash(event);
  static const std::string statement =
      "INSERT INTO street_event (" + column_list(columns) + ") VALUES (" + placeholders(columns.size()) + ")";
  std::vector<store::Value> values;
  add_values(event, values);
  PARVIS_TRY(written, session.execute(statement, values));
  static_cast<void>(written);
  return event;
}

void EventBatch::first(const Report& report) {
  Event event;
  event.id = base::uuid_v7(report.received_at);
  event.report_id = report.id;
  event.seq = 1;
  event.at = report.received_at;
  event.type = "cree";
  event.to = std::string(state_codes.code(report.state));
  event.payload["set"] = tracked_fields(report);
  event.hash = event_hash(event);
  events_.push_back(std::move(event));
}

Status EventBatch::write(store::Session& session) {
  if (events_.empty()) return {};
  std::string statement = "INSERT INTO street_event (" + column_list(columns) + ") VALUES ";
  std::vector<store::Value> values;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    statement += (i == 0 ? "(" : ", (") + placeholders(columns.size()) + ")";
    add_values(events_[i], values);
  }
  events_.clear();
  PARVIS_TRY(written, session.execute(statement, values));
  static_cast<void>(written);
  return {};
}

Result<std::vector<Event>> ReportStore::events(store::Session& session, std::string_view report_id) const {
  PARVIS_TRY(rows, session.query(std::string(select_events) + "WHERE e.report_id = ? ORDER BY e.seq",
                                 {std::string(report_id)}));
  return all_of(rows);
}

Result<std::vector<Event>> ReportStore::events_since(store::Session& session, base::Instant since,
                                                     std::size_t limit) const {
  PARVIS_TRY(rows, session.query(std::string(select_events) + "WHERE e.at >= ? ORDER BY e.at, e.id LIMIT ?",
                                 {base::to_millis(since), static_cast<std::int64_t>(limit)}));
  return all_of(rows);
}

Status ReportStore::verify_chain(store::Session& session, std::string_view report_id) const {
  PARVIS_TRY(history, events(session, report_id));
  std::string previous;
  std::int64_t seq = 0;
  for (const Event& event : history) {
    if (event.seq != ++seq || event.prev_hash != previous || event.hash != event_hash(event)) {
      return fail(ErrorKind::internal, "L'historique de ce signalement a été altéré.",
                  "chain of " + std::string(report_id) + " breaks at event " + std::to_string(seq), "chain");
    }
    previous = event.hash;
  }
  return {};
}

Status ReportStore::blank_text(store::Session& session, std::string_view text_id, base::Instant at) const {
  PARVIS_TRY(changed, session.execute("UPDATE street_event_text SET body = '', blanked_at = ? WHERE id = ?",
                                      {base::to_millis(at), std::string(text_id)}));
  if (changed == 0) return fail(ErrorKind::not_found, "Ce texte n'existe pas.", {}, "text");
  return {};
}

}  // namespace parvis::street
