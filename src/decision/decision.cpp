#include "decision/decision.hpp"

#include <cstdint>

#include "base/hashing.hpp"

namespace parvis::decision {
namespace {

using base::json::array;
using base::json::object;

// A member of an object, read only when it is an object itself.
object part(const object& whole, std::string_view key) {
  return base::need_object(whole, key).value_or(object{});
}
array list(const object& whole, std::string_view key) {
  return base::need_array(whole, key).value_or(array{});
}

object energy_json(const Energy& energy) {
  object out{{"method", energy.method}, {"cpu_ns", energy.cpu_ns}, {"factor_id", energy.factor_id}};
  out["uwh"] = energy.uwh ? base::json::value(*energy.uwh) : base::json::value(nullptr);
  return out;
}

}  // namespace

object to_json(const Decision& d) {
  array inputs, alternatives, factors;
  for (const auto& input : d.inputs)
    inputs.push_back(object{{"ref", input.ref},
                            {"sha256", input.sha256},
                            {"source", input.source},
                            {"personal", input.personal}});
  for (const auto& other : d.alternatives)
    alternatives.push_back(
        object{{"value", other.value}, {"label", other.label}, {"probability", other.probability}});
  for (const auto& factor : d.factors)
    factors.push_back(object{{"name", factor.name},
                             {"value", factor.value},
                             {"weight", factor.weight},
                             {"contribution", factor.contribution}});
  return object{
      {"id", d.id},
      {"at", base::format_utc(d.at)},
      {"use_case", d.use_case},
      {"kind", d.kind},
      {"register_entry", d.register_entry},
      {"entry_version", d.entry_version},
      {"mode", d.mode},
      {"legal_effect", d.legal_effect},
      {"subject", d.subject},
      {"person_key", d.person_key},
      {"model", object{{"sha256", d.model.sha256},
                       {"name", d.model.name},
                       {"version", d.model.version},
                       {"kind", d.model.kind},
                       {"engine", d.model.engine},
                       {"code_commit", d.model.code_commit}}},
      {"data_version", d.data_version},
      {"config_sha256", d.config_sha256},
      {"inputs", std::move(inputs)},
      {"output", object{{"value", d.value},
                        {"label", d.label},
                        {"alternatives", std::move(alternatives)},
                        {"abstained", d.abstained}}},
      {"confidence", d.confidence},
      {"calibrated", d.calibrated},
      {"threshold", d.threshold},
      {"explanation",
       object{{"method", d.explanation_method}, {"text_fr", d.explanation}, {"factors", std::move(factors)}}},
      {"energy", energy_json(d.energy)},
      {"latency_us", d.latency_us},
      {"blind", d.blind},
  };
}

Result<Decision> decision_of(const object& o) {
  Decision d;
  PARVIS_TRY(id, base::need_text(o, "id"));
  PARVIS_TRY(at, base::need_text(o, "at"));
  PARVIS_TRY(instant, base::parse_instant(at));
  d.id = id;
  d.at = instant;
  d.use_case = base::text_or(o, "use_case");
  d.kind = base::text_or(o, "kind");
  d.register_entry = base::text_or(o, "register_entry");
  d.entry_version = base::integer_or(o, "entry_version", 1);
  d.mode = base::text_or(o, "mode");
  d.legal_effect = base::text_or(o, "legal_effect");
  d.subject = base::text_or(o, "subject");
  d.person_key = base::text_or(o, "person_key");
  const object model = part(o, "model");
  d.model = {base::text_or(model, "sha256"),  base::text_or(model, "name"),
             base::text_or(model, "version"), base::text_or(model, "kind"),
             base::text_or(model, "engine"),  base::text_or(model, "code_commit")};
  d.data_version = list(o, "data_version");
  d.config_sha256 = base::text_or(o, "config_sha256");
  for (const auto& item : list(o, "inputs")) {
    const auto& input = item.as_object();
    d.inputs.push_back({base::text_or(input, "ref"), base::text_or(input, "sha256"),
                        base::text_or(input, "source"), base::text_or(input, "personal")});
  }
  const object output = part(o, "output");
  d.value = base::text_or(output, "value");
  d.label = base::text_or(output, "label");
  d.abstained = base::flag_or(output, "abstained");
  for (const auto& item : list(output, "alternatives")) {
    const auto& other = item.as_object();
    d.alternatives.push_back({base::text_or(other, "value"), base::text_or(other, "label"),
                              base::number_or(other, "probability")});
  }
  d.confidence = base::number_or(o, "confidence");
  d.calibrated = base::flag_or(o, "calibrated");
  d.threshold = base::number_or(o, "threshold");
  const object explanation = part(o, "explanation");
  d.explanation_method = base::text_or(explanation, "method");
  d.explanation = base::text_or(explanation, "text_fr");
  for (const auto& item : list(explanation, "factors")) {
    const auto& factor = item.as_object();
    d.factors.push_back({base::text_or(factor, "name"), base::text_or(factor, "value"),
                         base::number_or(factor, "weight"), base::number_or(factor, "contribution")});
  }
  const object energy = part(o, "energy");
  d.energy = {base::opt_number(energy, "uwh"), base::text_or(energy, "method"),
              base::integer_or(energy, "cpu_ns"), base::text_or(energy, "factor_id")};
  d.latency_us = base::integer_or(o, "latency_us");
  d.blind = base::flag_or(o, "blind");
  return d;
}

bool drawn_blind(std::string_view id, std::string_view key, double rate) {
  const std::string digest = base::hmac_sha256(key, id);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 6; ++i) number = (number << 8) | static_cast<unsigned char>(digest[i]);
  return static_cast<double>(number) < rate * 281'474'976'710'656.0;  // 2^48
}

}  // namespace parvis::decision
