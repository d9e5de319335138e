#include "canteen/intake/intake.hpp"

#include <gtest/gtest.h>

#include "canteen/intake/cell_values.hpp"
#include "canteen/intake/swapped_dates.hpp"
#include "quality/table_reader/byte_source.hpp"

namespace parvis::canteen {
namespace {

Result<IntakeTable> read(TableKind kind, const std::string& text, const IntakeOptions& options = {}) {
  return read_table(kind, quality::memory_source(text), "essai.csv", options);
}

const Finding* find(const IntakeTable& table, std::string_view code) {
  for (const auto& finding : table.findings)
    if (finding.code == code) return &finding;
  return nullptr;
}

TEST(CellValues, EmptyInAllItsFormsIsMissing) {
  for (const auto* text : {"", " ", "NA", "na", "n/a", "N/A", "#N/A", "-"})
    EXPECT_TRUE(is_missing(text)) << text;
  EXPECT_FALSE(is_missing("0"));
}

TEST(CellValues, NumbersAsFrenchSheetsWriteThem) {
  EXPECT_EQ(read_number("1 234,5"), 1234.5);
  EXPECT_EQ(read_number("1\u202F234"), 1234);
  EXPECT_EQ(read_number("1\u00A0234.25"), 1234.25);
  EXPECT_FALSE(read_number("12 repas"));
  EXPECT_FALSE(read_number("1e5"));
  EXPECT_FALSE(read_number("nan"));
}

TEST(CellValues, DatesOfEveryForm) {
  const auto day = [](const char* text) { return day_of(date_text(text), DateOrder::day_first); };
  const Day leap = base::make_day(2024, 2, 29);
  EXPECT_EQ(day("2024-02-29"), leap);
  EXPECT_EQ(day("29/02/2024"), leap);
  EXPECT_EQ(day("29.02.24"), leap);
  EXPECT_EQ(day("45351"), leap);
  EXPECT_EQ(day("2024-02-29T10:00:00"), leap);
  EXPECT_FALSE(day("29/02/2023"));
  EXPECT_FALSE(day("13/13/2023"));
  EXPECT_FALSE(day("19999"));
  EXPECT_FALSE(day("demain"));
}

TEST(CellValues, AnInstantIsADayOfTheTownsZone) {
  const auto summer = date_text("2024-06-30T22:00:00+00:00");
  EXPECT_EQ(day_of(summer, DateOrder::day_first), base::make_day(2024, 7, 1));
  EXPECT_EQ(summer.minutes, 0);
  EXPECT_EQ(day_of(date_text("2024-12-31T22:30:00Z"), DateOrder::day_first), base::make_day(2024, 12, 31));
}

TEST(CellValues, OneOrderForAWholeColumn) {
  const auto order = [](std::initializer_list<const char*> texts) {
    std::vector<DateText> column;
    for (const auto* text : texts) column.push_back(date_text(text));
    return order_of(column);
  };
  EXPECT_EQ(order({"01/02/2024", "03/04/2024"}), DateOrder::day_first);
  EXPECT_EQ(order({"01/02/2024", "03/25/2024"}), DateOrder::month_first);
  EXPECT_EQ(order({"25/02/2024", "03/25/2024"}), DateOrder::day_first);
}

TEST(Intake, NegativeAndAbsurdCountsAreRefusedWithTheirRowAndTheRestIsKept) {
  const auto table =
      read(TableKind::counts,
           "date,site,prevision,reel\n2024-01-08,A,10,-3\n2024-01-08,B,10,5001\n2024-01-08,C,10,5000\n"
           "2024-01-09,A,dix,9\n2024-01-09,B,10,9.5\n2024-01-32,C,1,1\n,C,1,1\n");
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->rows_read, 7U);
  EXPECT_EQ(table->rows_kept, 1U);
  ASSERT_NE(find(*table, "negative-number"), nullptr);
  EXPECT_EQ(find(*table, "negative-number")->line, 2U);
  EXPECT_EQ(find(*table, "negative-number")->column, "reel");
  ASSERT_NE(find(*table, "absurd-number"), nullptr);
  EXPECT_EQ(find(*table, "absurd-number")->line, 3U);
  EXPECT_NE(find(*table, "not-a-number"), nullptr);
  EXPECT_NE(find(*table, "not-whole"), nullptr);
  EXPECT_NE(find(*table, "not-a-date"), nullptr);
  EXPECT_NE(find(*table, "missing-cell"), nullptr);
}

TEST(Intake, EveryErrorIsToldAtOnceUpToALimitThenCounted) {
  std::string text = "date,site,reel\n";
  for (std::size_t i = 0; i < max_listed_faults + 5; ++i)
    text += "2024-01-08,A" + std::to_string(i) + ",-1\n";
  const auto table = read(TableKind::counts, text);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->findings.size(), max_listed_faults + 1);
  EXPECT_EQ(table->findings.back().code, "negative-number-more");
  EXPECT_EQ(table->findings.back().rows_affected, 5U);
}

TEST(Intake, ColumnsAreKnownBySynonymThenByContent) {
  const auto named =
      read(TableKind::counts, "Jour;Restaurant;Commandé;Convives;Météo\n08/01/2024;A;10;9;pluie\n");
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ(named->mapping.at("eaten"), "Convives");
  EXPECT_EQ(named->other_columns, (std::vector<std::string>{"Météo"}));
  const auto guessed = read(TableKind::counts, "quand,réfectoire,reel\n2024-01-08,A,9\n");
  ASSERT_FALSE(guessed) << "two letters are too few for a site's name";
  const auto longer = read(TableKind::counts, "quand,réfectoire,reel\n2024-01-08,Jules Ferry,9\n");
  ASSERT_TRUE(longer) << longer.error().message;
  EXPECT_EQ(longer->mapping.at("date"), "quand");
  EXPECT_EQ(longer->mapping.at("site"), "réfectoire");
  EXPECT_NE(find(*longer, "column-guessed"), nullptr);
}

TEST(Intake, ASavedMappingGoesBeforeNames) {
  IntakeOptions options;
  options.mapping = {{Field::eaten, "plateaux"}};
  const auto table = read(TableKind::counts, "date,site,reel,plateaux\n2024-01-08,A,1,9\n", options);
  ASSERT_TRUE(table);
  EXPECT_EQ(std::get<CountTable>(table->rows).rows[0].eaten, 9);
  EXPECT_FALSE(mapping_from_json({{"vitesse", "x"}}));
}

TEST(Intake, AFileOfAnotherKindSaysWhatIsMissingAndWhatItLooksLike) {
  const auto table = read(TableKind::counts, "Ecole,Année scolaire,Effectif\nA,2023-2024,100\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, "wrong-kind");
  EXPECT_NE(table.error().message.find("effectifs"), std::string::npos) << table.error().message;
}

TEST(Intake, RowsOfAnotherServiceAreLeftAsideAndSaid) {
  const auto table =
      read(TableKind::counts, "date,site,reel,service\n2024-01-08,A,9,midi\n2024-01-08,A,4,goûter\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows_kept, 1U);
  ASSERT_NE(find(*table, "other-service"), nullptr);
  EXPECT_EQ(find(*table, "other-service")->line, 3U);
}

TEST(Intake, AnEmptyFileIsRefusedInWords) {
  const auto nothing = read(TableKind::counts, "");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, "source-error");
  const auto header = read(TableKind::counts, "date,site,reel\n");
  ASSERT_FALSE(header);
  EXPECT_EQ(header.error().code, "empty-table");
}

TEST(Intake, TwoExportsPastedTogetherAreReadAndTold) {
  const auto table = read(TableKind::counts, "date,site,reel\n2024-01-08,École,9\n2024-01-08,Pr\xe9vert,8\n");
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->rows_kept, 2U);
  ASSERT_NE(find(*table, "two-encodings"), nullptr);
  EXPECT_EQ(find(*table, "two-encodings")->line, 3U);
}

TEST(Intake, TheStatesHolidaysAreInstantsAndTheEndIsTheReturn) {
  IntakeOptions options;
  options.zone = "B";
  const auto table =
      read(TableKind::holidays,
           "description,population,start_date,end_date,zones\n"
           "Vacances d'Hiver,-,2024-02-23T23:00:00+00:00,2024-03-10T23:00:00+00:00,Zone B\n"
           "Vacances d'Hiver,-,2024-02-16T23:00:00+00:00,2024-03-03T23:00:00+00:00,Zone A\n"
           "Prérentrée,Enseignants,2024-08-29T22:00:00+00:00,2024-08-31T22:00:00+00:00,Zone B\n",
           options);
  ASSERT_TRUE(table) << table.error().message;
  const auto& rows = std::get<std::vector<HolidayRow>>(table->rows);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].first, base::make_day(2024, 2, 24));
  EXPECT_EQ(rows[0].last, base::make_day(2024, 3, 10));
}

TEST(Intake, OutingsClosuresAndStrikeSheets) {
  const auto outings =
      read(TableKind::outings, "date,cantine,classe,eleves absents,pique-nique\n2024-05-06,A|E,CM2,24,oui\n");
  ASSERT_TRUE(outings) << outings.error().message;
  EXPECT_TRUE(std::get<std::vector<OutingRow>>(outings->rows).at(0).picnic);
  const auto closures =
      read(TableKind::closures,
           "cantine,date debut,date fin,motif\nA|E,2024-05-06,2024-05-03,travaux\nB|E,06/05/2024,"
           "31/05/2024,travaux\n");
  ASSERT_TRUE(closures) << closures.error().message;
  EXPECT_EQ(closures->rows_kept, 1U);
  EXPECT_NE(find(*closures, "ends-before-start"), nullptr);
  const auto sheets = read(TableKind::strike_sheets,
                           "date,cantine,agents attendus,agents declares,part attendue\n2024-05-06,A|E,5,3,"
                           "0.4\n2024-05-06,B|E,5,3,1.4\n");
  ASSERT_TRUE(sheets) << sheets.error().message;
  ASSERT_EQ(sheets->rows_kept, 1U);
  EXPECT_EQ(std::get<std::vector<StrikeSheetRow>>(sheets->rows)[0].strength, 0.4);
}

TEST(SwappedDates, TheTailIsExact) {
  EXPECT_DOUBLE_EQ(binomial_tail(0, 5, 0.3), 1);
  EXPECT_NEAR(binomial_tail(5, 5, 0.5), 1.0 / 32, 1e-12);
  EXPECT_NEAR(binomial_tail(1, 2, 0.5), 0.75, 1e-12);
}

TEST(SwappedDates, AFewDatesProveNothing) {
  const auto wednesday = [](const Day& day) { return base::weekday(day) == 2; };
  const std::vector<Day> days{base::make_day(2024, 1, 3), base::make_day(2024, 1, 10)};
  EXPECT_FALSE(swap_evidence(days, wednesday).swapped);
}

}  // namespace
}  // namespace parvis::canteen
