#include "canteen/calendar/school_calendars.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/public_holidays.hpp"
#include "canteen/forecast/day_facts.hpp"
#include "canteen/intake/intake.hpp"

namespace parvis::canteen {
namespace {

using base::make_day;

SchoolCalendars shipped() {
  auto calendars = read_school_calendars(std::filesystem::path(PARVIS_SOURCE_DIR) /
                                         "reference/calendars/school_holidays.json");
  EXPECT_TRUE(calendars) << calendars.error().message;
  return calendars ? *calendars : SchoolCalendars{};
}

bool has(const std::vector<SchoolBreak>& breaks, const Day& first, const Day& last) {
  return std::any_of(breaks.begin(), breaks.end(),
                     [&](const auto& known) { return known.first == first && known.last == last; });
}

TEST(SchoolCalendars, BreaksOfZoneBAsDecreed) {
  const auto zone_b = shipped().breaks_of("B");
  EXPECT_TRUE(has(zone_b, make_day(2016, 2, 6), make_day(2016, 2, 21)));
  EXPECT_TRUE(has(zone_b, make_day(2017, 2, 11), make_day(2017, 2, 26)));
  EXPECT_TRUE(has(zone_b, make_day(2016, 4, 2), make_day(2016, 4, 17)));
  EXPECT_TRUE(has(zone_b, make_day(2017, 4, 8), make_day(2017, 4, 23)));
}

TEST(SchoolCalendars, EveryYearHasItsBreaksInEveryZoneAndTheyDoNotOverlap) {
  const auto calendars = shipped();
  for (const std::string zone : {"A", "B", "C"}) {
    const auto breaks = calendars.breaks_of(zone);
    constexpr std::size_t breaks_a_year = 6;
    EXPECT_EQ(breaks.size(), breaks_a_year * calendars.years.size());
    for (std::size_t i = 1; i < breaks.size(); ++i) {
      const bool bridge_inside = breaks[i].last <= breaks[i - 1].last;  // zone B, spring 2018
      EXPECT_TRUE(bridge_inside || breaks[i - 1].last < breaks[i].first) << base::format_day(breaks[i].first);
    }
  }
}

TEST(SchoolCalendars, ZonesAreDated) {
  const auto calendars = shipped();
  EXPECT_EQ(calendars.zone_of("Nantes", make_day(2015, 12, 31)), "A");
  EXPECT_EQ(calendars.zone_of("nantes", make_day(2016, 1, 1)), "B");
  EXPECT_EQ(calendars.zone_of("Paris", make_day(2010, 1, 1)), "C");
  EXPECT_EQ(calendars.zone_of("CRETEIL", make_day(2020, 1, 1)), "C");
  EXPECT_FALSE(calendars.zone_of("Corse", make_day(2020, 1, 1)).has_value());
}

TEST(SchoolCalendars, AYearThatIsNotKnownIsSaidFromTheFirstOfMarchBefore) {
  const auto calendars = shipped();
  EXPECT_FALSE(calendars.missing_year(make_day(2026, 2, 28)).has_value());
  ASSERT_TRUE(calendars.missing_year(make_day(2026, 3, 1)).has_value());
  EXPECT_NE(calendars.missing_year(make_day(2026, 3, 1))->find("2026-2027"), std::string::npos);
  EXPECT_TRUE(calendars.missing_year(make_day(2026, 11, 24)).has_value());
  EXPECT_FALSE(calendars.missing_year(make_day(2025, 3, 1)).has_value());
}

TEST(PublicHolidays, TheSharedListOf1950To2050IsReproducedExactly) {
  const auto file =
      std::filesystem::path(PARVIS_SHARED_DIR) / "data/canteen/nantes/calculators/jours_feries.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the shared list of public holidays is not here";
  const auto table = read_table(TableKind::public_holidays, file);
  ASSERT_TRUE(table) << table.error().message;
  std::set<Day> listed, computed;
  for (const auto& row : std::get<std::vector<PublicHolidayRow>>(table->rows)) listed.insert(row.day);
  for (int year = 1950; year <= 2050; ++year)
    for (const Day& day : base::public_holidays(year, base::HolidaySet::metropole)) computed.insert(day);
  EXPECT_EQ(table->rows_kept, 1107U);
  EXPECT_EQ(listed, computed);
}

TEST(Bridges, VectorsOfNantes) {
  TownHistory town;
  for (int year = 2010; year <= 2017; ++year)
    for (const Day& day : base::public_holidays(year, base::HolidaySet::metropole))
      town.public_holidays.insert(day);
  const SchoolCalendar calendar(town);
  for (const Day& day :
       {make_day(2012, 4, 30), make_day(2012, 5, 7), make_day(2014, 11, 10), make_day(2010, 11, 12)})
    EXPECT_TRUE(calendar.facts_of(day).bridge) << base::format_day(day);
  EXPECT_FALSE(calendar.facts_of(make_day(2016, 11, 14)).bridge);
  EXPECT_EQ(iso_week(make_day(2015, 12, 31)), 53);
  EXPECT_EQ(base::plus_days(make_day(2016, 2, 28), 1), make_day(2016, 2, 29));
  for (const Day& change : {make_day(2016, 3, 27), make_day(2016, 10, 30)}) {
    const auto noon = base::instant_on(change, 12 * 60, "Europe/Paris");
    EXPECT_EQ(base::local_day(noon, "Europe/Paris"), change);
    EXPECT_EQ(base::local_day(base::instant_on(change, 0, "Europe/Paris"), "Europe/Paris"), change);
  }
}

}  // namespace
}  // namespace parvis::canteen
