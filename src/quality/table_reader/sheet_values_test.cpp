#include "quality/table_reader/sheet_values.hpp"

#include <gtest/gtest.h>

namespace parvis::quality {
namespace {

TableCell cell_of(std::string_view stored, NumberForm form, bool date1904 = false) {
  TableCell cell;
  put_number(cell, stored, form, date1904);
  return cell;
}

TEST(NumberForm, IsReadFromTheCode) {
  EXPECT_EQ(number_form("dd/mm/yyyy"), NumberForm::date);
  EXPECT_EQ(number_form("[$-40C]d mmmm yyyy;@"), NumberForm::date);
  EXPECT_EQ(number_form("mmm-yy"), NumberForm::date);
  EXPECT_EQ(number_form("mmm"), NumberForm::date);
  EXPECT_EQ(number_form("d/m/yy h:mm"), NumberForm::datetime);
  EXPECT_EQ(number_form("h:mm AM/PM"), NumberForm::time);
  EXPECT_EQ(number_form("mm:ss.000"), NumberForm::time);
  EXPECT_EQ(number_form("[h]:mm:ss"), NumberForm::plain) << "a duration, not a time of day";
  EXPECT_EQ(number_form("0.00%"), NumberForm::percent);
  EXPECT_EQ(number_form("General"), NumberForm::plain);
  EXPECT_EQ(number_form("0.00E+00"), NumberForm::plain);
  EXPECT_EQ(number_form("#,##0.00 \"DH du mois\""), NumberForm::plain);
  EXPECT_EQ(number_form("[Red]#,##0\\ \\d"), NumberForm::plain);
  EXPECT_EQ(number_form("0;[Red]dd/mm/yyyy"), NumberForm::plain) << "the first section counts";
  EXPECT_EQ(number_form("\"never closed"), NumberForm::plain);
  EXPECT_EQ(number_form("[never closed"), NumberForm::plain);
}

TEST(NumberForm, OfBuiltInFormats) {
  EXPECT_EQ(builtin_number_form(0), NumberForm::plain);
  EXPECT_EQ(builtin_number_form(14), NumberForm::date);
  EXPECT_EQ(builtin_number_form(22), NumberForm::datetime);
  EXPECT_EQ(builtin_number_form(21), NumberForm::time);
  EXPECT_EQ(builtin_number_form(46), NumberForm::plain) << "[h]:mm:ss";
  EXPECT_EQ(builtin_number_form(10), NumberForm::percent);
}

TEST(NumberText, KeepsIdentifiersWhole) {
  EXPECT_EQ(number_text("83000000000012"), "83000000000012");
  EXPECT_EQ(number_text("8.3000000000012E13"), "83000000000012");
  EXPECT_EQ(number_text("83000000000012.0"), "83000000000012");
  EXPECT_EQ(number_text("12345678901234567890"), "12345678901234567890");
}

TEST(NumberText, IsTheShortestThatReadsTheSame) {
  EXPECT_EQ(number_text("0.10000000000000001"), "0.1");
  EXPECT_EQ(number_text("1234.5599999999999"), "1234.56");
  EXPECT_EQ(number_text("-0"), "0");
  EXPECT_EQ(number_text("007"), "7");
  EXPECT_EQ(number_text("1E25"), "1e+25");
  EXPECT_EQ(number_text("0.0000001"), "0.0000001");
  EXPECT_FALSE(number_text("1e999"));
  EXPECT_FALSE(number_text("douze"));
  EXPECT_FALSE(number_text(""));
}

TEST(PutNumber, CountsTheDaysOfBothSystems) {
  EXPECT_EQ(cell_of("45322", NumberForm::date).text, "2024-01-31");
  EXPECT_EQ(cell_of("45322", NumberForm::date).kind, CellKind::date);
  EXPECT_EQ(cell_of("43860", NumberForm::date, true).text, "2024-01-31");
  EXPECT_EQ(cell_of("0", NumberForm::date, true).text, "1904-01-01");
  EXPECT_EQ(cell_of("2958465", NumberForm::date).text, "9999-12-31");
}

TEST(PutNumber, DatesBeforeMarch1900AreOffByOneInTheWorkbookOnly) {
  EXPECT_EQ(cell_of("1", NumberForm::date).text, "1900-01-01");
  EXPECT_EQ(cell_of("59", NumberForm::date).text, "1900-02-28");
  EXPECT_EQ(cell_of("61", NumberForm::date).text, "1900-03-01");
  for (const auto* impossible : {"60", "0", "-1", "2958466", "1e300"}) {
    const auto cell = cell_of(impossible, NumberForm::date);
    EXPECT_EQ(cell.kind, CellKind::number) << impossible;
    EXPECT_TRUE(cell.has(note_impossible)) << impossible;
  }
}

TEST(PutNumber, KeepsTheStoredTime) {
  EXPECT_EQ(cell_of("45322.425", NumberForm::date).text, "2024-01-31T10:12:00");
  EXPECT_EQ(cell_of("45322", NumberForm::datetime).text, "2024-01-31T00:00:00");
  EXPECT_EQ(cell_of("0.75", NumberForm::time).text, "18:00:00");
  EXPECT_EQ(cell_of("0.75", NumberForm::time).kind, CellKind::time);
  EXPECT_EQ(cell_of("45321.9999999999", NumberForm::date).text, "2024-01-31") << "rounded to the next day";
}

TEST(PutNumber, SaysWhatIsShownAsAPercentage) {
  const auto cell = cell_of("0.2", NumberForm::percent);
  EXPECT_EQ(cell.text, "0.2");
  EXPECT_TRUE(cell.has(note_percent));
}

TEST(IsoTexts, AreCheckedAndShortened) {
  EXPECT_EQ(duration_text("PT10H30M05S"), "10:30:05");
  EXPECT_EQ(duration_text("PT30H00M00.500S"), "30:00:00.5");
  EXPECT_FALSE(duration_text("P1D"));
  EXPECT_FALSE(duration_text("PT1X"));
  EXPECT_EQ(iso_date_text("2024-01-31"), "2024-01-31");
  EXPECT_EQ(iso_date_text("2024-01-31T10:00:00.000000"), "2024-01-31T10:00:00");
  EXPECT_EQ(iso_date_text("2024-01-31T10:00:00.250Z"), "2024-01-31T10:00:00.25");
  EXPECT_FALSE(iso_date_text("31/01/2024"));
  EXPECT_FALSE(iso_date_text("2024-01-31T10"));
}

}  // namespace
}  // namespace parvis::quality
