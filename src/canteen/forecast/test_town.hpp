// An invented town for tests of forecasts: its own calendar, a level per canteen, weekday and season effects,
// noise. The same seed gives the same town.
#pragma once

#include <cmath>
#include <random>

#include "canteen/forecast/day_facts.hpp"

namespace parvis::canteen {

struct TestTown {
  int canteens = 4;
  int first_year = 2012, years = 4;  // school years
  double noise = 0.03;               // of the rate
  std::uint32_t seed = 1;
  double rise = 0;  // share added to every count from `rise_from` on
  Day rise_from = base::make_day(2100, 1, 1);
};

inline void add_calendar(const TestTown& town, TownHistory& history) {
  for (int year = town.first_year; year <= town.first_year + town.years; ++year) {
    const auto add = [&](int from_year, int m1, int d1, int to_year, int m2, int d2) {
      history.breaks.push_back({base::make_day(from_year, m1, d1), base::make_day(to_year, m2, d2), false});
    };
    add(year, 7, 5, year, 8, 31);
    add(year, 10, 20, year, 11, 3);
    add(year, 12, 20, year + 1, 1, 4);
    add(year + 1, 2, 10, year + 1, 2, 25);
    add(year + 1, 4, 8, year + 1, 4, 23);
    for (const auto& [month, day] : {std::pair{5, 1}, {5, 8}, {7, 14}}) {
      history.public_holidays.insert(base::make_day(year + 1, month, day));
    }
    history.public_holidays.insert(base::make_day(year, 11, 11));
  }
  history.breaks.push_back({base::make_day(town.first_year + town.years + 1, 7, 5),
                            base::make_day(town.first_year + town.years + 1, 8, 31), false});
}

inline TownHistory make_town(const TestTown& town) {
  TownHistory history;
  add_calendar(town, history);
  for (int c = 0; c < town.canteens; ++c) {
    CanteenFacts facts;
    facts.key = "C" + std::to_string(c) + "|E";
    facts.label = facts.key;
    facts.type = c % 3 == 0   ? CanteenType::maternelle
                 : c % 3 == 1 ? CanteenType::elementaire
                              : CanteenType::both;
    history.canteens.push_back(facts);
    for (int year = town.first_year; year <= town.first_year + town.years; ++year)
      history.pupils[{c, year}].pupils = 150 + 10 * (c % 20);
  }
  const SchoolCalendar calendar(history);
  std::mt19937 random(town.seed);
  const auto uniform = [&random] { return (static_cast<double>(random()) + 0.5) / 4294967296.0; };
  const auto normal = [&] {
    return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
  };
  const Day last = base::make_day(town.first_year + town.years, 7, 4);
  for (Day day = base::make_day(town.first_year, 9, 1); day <= last; day = base::plus_days(day, 1)) {
    if (!calendar.is_school_day(day)) continue;
    MenuOfDay menu;
    menu.classes.set(static_cast<std::size_t>(random() % 3));
    history.menus[day] = menu;
    const double weekday = 0.02 * (base::weekday(day) - 2);
    for (int c = 0; c < town.canteens; ++c) {
      double rate = 0.70 + 0.01 * (c % 7) + weekday + town.noise * normal();
      if (day >= town.rise_from) rate *= 1 + town.rise;
      MealCount count;
      count.day = day;
      count.canteen = c;
      count.eaten = std::round(std::max(1.0, rate * history.pupils[{c, school_year_of(day)}].pupils));
      count.ordered = std::round(*count.eaten * (1.05 + 0.02 * normal()));
      history.counts.push_back(count);
    }
  }
  return history;
}

}  // namespace parvis::canteen
