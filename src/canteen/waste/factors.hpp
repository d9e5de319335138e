// Factors that turn meals into kilograms, euros and CO2: dated, each with its source. Those that ship are
// reference/canteen/factors.json; a town adds its own, which then stand in the place of the shipped ones of
// that name. A factor marked «à vérifier» is never shown as certain. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct Factor {
  std::string name;   // what it is a factor of: "cout_repas", "co2_poulet"…
  std::string label;  // French
  double value = 0;
  std::string unit;
  std::string source;
  std::optional<int> year;  // of the figure; nothing: the source does not say
  Day valid_from;
  std::string status;  // "publié", "à vérifier", "saisi"
  std::string place;   // folded name of the only town that it holds for; empty: any
  bool own = false;    // entered by the town
};

namespace factor_name {
inline constexpr std::string_view meal_cost = "cout_repas";           // euros of ingredients, one meal
inline constexpr std::string_view surplus_mass = "kg_repas_en_trop";  // learnt from weighings, or entered
inline constexpr std::string_view electricity = "co2_electricite";    // g a kWh; several sources: a range
inline constexpr std::string_view waste_per_cover = "dechets_par_couvert";  // g
}  // namespace factor_name

// Errors (invalid) name the entry.
Result<std::vector<Factor>> parse_factors(std::string_view json);
Result<Factor> factor_from(const base::json::object& object);
[[nodiscard]] base::json::object to_json(const Factor& factor);

// In force on `day` for `town` (any spelling): of each name and source the last; own factors put shipped ones
// of the same name aside.
[[nodiscard]] std::vector<Factor> in_force(const std::vector<Factor>& factors, const Day& day,
                                           std::string_view town);
[[nodiscard]] std::vector<Factor> named(const std::vector<Factor>& factors, std::string_view name);
// The first of that name.
[[nodiscard]] std::optional<Factor> factor_of(const std::vector<Factor>& factors, std::string_view name);
// «ADEME, 2024» or «presse, année non indiquée ; à vérifier».
[[nodiscard]] std::string source_words(const Factor& factor);

// The name of the CO2 factor of a main dish, from its text and classes: only where it is plain which of the
// known dishes it is. Empty: «non estimé».
[[nodiscard]] std::string dish_factor(std::string_view dish_text, const DishClasses& classes);

}  // namespace parvis::canteen
