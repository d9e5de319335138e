#include "street/sla_clock.hpp"

#include <gtest/gtest.h>

namespace parvis::street {
namespace {

base::Instant paris(int month, int day, int hour, int minute = 0, int year = 2026) {
  base::LocalTime local;
  local.year = year;
  local.month = month;
  local.day = day;
  local.hour = hour;
  local.minute = minute;
  return base::from_local(local, "Europe/Paris");
}

std::string due(const std::string& sla, base::Instant start, std::vector<Pause> pauses = {},
                Calendar calendar = {}) {
  return base::format_local(deadline(*parse_sla(sla), calendar, start, pauses, start), calendar.zone);
}

TEST(SlaClock, ThreeWorkingDaysOverTheFirstOfMay) {
  EXPECT_EQ(due("3 j", paris(4, 30, 10)), "2026-05-06T18:00:00+02:00");
}

TEST(SlaClock, EighthOfMayAndAscensionInTheWay) {
  EXPECT_EQ(due("3 j", paris(5, 7, 19)), "2026-05-15T18:00:00+02:00");
}

TEST(SlaClock, GoodFridayIsAHolidayInAlsaceMoselleOnly) {
  Calendar alsace;
  alsace.holidays = base::HolidaySet::alsace_moselle;
  EXPECT_EQ(due("1 j", paris(4, 2, 9), {}, alsace), "2026-04-07T18:00:00+02:00");
  EXPECT_EQ(due("1 j", paris(4, 2, 9)), "2026-04-03T18:00:00+02:00");
}

TEST(SlaClock, EachDaysEndInsideAPauseMovesTheDeadline) {
  EXPECT_EQ(due("3 j", paris(6, 1, 9), {{paris(6, 2, 10), paris(6, 4, 10)}}), "2026-06-08T18:00:00+02:00");
}

TEST(SlaClock, DaysEndReachedIsTheNextDay) {
  EXPECT_EQ(due("2 j", paris(8, 14, 18)), "2026-08-19T18:00:00+02:00");
}

TEST(SlaClock, HoursAreRealHoursOverAClockChange) {
  EXPECT_EQ(due("24 h", paris(3, 28, 12)), "2026-03-29T13:00:00+02:00");
}

TEST(SlaClock, HoursStopDuringPauses) {
  EXPECT_EQ(due("4 h", paris(6, 1, 9), {{paris(6, 1, 10), paris(6, 1, 12)}}), "2026-06-01T15:00:00+02:00");
  // a pause after the deadline changes nothing
  EXPECT_EQ(due("4 h", paris(6, 1, 9), {{paris(6, 1, 14), paris(6, 1, 20)}}), "2026-06-01T13:00:00+02:00");
}

TEST(SlaClock, APauseEndingExactlyAtDaysEndCountsOneStartingThereDoesNot) {
  EXPECT_EQ(due("1 j", paris(6, 1, 9), {{paris(6, 2, 17), paris(6, 2, 18)}}), "2026-06-03T18:00:00+02:00");
  EXPECT_EQ(due("1 j", paris(6, 1, 9), {{paris(6, 2, 18), paris(6, 2, 20)}}), "2026-06-02T18:00:00+02:00");
}

TEST(SlaClock, CalendarDays) {
  EXPECT_EQ(due("10 jc", paris(4, 30, 10)), "2026-05-10T18:00:00+02:00");
}

TEST(SlaClock, OverseasZones) {
  Calendar reunion;
  reunion.zone = "Indian/Reunion";
  reunion.holidays = base::HolidaySet::reunion;
  base::LocalTime start;
  start.year = 2027;
  start.month = 12;
  start.day = 17;  // a Friday; the 20th is the abolition of slavery
  start.hour = 9;
  EXPECT_EQ(due("1 j", base::from_local(start, reunion.zone), {}, reunion), "2027-12-21T18:00:00+04:00");
}

TEST(SlaClock, ATownMayWorkOnWhitMonday) {
  Calendar calendar;
  EXPECT_EQ(due("1 j", paris(5, 22, 9), {}, calendar), "2026-05-26T18:00:00+02:00");
  calendar.open.insert(base::make_day(2026, 5, 25));
  EXPECT_EQ(due("1 j", paris(5, 22, 9), {}, calendar), "2026-05-25T18:00:00+02:00");
}

TEST(SlaClock, ACalendarThatNeverWorksEnds) {
  Calendar calendar;
  calendar.working_weekdays.clear();
  deadline(*parse_sla("3 j"), calendar, paris(5, 22, 9), {}, paris(5, 22, 9));
}

TEST(SlaClock, StatusesFollowTheClock) {
  Report report;
  report.received_at = paris(6, 1, 9);
  report.state = State::a_traiter;
  Category category;
  category.sla = "3 j";
  const Calendar calendar;
  set_deadline(report, category, calendar, report.received_at);
  EXPECT_EQ(*report.deadline_at, paris(6, 4, 18));
  auto status = [&](base::Instant now) { return *deadline_status(report, calendar, now); };
  EXPECT_EQ(status(paris(6, 2, 9)), DeadlineStatus::dans_les_temps);
  EXPECT_EQ(status(paris(6, 3, 18)), DeadlineStatus::bientot);
  EXPECT_EQ(status(paris(6, 4, 18)), DeadlineStatus::bientot);
  EXPECT_EQ(status(paris(6, 4, 18, 1)), DeadlineStatus::retard);
  EXPECT_EQ(status(paris(6, 12, 18)), DeadlineStatus::retard);
  EXPECT_EQ(status(paris(6, 12, 18, 1)), DeadlineStatus::retard_grave);
  report.pauses.push_back({paris(6, 2, 9), std::nullopt});
  EXPECT_NE(status(paris(6, 10, 9)), DeadlineStatus::retard);
  report.state = State::resolu;
  EXPECT_FALSE(deadline_status(report, calendar, paris(6, 12, 18)));
}

TEST(SlaClock, AClosedReportKeepsItsDeadline) {
  Report report;
  report.received_at = paris(6, 1, 9);
  report.state = State::resolu;
  report.deadline_at = paris(6, 2, 9);
  Category category;
  category.sla = "20 j";
  set_deadline(report, category, {}, paris(6, 3, 9));
  EXPECT_EQ(*report.deadline_at, paris(6, 2, 9));
}

TEST(Calendar, ParsesAndWritesItself) {
  Calendar calendar;
  calendar.holidays = base::HolidaySet::mayotte;
  calendar.closed.insert(base::make_day(2026, 12, 24));
  const auto again = parse_calendar(to_json(calendar));
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again), to_json(calendar));
}

}  // namespace
}  // namespace parvis::street
