// One suggestion, written before anyone sees it: what was proposed, by which model, from which inputs, at
// what cost. The core never changes; what people did with it comes later as events. Source: the project's
// decision record (docs/decisions/0002).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace parvis::decision {

struct ModelRef {
  std::string sha256, name, version;
  std::string kind;  // règles, linéaire, arbres, réseau
  std::string engine, code_commit;
};

// A reference to what was read, never a copy.
struct Input {
  std::string ref;  // "photo:<id>", "report:<id>/text"
  std::string sha256, source;
  std::string personal = "non";  // non, personnelle, sensible
};

struct Alternative {
  std::string value, label;
  double probability = 0;
};

struct Factor {
  std::string name;  // French
  std::string value;
  double weight = 0, contribution = 0;
};

struct Energy {
  std::optional<double> uwh;             // µWh; absent: not measurable
  std::string method = "non mesurable";  // mesuré, estimé, non mesurable
  std::int64_t cpu_ns = 0;
  std::string factor_id;
};

struct Decision {
  std::string id;  // UUIDv7; given by record() when empty
  base::Instant at{};
  std::string use_case;  // voirie, subventions, cantines, patrimoine
  std::string
      kind;  // classer, compléter, prévoir, ordonner, rapprocher, extraire, détecter, résumer, recommander
  std::string register_entry;
  std::int64_t entry_version = 1;
  std::string mode = "aide";           // aide, semi, auto
  std::string legal_effect = "aucun";  // aucun, prépare une décision individuelle, décision individuelle
  std::string subject;                 // "street_report:<id>"
  std::string person_key;              // keyed hash, only to answer rights requests
  ModelRef model;
  base::json::array data_version;  // ids and sha256 of the training sets
  std::string config_sha256;
  std::vector<Input> inputs;
  std::string value, label;  // first of the alternatives; empty when abstained
  std::vector<Alternative> alternatives;
  bool abstained = false;
  double confidence = 0, threshold = 0;
  bool calibrated = false;
  std::string explanation_method, explanation;  // French
  std::vector<Factor> factors;
  Energy energy;
  std::int64_t latency_us = 0;
  bool blind = false;  // drawn for the blind sample
};

[[nodiscard]] base::json::object to_json(const Decision& decision);
Result<Decision> decision_of(const base::json::object& object);

struct HumanEvent {
  std::string action;  // accepté, modifié, refusé, ignoré, sans humain
  std::string final_value;
  std::string reason_code, reason;
  std::optional<double> seconds_shown;
  std::string role, agent_key;  // agent_key: keyed hash
};

struct Outcome {
  std::string value, source;
};

struct Appeal {
  std::string state;   // ouvert, répondu
  std::string result;  // French, once answered
};

struct DecisionEvent {
  base::Instant at{};
  std::string type;  // human, outcome, appeal
  base::json::object content;
};

// The core and the fold of its events.
struct DecisionView {
  Decision core;
  std::optional<HumanEvent> human;  // the last one
  std::optional<Outcome> outcome;
  std::optional<Appeal> appeal;
  std::vector<DecisionEvent> events;  // all, oldest first
};

// True for about `rate` of the ids: a keyed hash, so that the draw can be made again but not chosen (G-05).
[[nodiscard]] bool drawn_blind(std::string_view id, std::string_view key, double rate);

}  // namespace parvis::decision
