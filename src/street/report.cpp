#include "street/report.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace parvis::street {
namespace {

struct StateFacts {
  std::string_view staff, citizen, mysociety;
  bool open;
};

constexpr std::array<StateFacts, 16> state_facts{{
    {"Reçu", "Reçu", "OPEN", true},
    {"À qualifier", "Reçu, en cours de lecture", "OPEN", true},
    {"À traiter", "Transmis à l'équipe", "OPEN", true},
    {"Programmé", "Prévu", "ACTION_SCHEDULED", true},
    {"En cours", "Intervention en cours", "IN_PROGRESS", true},
    {"Question posée", "Nous attendons votre réponse", "INVESTIGATING", true},
    {"En attente", "En attente", "PLANNED", true},
    {"À transférer", "Transmis", "IN_PROGRESS", true},
    {"Transféré", "Pris en charge", "IN_PROGRESS", true},
    {"Échec de transfert", "Transmis", "IN_PROGRESS", true},
    {"Fait, à vérifier", "Intervention faite, vérification", "IN_PROGRESS", true},
    {"Résolu", "Résolu", "FIXED", false},
    {"Non retenu", "Non retenu", "NO_FURTHER_ACTION", false},
    {"Doublon", "Déjà signalé", "DUPLICATE", false},
    {"Annulé", "Annulé", "CLOSED", false},
    {"Réouverture demandée", "Votre demande est examinée", "OPEN", true},
}};

const StateFacts& facts(State state) {
  return state_facts[static_cast<std::size_t>(state)];
}

std::int64_t millis(base::Instant instant) {
  return instant.time_since_epoch().count();
}
base::Instant instant_of(std::int64_t value) {
  return base::Instant{std::chrono::milliseconds{value}};
}

base::json::value optional_millis(const std::optional<base::Instant>& instant) {
  if (!instant) return nullptr;
  return millis(*instant);
}

base::json::array texts(const std::vector<std::string>& values) {
  base::json::array array;
  for (const std::string& value : values) array.emplace_back(value);
  return array;
}

base::json::array pauses_json(const std::vector<Pause>& pauses) {
  base::json::array array;
  for (const Pause& pause : pauses) {
    array.emplace_back(base::json::array{millis(pause.start), optional_millis(pause.end)});
  }
  return array;
}

// One field read back from a payload["set"]; false when its shape is not what tracked_fields writes.
class FieldReader {
 public:
  FieldReader(const base::json::object& set) : set_(set) {}

  void text(std::string_view name, std::string& into) {
    if (const auto* value = set_.if_contains(name)) {
      if (value->is_string())
        into = std::string(value->get_string());
      else
        ok_ = false;
    }
  }
  void number(std::string_view name, std::int64_t& into) {
    if (const auto* value = set_.if_contains(name)) {
      if (value->is_int64())
        into = value->get_int64();
      else
        ok_ = false;
    }
  }
  void flag(std::string_view name, bool& into) {
    if (const auto* value = set_.if_contains(name)) {
      if (value->is_bool())
        into = value->get_bool();
      else
        ok_ = false;
    }
  }
  void instant(std::string_view name, base::Instant& into) {
    std::int64_t value = millis(into);
    number(name, value);
    into = instant_of(value);
  }
  void optional_instant(std::string_view name, std::optional<base::Instant>& into) {
    if (const auto* value = set_.if_contains(name)) {
      if (value->is_null())
        into.reset();
      else if (value->is_int64())
        into = instant_of(value->get_int64());
      else
        ok_ = false;
    }
  }
  void list(std::string_view name, std::vector<std::string>& into) {
    const auto* value = set_.if_contains(name);
    if (value == nullptr) return;
    if (!value->is_array()) {
      ok_ = false;
      return;
    }
    into.clear();
    for (const auto& item : value->get_array()) {
      if (item.is_string())
        into.emplace_back(std::string(item.get_string()));
      else
        ok_ = false;
    }
  }
  template <class E, std::size_t N>
  void choice(std::string_view name, const base::CodeList<E, N>& codes, E& into) {
    std::string code(codes.code(into));
    text(name, code);
    if (auto value = codes.parse(code))
      into = *value;
    else
      ok_ = false;
  }
  const base::json::value* raw(std::string_view name) const { return set_.if_contains(name); }
  void broken() { ok_ = false; }
  bool ok() const { return ok_; }

 private:
  const base::json::object& set_;
  bool ok_ = true;
};

void read_position(FieldReader& reader, Report& report) {
  if (const auto* value = reader.raw("position")) {
    if (value->is_null()) {
      report.position.reset();
    } else if (value->is_array() && value->get_array().size() == 2) {
      const auto& pair = value->get_array();
      report.position = base::LatLon{pair[0].to_number<double>(), pair[1].to_number<double>()};
    } else {
      reader.broken();
    }
  }
  if (const auto* value = reader.raw("position_precision_m")) {
    if (value->is_null())
      report.position_precision_m.reset();
    else
      report.position_precision_m = value->to_number<double>();
  }
}

void read_pauses(FieldReader& reader, Report& report) {
  const auto* value = reader.raw("pauses");
  if (value == nullptr) return;
  report.pauses.clear();
  for (const auto& item : value->as_array()) {
    const auto& pair = item.as_array();
    Pause pause{instant_of(pair.at(0).as_int64()), std::nullopt};
    if (!pair.at(1).is_null()) pause.end = instant_of(pair.at(1).as_int64());
    report.pauses.push_back(pause);
  }
}

void read_remembered(FieldReader& reader, Report& report) {
  const auto* value = reader.raw("remembered_state");
  if (value == nullptr) return;
  report.remembered_state.reset();
  if (value->is_string()) report.remembered_state = state_codes.parse(std::string_view(value->get_string()));
}

bool apply(const base::json::object& set, Report& report) {
  FieldReader reader(set);
  reader.text("id", report.id);
  reader.text("ref", report.ref);
  reader.text("client_ref", report.client_ref);
  reader.text("jurisdiction", report.jurisdiction);
  reader.choice("channel", channel_codes, report.channel);
  reader.instant("received_at", report.received_at);
  reader.optional_instant("observed_at", report.observed_at);
  reader.instant("updated_at", report.updated_at);
  reader.optional_instant("closed_at", report.closed_at);
  reader.text("category", report.category);
  reader.choice("category_source", category_source_codes, report.category_source);
  reader.flag("category_confirmed", report.category_confirmed);
  reader.choice("state", state_codes, report.state);
  reader.text("state_reason", report.state_reason);
  reader.choice("priority", priority_codes, report.priority);
  reader.choice("visibility", visibility_codes, report.visibility);
  read_position(reader, report);
  reader.choice("position_source", position_source_codes, report.position_source);
  reader.text("address_id", report.address_id);
  reader.text("insee", report.insee);
  reader.list("area_ids", report.area_ids);
  reader.list("quality_flags", report.quality_flags);
  reader.text("team", report.team);
  reader.text("assignee", report.assignee);
  reader.text("partner", report.partner);
  reader.text("sla", report.sla);
  reader.optional_instant("clock_start", report.clock_start);
  reader.optional_instant("deadline_at", report.deadline_at);
  reader.optional_instant("first_answer_deadline_at", report.first_answer_deadline_at);
  read_pauses(reader, report);
  reader.optional_instant("planned_at", report.planned_at);
  read_remembered(reader, report);
  reader.number("followers", report.followers);
  reader.number("reopened", report.reopened);
  reader.number("reopening_requests", report.reopening_requests);
  reader.number("returns", report.returns);
  reader.text("duplicate_of", report.duplicate_of);
  reader.text("parent", report.parent);
  reader.number("version", report.version);
  return reader.ok();
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> reason_labels{{
    {"hors_competence", "ne relève pas de la ville"},
    {"hors_territoire", "hors du territoire de la ville"},
    {"rien_constate", "rien n'a été constaté sur place"},
    {"deja_fait", "déjà réglé avant notre passage"},
    {"information_insuffisante", "les informations ne suffisent pas pour intervenir"},
    {"abusif", "contenu contraire aux règles du service"},
    {"essai", "message d'essai"},
    {"meteo", "conditions météorologiques"},
    {"piece", "pièce ou matériel attendu"},
    {"tiers", "intervention d'un autre service attendue"},
    {"surveillance", "situation surveillée"},
    {"pas_pour_nous", "ne relève pas de cette équipe"},
    {"mauvaise_rubrique", "rubrique à corriger"},
    {"mauvais_lieu", "lieu à corriger"},
    {"danger_probable", "danger possible, à lire en premier"},
    {"desaccord", "la proposition automatique et le choix de l'habitant diffèrent"},
}};

}  // namespace

bool is_open(State state) {
  return facts(state).open;
}

bool clock_paused(State state, std::string_view reason) {
  if (state == State::attente_habitant) return true;
  return state == State::en_attente && reason != "surveillance";
}

std::string_view staff_label(State state) {
  return facts(state).staff;
}
std::string_view citizen_label(State state) {
  return facts(state).citizen;
}
std::string_view open311_status(State state) {
  return is_open(state) ? "open" : "closed";
}

std::string_view mysociety_state(State state, std::string_view reason) {
  if (state == State::non_retenu && reason == "hors_competence") return "NOT_COUNCILS_RESPONSIBILITY";
  return facts(state).mysociety;
}

std::string_view priority_label(Priority priority) {
  constexpr std::array<std::string_view, 3> labels{"Normale", "Urgente", "Danger"};
  return labels[static_cast<std::size_t>(priority)];
}

std::string_view reason_label(std::string_view reason) {
  for (const auto& [code, label] : reason_labels) {
    if (code == reason) return label;
  }
  return reason;
}

base::json::object tracked_fields(const Report& report) {
  base::json::object fields{
      {"id", report.id},
      {"ref", report.ref},
      {"client_ref", report.client_ref},
      {"jurisdiction", report.jurisdiction},
      {"channel", channel_codes.code(report.channel)},
      {"received_at", millis(report.received_at)},
      {"observed_at", optional_millis(report.observed_at)},
      {"updated_at", millis(report.updated_at)},
      {"closed_at", optional_millis(report.closed_at)},
      {"category", report.category},
      {"category_source", category_source_codes.code(report.category_source)},
      {"category_confirmed", report.category_confirmed},
      {"state", state_codes.code(report.state)},
      {"state_reason", report.state_reason},
      {"priority", priority_codes.code(report.priority)},
      {"visibility", visibility_codes.code(report.visibility)},
      {"position_source", position_source_codes.code(report.position_source)},
      {"address_id", report.address_id},
      {"insee", report.insee},
      {"area_ids", texts(report.area_ids)},
      {"quality_flags", texts(report.quality_flags)},
      {"team", report.team},
      {"assignee", report.assignee},
      {"partner", report.partner},
      {"sla", report.sla},
      {"clock_start", optional_millis(report.clock_start)},
      {"deadline_at", optional_millis(report.deadline_at)},
      {"first_answer_deadline_at", optional_millis(report.first_answer_deadline_at)},
      {"pauses", pauses_json(report.pauses)},
      {"planned_at", optional_millis(report.planned_at)},
      {"followers", report.followers},
      {"reopened", report.reopened},
      {"reopening_requests", report.reopening_requests},
      {"returns", report.returns},
      {"duplicate_of", report.duplicate_of},
      {"parent", report.parent},
      {"version", report.version},
  };
  fields["position"] = nullptr;
  if (report.position) fields["position"] = base::json::array{report.position->lat, report.position->lon};
  fields["position_precision_m"] = nullptr;
  if (report.position_precision_m) fields["position_precision_m"] = *report.position_precision_m;
  fields["remembered_state"] = nullptr;
  if (report.remembered_state) fields["remembered_state"] = state_codes.code(*report.remembered_state);
  return fields;
}

base::json::object changed_fields(const Report& before, const Report& after) {
  const base::json::object old = tracked_fields(before);
  base::json::object changed;
  for (const auto& field : tracked_fields(after)) {
    const auto* was = old.if_contains(field.key());
    if (was == nullptr || *was != field.value()) changed[field.key()] = field.value();
  }
  return changed;
}

Result<Report> replay(const std::vector<Event>& events) {
  Report report;
  for (const Event& event : events) {
    const auto* set = event.payload.if_contains("set");
    if (set == nullptr) continue;
    if (!set->is_object() || !apply(set->get_object(), report)) {
      return fail(ErrorKind::internal, "L'historique de ce signalement ne peut pas être relu.",
                  "event " + std::to_string(event.seq) + " of " + event.report_id + " has an unreadable set",
                  "chain");
    }
  }
  return report;
}

bool publicly_listed(const Report& report) {
  if (report.visibility == Visibility::prive || report.category == "AUT-QUA") return false;
  if (report.state == State::annule) return false;
  return report.state != State::non_retenu ||
         (report.state_reason != "abusif" && report.state_reason != "essai");
}

}  // namespace parvis::street
