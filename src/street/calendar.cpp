#include "street/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace parvis::street {
namespace {

namespace chrono = std::chrono;

chrono::sys_days sys(Day day) {
  return chrono::sys_days{chrono::year{day.year} / chrono::month{static_cast<unsigned>(day.month)} /
                          chrono::day{static_cast<unsigned>(day.day)}};
}

Day from_sys(chrono::sys_days days) {
  const chrono::year_month_day date{days};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Result<std::set<Day>> parse_days(const base::json::object& object, std::string_view key) {
  std::set<Day> days;
  const auto* value = object.if_contains(key);
  if (value == nullptr) return days;
  if (!value->is_array())
    return fail(ErrorKind::invalid, "Une liste de dates est attendue.", std::string(key));
  for (const auto& item : value->get_array()) {
    if (!item.is_string()) return fail(ErrorKind::invalid, "Une date est attendue.", std::string(key));
    PARVIS_TRY(day, parse_day(std::string_view(item.get_string())));
    days.insert(day);
  }
  return days;
}

}  // namespace

Day easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

Day plus_days(Day day, int days) {
  return from_sys(sys(day) + chrono::days{days});
}

int weekday(Day day) {
  return static_cast<int>(chrono::weekday{sys(day)}.iso_encoding()) - 1;
}

Result<Day> parse_day(std::string_view text) {
  Day day;
  bool shape = text.size() == 10 && text[4] == '-' && text[7] == '-';
  for (std::size_t i = 0; shape && i < text.size(); ++i) {
    if (i != 4 && i != 7) shape = text[i] >= '0' && text[i] <= '9';
  }
  if (shape) {
    auto number = [text](std::size_t from, std::size_t count) {
      int value = 0;
      for (char digit : text.substr(from, count)) value = value * 10 + (digit - '0');
      return value;
    };
    day = {number(0, 4), number(5, 2), number(8, 2)};
    const chrono::year_month_day date{chrono::year{day.year}, chrono::month{static_cast<unsigned>(day.month)},
                                      chrono::day{static_cast<unsigned>(day.day)}};
    shape = date.ok();
  }
  if (!shape) {
    return fail(ErrorKind::invalid, "« " + std::string(text) + " » n'est pas une date : écrivez 2026-05-08.",
                {}, "date");
  }
  return day;
}

std::string day_text(Day day) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", day.year, day.month, day.day);
  return buffer;
}

std::vector<Day> public_holidays(int year, HolidaySet set) {
  const Day easter = easter_sunday(year);
  std::vector<Day> days{{year, 1, 1},          plus_days(easter, 1),  {year, 5, 1},  {year, 5, 8},
                        plus_days(easter, 39), plus_days(easter, 50), {year, 7, 14}, {year, 8, 15},
                        {year, 11, 1},         {year, 11, 11},        {year, 12, 25}};
  switch (set) {
    case HolidaySet::metropole:
      break;
    case HolidaySet::alsace_moselle:
      days.push_back(plus_days(easter, -2));
      days.push_back({year, 12, 26});
      break;
    case HolidaySet::guadeloupe:
      days.push_back({year, 5, 27});
      break;
    case HolidaySet::martinique:
      days.push_back({year, 5, 22});
      break;
    case HolidaySet::guyane:
      days.push_back({year, 6, 10});
      break;
    case HolidaySet::reunion:
      days.push_back({year, 12, 20});
      break;
    case HolidaySet::mayotte:
      days.push_back({year, 4, 27});
      break;
    case HolidaySet::saint_barthelemy:
      days.push_back({year, 10, 9});
      break;
    case HolidaySet::saint_martin:
      days.push_back({year, 5, 28});
      break;
  }
  std::sort(days.begin(), days.end());
  // 8 May and Ascension, or 1 May and Ascension, can be the same day
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

bool Calendar::works(Day day) const {
  if (open.count(day) > 0) return true;
  if (closed.count(day) > 0 || working_weekdays.count(weekday(day)) == 0) return false;
  const std::vector<Day> holidays_of_year = public_holidays(day.year, holidays);
  return !std::binary_search(holidays_of_year.begin(), holidays_of_year.end(), day);
}

base::Instant Calendar::end_of(Day day) const {
  base::LocalTime local{};
  local.year = day.year;
  local.month = day.month;
  local.day = day.day;
  local.hour = day_end_minutes / 60;
  local.minute = day_end_minutes % 60;
  return base::from_local(local, zone);
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
  const auto holidays = holiday_set_codes.parse(set);
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
  for (Day day : calendar.closed) closed.emplace_back(day_text(day));
  for (Day day : calendar.open) open.emplace_back(day_text(day));
  return {{"zone", calendar.zone},
          {"working_weekdays", std::move(weekdays)},
          {"day_end_minutes", calendar.day_end_minutes},
          {"holidays", holiday_set_codes.code(calendar.holidays)},
          {"closed", std::move(closed)},
          {"open", std::move(open)}};
}

Day local_day(base::Instant instant, const std::string& zone) {
  const base::LocalTime local = base::to_local(instant, zone);
  return {local.year, local.month, local.day};
}

}  // namespace parvis::street
