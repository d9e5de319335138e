#include "street/transitions.hpp"

#include <algorithm>
#include <chrono>

#include "street/calendar.hpp"

namespace parvis::street {
namespace {

using S = State;
using W = Who;
using N = Need;
using std::chrono::days;

std::vector<Transition> build() {
  std::vector<Transition> table;
  auto add = [&table](const std::vector<State>& from, const std::vector<State>& to, const std::set<Who>& who,
                      const std::set<Need>& needs = {}, bool by_memory = false) {
    for (State start : from) {
      for (State end : to) table.push_back({start, end, who, needs, by_memory});
    }
  };
  const std::set<Who> staff{W::staff, W::dispatcher};

  add({S::recu}, {S::a_qualifier}, {W::system});
  add({S::recu}, {S::a_traiter}, {W::system}, {N::category, N::team});
  add({S::a_qualifier}, {S::a_traiter}, {W::dispatcher}, {N::category, N::team});
  add({S::a_traiter}, {S::a_qualifier}, staff, {N::reason});
  add({S::a_traiter, S::programme, S::en_cours, S::en_attente}, {S::programme}, staff, {N::date});
  add({S::a_traiter, S::programme, S::en_attente}, {S::en_cours}, staff);
  add({S::a_qualifier, S::a_traiter, S::programme, S::en_cours}, {S::attente_habitant}, staff,
      {N::contact, N::text});
  add({S::attente_habitant}, {S::a_qualifier, S::a_traiter, S::programme, S::en_cours},
      {W::citizen, W::system}, {}, true);
  add({S::a_qualifier, S::a_traiter, S::programme, S::en_cours}, {S::en_attente}, staff,
      {N::reason, N::date});
  add({S::en_attente}, {S::a_traiter}, {W::system});
  add({S::recu, S::a_qualifier, S::a_traiter, S::programme}, {S::a_transferer},
      {W::system, W::staff, W::dispatcher}, {N::partner});
  add({S::a_transferer}, {S::transfere, S::echec_transfert}, {W::system});
  add({S::echec_transfert}, {S::a_transferer, S::a_traiter}, staff);
  add({S::transfere}, {S::fait_partenaire, S::a_qualifier}, {W::partner});
  add({S::transfere}, {S::a_traiter}, staff);
  add({S::fait_partenaire}, {S::resolu}, {W::staff, W::dispatcher, W::system});
  add({S::fait_partenaire}, {S::transfere}, staff);
  add({S::a_qualifier, S::a_traiter, S::programme, S::en_cours, S::en_attente}, {S::resolu}, staff,
      {N::text, N::after_photo});
  add({S::reouverture}, {S::resolu, S::non_retenu}, staff, {N::text}, true);
  add({S::reouverture}, {S::a_traiter, S::a_qualifier}, staff, {N::text});
  for (std::size_t i = 0; i < state_codes.size(); ++i) {
    const State state = static_cast<State>(i);
    if (!is_open(state)) continue;
    add({state}, {S::non_retenu}, staff, {N::reason, N::text});
    // the head says why: it stands for reason and text
    if (state != S::transfere) add({state}, {S::doublon}, staff, {N::duplicate_of});
  }
  add({S::recu, S::a_qualifier, S::a_traiter, S::programme}, {S::annule},
      {W::citizen, W::staff, W::dispatcher});
  add({S::resolu, S::non_retenu}, {S::reouverture}, {W::citizen});
  add({S::resolu}, {S::a_traiter}, staff);
  add({S::non_retenu, S::doublon, S::annule}, {S::a_qualifier}, staff);
  return table;
}

bool is_reopening(const Transition& step) {
  return !is_open(step.from) && step.to != S::reouverture;
}

bool closes_by_staff(State to) {
  return to == S::resolu || to == S::non_retenu || to == S::doublon;
}

// Whether this person, with these rights, is one of those the step is for.
bool may(const Transition& step, const Actor& actor, const std::set<std::string>& rights) {
  switch (actor.kind) {
    case ActorKind::systeme:
      return step.who.count(W::system) > 0;
    case ActorKind::habitant:
      return step.who.count(W::citizen) > 0;
    case ActorKind::partenaire:
      return step.who.count(W::partner) > 0;
    case ActorKind::modele:
      return false;  // a model suggests, it never moves a report
    case ActorKind::agent:
      break;
  }
  const bool triage = rights.count("street.triage") > 0;
  const bool work = rights.count("street.work") > 0;
  if (closes_by_staff(step.to)) return step.who.count(W::staff) > 0 && rights.count("street.close") > 0;
  if (is_reopening(step))
    return step.who.count(W::dispatcher) > 0 && (triage || rights.count("street.close") > 0);
  return (triage && step.who.count(W::dispatcher) > 0) || ((work || triage) && step.who.count(W::staff) > 0);
}

bool remembered(const Transition& step, const Report& report) {
  return !step.by_memory || report.remembered_state == step.to;
}

bool reopening_in_time(const Report& report, base::Instant now) {
  return report.closed_at && now - *report.closed_at <= days{reopening_days} &&
         report.reopening_requests < reopenings_at_most;
}

bool listed(const std::vector<std::string_view>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const std::vector<std::string_view>& reasons_of(const Transition& step) {
  if (step.to == S::non_retenu) return refusal_reasons();
  if (step.to == S::en_attente) return waiting_reasons();
  return return_reasons();
}

Status missing(std::string message, std::string_view code) {
  return fail(ErrorKind::invalid, std::move(message), {}, std::string(code));
}

Status check_date(const Transition& step, const TransitionRequest& request, base::Instant now) {
  if (!request.date) return missing("Indiquez une date.", "date");
  if (base::local_day(*request.date, request.zone) < base::local_day(now, request.zone)) {
    return missing("La date doit être celle d'aujourd'hui ou plus tard.", "date");
  }
  if (step.to == S::en_attente && *request.date - now > days{waiting_days_at_most}) {
    return missing("La date de reprise doit tomber dans les 365 jours.", "date");
  }
  return {};
}

Status check_head(const Report& report, const TransitionRequest& request) {
  if (request.duplicate_of.empty()) return missing("Indiquez le signalement d'origine.", "duplicate_of");
  if (request.duplicate_of == report.id) {
    return missing("Un signalement ne peut pas être son propre doublon.", "duplicate_of");
  }
  if (!request.head_is_open) return missing("Le signalement d'origine doit être ouvert.", "duplicate_of");
  if (request.head_is_duplicate) {
    return missing("Le signalement d'origine est lui-même un doublon : choisissez le premier.",
                   "duplicate_of");
  }
  return {};
}

Status check_need(Need need, const Transition& step, const Report& report, const TransitionRequest& request,
                  base::Instant now) {
  switch (need) {
    case N::text:
      if (request.text.empty()) return missing("Écrivez le texte destiné à l'habitant.", "text");
      return {};
    case N::reason:
      if (!listed(reasons_of(step), request.reason))
        return missing("Choisissez un motif dans la liste.", "reason");
      return {};
    case N::date:
      return check_date(step, request, now);
    case N::duplicate_of:
      return check_head(report, request);
    case N::partner:
      if (request.partner.empty()) return missing("Choisissez le partenaire.", "partner");
      return {};
    case N::contact:
      if (!request.has_contact) {
        return missing("Cette personne n'a pas laissé de coordonnées : la question ne peut pas lui parvenir.",
                       "contact");
      }
      return {};
    case N::category:
      if (report.category.empty() || report.category == "AUT-QUA")
        return missing("Choisissez la rubrique.", "category");
      return {};
    case N::team:
      if (report.team.empty()) return missing("Choisissez l'équipe.", "team");
      return {};
    case N::after_photo:
      if (request.after_photo_required && !request.has_after_photo) {
        return missing("Ajoutez une photo après intervention : cette rubrique la demande.", "after_photo");
      }
      return {};
  }
  return {};
}

std::string names_of(const std::vector<State>& states) {
  std::string text;
  for (State state : states) {
    if (!text.empty()) text += ", ";
    text += staff_label(state);
  }
  return text.empty() ? "aucun" : text;
}

Status not_listed(const Report& report, const TransitionRequest& request) {
  std::vector<State> targets;
  for (const Transition& step : transitions()) {
    if (step.from != report.state || !remembered(step, report)) continue;
    if (std::find(targets.begin(), targets.end(), step.to) == targets.end()) targets.push_back(step.to);
  }
  return fail(ErrorKind::conflict,
              "Ce signalement est « " + std::string(staff_label(report.state)) +
                  " » : il ne peut pas passer à « " + std::string(staff_label(request.to)) +
                  " ». États possibles : " + names_of(targets) + ".",
              {}, "transition");
}

}  // namespace

const std::vector<Transition>& transitions() {
  static const std::vector<Transition> table = build();
  return table;
}

Status check_transition(const Report& report, const TransitionRequest& request, base::Instant now) {
  const Transition* chosen = nullptr;
  bool known = false;
  for (const Transition& step : transitions()) {
    if (step.from != report.state || step.to != request.to || !remembered(step, report)) continue;
    known = true;
    if (chosen == nullptr && may(step, request.actor, request.rights)) chosen = &step;
  }
  if (!known) return not_listed(report, request);
  if (chosen == nullptr) {
    return fail(ErrorKind::forbidden, "Vous n'avez pas le droit de faire passer ce signalement à cet état.",
                {}, "right");
  }
  if (request.to == S::reouverture && !reopening_in_time(report, now)) {
    return fail(ErrorKind::conflict,
                "La réouverture se demande dans les 30 jours après la clôture, deux fois au plus.", {},
                "reopening");
  }
  if (request.to == S::transfere && report.state == S::a_transferer && !request.all_blurred) {
    return missing("Les photos ne sont pas toutes floutées : rien ne part avant.", "blur");
  }
  for (Need need : chosen->needs) PARVIS_CHECK(check_need(need, *chosen, report, request, now));
  return {};
}

namespace {

void move_clock(Report& report, const TransitionRequest& request, base::Instant now) {
  const bool was_paused = !report.pauses.empty() && !report.pauses.back().end;
  const bool pauses = clock_paused(request.to, request.reason);
  if (was_paused && !pauses) report.pauses.back().end = now;
  if (!was_paused && pauses) report.pauses.push_back({now, std::nullopt});
}

void restart_clock(Report& report, base::Instant now) {
  report.clock_start = now;
  report.pauses.clear();
}

}  // namespace

Report after_transition(const Report& report, const TransitionRequest& request, base::Instant now) {
  Report after = report;
  const bool back = report.state == S::reouverture && report.remembered_state == request.to;
  after.state = request.to;
  if (!back) after.state_reason = request.reason;
  after.planned_at.reset();
  if (request.to == S::programme || request.to == S::en_attente) after.planned_at = request.date;
  move_clock(after, request, now);

  if (request.to == S::attente_habitant || request.to == S::reouverture)
    after.remembered_state = report.state;
  else
    after.remembered_state.reset();
  if (report.state == S::attente_habitant && request.to == S::programme) after.planned_at = report.planned_at;
  if (request.to == S::attente_habitant) after.planned_at = report.planned_at;
  if (request.to == S::reouverture) {
    after.state_reason = report.state_reason;
    ++after.reopening_requests;
    restart_clock(after, now);
  }
  if (report.state == S::a_traiter && request.to == S::a_qualifier) ++after.returns;
  if (request.to == S::doublon) after.duplicate_of = request.duplicate_of;
  if (request.to == S::a_transferer && !request.partner.empty()) after.partner = request.partner;

  if (!is_open(request.to)) {
    after.closed_at = now;
    return after;
  }
  after.closed_at.reset();
  const bool granted = report.state == S::reouverture;
  if (granted || (!is_open(report.state) && request.to != S::reouverture)) {
    ++after.reopened;
    after.duplicate_of.clear();
    restart_clock(after, now);
  }
  return after;
}

std::vector<AllowedTarget> allowed_targets(const Report& report, const Actor& actor,
                                           const std::set<std::string>& rights, base::Instant now) {
  std::vector<AllowedTarget> targets;
  for (const Transition& step : transitions()) {
    if (step.from != report.state || !remembered(step, report) || !may(step, actor, rights)) continue;
    if (step.to == S::reouverture && !reopening_in_time(report, now)) continue;
    const bool seen = std::any_of(targets.begin(), targets.end(),
                                  [&step](const AllowedTarget& target) { return target.to == step.to; });
    if (!seen) targets.push_back({step.to, {step.needs.begin(), step.needs.end()}});
  }
  return targets;
}

const std::vector<std::string_view>& refusal_reasons() {
  static const std::vector<std::string_view> reasons{
      "hors_competence",          "hors_territoire", "rien_constate", "deja_fait",
      "information_insuffisante", "abusif",          "essai"};
  return reasons;
}

const std::vector<std::string_view>& waiting_reasons() {
  static const std::vector<std::string_view> reasons{"meteo", "piece", "tiers", "surveillance"};
  return reasons;
}

const std::vector<std::string_view>& return_reasons() {
  static const std::vector<std::string_view> reasons{"pas_pour_nous", "mauvaise_rubrique", "mauvais_lieu"};
  return reasons;
}

}  // namespace parvis::street
