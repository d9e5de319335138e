// School breaks as decreed, zone by zone, and the zone of an académie on a day: reference/calendars/. Public
// holidays are computed (base/public_holidays.hpp), what a day is beside them is in forecast/day_facts.hpp.
// Immutable once read.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct DecreedBreak {
  int school_year = 0;  // its first calendar year
  std::string zone, name;
  Day first, last;  // days off, both included
};

struct DecreedYear {
  std::string source;
  Day checked;
};

struct ZonePeriod {
  std::string academie, zone;
  std::optional<Day> from, until;
};

struct SchoolCalendars {
  std::map<int, DecreedYear> years;
  std::vector<DecreedBreak> breaks;
  std::vector<ZonePeriod> academies;

  // Sorted by day.
  [[nodiscard]] std::vector<SchoolBreak> breaks_of(std::string_view zone) const;
  // «Nantes» or «nantes»; nothing for an académie outside the zones (Corse, outre-mer) or unknown.
  [[nodiscard]] std::optional<std::string> zone_of(std::string_view academie, const Day& day) const;
  // What the calendar page says when the school year of `today`, or from 1 March the next one, is not known.
  [[nodiscard]] std::optional<std::string> missing_year(const Day& today) const;
};

// Errors: those of base::read_file; invalid, which names the member.
Result<SchoolCalendars> read_school_calendars(const std::filesystem::path& file);
// The file that ships.
Result<SchoolCalendars> shipped_school_calendars();

}  // namespace parvis::canteen
