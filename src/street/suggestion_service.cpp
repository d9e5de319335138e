#include "street/suggestion_service.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "decision/ledger.hpp"
#include "street/public_text.hpp"
#include "street/suggestion_replay.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr std::string_view use_case = "voirie", register_entry = "signalements-rubrique";

bool danger_near(const Config& config, const std::vector<std::pair<std::string, double>>& top, double from) {
  return std::any_of(top.begin(), top.end(), [&](const auto& leaf) {
    const Category* category = config.catalogue.find(leaf.first);
    return leaf.second >= from && category && category->danger();
  });
}

decision::ModelRef model_of(const SuggestionQuestion& question) {
  for (const TakenPhoto& photo : question.photos) {
    if (photo.seen) return {photo.seen->model_sha, photo.seen->model_name, {}, "linéaire", "openvino", {}};
  }
  return {{}, "regles-lexicales", {}, "règles", "parvis", {}};
}

// `counts_sha`: of the counts of the areas, which they all share.
decision::Decision decision_of(const SuggestionQuestion& question, const Suggestion& suggestion,
                               const FusionSettings& settings, const std::string& counts_sha) {
  decision::Decision out;
  out.use_case = use_case;
  out.kind = "classer";
  out.register_entry = register_entry;
  out.subject = question.subject_kind + ":" + question.subject_id;
  out.model = model_of(question);
  for (const TakenPhoto& photo : question.photos) {
    if (photo.seen)
      out.inputs.push_back({"photo:" + photo.id, photo.original_sha, "habitant", "personnelle"});
  }
  if (!question.text.empty()) {
    out.inputs.push_back({out.subject + "/text", base::sha256_hex(question.text), "habitant", "personnelle"});
  }
  for (const std::string& area : question.area_ids)
    out.inputs.push_back({"area:" + area, counts_sha, "ville", "non"});
  put_output(out, suggestion, settings);
  double uwh = 0, ms = 0;
  bool measured = false;
  for (const TakenPhoto& photo : question.photos) {
    if (!photo.seen) continue;
    uwh += photo.seen->energy_uwh;
    ms += photo.seen->milliseconds;
    out.energy.cpu_ns += photo.seen->cpu_ns;
    out.energy.method = photo.seen->energy_basis;
    measured = true;
  }
  if (measured) out.energy.uwh = uwh;
  out.latency_us = static_cast<std::int64_t>(ms * 1000);
  return out;
}

SuggestionRecord record_of(const decision::Decision& recorded, const Suggestion& suggestion,
                           base::Instant now) {
  SuggestionRecord record;
  record.id = base::uuid_v7(now);
  record.decision_id = recorded.id;
  record.model_sha = recorded.model.sha256;
  record.inputs = suggestion.inputs;
  for (const LeafProbability& leaf : suggestion.top) record.top.emplace_back(leaf.code, leaf.p);
  record.abstained = suggestion.abstained;
  record.reason = suggestion.reason;
  record.latency_ms = recorded.latency_us / 1000;
  record.energy_uwh = recorded.energy.uwh;
  for (const Factor& factor : suggestion.factors) record.factors.emplace_back(factor.input, factor.text);
  record.created_at = now;
  return record;
}

std::string agent_key(const decision::Ledger& ledger, const Actor& actor) {
  return actor.kind == ActorKind::agent ? ledger.agent_key(actor.id) : std::string();
}

void log_if_lost(const Status& status, std::string_view what) {
  if (!status)
    base::log_warning("street.decision_event_lost",
                      {{"event", std::string(what)}, {"code", status.error().code}});
}

}  // namespace

json::object to_json(const SuggestionRecord& record) {
  json::array inputs, top, factors;
  for (const std::string& input : record.inputs) inputs.push_back(json::value(input));
  for (const auto& [code, p] : record.top) top.push_back(json::array{code, p});
  for (const auto& [input, text] : record.factors) factors.push_back(json::array{input, text});
  json::object out{{"id", record.id},
                   {"decision", record.decision_id},
                   {"model", record.model_sha},
                   {"inputs", std::move(inputs)},
                   {"top", std::move(top)},
                   {"abstained", record.abstained},
                   {"reason", record.reason},
                   {"ms", record.latency_ms},
                   {"factors", std::move(factors)},
                   {"at", base::to_millis(record.created_at)}};
  if (record.energy_uwh) out["uwh"] = *record.energy_uwh;
  return out;
}

SuggestionRecord suggestion_record(const json::object& object) {
  SuggestionRecord record;
  record.id = base::text_or(object, "id");
  record.decision_id = base::text_or(object, "decision");
  record.model_sha = base::text_or(object, "model");
  record.abstained = base::flag_or(object, "abstained", true);
  record.reason = base::text_or(object, "reason");
  record.latency_ms = base::integer_or(object, "ms");
  record.energy_uwh = base::opt_number(object, "uwh");
  record.created_at = base::from_millis(base::integer_or(object, "at"));
  auto each = [&](std::string_view key, auto take) {
    const auto* found = object.if_contains(key);
    if (!found || !found->is_array()) return;
    for (const auto& one : found->get_array()) take(one);
  };
  each("inputs", [&](const json::value& one) { record.inputs.emplace_back(one.as_string()); });
  each("top", [&](const json::value& one) {
    record.top.emplace_back(std::string(one.at(0).as_string()), one.at(1).to_number<double>());
  });
  each("factors", [&](const json::value& one) {
    record.factors.emplace_back(std::string(one.at(0).as_string()), std::string(one.at(1).as_string()));
  });
  return record;
}

Result<MadeSuggestion> make_suggestion(StreetContext& context, const Config& config,
                                       const SuggestionQuestion& asked) {
  if (!context.ledger) {
    return fail(ErrorKind::unavailable, "Aucune proposition n'est disponible.", "no ledger",
                "ledger_missing");
  }
  SuggestionQuestion question = asked;
  // as the report will keep it, so that the text can be found again by its digest
  question.text = clean_text(asked.text, max_description_characters);
  FusionInput input;
  for (const TakenPhoto& photo : question.photos) {
    if (photo.seen) input.photos.push_back(photo.seen->classes);
  }
  input.text = question.text;
  if (input.photos.empty() && question.text.empty()) {
    return fail(ErrorKind::unavailable, "Aucune proposition n'est disponible.", "nothing to read",
                "model_unavailable");
  }
  const base::Instant now = context.clock.now();
  input.place_counts = context.prior.counts(context.database, context.reports, question.area_ids, now);
  MadeSuggestion made;
  made.suggestion = suggest(config.catalogue, input, context.settings.fusion);
  decision::Materials& materials = context.ledger->materials();
  PARVIS_TRY(counts_sha, materials.keep(counts_text(input.place_counts)));
  PARVIS_TRY(config_sha, materials.keep(fusion_text(config.catalogue, context.settings.fusion)));
  decision::Decision decision = decision_of(question, made.suggestion, context.settings.fusion, counts_sha);
  decision.config_sha256 = config_sha;
  std::vector<std::pair<std::string, double>> top;
  for (const LeafProbability& leaf : made.suggestion.top) top.emplace_back(leaf.code, leaf.p);
  const bool urgent = danger_near(config, top, context.settings.fusion.danger_from);
  PARVIS_TRY(recorded, context.ledger->record(std::move(decision), !urgent));
  made.record = record_of(recorded, made.suggestion, now);
  made.model_name = recorded.model.name;
  return made;
}

void tell_choice(StreetContext& context, const SuggestionRecord& record, const std::string& chosen,
                 const Actor& actor, std::string_view role) {
  if (!context.ledger || record.decision_id.empty()) return;
  decision::HumanEvent event;
  const bool first = !record.top.empty() && record.top.front().first == chosen;
  event.action = first ? "accepté" : "modifié";
  event.final_value = chosen;
  event.role = role;
  event.agent_key = agent_key(*context.ledger, actor);
  log_if_lost(context.ledger->human(record.decision_id, event), "human");
}

void tell_outcome(StreetContext& context, const SuggestionRecord& record, const std::string& category) {
  if (!context.ledger || record.decision_id.empty()) return;
  log_if_lost(context.ledger->outcome(record.decision_id, {category, "rubrique à la clôture"}), "outcome");
}

bool withheld(const StreetContext& context, const Config& config, const SuggestionRecord& record) {
  if (!context.ledger || record.decision_id.empty()) return false;
  return !danger_near(config, record.top, context.settings.fusion.danger_from) &&
         context.ledger->drawn(record.decision_id);
}

}  // namespace parvis::street
