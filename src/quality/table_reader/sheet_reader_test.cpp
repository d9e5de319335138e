#include "quality/table_reader/sheet_reader.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "quality/table_reader/test_workbooks.hpp"

namespace parvis::quality {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Cells = std::vector<std::string>;

struct Read {
  std::vector<TableRow> rows;
  RowFacts facts;
  std::string error;  // its code

  [[nodiscard]] std::vector<Cells> texts() const {
    std::vector<Cells> all;
    for (const auto& row : rows) {
      auto& cells = all.emplace_back();
      for (const auto& cell : row.cells) cells.push_back(cell.text);
    }
    return all;
  }
};

Read read_sheet(const std::string& bytes, std::size_t sheet = 0, const ReadLimits& limits = {}) {
  const TestFile file(bytes);
  Read read;
  const auto rows = sheet_rows(file.descriptor(), sheet, limits);
  if (!rows) {
    read.error = rows.error().code;
    return read;
  }
  TableRow row;
  for (;;) {
    const auto more = (*rows)->next(row);
    if (!more) read.error = more.error().code;
    if (!more.value_or(false)) break;
    read.rows.push_back(row);
  }
  read.facts = (*rows)->facts();
  return read;
}

std::string one_sheet(const std::string& rows, const std::string& styles = {}, const std::string& texts = {},
                      bool date1904 = false) {
  return make_xlsx({{"F1", "<sheetData>" + rows + "</sheetData>", ""}}, styles, texts, date1904);
}

const std::string date_styles =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf "
    "numFmtId=\"9\"/>"
    "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/></cellXfs>";

TEST(Xlsx, ReadsSharedInlineAndFormulaTexts) {
  const auto read = read_sheet(one_sheet(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>en "
      "</t></r><r><t>ligne</t></r>"
      "<rPh><t>x</t></rPh></is></c><c r=\"C1\" t=\"str\"><f>A1&amp;\"x\"</f><v>trouvé_x000D_</v></c></row>",
      {}, "<si><t>a</t></si><si><r><t>Été </t></r><r><t>&amp; hiver</t></r><rPh><t>y</t></rPh></si>"));
  EXPECT_EQ(read.error, "");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"Été & hiver", "en ligne", "trouvé\r"}));
  EXPECT_TRUE(read.rows[0].cells[2].has(note_formula));
  EXPECT_EQ(read.facts.formulas, 1U);
}

TEST(Xlsx, ReadsStoredValuesByTheirForm) {
  const auto read = read_sheet(one_sheet(
      "<row><c><v>83000000000012</v></c><c s=\"1\"><v>45322</v></c><c s=\"2\"><v>0.2</v></c><c "
      "t=\"b\"><v>1</v></c>"
      "<c t=\"e\"><v>#N/A</v></c><c t=\"d\"><v>2024-01-31T00:00:00</v></c><c s=\"1\"><v>60</v></c></row>",
      date_styles));
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"83000000000012", "2024-01-31", "0.2", "true", "#N/A",
                                              "2024-01-31T00:00:00", "60"}));
  const auto& cells = read.rows[0].cells;
  EXPECT_EQ(cells[1].kind, CellKind::date);
  EXPECT_TRUE(cells[2].has(note_percent));
  EXPECT_EQ(cells[3].kind, CellKind::boolean);
  EXPECT_EQ(cells[4].kind, CellKind::error);
  EXPECT_TRUE(cells[6].has(note_impossible));
  EXPECT_EQ(read.facts.errors, 1U);
}

TEST(Xlsx, FollowsThe1904System) {
  EXPECT_THAT(read_sheet(one_sheet("<row><c s=\"1\"><v>43860</v></c></row>", date_styles, {}, true)).texts(),
              ElementsAre(Cells{"2024-01-31"}));
}

TEST(Xlsx, GivesBlankRowsBetweenOthersButNoneAfterTheLast) {
  const auto read =
      read_sheet(one_sheet("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"C2\" s=\"1\"/></row><row r=\"4\" "
                           "hidden=\"1\"><c r=\"A4\"><v>2</v></c>"
                           "</row><row r=\"5\"><c r=\"A5\" s=\"1\"/></row><row r=\"1048576\"/>"));
  EXPECT_THAT(read.texts(), ElementsAre(Cells{}, Cells{"", "1"}, Cells{}, Cells{"2"}));
  EXPECT_EQ(read.rows[3].row, 4U);
  EXPECT_TRUE(read.rows[3].hidden);
  EXPECT_FALSE(read.rows[2].hidden);
  EXPECT_EQ(read.facts.hidden_rows, 1U);
}

TEST(Xlsx, SaysHiddenColumnsAndMergedCells) {
  const auto read =
      read_sheet(make_xlsx({{"F",
                             "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\"/></cols>"
                             "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>"
                             "<mergeCell ref=\"A1:C2\"/></mergeCells>",
                             ""}}));
  EXPECT_THAT(read.facts.hidden_columns, ElementsAre(2U, 3U));
  EXPECT_THAT(read.facts.merged_ranges, ElementsAre(CellRange{1, 2, 1, 3}));
}

TEST(Xlsx, DescribesItsSheets) {
  const TestFile file(make_xlsx(
      {{"Résumé", "<sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>", ""},
       {"Caché", "<sheetData/>", "veryHidden"}},
      {}, {}, true));
  const auto info = describe_workbook(file.descriptor(), 1);
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_TRUE(info->date1904);
  EXPECT_FALSE(info->ods);
  ASSERT_EQ(info->sheets.size(), 2U);
  EXPECT_EQ(info->sheets[0].name, "Résumé");
  EXPECT_EQ(info->sheets[0].first_rows.size(), 1U);
  EXPECT_FALSE(info->sheets[0].hidden);
  EXPECT_TRUE(info->sheets[1].hidden);
  EXPECT_THAT(info->sheets[1].first_rows, IsEmpty());
}

TEST(Xlsx, TwoReadersOfOneFileDoNotDisturbEachOther) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  const TestFile file(one_sheet(rows));
  const auto one = sheet_rows(file.descriptor(), 0).value();
  const auto two = sheet_rows(file.descriptor(), 0).value();
  TableRow a, b;
  int count = 0;
  while (one->next(a).value()) {
    ASSERT_TRUE(two->next(b).value());
    ASSERT_EQ(a, b);
    ++count;
  }
  EXPECT_EQ(count, 20'000);
}

TEST(Xlsx, RefusesOneBeyondEachLimit) {
  const auto code = [](const std::string& rows, const ReadLimits& limits) {
    return read_sheet(one_sheet(rows), 0, limits).error;
  };
  const std::string row = "<row><c><v>1</v></c><c><v>2</v></c></row>";
  ReadLimits limits;
  limits.max_cells = 4;
  EXPECT_EQ(code(row + row, limits), "");
  EXPECT_EQ(code(row + row + row, limits), "too-many-cells");
  limits = {};
  limits.max_columns = 2;
  EXPECT_EQ(code(row, limits), "");
  EXPECT_EQ(code("<row><c r=\"C1\"><v>1</v></c></row>", limits), "too-many-columns");
  EXPECT_EQ(code("<row><c r=\"ZZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>", {}), "too-many-columns");
  limits = {};
  limits.max_sheet_rows = 2;
  EXPECT_EQ(code(row + row, limits), "");
  EXPECT_EQ(code(row + row + row, limits), "too-many-rows");
  EXPECT_EQ(code("<row r=\"18446744073709551615\"><c><v>1</v></c></row>", {}), "too-many-rows");
}

TEST(Xlsx, RefusesOneSheetAndOneFileTooMany) {
  const std::vector<TestSheet> two = {{"A", "<sheetData/>", ""}, {"B", "<sheetData/>", ""}};
  ReadLimits limits;
  limits.max_sheets = 2;
  EXPECT_EQ(read_sheet(make_xlsx(two), 0, limits).error, "");
  limits.max_sheets = 1;
  EXPECT_EQ(read_sheet(make_xlsx(two), 0, limits).error, "too-many-sheets");
  limits = {};
  limits.max_archive_entries = 8;
  EXPECT_EQ(read_sheet(make_xlsx(two), 0, limits).error, "");
  limits.max_archive_entries = 7;
  EXPECT_EQ(read_sheet(make_xlsx(two), 0, limits).error, "too-many-entries");
}

TEST(Xlsx, RefusesOneByteTooManyOfSharedTexts) {
  ReadLimits limits;
  const auto book = one_sheet("<row><c t=\"s\"><v>0</v></c></row>", {}, "<si><t>12345</t></si>");
  limits.max_shared_text_bytes = 5;
  EXPECT_EQ(read_sheet(book, 0, limits).error, "");
  limits.max_shared_text_bytes = 4;
  EXPECT_EQ(read_sheet(book, 0, limits).error, "too-much-shared-text");
}

TEST(Xlsx, ASharedTextGivenOutAgainAndAgainIsRefused) {
  std::string row = "<row>";
  for (int i = 0; i < 10; ++i) row += "<c t=\"s\"><v>0</v></c>";
  row += "</row>";
  const auto book = one_sheet(row + row, {}, "<si><t>0123456789</t></si>");
  ReadLimits limits;
  limits.max_record_bytes = 100;
  EXPECT_EQ(read_sheet(book, 0, limits).error, "");
  limits.max_record_bytes = 99;
  EXPECT_EQ(read_sheet(book, 0, limits).error, "record-too-long");
}

TEST(Xlsx, RefusesBombs) {
  const auto bomb = one_sheet("<row>" + std::string(64U << 20, ' ') + "</row>");
  EXPECT_LT(bomb.size(), 200'000U);
  EXPECT_EQ(read_sheet(bomb).error, "ratio-too-high");
  ReadLimits limits;
  limits.max_unpacked_bytes = 1U << 20;
  limits.max_ratio = 100'000;
  EXPECT_EQ(read_sheet(bomb, 0, limits).error, "too-many-unpacked-bytes");
}

TEST(Xlsx, RefusesEntitiesDamageAndOtherArchives) {
  EXPECT_EQ(read_sheet(make_zip({{"xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><workbook/>"}})).error,
            "format-error");
  EXPECT_EQ(read_sheet(make_zip({{"word/document.xml", "<x/>"}})).error, "format-error");
  const auto good = one_sheet("<row><c><v>1</v></c></row>");
  EXPECT_EQ(read_sheet(good.substr(0, good.size() / 2)).error, "format-error");
  EXPECT_EQ(read_sheet("").error, "format-error");
  EXPECT_EQ(read_sheet(good, 1).error, "format-error") << "no such sheet";
}

TEST(Ods, ReadsValuesDatesAndTexts) {
  const auto read = read_sheet(make_ods(
      "<table:table table:name=\"F\"><table:table-column "
      "table:number-columns-repeated=\"2\"/><table:table-column "
      "table:visibility=\"collapse\"/><table:table-row>"
      "<table:table-cell office:value-type=\"float\" "
      "office:value=\"83000000000012\"><text:p>8,30E+13</text:p></table:table-cell>"
      "<table:table-cell office:value-type=\"date\" "
      "office:date-value=\"2024-01-31\"><text:p>31/01/24</text:p></table:table-cell>"
      "<table:table-cell office:value-type=\"time\" office:time-value=\"PT10H30M00S\"/>"
      "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>"
      "<table:table-cell office:value-type=\"percentage\" office:value=\"0.2\"/>"
      "<table:table-cell "
      "office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation>"
      "<text:p>un<text:s "
      "text:c=\"2\"/><text:span>deux</text:span></text:p><text:p>trois</text:p></table:table-cell>"
      "<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" "
      "calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row></"
      "table:table>"));
  EXPECT_EQ(read.error, "");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"83000000000012", "2024-01-31", "10:30:00", "true", "0.2",
                                              "un  deux\ntrois", "#N/A"}));
  EXPECT_EQ(read.rows[0].cells[1].kind, CellKind::date);
  EXPECT_TRUE(read.rows[0].cells[4].has(note_percent));
  EXPECT_EQ(read.rows[0].cells[6].kind, CellKind::error);
  EXPECT_TRUE(read.rows[0].cells[6].has(note_formula));
  EXPECT_THAT(read.facts.hidden_columns, ElementsAre(3U));
}

const std::string ods_one = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";

TEST(Ods, UnrollsRepeatedCellsAndRowsOnlyWhereTheyHoldSomething) {
  const auto read = read_sheet(make_ods(
      "<table:table table:name=\"F\"><table:table-header-rows><table:table-row>"
      "<table:table-cell table:number-columns-repeated=\"2\"/>"
      "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"2\"/>"
      "<table:table-cell "
      "table:number-columns-repeated=\"16380\"/></table:table-row></table:table-header-rows>"
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>"
      "<table:table-row table:number-rows-repeated=\"2\" table:visibility=\"filter\">" +
      ods_one +
      "</table:table-row>"
      "<table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/>"
      "</table:table-row></table:table>"));
  EXPECT_EQ(read.error, "");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"", "", "1", "1"}, Cells{}, Cells{}, Cells{"1"}, Cells{"1"}));
  EXPECT_EQ(read.rows[4].row, 5U);
  EXPECT_TRUE(read.rows[4].hidden);
  EXPECT_EQ(read.facts.hidden_rows, 2U);
}

TEST(Ods, RefusesWideningBombs) {
  const auto table = [](const std::string& rows) {
    return make_ods("<table:table table:name=\"F\">" + rows + "</table:table>");
  };
  const std::string wide =
      "<table:table-cell office:value-type=\"float\" office:value=\"1\" "
      "table:number-columns-repeated=\"16384\"/>";
  EXPECT_EQ(read_sheet(table("<table:table-row table:number-rows-repeated=\"1048576\">" + wide +
                             "</table:table-row>"))
                .error,
            "too-many-cells");
  EXPECT_EQ(read_sheet(table("<table:table-row>" + wide + ods_one + "</table:table-row>")).error,
            "too-many-columns");
  EXPECT_EQ(read_sheet(table("<table:table-row table:number-rows-repeated=\"1048577\">" + ods_one +
                             "</table:table-row>"))
                .error,
            "too-many-rows");
  EXPECT_EQ(
      read_sheet(
          table("<table:table-row table:number-rows-repeated=\"99999999999999999999\"><table:table-cell/>"
                "</table:table-row><table:table-row>" +
                ods_one + "</table:table-row>"))
          .error,
      "too-many-rows");
}

TEST(Ods, DescribesItsSheetsAndReadsTheOneAsked) {
  const auto bytes =
      make_ods("<table:table table:name=\"Un\" table:style-name=\"ta1\"><table:table-row>" + ods_one +
                   "</table:table-row></table:table>"
                   "<table:table table:name=\"Deux\" "
                   "table:style-name=\"ta2\"><table:table-row><table:table-cell office:value-type=\"float\" "
                   "office:value=\"2\" table:number-columns-spanned=\"2\" "
                   "table:number-rows-spanned=\"3\"/></table:table-row></table:table>",
               "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "
               "table:display=\"true\"/></style:style>"
               "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties "
               "table:display=\"false\"/></style:style>");
  const TestFile file(bytes);
  const auto info = describe_workbook(file.descriptor(), 5);
  ASSERT_TRUE(info);
  EXPECT_TRUE(info->ods);
  ASSERT_EQ(info->sheets.size(), 2U);
  EXPECT_EQ(info->sheets[1].name, "Deux");
  EXPECT_FALSE(info->sheets[0].hidden);
  EXPECT_TRUE(info->sheets[1].hidden);
  EXPECT_EQ(info->sheets[1].first_rows[0].cells[0].text, "2");
  const auto read = read_sheet(bytes, 1);
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"2"}));
  EXPECT_TRUE(read.rows[0].cells[0].has(note_merged));
  EXPECT_THAT(read.facts.merged_ranges, ElementsAre(CellRange{1, 3, 1, 2}));
  EXPECT_EQ(read_sheet(bytes, 2).error, "format-error");
}

TEST(RealWorkbook, OfGrantsIsReadFromItsThirdSheet) {
  const auto path =
      std::filesystem::path(PARVIS_SHARED_DIR) / "data/grants/expected/repair/fixture_SCDL_xlsx/SCDL.xlsx";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the shared data is absent";
  const int file = ::open(path.c_str(), O_RDONLY);
  const auto info = describe_workbook(file, 4);
  ASSERT_TRUE(info);
  ASSERT_EQ(info->sheets.size(), 3U);
  EXPECT_EQ(info->sheets[2].name, "Du 01-01-2023 au 30-06-2023");
  EXPECT_EQ(info->sheets[2].first_rows[3].cells[0].text, "Nom de l'attribuant");
  const auto rows = sheet_rows(file, 2).value();
  TableRow row;
  std::vector<TableRow> all;
  while (rows->next(row).value()) all.push_back(row);
  ::close(file);
  ASSERT_GE(all.size(), 14U);
  EXPECT_EQ(all[3].cells.size(), 14U);
  EXPECT_EQ(all[4].cells[2].kind, CellKind::date);
}

}  // namespace
}  // namespace parvis::quality
