// The part of ReportStore that is learnt from: suggestions, corrections, duplicate decisions.
#include "base/ids.hpp"
#include "street/report_row.hpp"
#include "street/report_store.hpp"

namespace parvis::street {
namespace {

std::string top_text(const SuggestionRecord& suggestion) {
  base::json::array top;
  for (const auto& [code, p] : suggestion.top) top.emplace_back(base::json::array{code, p});
  return base::json::serialize(top);
}

std::string factors_text(const SuggestionRecord& suggestion) {
  base::json::array factors;
  for (const auto& [input, sentence] : suggestion.factors)
    factors.emplace_back(base::json::array{input, sentence});
  return base::json::serialize(factors);
}

// Calls `take` with the two items of each pair of a JSON list.
template <class F>
void each_pair(const std::string& list, F take) {
  const auto parsed = base::parse_json(list);
  if (!parsed || !parsed->is_array()) return;
  for (const auto& item : parsed->get_array()) {
    if (item.is_array() && item.get_array().size() == 2) take(item.get_array()[0], item.get_array()[1]);
  }
}

SuggestionRecord suggestion_of(const store::Row& row) {
  SuggestionRecord suggestion;
  suggestion.id = row.text("id");
  suggestion.report_id = row.text("report_id");
  suggestion.decision_id = row.text("decision_id");
  suggestion.model_sha = row.text("model_sha");
  suggestion.inputs = from_bar_list(row.text("inputs"));
  each_pair(row.text("top"), [&suggestion](const base::json::value& code, const base::json::value& p) {
    if (code.is_string() && p.is_number()) {
      suggestion.top.emplace_back(std::string(code.get_string()), p.to_number<double>());
    }
  });
  each_pair(row.text("factors"), [&suggestion](const base::json::value& input,
                                               const base::json::value& sentence) {
    if (input.is_string() && sentence.is_string()) {
      suggestion.factors.emplace_back(std::string(input.get_string()), std::string(sentence.get_string()));
    }
  });
  suggestion.abstained = row.boolean("abstained");
  suggestion.reason = row.text("reason");
  suggestion.latency_ms = row.integer("latency_ms");
  suggestion.energy_uwh = row.opt_real("energy_uwh");
  suggestion.chosen = row.text("chosen");
  suggestion.decided_by = row.text("decided_by");
  suggestion.decided_at = instant_or_nothing(row, "decided_at");
  suggestion.created_at = base::from_millis(row.integer("created_at"));
  return suggestion;
}

}  // namespace

Status ReportStore::add_suggestion(store::Session& session, const SuggestionRecord& suggestion) const {
  return done(
      session.execute("INSERT INTO street_suggestion (id, report_id, decision_id, model_sha, inputs, top, "
                      "abstained, reason, latency_ms, "
                      "energy_uwh, chosen, decided_by, decided_at, factors, created_at) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      {suggestion.id.empty() ? base::uuid_v7(suggestion.created_at) : suggestion.id,
                       suggestion.report_id, suggestion.decision_id, suggestion.model_sha,
                       bar_list(suggestion.inputs), top_text(suggestion), flag(suggestion.abstained),
                       suggestion.reason, suggestion.latency_ms, store::opt(suggestion.energy_uwh),
                       suggestion.chosen, suggestion.decided_by, millis_or_null(suggestion.decided_at),
                       factors_text(suggestion), base::to_millis(suggestion.created_at)}));
}

Status ReportStore::decide_suggestion(store::Session& session, std::string_view id, std::string_view chosen,
                                      std::string_view decided_by, base::Instant at) const {
  return done(
      session.execute("UPDATE street_suggestion SET chosen = ?, decided_by = ?, decided_at = ? WHERE id = ?",
                      {text(chosen), text(decided_by), base::to_millis(at), text(id)}));
}

Result<std::optional<SuggestionRecord>> ReportStore::suggestion(store::Session& session,
                                                                std::string_view report_id) const {
  PARVIS_TRY(
      rows,
      session.query(
          "SELECT * FROM street_suggestion WHERE report_id = ? ORDER BY created_at DESC, id DESC LIMIT 1",
          {text(report_id)}));
  if (rows.empty()) return std::optional<SuggestionRecord>{};
  return std::optional<SuggestionRecord>{suggestion_of(rows[0])};
}

Result<std::map<std::string, SuggestionRecord>> ReportStore::suggestions(
    store::Session& session, const std::vector<std::string>& report_ids) const {
  std::map<std::string, SuggestionRecord> latest;
  if (report_ids.empty()) return latest;
  const std::vector<store::Value> values(report_ids.begin(), report_ids.end());
  PARVIS_TRY(rows, session.query("SELECT * FROM street_suggestion WHERE report_id IN (" +
                                     placeholders(report_ids.size()) + ") ORDER BY created_at, id",
                                 values));
  for (const auto row : rows) latest[row.text("report_id")] = suggestion_of(row);
  return latest;
}

Status ReportStore::add_correction(store::Session& session, const Correction& correction) const {
  return done(session.execute(
      "INSERT INTO street_correction (id, report_id, field, suggested, final_value, actor_kind, "
      "actor_id, at, usable_for_training) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {base::uuid_v7(correction.at), correction.report_id, correction.field, correction.suggested,
       correction.final_value, text(actor_kind_codes.code(correction.actor.kind)), correction.actor.id,
       base::to_millis(correction.at), flag(correction.usable_for_training)}));
}

Result<std::vector<Correction>> ReportStore::corrections(store::Session& session, base::Instant since,
                                                         std::size_t limit) const {
  PARVIS_TRY(rows, session.query("SELECT * FROM street_correction WHERE at >= ? ORDER BY at, id LIMIT ?",
                                 {base::to_millis(since), static_cast<std::int64_t>(limit)}));
  std::vector<Correction> corrections;
  for (const auto row : rows) {
    corrections.push_back(
        {row.text("report_id"),
         row.text("field"),
         row.text("suggested"),
         row.text("final_value"),
         {actor_kind_codes.parse(row.text("actor_kind")).value_or(ActorKind::systeme), row.text("actor_id")},
         base::from_millis(row.integer("at")),
         row.boolean("usable_for_training")});
  }
  return corrections;
}

Status ReportStore::add_duplicate_link(store::Session& session, const DuplicateLink& link) const {
  return done(session.execute(
      "INSERT INTO street_duplicate_link (id, report_id, draft_id, candidate_id, score, distance_m, "
      "decision, actor_kind, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {link.id.empty() ? base::uuid_v7(link.at) : link.id, link.report_id, link.draft_id, link.candidate_id,
       link.score, link.distance_m, link.decision, text(actor_kind_codes.code(link.actor.kind)),
       link.actor.id, base::to_millis(link.at)}));
}

Result<std::vector<DuplicateLink>> ReportStore::duplicate_links(store::Session& session,
                                                                std::string_view report_id) const {
  PARVIS_TRY(
      rows, session.query(
                "SELECT * FROM street_duplicate_link WHERE report_id = ? OR candidate_id = ? ORDER BY at, id",
                {text(report_id), text(report_id)}));
  std::vector<DuplicateLink> links;
  for (const auto row : rows) {
    links.push_back(
        {row.text("id"),
         row.text("report_id"),
         row.text("draft_id"),
         row.text("candidate_id"),
         row.real("score"),
         row.real("distance_m"),
         row.text("decision"),
         {actor_kind_codes.parse(row.text("actor_kind")).value_or(ActorKind::systeme), row.text("actor_id")},
         base::from_millis(row.integer("at"))});
  }
  return links;
}

}  // namespace parvis::street
