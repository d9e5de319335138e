// The states of an order and what may be done to it; why an agent corrects it; when a noon count looks odd.
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/code_list.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace parvis::canteen {

enum class OrderState { proposed, confirmed, corrected, passed, counted, closed };
inline constexpr base::CodeList<OrderState, 6> order_state_codes{
    {"propose", "confirme", "corrige", "passe", "compte", "clos"}};
[[nodiscard]] std::string_view label_of(OrderState state);

// Reason codes of a correction (DE-3).
enum class CorrectionReason {
  outing,
  class_away,
  school_party,
  works,
  enrolment,
  menu_changed,
  count_doubt,
  habit,
  other
};
inline constexpr base::CodeList<CorrectionReason, 9> correction_reason_codes{
    {"sortie", "classe_absente", "fete_ecole", "travaux", "effectif", "menu_change", "doute_comptage",
     "habitude", "autre"}};
[[nodiscard]] std::string_view label_of(CorrectionReason reason);

enum class OrderAct { confirm, correct, undo, approve, pass };

// What is looked at when somebody acts on an order.
struct OrderFacts {
  OrderState state = OrderState::proposed;
  bool blind = false;  // of the blind sample, and nobody has answered yet
  bool cutoff_gone = false;
  std::optional<int> final;
  int floor = 0;          // meals; 0: none
  bool approved = false;  // by a second person
};
// Errors: conflict, codes "state", "cutoff", "blind", "second_person".
Status may(OrderAct act, const OrderFacts& facts);

// Whether the figure lies under the strike floor (ST-4).
[[nodiscard]] bool under_floor(const OrderFacts& facts);

// «Est-ce bien cela ?»: above 130 % of the pupils, or under half of the order. Empty: nothing odd.
[[nodiscard]] std::string odd_count(double eaten, std::optional<double> pupils,
                                    std::optional<double> ordered);

}  // namespace parvis::canteen
