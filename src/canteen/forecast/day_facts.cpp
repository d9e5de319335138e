#include "canteen/forecast/day_facts.hpp"

#include <algorithm>
#include <cstdlib>

namespace parvis::canteen {
namespace {

constexpr int wednesday = 2, saturday = 5;
constexpr int ranks_told_from_start = 12, ranks_told_from_end = 30;  // past them the day is far from that end
constexpr int august = 8;

DayType type_of(const DayFacts& facts) {
  if (facts.bridge || facts.rank_from_end < 6) return DayType::rare;
  if (facts.rank_from_start < 8 || facts.rank_from_end < 25) return DayType::ends_of_year;
  const bool beside_break = facts.to_break < 3 || facts.since_break < 2;
  const bool beside_holiday = facts.to_public_holiday < 2 || facts.since_public_holiday < 2;
  return beside_break || beside_holiday ? DayType::beside_a_break : DayType::ordinary;
}

}  // namespace

int iso_week(const Day& day) {
  const Day thursday = base::plus_days(day, 3 - base::weekday(day));
  const Day first{thursday.year(), std::chrono::January, std::chrono::day(1)};
  return base::days_between(first, thursday) / 7 + 1;
}

bool SchoolCalendar::is_school_day(const Day& day) const {
  return base::weekday(day) != wednesday && is_open_weekday(day);
}

bool SchoolCalendar::is_open_weekday(const Day& day) const {
  return base::weekday(day) < saturday && break_around(day) == nullptr &&
         !history_->public_holidays.contains(day) && !history_->closed_days.contains(day);
}

const SchoolBreak* SchoolCalendar::break_around(const Day& day) const {
  const auto& breaks = history_->breaks;
  auto after =
      std::upper_bound(breaks.begin(), breaks.end(), day,
                       [](const Day& value, const SchoolBreak& pause) { return value < pause.first; });
  if (after == breaks.begin()) return nullptr;
  --after;
  return day <= after->last ? &*after : nullptr;
}

DayFacts SchoolCalendar::facts_of(const Day& day) const {
  DayFacts facts;
  for (const SchoolBreak& pause : history_->breaks) {
    if (day < pause.first)
      facts.to_break = std::min(facts.to_break, base::days_between(day, pause.first) - 1);
    if (pause.last < day)
      facts.since_break = std::min(facts.since_break, base::days_between(pause.last, day) - 1);
  }
  for (const Day& holiday : history_->public_holidays) {
    if (base::weekday(holiday) >= saturday) continue;
    const int distance = base::days_between(day, holiday);
    if (distance > 0) facts.to_public_holiday = std::min(facts.to_public_holiday, distance - 1);
    if (distance < 0) facts.since_public_holiday = std::min(facts.since_public_holiday, -distance - 1);
  }
  const auto off = [this](const Day& other) { return history_->public_holidays.contains(other); };
  const int weekday = base::weekday(day);
  facts.bridge =
      (weekday == 0 && off(base::plus_days(day, 1))) || (weekday == 4 && off(base::plus_days(day, -1)));
  facts.iso_week = iso_week(day);
  facts.rank_from_start = rank(day, -1, ranks_told_from_start);
  facts.rank_from_end = rank(day, 1, ranks_told_from_end);
  facts.type = type_of(facts);
  return facts;
}

// School days between this day and its end of the year: backwards or forwards until the break that holds
// August.
int SchoolCalendar::rank(const Day& day, int step, int most) const {
  int count = 0;
  for (Day other = base::plus_days(day, step); count < most; other = base::plus_days(other, step)) {
    const SchoolBreak* pause = break_around(other);
    const bool summer = pause != nullptr && base::days_between(pause->first, pause->last) > 40;
    if (summer || static_cast<unsigned>(other.month()) == august) return count;
    if (is_school_day(other)) ++count;
    if (std::abs(base::days_between(day, other)) > 90) break;
  }
  return DayFacts::far;
}

}  // namespace parvis::canteen
