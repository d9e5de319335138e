// Dates and times as cells write them: the ISO forms of Table Schema, patterns of `%` directives, and free
// forms with a month's name in French or English. Pure and thread-safe. Microseconds count from 1970-01-01;
// a time counts from midnight; a zone is subtracted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parvis::quality {

struct MomentParts {
  int year = 1900, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  std::optional<int> zone_seconds;
  bool has_date = false, has_time = false;
};

[[nodiscard]] bool real_day(int year, int month, int day);
[[nodiscard]] std::int64_t days_since_epoch(int year, int month, int day);
[[nodiscard]] std::int64_t microseconds_of(const MomentParts& parts);

// YYYY-MM-DD; `is_short` tells a month or day of one digit.
[[nodiscard]] bool read_iso_date(std::string_view text, MomentParts& parts, bool& is_short);
// hh:mm:ss with fraction and zone.
[[nodiscard]] bool read_iso_time(std::string_view text, MomentParts& parts);
// Date, `T` or one space, time.
[[nodiscard]] bool read_iso_datetime(std::string_view text, MomentParts& parts);
// Day, month's name, year and time in words: "10th Jan 1969 9 am", "1er mars 2024", "3:00 am".
[[nodiscard]] bool read_free_moment(std::string_view text, MomentParts& parts);
// The whole text after `format` (%Y %y %m %d %j %b %B %a %A %H %I %M %S %f %p %z %Z %%).
[[nodiscard]] bool read_by_pattern(std::string_view text, std::string_view format, MomentParts& parts);
// ISO 8601 duration in its order, in seconds (a month is a twelfth of 365.2425 days).
[[nodiscard]] std::optional<double> read_duration(std::string_view text);

}  // namespace parvis::quality
