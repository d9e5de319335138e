#include "grants/desk/pair_desk.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/ids.hpp"
#include "grants/matching/match_all.hpp"
#include "store/audit_log.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::size_t rows_per_step = 1000;

std::optional<std::int64_t> cents_of(const std::string& text) {
  double euros = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), euros);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<std::int64_t>(euros * 100 + (euros < 0 ? -0.5 : 0.5));
}

std::optional<int> year_of(const std::string& day) {
  int year = 0;
  const auto [end, error] =
      std::from_chars(day.data(), day.data() + std::min<std::size_t>(day.size(), 4), year);
  if (error != std::errc() || end != day.data() + 4) return std::nullopt;
  return year;
}

// A row of the SCDL schema as a request; nothing without a name and a purpose.
std::optional<Request> request_of(const RepairTable& table, std::size_t row) {
  const auto cell = [&](std::string_view field) {
    const auto found = table.plan().field_named(field);
    return found ? table.cell(row, *found) : std::string();
  };
  Request request;
  request.name = cell("nomBeneficiaire");
  request.title = cell("objet");
  if (request.name.empty() || request.title.empty()) return std::nullopt;
  request.service = cell("nomAttribuant");
  request.siret = cell("idBeneficiaire");
  request.rna = cell("rnaBeneficiaire");
  request.amount_cents = cents_of(cell("montant"));
  request.year = year_of(cell("dateConvention"));
  return request;
}

std::string pair_key(const std::string& a, const std::string& b) {
  return a < b ? a + b : b + a;
}

// What the answer says of the suggestion, for the record.
std::string action_of(const StoredPair& pair) {
  const PairAnswer answer = pair.answered.answer;
  const bool agrees = (pair.relation == "duplicate" && answer == PairAnswer::same_project) ||
                      (pair.relation == "split" && answer == PairAnswer::parts) ||
                      (pair.relation == "renewal" && answer == PairAnswer::renewal);
  if (agrees) return "accepté";
  return answer == PairAnswer::different ? "refusé" : "modifié";
}

}  // namespace

Result<std::unique_ptr<PairDesk>> PairDesk::make(GrantsContext& context, RepairDesk& repair) {
  PARVIS_TRY(rules, PairRules::load(PairRules::shipped_file()));
  PARVIS_TRY(head, load_pair_head(shipped_pair_head()));
  return std::unique_ptr<PairDesk>(new PairDesk(context, repair, std::move(rules), std::move(head)));
}

Result<Compared> PairDesk::compare(const std::string& file_id, const std::string& actor) {
  const base::Instant now = context_.clock.now();
  Compared out;
  PARVIS_TRY(rows, repair_.requests(file_id, request_of));
  out.rows = rows.size();
  for (std::size_t from = 0; from < rows.size(); from += rows_per_step) {
    PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
      for (std::size_t i = from; i < std::min(from + rows_per_step, rows.size()); ++i) {
        Funding funding;
        funding.file_id = file_id;
        funding.row = static_cast<std::int64_t>(rows[i].first);
        funding.request = rows[i].second;
        PARVIS_CHECK(PairStore::put_funding(session, funding, now));
      }
      return {};
    }));
  }
  PARVIS_TRY(all,
             context_.database.read([](store::Session& session) { return PairStore::fundings(session); }));
  if (all.size() > most_fundings) {
    return fail(ErrorKind::too_large, "Trop de subventions à comparer d’un coup : 200 000 au plus.", {},
                "too_many_fundings");
  }
  std::vector<Request> requests;
  requests.reserve(all.size());
  for (const Funding& funding : all) {
    requests.push_back(funding.request);
    out.known += funding.file_id == file_id ? 0 : 1;
  }
  std::vector<MatchedPair> found;
  match_all(requests, rules_, head_, [&](const MatchedPair& pair) {
    if (all[pair.a].file_id == file_id || all[pair.b].file_id == file_id) found.push_back(pair);
  });
  std::sort(found.begin(), found.end(), [](const MatchedPair& x, const MatchedPair& y) {
    if (x.judgement.p != y.judgement.p) return x.judgement.p > y.judgement.p;
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  });
  if (found.size() > most_pairs) {
    out.left_out = found.size() - most_pairs;
    found.resize(most_pairs);
  }
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    out.pairs = out.settled = 0;  // the transaction may run again
    PARVIS_CHECK(PairStore::drop_waiting(session, file_id));
    PairFilter answered;
    answered.waiting = false;
    answered.file_id = file_id;
    answered.limit = static_cast<int>(most_fundings);
    PARVIS_TRY(before, PairStore::list(session, answered));
    std::set<std::string> settled;
    for (const StoredPair& pair : before) {
      if (still_answered(pair.answered, pair.a.request, pair.b.request)) {
        settled.insert(pair_key(pair.a.id, pair.b.id));
      } else {
        PARVIS_CHECK(session.execute("DELETE FROM grants_pair WHERE id = ?", {pair.id}));
      }
    }
    for (const MatchedPair& match : found) {
      if (settled.contains(pair_key(all[match.a].id, all[match.b].id))) {
        ++out.settled;
        continue;
      }
      PARVIS_TRY(pair, suggested(session, all[match.a], all[match.b], now));
      PARVIS_TRY(added, PairStore::add(session, pair));
      out.pairs += added ? 1 : 0;
    }
    return store::append_audit(session, now, "grants.pairs.compare", actor, "table_file:" + file_id,
                               {{"pairs", out.pairs}});
  }));
  return out;
}

Result<StoredPair> PairDesk::suggested(store::Session& session, const Funding& a, const Funding& b,
                                       base::Instant now) {
  const Judgement judgement = judge(a.request, b.request, rules_, head_);
  StoredPair pair;
  pair.id = base::uuid_v7(now);
  pair.a = a;
  pair.b = b;
  pair.p = judgement.p;
  pair.relation = std::string(to_text(judgement.relation));
  pair.alert = judgement.alert;
  pair.model_sha256 = head_.sha256;
  pair.created_at = now;
  decision::Decision made;
  made.use_case = "subventions";
  made.kind = "rapprocher";
  made.register_entry = "subventions-rapprochement";
  made.legal_effect = "prépare une décision individuelle";
  made.subject = "pair:" + pair.id;
  made.model.sha256 = head_.sha256;
  made.model.name = "rapprochement de demandes";
  made.model.kind = "linéaire";
  made.config_sha256 = rules_.sha256();
  made.inputs = {{"funding:" + a.id, a.fingerprint, "ligne d’un fichier", "non"},
                 {"funding:" + b.id, b.fingerprint, "ligne d’un fichier", "non"}};
  made.value = pair.relation;
  made.label = std::string(french_name(judgement.relation));
  made.alternatives = {{made.value, made.label, judgement.p}};
  made.confidence = judgement.p;
  made.calibrated = true;
  made.threshold = judgement.alert ? head_.alert_from : head_.same_from;
  made.explanation_method = "somme pondérée";
  for (const Reason& reason : judgement.reasons) {
    pair.reasons.push_back(json::object{{"text", reason.text}, {"weight", reason.weight}});
    made.factors.push_back({reason.text, reason.feature, reason.weight, reason.weight});
  }
  made.explanation = std::string(alike_sentence);
  if (context_.ledger != nullptr) {
    PARVIS_TRY(recorded, context_.ledger->record_in(session, std::move(made)));
    pair.decision_id = recorded.id;
    pair.blind = recorded.blind;
  }
  return pair;
}

Result<std::vector<StoredPair>> PairDesk::list(const PairFilter& filter) {
  return context_.database.read([&](store::Session& session) { return PairStore::list(session, filter); });
}

Result<std::int64_t> PairDesk::waiting() {
  return context_.database.read([](store::Session& session) { return PairStore::waiting(session); });
}

Result<StoredPair> PairDesk::pair(const std::string& id) {
  return context_.database.read([&](store::Session& session) { return PairStore::find(session, id); });
}

Result<StoredPair> PairDesk::answer(const std::string& id, const PairAnswerGiven& given,
                                    const std::string& actor, const std::string& role) {
  if (given.why.size() > 2000) return fail(ErrorKind::invalid, "Le motif est trop long.", {}, "why");
  return context_.database.write([&](store::Session& session) -> Result<StoredPair> {
    PARVIS_TRY(pair, PairStore::find(session, id));
    pair.version = given.version;
    pair.answered = answer_pair(given.answer, pair.a.request, pair.b.request);
    pair.why = given.why;
    pair.answered_by = actor;
    PARVIS_CHECK(PairStore::save_answer(session, pair, context_.clock.now()));
    ++pair.version;
    if (context_.ledger != nullptr && given.answer != PairAnswer::unanswered && !pair.decision_id.empty()) {
      decision::HumanEvent event;
      event.action = action_of(pair);
      event.final_value = std::string(to_text(given.answer));
      event.reason = given.why;
      event.seconds_shown = given.seconds;
      event.role = role;
      event.agent_key = context_.ledger->agent_key(actor);
      PARVIS_CHECK(context_.ledger->human_in(session, pair.decision_id, event));
    }
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "grants.pair.answer", actor, "pair:" + id,
                                     {{"answer", to_text(given.answer)}, {"why", given.why}}));
    return pair;
  });
}

}  // namespace parvis::grants
