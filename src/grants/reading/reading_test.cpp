#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "grants/reading/amount_reading.hpp"
#include "grants/reading/calendar_day.hpp"
#include "grants/reading/cell_text.hpp"
#include "grants/reading/choice_reading.hpp"
#include "grants/reading/identifier_reading.hpp"
#include "grants/reading/period_reading.hpp"
#include "grants/reading/rate_reading.hpp"
#include "grants/reading/read_kind.hpp"

namespace parvis::grants {
namespace {

std::string told(const Reading& reading) {
  std::string out(to_text(reading.outcome));
  if (!reading.value.empty()) out += " " + reading.value;
  for (const auto& candidate : reading.candidates) out += " ?" + candidate;
  if (reading.outcome == Outcome::refuse) out += " " + std::string(code(reading.cause));
  for (const auto& warning : reading.warnings) out += " !" + warning;
  return out;
}

struct Example {
  std::string_view text;
  std::string_view told;
};

template <class Read>
void expect(const std::vector<Example>& examples, const Read& read) {
  for (const auto& example : examples) EXPECT_EQ(told(read(example.text)), example.told) << example.text;
}

TEST(Amounts, ManyHands) {
  expect({{"47800,20", "value 47800.20"},
          {"1 234,50", "value 1234.50"},
          {"12.345.678,90 EUR", "value 12345678.90"},
          {"1,5 k€", "value 1500"},
          {"1,25 k€", "value 1250"},
          {"2 M€", "value 2000000"},
          {"12 000 € net", "value 12000 !note:net"},
          {"−500", "value -500 !negative"},
          {"(1 234,50 €)", "value -1234.50 !negative"},
          {"0,500", "value 0.500"},
          {"1234,567", "value 1234.567"},
          {"0", "value 0 !zero"},
          {"100000000", "value 100000000"},
          {"100000000.01", "value 100000000.01 !above-100M"},
          {"1000000000", "value 1000000000 !above-100M"},
          {"1000000000,01", "refuse too-large"},
          {"1 234 56", "refuse bad-group"},
          {"1,234,56", "refuse separators"},
          {"1.2.3,4", "refuse separators"},
          {"entre 5 000 et 6 000 €", "refuse range"},
          {"2*500", "refuse product"},
          {"~5000", "refuse approximate"},
          {"5 000 $", "refuse other-currency"},
          {"1O00", "refuse letter-for-digit"},
          {"à définir", "refuse free-text"},
          {"1E5", "refuse scientific"},
          {"#VALEUR!", "refuse spreadsheet-error"},
          {" NEANT ", "missing"},
          {"", "missing"}},
         [](std::string_view text) { return read_amount(text); });
}

TEST(Amounts, TheColumnSettlesOneSignBeforeThreeDigits) {
  const auto with = [](const std::vector<std::string_view>& cells) {
    AmountEvidence column;
    for (const auto cell : cells) column.add(cell);
    return told(read_amount("1.500", column));
  };
  EXPECT_EQ(with({}), "ambiguous ?1500 ?1.5");
  EXPECT_EQ(with({"1.234,50"}), "value 1500");
  EXPECT_EQ(with({"12,5"}), "value 1500");
  EXPECT_EQ(with({"12.5"}), "value 1.5");
  EXPECT_EQ(with({"12.5", "1.234,50"}), "ambiguous ?1500 ?1.5");
  EXPECT_EQ(with({"2.500", "3.000"}), "ambiguous ?1500 ?1.5");
}

TEST(Dates, ManyHands) {
  expect({{"2018-1-5", "value 2018-01-05"},
          {"2024/01/07", "value 2024-01-07"},
          {"04.05.2018", "value 2018-05-04"},
          {"04/05/2018", "value 2018-05-04"},
          {"jeudi 12 avril 2018", "value 2018-04-12"},
          {"le 12 avril 2018", "value 2018-04-12"},
          {"12-mars-2018", "value 2018-03-12"},
          {"April 12, 2018", "value 2018-04-12"},
          {"31/12/18", "value 2018-12-31 !two-digit-year"},
          {"12042018", "suggest 2018-04-12"},
          {"43165", "value 2018-03-06 !serial-date"},
          {"43165,25", "value 2018-03-06 !serial-date"},
          {"25568", "refuse free-text"},
          {"2018-04-12T14:30:00+02:00", "value 2018-04-12 !time-dropped"},
          {"2018-07-31T22:00:00Z", "ambiguous ?2018-07-31 ?2018-08-01"},
          {"2018", "refuse year-only"},
          {"avril 2018", "refuse month-only"},
          {"04/2018", "refuse month-only"},
          {"9999-12-31", "refuse sentinel"},
          {"01/01/1900", "refuse sentinel"},
          {"32 avril 2018", "refuse no-such-day"},
          {"5,52E+08", "refuse scientific"}},
         [](std::string_view text) { return read_date(text); });
}

TEST(Dates, ContradictoryProofLeavesTheChoiceToAPerson) {
  DateEvidence column;
  column.add("13/05/2018");
  column.add("05/13/2018");
  EXPECT_EQ(told(read_date("04/05/2018", column)), "ambiguous ?2018-05-04 ?2018-04-05");
}

TEST(Dates, TheColumnSettlesTwoDigitYears) {
  DateEvidence column;
  for (const auto* cell : {"10/11/12", "31/01/12", "28/02/12", "13/05/18", "05/31/18"}) column.add(cell);
  EXPECT_EQ(told(read_date("10/11/12", column)), "ambiguous ?2012-11-10 ?2010-11-12 ?2012-10-11");
  DateEvidence day_first;
  for (const auto* cell : {"10/11/12", "31/01/99", "28/02/12"}) day_first.add(cell);
  EXPECT_EQ(told(read_date("10/11/12", day_first)), "value 2012-11-10 !two-digit-year");
}

TEST(CalendarDays, SerialsAndWeekdays) {
  EXPECT_EQ(iso(from_serial(61)), "1900-03-01");
  EXPECT_EQ(iso(from_serial(43165)), "2018-03-06");
  EXPECT_EQ(weekday({2018, 4, 12}), 3);
  EXPECT_EQ(iso(next_day({2020, 2, 28})), "2020-02-29");
  EXPECT_FALSE(exists({1900, 2, 29}));
}

TEST(Periods, ManyHands) {
  expect({{"14/03/2017", "value 2017-03-14"},
          {"2017-03-14 / 2018-03-14", "value 2017-03-14/2018-03-14"},
          {"14/03/2017-14/03/2018", "value 2017-03-14/2018-03-14"},
          {"14/03/2017/14/03/2018", "value 2017-03-14/2018-03-14"},
          {"14/03/2017 - 14/03/2018", "value 2017-03-14/2018-03-14"},
          {"du 1er janvier 2018 au 31 décembre 2018", "value 2018-01-01/2018-12-31"},
          {"janvier 2018", "suggest 2018-01-01/2018-01-31"},
          {"01/2018", "suggest 2018-01-01/2018-01-31"},
          {"2018-01/2018-03", "suggest 2018-01-01/2018-03-31"},
          {"2018/2019", "suggest 2018-01-01/2019-12-31"},
          {"2019/2018", "refuse end-before-start"},
          {"26/02/2018 AU ", "refuse open-period"},
          {"à partir du 26/02/2018", "refuse open-period"},
          {"2018-01-01/", "refuse open-period"},
          {"Saison 2017-2018", "refuse free-text"},
          {"43165", "value 2018-03-06 !serial-date"},
          {"2018-04-12T00:00:00", "value 2018-04-12"},
          {"néant", "missing"}},
         [](std::string_view text) { return read_period(text); });
}

TEST(Identifiers, ManyHands) {
  expect({{"210-600-045-00392", "value 21060004500392"},
          {"n° SIRET : 21060004500392", "value 21060004500392"},
          {"'21060004500392", "value 21060004500392"},
          {"21060004500392,0", "value 21060004500392"},
          {"W333216789", "refuse other-column"},
          {"FR96552100554", "refuse siren-only !siren-only"},
          {"00000000000000", "refuse zeros"},
          {"", "missing"}},
         read_siret);
  expect({{"SIREN 552 100 554", "value 552100554"},
          {"55210055400013", "suggest 552100554"},
          {"FR95552100554", "refuse character"}},
         read_siren);
  expect({{"w333216789", "value W333216789"},
          {"RNA : W333216789", "value W333216789"},
          {"552100554", "refuse other-column !siren-only"},
          {"Vol 12, folio 34", "refuse alsace-moselle !alsace-moselle"}},
         read_rna);
}

TEST(Choices, ManyHands) {
  expect({{"OUI", "value oui"},
          {"Non concerné", "suggest non"},
          {"oui/non", "refuse not-listed"},
          {"peut-être", "refuse not-listed"},
          {"", "missing"}},
         read_boolean);
  expect({{"en nature et en numéraire", "value aide en nature;aide en numéraire"},
          {"subvention de fonctionnement", "suggest aide en numéraire"},
          {"unique", "refuse other-column"}},
         read_nature);
  expect({{"ECHELONNEE", "value échelonné"},
          {"Unique", "value unique"},
          {"12000 € en 2017 et 12000€ en 2018", "value 12000 € en 2017 et 12000€ en 2018"},
          {"Ã©chelonnÃ©", "value échelonné"},
          {"numéraire", "refuse other-column"}},
         read_conditions);
}

TEST(Rates, ManyHands) {
  expect({{"0,45", "value 0.45"},
          {"45,5 %", "value 0.455"},
          {"5 %", "value 0.05"},
          {".5", "value 0.5"},
          {"100", "suggest 1.00"},
          {"0,01", "value 0.01"},
          {"0,009", "refuse below-minimum"},
          {"101 %", "refuse above-one-hundred"},
          {"la moitié", "refuse free-text"}},
         [](std::string_view text) { return read_rate(text); });
  RateEvidence percents;
  percents.add("45");
  EXPECT_EQ(told(read_rate("1", percents)), "ambiguous ?0.01 ?1");
}

TEST(CellText, MojibakeIsUndoneOnlyWithoutLoss) {
  EXPECT_EQ(undo_mojibake("numÃ©raire"), "numéraire");
  EXPECT_EQ(undo_mojibake("lâ€™Ã©tÃ©"), "l’été");
  EXPECT_EQ(undo_mojibake("été"), std::nullopt);
  EXPECT_EQ(undo_mojibake("Âge"), std::nullopt);
  EXPECT_EQ(plain_text("\u00A0 a\r\n b\u200E "), "a b");
  EXPECT_EQ(plain_text("a\xFF b"), "a\xFF b");
}

TEST(Readings, EveryCauseHasACodeAndASentence) {
  for (int i = 1; i <= static_cast<int>(Cause::above_one_hundred); ++i) {
    EXPECT_FALSE(code(static_cast<Cause>(i)).empty()) << i;
    EXPECT_FALSE(sentence(static_cast<Cause>(i)).empty()) << i;
  }
  EXPECT_EQ(code(Cause::month_only), "month-only");
  EXPECT_EQ(code(Cause::below_minimum), "below-minimum");
}

}  // namespace
}  // namespace parvis::grants
