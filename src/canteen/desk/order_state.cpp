#include "canteen/desk/order_state.hpp"

#include <cmath>

namespace parvis::canteen {
namespace {

constexpr double most_of_pupils = 1.3;
constexpr double least_of_order = 0.5;

bool validated(OrderState state) {
  return state == OrderState::confirmed || state == OrderState::corrected;
}

tl::unexpected<Error> wrong_state(OrderState state) {
  return fail(ErrorKind::conflict,
              "Cette commande est « " + std::string(label_of(state)) + " » : l’action n’est plus possible.",
              {}, "state");
}

}  // namespace

std::string_view label_of(OrderState state) {
  switch (state) {
    case OrderState::proposed:
      return "Proposé";
    case OrderState::confirmed:
      return "Confirmé";
    case OrderState::corrected:
      return "Corrigé";
    case OrderState::passed:
      return "Commande passée";
    case OrderState::counted:
      return "Compté";
    case OrderState::closed:
      return "Clos";
  }
  return {};
}

std::string_view label_of(CorrectionReason reason) {
  switch (reason) {
    case CorrectionReason::outing:
      return "Sortie";
    case CorrectionReason::class_away:
      return "Classe absente";
    case CorrectionReason::school_party:
      return "Fête d’école";
    case CorrectionReason::works:
      return "Travaux";
    case CorrectionReason::enrolment:
      return "Effectif";
    case CorrectionReason::menu_changed:
      return "Menu changé";
    case CorrectionReason::count_doubt:
      return "Doute sur le comptage";
    case CorrectionReason::habit:
      return "Habitude";
    case CorrectionReason::other:
      return "Autre";
  }
  return {};
}

bool under_floor(const OrderFacts& facts) {
  return facts.floor > 0 && facts.final && *facts.final < facts.floor;
}

Status may(OrderAct act, const OrderFacts& facts) {
  const bool open = facts.state == OrderState::proposed || validated(facts.state);
  if (!open) return wrong_state(facts.state);
  if (act == OrderAct::undo || act == OrderAct::approve) {
    if (!validated(facts.state)) return wrong_state(facts.state);
  }
  if (act == OrderAct::pass) {
    if (under_floor(facts) && !facts.approved) {
      return fail(ErrorKind::conflict,
                  "Sous le plancher d’une journée de grève : une deuxième personne doit approuver ce nombre.",
                  {}, "second_person");
    }
    return {};
  }
  if (facts.cutoff_gone) {
    return fail(ErrorKind::conflict, "L’heure limite est passée : appelez la cuisine.", {}, "cutoff");
  }
  if (act == OrderAct::confirm && facts.blind) {
    return fail(ErrorKind::conflict,
                "Pour cette commande, donnez d’abord votre nombre : la proposition vient après.", {},
                "blind");
  }
  return {};
}

std::string odd_count(double eaten, std::optional<double> pupils, std::optional<double> ordered) {
  const auto whole = [](double value) { return std::to_string(std::lround(value)); };
  if (pupils && *pupils > 0 && eaten > most_of_pupils * *pupils)
    return whole(eaten) + " repas pour " + whole(*pupils) + " élèves : est-ce bien cela ?";
  if (ordered && *ordered > 0 && eaten < least_of_order * *ordered)
    return whole(eaten) + " repas pour " + whole(*ordered) + " commandés : est-ce bien cela ?";
  return {};
}

}  // namespace parvis::canteen
