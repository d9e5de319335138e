// Rows of sites into meals of canteens: which rows belong together, which parts are missing, what a zero
// means, which counts are looked at twice. Rows of the file are never changed; what is proposed is a finding
// with its repair. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "canteen/intake/finding.hpp"
#include "canteen/intake/intake.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct MealDaysInput {
  const CountTable& counts;
  std::string file;
  std::vector<int> canteen_of_site;  // by CountTable::sites; -1: outside
  std::set<Day> strikes;
  bool wednesdays = false;  // false: the midday service, Wednesdays apart; true: Wednesdays alone
};

// A part is in use on a day when it has counts both before and after within so many service days. Two names
// of one part never have counts on one day: one of them present is enough.
inline constexpr int part_window_days = 30;
inline constexpr double suspect_above_order = 1.5, suspect_below_order = 0.5;

struct MealDays {
  std::vector<MealCount> counts;  // sorted by day, then canteen
  std::map<Day, double> eaten;    // of all rows of the service, outside ones too: 0 when every cell is empty
  std::map<Day, double> all_eaten;                            // the same, whatever the service
  std::set<Day> counted;                                      // days with at least one cell that is not empty
  std::size_t several_rows = 0, part_empty = 0, partial = 0;  // canteen-days
  std::vector<Finding> findings;
};

// More guests than pupils: never capped, told. A canteen whose median of a term is above 1.3 has a wrong
// number of pupils.
inline constexpr double pupils_to_check = 1.3;
[[nodiscard]] std::vector<Finding> above_pupils(const TownHistory& town, const std::string& file);

[[nodiscard]] MealDays meal_days(const MealDaysInput& input, const Acceptance& accept);

}  // namespace parvis::canteen
