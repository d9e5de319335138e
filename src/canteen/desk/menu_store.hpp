// Menus by kitchen and day. Functions run in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/town_history.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

struct Dish {
  int rank = 1;
  std::string name;
  std::string component =
      "autre";  // entrée, plat principal, garniture, dessert, produit laitier, pain, autre
  std::vector<std::string> siqo, allergens;
  DishClasses classes;
  std::string classes_origin = "règle";  // règle, saisie
};

struct DayMenu {
  std::string kitchen_id;  // empty: all kitchens
  Day day;
  std::string service = "midi";
  std::vector<Dish> dishes;     // by rank
  std::string state = "prévu";  // prévu, servi
  std::optional<base::Instant> published_at;
};

class MenuStore {
 public:
  static Result<std::vector<DayMenu>> between(store::Session& session, const Day& from, const Day& to);
  // Replaces that day's menu; no dishes: takes it away. Errors: invalid.
  static Status put(store::Session& session, const DayMenu& menu);
  // Gives the number of days published now.
  static Result<std::int64_t> publish(store::Session& session, const Day& from, const Day& to,
                                      base::Instant now);
};

[[nodiscard]] std::string_view code_of(DishClass one);
[[nodiscard]] std::string classes_text(const DishClasses& classes);  // "viande,frites"
[[nodiscard]] DishClasses classes_of(std::string_view text);

}  // namespace parvis::canteen
