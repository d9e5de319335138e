// What a dish is, from its words: rules on folded text, whole words, with the rank of the dish. A person's
// class, or what SCDL columns say, goes before these rules. Marks (* meat, ° organic) are not used: they
// appear in September 2016 in the shared menus, which is a change of habit, not of food. Pure, thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "canteen/town_history.hpp"

namespace parvis::canteen {

// Classes of one dish; `rank` from 1, 0 unknown. Two dishes joined by / are alternatives: each is read alone,
// and their classes are joined.
[[nodiscard]] DishClasses classes_of_dish(std::string_view text, int rank);

// Marks as they stand in the text.
struct DishMarks {
  bool meat = false, organic = false;  // * and °
};
[[nodiscard]] DishMarks marks_of_dish(std::string_view text);

// «repas grève»: written when the day was known.
[[nodiscard]] bool tells_a_strike(std::string_view text);
// A dash, a dot or nothing at all: no dish.
[[nodiscard]] bool is_no_dish(std::string_view text);

struct PlannedDish {
  std::string_view text;
  int rank = 0;
};
// One day. «sans viande ni poisson» needs a main course that was read: a day of fewer than two dishes is
// unknown.
[[nodiscard]] std::optional<MenuOfDay> menu_of_day(const std::vector<PlannedDish>& dishes);

}  // namespace parvis::canteen
