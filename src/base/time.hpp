// Instants in UTC at millisecond precision, the clock they come from, and their local and written forms.
// Zones are IANA names ("Europe/Paris"); an unknown zone is a bug of the caller's settings and falls back to
// UTC. All functions are thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::base {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

inline Instant from_millis(std::int64_t ms) {
  return Instant(std::chrono::milliseconds(ms));
}
inline std::int64_t to_millis(Instant at) {
  return at.time_since_epoch().count();
}

struct Clock {
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

struct SystemClock final : Clock {
  [[nodiscard]] Instant now() const override;
};

// A clock that tests move by hand.
struct FixedClock final : Clock {
  explicit FixedClock(Instant start) : at(start) {}
  [[nodiscard]] Instant now() const override { return at; }
  void advance(std::chrono::milliseconds by) { at += by; }
  Instant at;
};

struct LocalTime {
  int year = 1970, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
  int weekday = 0;         // 0 = Monday
  int offset_minutes = 0;  // east of UTC; filled by to_local, ignored by from_local
};

[[nodiscard]] bool known_zone(std::string_view zone);
[[nodiscard]] LocalTime to_local(Instant at, std::string_view zone);
// A local time that a clock change skips or repeats gives the first instant at or after it.
[[nodiscard]] Instant from_local(const LocalTime& local, std::string_view zone);

[[nodiscard]] std::string format_utc(Instant at);                               // 2026-06-01T09:00:00.000Z
[[nodiscard]] std::string format_local(Instant at, std::string_view zone);      // 2026-06-01T11:00:00+02:00
[[nodiscard]] std::string format_day(Instant at, std::string_view zone);        // 2026-06-01
[[nodiscard]] std::string french_date(Instant at, std::string_view zone);       // 1er juin 2026
[[nodiscard]] std::string french_date_time(Instant at, std::string_view zone);  // 1er juin 2026 à 11 h 00

// ISO 8601: a date (midnight UTC), or date and time with `Z` or an offset; without zone it is UTC.
Result<Instant> parse_instant(std::string_view text);

}  // namespace parvis::base
