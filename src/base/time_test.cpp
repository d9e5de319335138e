#include "base/time.hpp"

#include <gtest/gtest.h>

namespace parvis::base {
namespace {

Instant at(std::string_view text) {
  return parse_instant(text).value();
}

LocalTime local(int year, int month, int day, int hour, int minute = 0) {
  LocalTime time;
  time.year = year;
  time.month = month;
  time.day = day;
  time.hour = hour;
  time.minute = minute;
  return time;
}

TEST(Time, writes_utc_with_milliseconds) {
  EXPECT_EQ(format_utc(at("2026-06-01T11:00:00.25+02:00")), "2026-06-01T09:00:00.250Z");
  EXPECT_EQ(format_utc(from_millis(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(from_millis(-1)), "1969-12-31T23:59:59.999Z");
}

struct ZoneCase {
  const char* utc;
  const char* zone;
  const char* written;
};

class Zones : public testing::TestWithParam<ZoneCase> {};

TEST_P(Zones, are_written_with_their_offset) {
  const auto& c = GetParam();
  EXPECT_EQ(format_local(at(c.utc), c.zone), c.written);
  EXPECT_EQ(at(c.written), at(c.utc));
}

INSTANTIATE_TEST_SUITE_P(
    All, Zones,
    testing::Values(ZoneCase{"2026-06-01T09:00:00Z", "Europe/Paris", "2026-06-01T11:00:00+02:00"},
                    ZoneCase{"2026-12-01T09:00:00Z", "Europe/Paris", "2026-12-01T10:00:00+01:00"},
                    // Either side of both changes of 2026.
                    ZoneCase{"2026-03-29T00:59:59Z", "Europe/Paris", "2026-03-29T01:59:59+01:00"},
                    ZoneCase{"2026-03-29T01:00:00Z", "Europe/Paris", "2026-03-29T03:00:00+02:00"},
                    ZoneCase{"2026-10-25T00:59:59Z", "Europe/Paris", "2026-10-25T02:59:59+02:00"},
                    ZoneCase{"2026-10-25T01:00:00Z", "Europe/Paris", "2026-10-25T02:00:00+01:00"},
                    // Overseas: no summer time; half an hour; the other side of the date line.
                    ZoneCase{"2026-06-01T09:00:00Z", "Indian/Reunion", "2026-06-01T13:00:00+04:00"},
                    ZoneCase{"2026-06-01T09:00:00Z", "America/Martinique", "2026-06-01T05:00:00-04:00"},
                    ZoneCase{"2026-06-01T09:00:00Z", "America/Cayenne", "2026-06-01T06:00:00-03:00"},
                    ZoneCase{"2026-06-01T20:00:00Z", "Pacific/Noumea", "2026-06-02T07:00:00+11:00"},
                    ZoneCase{"2026-06-01T09:00:00Z", "Pacific/Marquesas", "2026-05-31T23:30:00-09:30"},
                    ZoneCase{"2026-07-01T09:00:00Z", "America/Miquelon", "2026-07-01T07:00:00-02:00"},
                    ZoneCase{"2026-06-01T09:00:00Z", "Indian/Mayotte", "2026-06-01T12:00:00+03:00"}));

TEST(Time, a_skipped_hour_gives_the_change) {
  EXPECT_EQ(from_local(local(2026, 3, 29, 2, 30), "Europe/Paris"), at("2026-03-29T01:00:00Z"));
}

TEST(Time, a_repeated_hour_gives_its_first_pass) {
  EXPECT_EQ(from_local(local(2026, 10, 25, 2, 30), "Europe/Paris"), at("2026-10-25T00:30:00Z"));
}

TEST(Time, local_and_back_for_every_hour_of_a_year_but_the_repeated_one) {
  const Instant repeated = at("2026-10-25T01:00:00Z");
  for (Instant t = at("2026-01-01T00:00:00Z"); t < at("2027-01-01T00:00:00Z"); t += std::chrono::hours(1)) {
    const Instant expected = t == repeated ? t - std::chrono::hours(1) : t;
    ASSERT_EQ(from_local(to_local(t, "Europe/Paris"), "Europe/Paris"), expected) << format_utc(t);
    ASSERT_EQ(from_local(to_local(t, "Pacific/Marquesas"), "Pacific/Marquesas"), t) << format_utc(t);
  }
}

TEST(Time, monday_is_0) {
  EXPECT_EQ(to_local(at("2026-11-23T12:00:00Z"), "Europe/Paris").weekday, 0);
  EXPECT_EQ(to_local(at("2026-11-29T12:00:00Z"), "Europe/Paris").weekday, 6);
  // Sunday evening in UTC is Monday in Nouméa.
  EXPECT_EQ(to_local(at("2026-11-22T20:00:00Z"), "Pacific/Noumea").weekday, 0);
}

TEST(Time, french_texts) {
  EXPECT_EQ(french_date(at("2026-11-24T12:00:00Z"), "Europe/Paris"), "24 novembre 2026");
  EXPECT_EQ(french_date(at("2026-05-31T22:30:00Z"), "Europe/Paris"), "1er juin 2026");
  EXPECT_EQ(french_date(at("2026-08-02T12:00:00Z"), "Europe/Paris"), "2 août 2026");
  EXPECT_EQ(french_date_time(at("2026-12-31T23:05:00Z"), "Europe/Paris"),
            "1er janvier 2027 à 0\u00a0h\u00a005");
}

TEST(Time, unknown_zone_is_utc) {
  EXPECT_FALSE(known_zone("Europe/Quimper"));
  EXPECT_TRUE(known_zone("Europe/Paris"));
  EXPECT_EQ(format_local(at("2026-06-01T09:00:00Z"), "Europe/Quimper"), "2026-06-01T09:00:00+00:00");
}

TEST(Time, reads_the_shapes_of_iso_8601) {
  const Instant nine = at("2026-06-01T09:00:00Z");
  for (const char* text : {"2026-06-01T09:00Z", "2026-06-01 09:00:00", "2026-06-01T11:00:00+0200",
                           "2026-06-01T09:00:00.000Z", "2026-06-01T05:00:00-04:00"})
    EXPECT_EQ(at(text), nine) << text;
  EXPECT_EQ(at("2026-06-01"), nine - std::chrono::hours(9));
  EXPECT_EQ(at("2024-02-29"), at("2024-02-29T00:00:00Z"));
}

TEST(Time, refuses_what_is_no_date) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "2025-02-29", "01/06/2026",
                           "2026-06-01T25:00:00Z", "2026-06-01T09:60Z", "2026-06-01T09:00:00+99:00",
                           "2026-06-01T09:00:00 Paris", "2026-06-01T", "2026-06-01T09:00:00+2:00"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Time, fixed_clock_moves_by_hand) {
  FixedClock clock(at("2026-06-01"));
  clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(format_utc(clock.now()), "2026-06-01T00:05:00.000Z");
}

}  // namespace
}  // namespace parvis::base
