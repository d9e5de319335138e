#include "canteen/calendar/school_calendars.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

Result<Day> need_day(const json::object& object, std::string_view key) {
  PARVIS_TRY(text, base::need_text(object, key));
  return base::parse_day(text);
}

Result<std::optional<Day>> maybe_day(const json::object& object, std::string_view key) {
  if (!object.contains(key)) return std::optional<Day>();
  PARVIS_TRY(day, need_day(object, key));
  return std::optional<Day>(day);
}

Result<json::object> as_object(const json::value& value) {
  if (!value.is_object())
    return fail(ErrorKind::invalid, "Le calendrier scolaire contient autre chose qu’un objet.");
  return value.as_object();
}

Status read_years(const json::array& array, SchoolCalendars& out) {
  for (const auto& value : array) {
    PARVIS_TRY(object, as_object(value));
    PARVIS_TRY(year, base::need_integer(object, "school_year"));
    PARVIS_TRY(source, base::need_text(object, "source"));
    PARVIS_TRY(checked, need_day(object, "checked"));
    out.years[static_cast<int>(year)] = {source, checked};
  }
  return {};
}

Status read_breaks(const json::array& array, SchoolCalendars& out) {
  for (const auto& value : array) {
    PARVIS_TRY(object, as_object(value));
    PARVIS_TRY(year, base::need_integer(object, "school_year"));
    PARVIS_TRY(zone, base::need_text(object, "zone"));
    PARVIS_TRY(name, base::need_text(object, "name"));
    PARVIS_TRY(first, need_day(object, "first"));
    PARVIS_TRY(last, need_day(object, "last"));
    if (last < first)
      return fail(ErrorKind::invalid, "Des vacances finissent avant de commencer\u00A0: " + name + ".");
    out.breaks.push_back({static_cast<int>(year), zone, name, first, last});
  }
  return {};
}

Status read_academies(const json::array& array, SchoolCalendars& out) {
  for (const auto& value : array) {
    PARVIS_TRY(object, as_object(value));
    PARVIS_TRY(academie, base::need_text(object, "academie"));
    PARVIS_TRY(zone, base::need_text(object, "zone"));
    PARVIS_TRY(from, maybe_day(object, "from"));
    PARVIS_TRY(until, maybe_day(object, "until"));
    out.academies.push_back({academie, zone, from, until});
  }
  return {};
}

std::string year_label(int year) {
  return std::to_string(year) + "-" + std::to_string(year + 1);
}

}  // namespace

std::vector<SchoolBreak> SchoolCalendars::breaks_of(std::string_view zone) const {
  std::vector<SchoolBreak> out;
  for (const auto& decreed : breaks)
    if (decreed.zone == zone) out.push_back({decreed.first, decreed.last, false});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

std::optional<std::string> SchoolCalendars::zone_of(std::string_view academie, const Day& day) const {
  const std::string name = base::fold(base::trim(academie));
  for (const auto& period : academies) {
    if (base::fold(period.academie) != name) continue;
    if ((!period.from || *period.from <= day) && (!period.until || day <= *period.until)) return period.zone;
  }
  return std::nullopt;
}

std::optional<std::string> SchoolCalendars::missing_year(const Day& today) const {
  constexpr unsigned march = 3;
  int year = school_year_of(today);
  const auto month = static_cast<unsigned>(today.month());
  const bool next_is_due = month >= march && month < 8;
  if (years.contains(year) && next_is_due) ++year;
  if (years.contains(year)) return std::nullopt;
  return "Le calendrier scolaire " + year_label(year) +
         " n’est pas connu\u00A0: importez le fichier officiel des vacances. D’ici là, les vacances sont "
         "déduites "
         "de la fréquentation et les marges sont plus larges.";
}

Result<SchoolCalendars> read_school_calendars(const std::filesystem::path& file) {
  PARVIS_TRY(text, base::read_file(file));
  PARVIS_TRY(object, base::parse_json_object(text));
  PARVIS_TRY(years, base::need_array(object, "years"));
  PARVIS_TRY(breaks, base::need_array(object, "breaks"));
  PARVIS_TRY(academies, base::need_array(object, "academies"));
  SchoolCalendars out;
  PARVIS_CHECK(read_years(years, out));
  PARVIS_CHECK(read_breaks(breaks, out));
  PARVIS_CHECK(read_academies(academies, out));
  return out;
}

Result<SchoolCalendars> shipped_school_calendars() {
  return read_school_calendars(base::home_folder() / "reference" / "calendars" / "school_holidays.json");
}

}  // namespace parvis::canteen
