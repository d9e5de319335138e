#include "canteen/desk/town_calendar.hpp"

#include <algorithm>

#include "base/public_holidays.hpp"

namespace parvis::canteen {
namespace {

constexpr int wednesday = 2, saturday = 5;

const MovedDay* moved_on(const TownCalendar& calendar, const Day& day) {
  for (const MovedDay& moved : calendar.moved)
    if (moved.day == day) return &moved;
  return nullptr;
}

bool is_public_holiday(const Day& day) {
  const auto days = base::public_holidays(static_cast<int>(day.year()), base::HolidaySet::metropole);
  return std::binary_search(days.begin(), days.end(), day);
}

// The break without that day: nothing, one or two breaks.
std::vector<SchoolBreak> without(const SchoolBreak& one, const Day& day) {
  if (day < one.first || one.last < day) return {one};
  std::vector<SchoolBreak> out;
  if (one.first < day) out.push_back({one.first, base::plus_days(day, -1), one.inferred});
  if (day < one.last) out.push_back({base::plus_days(day, 1), one.last, one.inferred});
  return out;
}

std::vector<SchoolBreak> merged(std::vector<SchoolBreak> breaks) {
  std::sort(breaks.begin(), breaks.end(),
            [](const SchoolBreak& a, const SchoolBreak& b) { return a.first < b.first; });
  std::vector<SchoolBreak> out;
  for (const SchoolBreak& one : breaks) {
    if (!out.empty() && one.first <= base::plus_days(out.back().last, 1))
      out.back().last = std::max(out.back().last, one.last);
    else
      out.push_back(one);
  }
  return out;
}

}  // namespace

std::string no_service(const TownCalendar& calendar, const Day& day) {
  const int weekday = base::weekday(day);
  if (weekday >= saturday) return "week-end";
  if (const MovedDay* moved = moved_on(calendar, day)) {
    if (moved->kind == "ouvert") return {};
    return moved->reason.empty() ? "jour fermé par la ville" : moved->reason;
  }
  if (is_public_holiday(day)) return "jour férié";
  for (const StoredBreak& one : calendar.breaks)
    if (one.first <= day && day <= one.last) return one.label;
  return weekday == wednesday ? "mercredi" : "";
}

bool strike_on(const TownCalendar& calendar, const Day& day) {
  return std::any_of(calendar.strikes.begin(), calendar.strikes.end(),
                     [&](const Strike& strike) { return strike.day == day; });
}

void fill_calendar(const TownCalendar& calendar, int first_year, int last_year, TownHistory& history) {
  std::vector<SchoolBreak> breaks;
  for (const StoredBreak& one : calendar.breaks)
    breaks.push_back({one.first, one.last, one.origin == "déduit"});
  history.breaks = merged(std::move(breaks));
  for (const MovedDay& moved : calendar.moved) {
    if (moved.kind == "fermé") {
      history.closed_days.insert(moved.day);
      continue;
    }
    std::vector<SchoolBreak> kept;
    for (const SchoolBreak& one : history.breaks)
      for (const SchoolBreak& part : without(one, moved.day)) kept.push_back(part);
    history.breaks = std::move(kept);
  }
  for (int year = first_year; year <= last_year; ++year)
    for (const Day& day : base::public_holidays(year, base::HolidaySet::metropole))
      history.public_holidays.insert(day);
  for (const Strike& strike : calendar.strikes) history.strikes.insert(strike.day);
}

}  // namespace parvis::canteen
