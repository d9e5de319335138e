#include "street/calendar.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace parvis::street {
namespace {

Result<std::set<Day>> parse_days(const base::json::object& object, std::string_view key) {
  std::set<Day> days;
  const auto* value = object.if_contains(key);
  if (value == nullptr) return days;
  if (!value->is_array())
    return fail(ErrorKind::invalid, "Une liste de dates est attendue.", std::string(key));
  for (const auto& item : value->get_array()) {
    if (!item.is_string()) return fail(ErrorKind::invalid, "Une date est attendue.", std::string(key));
    PARVIS_TRY(day, base::parse_day(std::string_view(item.get_string())));
    days.insert(day);
  }
  return days;
}

}  // namespace

bool Calendar::works(Day day) const {
  if (open.count(day) > 0) return true;
  if (closed.count(day) > 0 || working_weekdays.count(base::weekday(day)) == 0) return false;
  const std::vector<Day> holidays_of_year = base::public_holidays(static_cast<int>(day.year()), holidays);
  return !std::binary_search(holidays_of_year.begin(), holidays_of_year.end(), day);
}

base::Instant Calendar::end_of(Day day) const {
  return base::instant_on(day, day_end_minutes, zone);
}

Result<Calendar> parse_calendar(const base::json::object& object) {
  Calendar calendar;
  calendar.zone = base::text_or(object, "zone", "Europe/Paris");
  if (const auto* value = object.if_contains("working_weekdays"); value != nullptr && value->is_array()) {
    calendar.working_weekdays.clear();
    for (const auto& item : value->get_array()) {
      if (!item.is_int64() || item.get_int64() < 0 || item.get_int64() > 6) {
        return fail(ErrorKind::invalid, "Un jour de la semaine va de 0 (lundi) à 6 (dimanche).", {},
                    "weekday");
      }
      calendar.working_weekdays.insert(static_cast<int>(item.get_int64()));
    }
  }
  if (const auto* value = object.if_contains("day_end_minutes"); value != nullptr) {
    if (!value->is_int64() || value->get_int64() < 1 || value->get_int64() > 24 * 60 - 1) {
      return fail(ErrorKind::invalid, "La fin de journée est une heure entre 00:01 et 23:59.", {}, "day_end");
    }
    calendar.day_end_minutes = static_cast<int>(value->get_int64());
  }
  const std::string set = base::text_or(object, "holidays", "metropole");
  const auto holidays = base::holiday_set_codes.parse(set);
  if (!holidays) return fail(ErrorKind::invalid, "Jeu de jours fériés inconnu : " + set, {}, "holidays");
  calendar.holidays = *holidays;
  PARVIS_TRY(closed, parse_days(object, "closed"));
  PARVIS_TRY(open, parse_days(object, "open"));
  calendar.closed = std::move(closed);
  calendar.open = std::move(open);
  if (calendar.working_weekdays.empty() && calendar.open.empty()) {
    return fail(ErrorKind::invalid, "Choisissez au moins un jour travaillé.", {}, "weekday");
  }
  return calendar;
}

base::json::object to_json(const Calendar& calendar) {
  base::json::array weekdays, closed, open;
  for (int day : calendar.working_weekdays) weekdays.emplace_back(day);
  for (Day day : calendar.closed) closed.emplace_back(base::format_day(day));
  for (Day day : calendar.open) open.emplace_back(base::format_day(day));
  return {{"zone", calendar.zone},
          {"working_weekdays", std::move(weekdays)},
          {"day_end_minutes", calendar.day_end_minutes},
          {"holidays", base::holiday_set_codes.code(calendar.holidays)},
          {"closed", std::move(closed)},
          {"open", std::move(open)}};
}

}  // namespace parvis::street
