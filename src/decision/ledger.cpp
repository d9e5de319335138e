#include "decision/ledger.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "store/audit_log.hpp"

namespace parvis::decision {
namespace {

using base::json::object;

constexpr std::array<std::string_view, 5> human_actions = {"accepté", "modifié", "refusé", "ignoré",
                                                           "sans humain"};
constexpr double reflex_seconds = 2;

// Events of one decision in the order they were written, also within a millisecond.
std::string event_id(const std::string& decision, std::int64_t number) {
  const std::string digits = std::to_string(number);
  return decision + "/" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

object human_json(const HumanEvent& event) {
  object out{{"action", event.action},
             {"final_value", event.final_value},
             {"reason_code", event.reason_code},
             {"reason", event.reason},
             {"role", event.role},
             {"agent_key", event.agent_key}};
  if (event.seconds_shown) out["seconds_shown"] = *event.seconds_shown;
  return out;
}

HumanEvent human_of(const object& o) {
  return {base::text_or(o, "action"),   base::text_or(o, "final_value"),      base::text_or(o, "reason_code"),
          base::text_or(o, "reason"),   base::opt_number(o, "seconds_shown"), base::text_or(o, "role"),
          base::text_or(o, "agent_key")};
}

std::optional<Proportion> shown(std::int64_t hits, std::int64_t n) {
  if (n < fewest_shown) return std::nullopt;
  return wilson(hits, n);
}

// Seconds a person took, with the proposal in sight or withheld; the middle row by the order of the database.
Result<std::optional<double>> median_seconds(store::Session& session, std::vector<store::Value> period,
                                             bool blind) {
  const std::string timed =
      " FROM decision d JOIN decision_event e ON e.decision_id = d.id WHERE d.use_case = ? AND d.at >= ? AND "
      "d.at < ? AND d.blind = " +
      std::string(blind ? "1" : "0") + " AND e.type = 'human' AND e.seconds IS NOT NULL";
  PARVIS_TRY(count, session.query("SELECT count(*) AS n" + timed, period));
  const std::int64_t n = count[0].integer("n");
  if (n < fewest_shown) return std::optional<double>();
  period.emplace_back((n - 1) / 2);
  PARVIS_TRY(middle,
             session.query("SELECT e.seconds" + timed + " ORDER BY e.seconds LIMIT 1 OFFSET ?", period));
  return middle.empty() ? std::optional<double>() : middle[0].opt_real("seconds");
}

void put(object& out, std::string_view name, const std::optional<Proportion>& p) {
  if (!p) return;
  out[name] = object{{"value", p->value}, {"low", p->low}, {"high", p->high}, {"n", p->n}};
}

}  // namespace

Proportion wilson(std::int64_t hits, std::int64_t n) {
  if (n == 0) return {0, 0, 0, 0, 1};
  constexpr double z = 1.959964;
  const auto count = static_cast<double>(n);
  const double p = static_cast<double>(hits) / count;
  const double denominator = 1 + z * z / count;
  const double centre = (p + z * z / (2 * count)) / denominator;
  const double half = z * std::sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / denominator;
  return {hits, n, p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

object to_json(const Figures& f) {
  object out{{"decisions", f.decisions}, {"abstained", f.abstained}, {"judged", f.judged}};
  put(out, "override_rate", f.override_rate);
  put(out, "coverage", f.coverage);
  put(out, "blind_agreement", f.blind_agreement);
  put(out, "reflex", f.reflex);
  put(out, "right_outcome", f.right_outcome);
  if (f.uwh_per_decision) out["uwh_per_decision"] = *f.uwh_per_decision;
  if (f.median_seconds) out["median_seconds"] = *f.median_seconds;
  if (f.blind_median_seconds) out["blind_median_seconds"] = *f.blind_median_seconds;
  return out;
}

Ledger::Ledger(store::Database& database, const base::Clock& clock, LedgerSettings settings)
    : database_(database), clock_(clock), settings_(std::move(settings)), materials_(database, clock) {}

Result<Decision> Ledger::record(Decision decision, bool may_be_blind) {
  return database_.write([&](store::Session& session) { return record_in(session, decision, may_be_blind); });
}

Result<Decision> Ledger::record_in(store::Session& session, Decision decision, bool may_be_blind) {
  if (decision.at == base::Instant{}) decision.at = clock_.now();
  if (decision.id.empty()) decision.id = base::uuid_v7(decision.at);
  decision.blind = may_be_blind && drawn_blind(decision.id, settings_.key, settings_.blind_rate);
  const std::string body = base::canonical_json(to_json(decision));
  PARVIS_CHECK(session.execute(
      "INSERT INTO decision (id, at, use_case, subject, person_key, model_sha256, value, abstained, blind, "
      "uwh, body) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {decision.id, base::to_millis(decision.at), decision.use_case, decision.subject, decision.person_key,
       decision.model.sha256, decision.value, std::int64_t{decision.abstained}, std::int64_t{decision.blind},
       store::opt(decision.energy.uwh), body}));
  PARVIS_CHECK(store::append_audit(session, decision.at, "decision.recorded", "system",
                                   "decision:" + decision.id, {{"sha256", base::sha256_hex(body)}}));
  return decision;
}

Status Ledger::append(store::Session& session, const std::string& id, std::string_view type,
                      const object& content) {
  PARVIS_TRY(known, session.query("SELECT (SELECT count(*) FROM decision_event e WHERE e.decision_id = d.id) "
                                  "AS events FROM decision d WHERE d.id = ?",
                                  {id}));
  if (known.empty())
    return fail(ErrorKind::not_found, "Cette décision n’existe pas.", id, "decision_unknown");
  const auto now = clock_.now();
  const auto seconds = base::opt_number(content, "seconds_shown");
  PARVIS_CHECK(session.execute(
      "INSERT INTO decision_event (id, decision_id, at, type, action, final_value, seconds, body) VALUES (?, "
      "?, ?, ?, ?, ?, ?, ?)",
      {event_id(id, known[0].integer("events") + 1), id, base::to_millis(now), std::string(type),
       base::text_or(content, "action"), base::text_or(content, type == "human" ? "final_value" : "value"),
       store::opt(seconds), base::canonical_json(content)}));
  return store::append_audit(session, now, "decision." + std::string(type), "system", "decision:" + id,
                             content);
}

Status Ledger::human_in(store::Session& session, const std::string& id, const HumanEvent& event) {
  if (std::find(human_actions.begin(), human_actions.end(), event.action) == human_actions.end())
    return fail(ErrorKind::invalid, "L’action « " + event.action + " » n’existe pas.", {}, "action_unknown");
  return append(session, id, "human", human_json(event));
}

Status Ledger::human(const std::string& id, const HumanEvent& event) {
  return database_.write([&](store::Session& session) { return human_in(session, id, event); });
}

Status Ledger::outcome_in(store::Session& session, const std::string& id, const Outcome& outcome) {
  return append(session, id, "outcome", {{"value", outcome.value}, {"source", outcome.source}});
}

Status Ledger::outcome(const std::string& id, const Outcome& outcome) {
  return database_.write([&](store::Session& session) { return outcome_in(session, id, outcome); });
}

Status Ledger::appeal(const std::string& id, const Appeal& appeal) {
  return database_.write([&](store::Session& session) {
    return append(session, id, "appeal", {{"value", appeal.state}, {"result", appeal.result}});
  });
}

Result<DecisionView> Ledger::view(const std::string& id) {
  return database_.read([&](store::Session& session) { return view_in(session, id); });
}

Result<DecisionView> Ledger::view_in(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT body FROM decision WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette décision n’existe pas.", id, "decision_unknown");
  PARVIS_TRY(body, base::parse_json_object(rows[0].text("body")));
  PARVIS_TRY(core, decision_of(body));
  DecisionView view;
  view.core = std::move(core);
  PARVIS_TRY(
      events,
      session.query("SELECT at, type, body FROM decision_event WHERE decision_id = ? ORDER BY at, id", {id}));
  for (const auto row : events) {
    PARVIS_TRY(content, base::parse_json_object(row.text("body")));
    if (row.text("type") == "human") view.human = human_of(content);
    if (row.text("type") == "outcome")
      view.outcome = Outcome{base::text_or(content, "value"), base::text_or(content, "source")};
    if (row.text("type") == "appeal")
      view.appeal = Appeal{base::text_or(content, "value"), base::text_or(content, "result")};
    view.events.push_back({base::from_millis(row.integer("at")), row.text("type"), std::move(content)});
  }
  return view;
}

Result<std::vector<std::string>> Ledger::ids(const std::string& after, int limit) {
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query("SELECT id FROM decision WHERE id > ? ORDER BY id LIMIT ?",
                         {after, std::int64_t{limit}});
  }));
  std::vector<std::string> ids;
  for (const auto row : rows) ids.push_back(row.text("id"));
  return ids;
}

Result<Figures> Ledger::figures(std::string_view use_case, base::Instant from, base::Instant to) {
  const std::vector<store::Value> period{std::string(use_case), base::to_millis(from), base::to_millis(to)};
  return database_.read([&](store::Session& session) -> Result<Figures> {
    PARVIS_TRY(
        core,
        session.query(
            "SELECT count(*) AS n, coalesce(sum(abstained), 0) AS abstained, avg(uwh) AS uwh FROM decision "
            "WHERE use_case = ? AND at >= ? AND at < ?",
            period));
    // The last word of a person counts; earlier ones were changes of mind.
    PARVIS_TRY(
        human,
        session.query(
            "SELECT coalesce(sum(CASE WHEN e.action = 'accepté' THEN 1 ELSE 0 END), 0) AS accepted,"
            " coalesce(sum(CASE WHEN e.action IN ('modifié', 'refusé') THEN 1 ELSE 0 END), 0) AS overridden,"
            " coalesce(sum(CASE WHEN e.action = 'accepté' AND e.seconds < " +
                std::to_string(reflex_seconds) +
                " THEN 1 ELSE 0 END), 0) AS reflex,"
                " coalesce(sum(CASE WHEN e.action = 'accepté' AND e.seconds IS NOT NULL THEN 1 ELSE 0 END), "
                "0) AS timed,"
                " coalesce(sum(CASE WHEN d.blind = 1 AND e.action <> 'ignoré' THEN 1 ELSE 0 END), 0) AS "
                "blind,"
                " coalesce(sum(CASE WHEN d.blind = 1 AND e.final_value = d.value THEN 1 ELSE 0 END), 0) AS "
                "agreed"
                " FROM decision d JOIN decision_event e ON e.decision_id = d.id"
                " WHERE d.use_case = ? AND d.at >= ? AND d.at < ? AND e.type = 'human'"
                " AND NOT EXISTS (SELECT 1 FROM decision_event later WHERE later.decision_id = d.id AND "
                "later.type = 'human' AND later.id > e.id)",
            period));
    PARVIS_TRY(
        outcome,
        session.query(
            "SELECT count(*) AS n, coalesce(sum(CASE WHEN e.final_value = d.value THEN 1 ELSE 0 END), 0) AS "
            "good"
            " FROM decision d JOIN decision_event e ON e.decision_id = d.id"
            " WHERE d.use_case = ? AND d.at >= ? AND d.at < ? AND e.type = 'outcome' AND d.abstained = 0"
            " AND NOT EXISTS (SELECT 1 FROM decision_event later WHERE later.decision_id = d.id AND "
            "later.type = 'outcome' AND later.id > e.id)",
            period));
    PARVIS_TRY(with_help, median_seconds(session, period, false));
    PARVIS_TRY(alone, median_seconds(session, period, true));
    const auto h = human[0];
    Figures figures;
    figures.decisions = core[0].integer("n");
    figures.abstained = core[0].integer("abstained");
    figures.judged = h.integer("accepted") + h.integer("overridden");
    figures.override_rate = shown(h.integer("overridden"), figures.judged);
    figures.coverage = shown(figures.decisions - figures.abstained, figures.decisions);
    figures.blind_agreement = shown(h.integer("agreed"), h.integer("blind"));
    figures.reflex = shown(h.integer("reflex"), h.integer("timed"));
    figures.right_outcome = shown(outcome[0].integer("good"), outcome[0].integer("n"));
    if (figures.decisions >= fewest_shown) figures.uwh_per_decision = core[0].opt_real("uwh");
    figures.median_seconds = with_help;
    figures.blind_median_seconds = alone;
    return figures;
  });
}

std::string Ledger::agent_key(std::string_view user_id) const {
  return base::hex(base::hmac_sha256(settings_.key, "agent " + std::string(user_id))).substr(0, 32);
}

Result<ReplayResult> Ledger::replay(const std::string& id) {
  PARVIS_TRY(seen, view(id));
  const auto replayer = replayers_.find(seen.core.use_case);
  if (replayer == replayers_.end()) {
    ReplayResult nothing;
    nothing.missing.push_back("Cette version ne sait pas rejouer les décisions « " + seen.core.use_case +
                              " ».");
    return nothing;
  }
  return replayer->second(seen.core);
}

}  // namespace parvis::decision
