#include "base/time.hpp"

#include <date/tz.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace parvis::base {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

const date::time_zone* zone_or_utc(std::string_view name) {
  const auto* zone = find_zone(name);
  return zone != nullptr ? zone : date::locate_zone("Etc/UTC");
}

template <class... Numbers>
std::string print(const char* format, Numbers... numbers) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, numbers...);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

// Reads exactly `count` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

tl::unexpected<Error> bad_time(std::string_view text) {
  return fail(ErrorKind::invalid,
              "Date illisible\u00a0: «\u00a0" + std::string(text.substr(0, 40)) +
                  "\u00a0». Écrivez par exemple 2026-06-01 ou 2026-06-01T09:00:00+02:00.");
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

bool known_zone(std::string_view zone) {
  return find_zone(zone) != nullptr;
}

LocalTime to_local(Instant at, std::string_view zone) {
  const auto* tz = zone_or_utc(zone);
  const auto info = tz->get_info(at);
  const auto local = date::local_time<milliseconds>(at.time_since_epoch() + info.offset);
  const auto day = date::floor<date::days>(local);
  const date::year_month_day ymd(day);
  const date::hh_mm_ss<milliseconds> clock(local - day);
  LocalTime result;
  result.year = static_cast<int>(ymd.year());
  result.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  result.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  result.hour = static_cast<int>(clock.hours().count());
  result.minute = static_cast<int>(clock.minutes().count());
  result.second = static_cast<int>(clock.seconds().count());
  result.weekday = static_cast<int>(date::weekday(day).iso_encoding()) - 1;
  result.offset_minutes = static_cast<int>(std::chrono::duration_cast<minutes>(info.offset).count());
  return result;
}

Instant from_local(const LocalTime& local, std::string_view zone) {
  const auto* tz = zone_or_utc(zone);
  const date::local_days day(date::year(local.year) / local.month / local.day);
  const auto moment = day + std::chrono::hours(local.hour) + minutes(local.minute) + seconds(local.second);
  const auto info = tz->get_info(moment);
  // In a gap the clock jumps: the first instant after is the change itself.
  if (info.result == date::local_info::nonexistent) return Instant(info.first.end.time_since_epoch());
  return Instant(moment.time_since_epoch() - info.first.offset);
}

std::string format_utc(Instant at) {
  const auto local = to_local(at, "Etc/UTC");
  const auto ms = static_cast<int>((at - floor<seconds>(at)).count());
  return print("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", local.year, local.month, local.day, local.hour,
               local.minute, local.second, ms);
}

std::string format_local(Instant at, std::string_view zone) {
  const auto t = to_local(at, zone);
  const int offset = t.offset_minutes < 0 ? -t.offset_minutes : t.offset_minutes;
  return print("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second,
               t.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::string format_day(Instant at, std::string_view zone) {
  const auto t = to_local(at, zone);
  return print("%04d-%02d-%02d", t.year, t.month, t.day);
}

std::string french_date(Instant at, std::string_view zone) {
  static constexpr std::array<const char*, 12> months = {"janvier",   "février", "mars",     "avril",
                                                         "mai",       "juin",    "juillet",  "août",
                                                         "septembre", "octobre", "novembre", "décembre"};
  const auto t = to_local(at, zone);
  return print("%d%s %s %d", t.day, t.day == 1 ? "er" : "", months.at(static_cast<std::size_t>(t.month - 1)),
               t.year);
}

std::string french_date_time(Instant at, std::string_view zone) {
  const auto t = to_local(at, zone);
  return french_date(at, zone) + print(" à %d\u00a0h\u00a0%02d", t.hour, t.minute);
}

Result<Instant> parse_instant(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') return bad_time(text);
  const date::year_month_day ymd = date::year(year) / month / day;
  if (!ymd.ok()) return bad_time(text);
  milliseconds at = std::chrono::duration_cast<milliseconds>(date::sys_days(ymd).time_since_epoch());
  if (text.size() == 10) return Instant(at);

  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  if ((text[10] != 'T' && text[10] != ' ') || hour < 0 || minute < 0 || hour > 23 || minute > 59 ||
      text[13] != ':')
    return bad_time(text);
  at += std::chrono::hours(hour) + minutes(minute);
  std::size_t next = 16;
  if (next < text.size() && text[next] == ':') {
    const int second = digits(text, next + 1, 2);
    if (second < 0 || second > 60) return bad_time(text);
    at += seconds(second);
    next += 3;
  }
  if (next < text.size() && text[next] == '.') {
    int scale = 100;
    for (++next; next < text.size() && text[next] >= '0' && text[next] <= '9'; ++next, scale /= 10)
      at += milliseconds((text[next] - '0') * scale);
  }
  const std::string_view zone = text.substr(next);
  if (zone.empty() || zone == "Z" || zone == "z") return Instant(at);
  const int zone_hours = digits(zone, 1, 2);
  const int zone_minutes = digits(zone, zone.size() == 6 ? 4 : 3, 2);
  const bool shaped = zone.size() == 5 || (zone.size() == 6 && zone[3] == ':');
  if (!shaped || (zone[0] != '+' && zone[0] != '-') || zone_hours < 0 || zone_hours > 15 ||
      zone_minutes < 0 || zone_minutes > 59)
    return bad_time(text);
  const minutes offset(zone_hours * 60 + zone_minutes);
  return Instant(zone[0] == '+' ? at - offset : at + offset);
}

}  // namespace parvis::base
