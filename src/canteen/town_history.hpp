// What a forecast is made from: the counts of a town's canteens, their pupils, the school calendar, strikes
// and menus, in plain values. It is filled from files (intake/) or from the stores (desk/), read by
// forecast/, and knows neither. One service only (`midi`, or `mercredi`…): services are never mixed in a fit.
// Missing is nullopt, never 0. Days are local dates. Not thread-safe while it is filled, then read by any
// number of threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/day.hpp"

namespace parvis::canteen {

using base::Day;

enum class CanteenType { maternelle, elementaire, both, other };  // M, E, M/E

struct CanteenFacts {
  std::string key;    // as in the town's files, byte for byte: what exports write ("COUDRAY E.|E")
  std::string label;  // for people
  CanteenType type = CanteenType::other;
  std::string sector;                 // "" unknown
  std::optional<Day> opened, closed;  // first and last day of its life, where known
};

// Why a count is kept out of fits or looked at twice. Every count eaten > 0 is scored.
enum class CountFlag { ok, closed, partial, doubtful };
// A doubtful count stays in levels and fits, whose loss is robust; a day closed or a part missing does not.
[[nodiscard]] constexpr bool counts_in_fits(CountFlag flag) {
  return flag == CountFlag::ok || flag == CountFlag::doubtful;
}

// One canteen on one day. `ordered` and `eaten` are sums over the canteen's sites of that day.
struct MealCount {
  Day day;
  int canteen = 0;  // index into TownHistory::canteens
  std::optional<double> ordered, eaten;
  CountFlag flag = CountFlag::ok;
  // The sum of the parts that are present, when a part is missing (`partial`): what people counted, for
  // scoring only.
  std::optional<double> eaten_of_present_parts;
};

struct PupilCount {
  double pupils = 0;
  bool provisional = false;  // carried over from another year
};

// What a day's main menu holds; nullopt in TownHistory::menus means the menu is unknown.
enum class DishClass {
  viande,
  poisson,
  sans_viande_ni_poisson,
  porc,
  noel,
  galette,
  frites,
  pizza,
  burger,
  bio,
  asie,
  dessert_de_fete,
  pates,
  plat_familial
};
inline constexpr std::size_t dish_classes = 14;
using DishClasses = std::bitset<dish_classes>;

struct MenuOfDay {
  DishClasses classes;
  bool served_text = false;  // written when the day was known («repas grève»): never read at a longer horizon
};

// A break by its first and last day off. The summer break is one of them.
struct SchoolBreak {
  Day first, last;
  bool inferred = false;  // from attendance, against the file
};

struct TownHistory {
  std::vector<CanteenFacts> canteens;
  std::vector<MealCount> counts;  // sorted by day, then canteen; at most one of each
  // (canteen, first calendar year of the school year) -> pupils: 2016 is 2016-2017.
  std::map<std::pair<int, int>, PupilCount> pupils;
  std::vector<SchoolBreak> breaks;  // sorted, disjoint
  std::set<Day> public_holidays;
  std::set<Day> closed_days;  // days without service anywhere though the calendar says school (bridges given)
  std::set<Day> strikes;      // listed strike days, dates right
  std::map<Day, MenuOfDay> menus;
  // City-level series of the town's own statistics, if any: a series of its own, never mixed with the
  // canteens' sum.
  std::map<Day, MealCount> city;
};

// The school year that a day belongs to, by its first calendar year; 1 August begins a new one.
[[nodiscard]] inline int school_year_of(const Day& day) {
  return static_cast<int>(day.year()) - (static_cast<unsigned>(day.month()) < 8 ? 1 : 0);
}

}  // namespace parvis::canteen
