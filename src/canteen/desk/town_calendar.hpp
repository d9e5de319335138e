// The days of one town as stored: which have no service, and why. Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "canteen/desk/plan_store.hpp"

namespace parvis::canteen {

struct TownCalendar {
  std::vector<StoredBreak> breaks;
  std::vector<MovedDay> moved;
  std::vector<Strike> strikes;
};

// French: «mercredi», «vacances d’hiver», «1er mai»… Empty when meals are served.
[[nodiscard]] std::string no_service(const TownCalendar& calendar, const Day& day);
[[nodiscard]] bool strike_on(const TownCalendar& calendar, const Day& day);
// Breaks merged and sorted, holidays of the years, closed days: the calendar part of a TownHistory. A day
// "ouvert" is taken out of its break.
void fill_calendar(const TownCalendar& calendar, int first_year, int last_year, TownHistory& history);

}  // namespace parvis::canteen
