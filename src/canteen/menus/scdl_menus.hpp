// Menus in the national format SCDL «menus-collectifs»: written as version 1.2.3 (26 fields), read in every
// version since 0.1 by the names of the columns (menuTypeRepas became menuRepasType, 0.9 writes
// menu_type_repas). Allergens are what is declared, never guessed. Pure, thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "canteen/intake/finding.hpp"
#include "canteen/intake/raw_table.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

// Who publishes: the columns that are the same on every row.
struct ScdlIssuer {
  std::string authority, authority_siret, establishment, establishment_siret;
};

struct ScdlDish {
  std::uint32_t line = 0;
  std::string restaurant, restaurant_insee, restaurant_id, restaurant_id_type = "sans", restaurant_type,
                                                           guests;
  Day day;
  std::string meal = "déjeuner";  // menuRepasType
  std::string component = "autre", name, code;
  std::vector<std::string> siqo, regimes, allergens, textures;
  std::string label, precision, nutriscore;
  std::optional<double> price;                          // euros
  std::string published_at, modified_at, modification;  // ISO instants as written
};

struct ScdlMenus {
  ScdlIssuer issuer;  // of the first row
  std::vector<ScdlDish> dishes;
  std::vector<Finding> findings;  // rows without a day or a name are left out
};

inline constexpr std::size_t scdl_menu_fields = 26;
inline constexpr std::size_t max_scdl_dish_characters = 160;  // menuPlatNom

// Errors (invalid, "wrong-kind"): the columns of the day or of the dish are not there.
Result<ScdlMenus> read_scdl_menus(const RawTable& table);
// UTF-8, comma, header first; names longer than 160 characters are cut, as the format asks.
[[nodiscard]] std::string write_scdl_menus(const ScdlIssuer& issuer, const std::vector<ScdlDish>& dishes);

// What the format declares goes before what words tell: quality signs and regimes set or clear classes.
// `rank` as in classes_of_dish.
[[nodiscard]] DishClasses classes_of_scdl_dish(const ScdlDish& dish, int rank);

}  // namespace parvis::canteen
