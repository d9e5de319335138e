#include "quality/table_reader/csv_records.hpp"

#include <gmock/gmock.h>

#include "quality/table_reader/test_sources.hpp"

namespace parvis::quality {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Cells = std::vector<std::string>;

struct Read {
  std::vector<TableRow> rows;
  RowFacts facts;
  std::optional<Error> error;

  [[nodiscard]] std::vector<Cells> texts() const {
    std::vector<Cells> all;
    for (const auto& row : rows) {
      auto& cells = all.emplace_back();
      for (const auto& cell : row.cells) cells.push_back(cell.text);
    }
    return all;
  }
};

Read read_all(ByteSourcePtr bytes, char delimiter = ',', const ReadLimits& limits = {},
              Encoding encoding = Encoding::utf_8) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  auto records = csv_records(text_source(std::move(bytes), encoding), dialect, limits);
  Read read;
  TableRow row;
  for (;;) {
    auto more = records->next(row);
    if (!more) read.error = more.error();
    if (!more.value_or(false)) break;
    read.rows.push_back(row);
  }
  read.facts = records->facts();
  return read;
}

Read read_text(std::string text, char delimiter = ',', const ReadLimits& limits = {}) {
  return read_all(memory_source(std::move(text)), delimiter, limits);
}

TEST(CsvRecords, ReadsQuotedCellsWithDelimitersNewlinesAndQuotes) {
  const auto read = read_text("a,b\n\"x,1\",\"deux\nlignes\"\n\"il dit \"\"non\"\"\",\n");
  EXPECT_THAT(read.texts(),
              ElementsAre(Cells{"a", "b"}, Cells{"x,1", "deux\nlignes"}, Cells{"il dit \"non\"", ""}));
  EXPECT_EQ(read.rows[2].row, 3U);
  EXPECT_EQ(read.rows[2].line, 4U) << "a record with a newline inside counts once, its lines twice";
  EXPECT_EQ(read.facts.lf, 4U);
}

TEST(CsvRecords, AcceptsMixedEndsOfLine) {
  const auto read = read_text("a\r\nb\rc\n\rd");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"a"}, Cells{"b"}, Cells{"c"}, Cells{}, Cells{"d"}));
  EXPECT_EQ(read.facts.crlf, 1U);
  EXPECT_EQ(read.facts.cr, 2U);
  EXPECT_EQ(read.facts.lf, 1U);
  EXPECT_EQ(read.rows[4].line, 5U);
}

TEST(CsvRecords, TellsABlankLineFromAnEmptyQuotedCell) {
  const auto read = read_text("\n\"\"\n,\n");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{}, Cells{""}, Cells{"", ""}));
}

TEST(CsvRecords, AnEmptyTextHasNoRecord) {
  EXPECT_THAT(read_text("").rows, IsEmpty());
}

TEST(CsvRecords, KeepsStrayQuotesAsTextAndSaysWhere) {
  const auto read = read_text("rue \"du\" port,\"Le \"Havre,3\n");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"rue \"du\" port", "Le Havre", "3"}));
  EXPECT_EQ(read.facts.stray_quotes, 2U);
  EXPECT_EQ(read.facts.stray_quote_places[1], (TablePlace{1, 1, 2}));
  EXPECT_FALSE(read.rows[0].cells[2].has(note_stray_quote));
}

TEST(CsvRecords, NamesTheRecordWhereAnUnclosedQuoteOpenedAndReadsTheRest) {
  const auto read = read_text("a,b\n1,\"x\ny\"\n2,\"jamais fermé\n3,ok\n4,\"\"\n");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"a", "b"}, Cells{"1", "x\ny"}, Cells{"2", "\"jamais fermé"},
                                        Cells{"3", "ok"}, Cells{"4", ""}));
  EXPECT_EQ(read.facts.unclosed_quote, (TablePlace{3, 4, 2}));
}

TEST(CsvRecords, KeepsNulBytes) {
  const auto read = read_text(std::string("a\0b,c\nd,e\n", 10));
  EXPECT_EQ(read.rows[0].cells[0].text, std::string("a\0b", 3));
  EXPECT_TRUE(read.rows[0].cells[0].has(note_nul_byte));
  EXPECT_EQ(read.facts.nul_bytes, 1U);
}

TEST(CsvRecords, NamesTheFirstRecordThatIsNotInTheEncodingAndReadsItAsWindows1252) {
  const auto read = read_text("nom\nété\n\xE9t\xE9\nhiver\n");
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"nom"}, Cells{"été"}, Cells{"été"}, Cells{"hiver"}));
  EXPECT_EQ(read.facts.encoding_error, (TablePlace{3, 3, 0}));
}

TEST(CsvRecords, ReadsTenThousandColumns) {
  std::string line = "c0";
  for (int i = 1; i < 10'000; ++i) line += ",c" + std::to_string(i);
  const auto read = read_text(line + "\n" + line);
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[1].cells.size(), 10'000U);
  EXPECT_EQ(read.rows[1].cells.back().text, "c9999");
}

TEST(CsvRecords, RefusesOneColumnTooMany) {
  ReadLimits limits;
  limits.max_columns = 3;
  EXPECT_FALSE(read_text("a,b,c\n", ',', limits).error);
  const auto read = read_text("a,b,c\na,b,c,d\n", ',', limits);
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->code, "too-many-columns");
  EXPECT_EQ(read.rows.size(), 1U) << "the rows before it stand";
}

TEST(CsvRecords, RefusesOneByteTooManyInARecord) {
  ReadLimits limits;
  limits.max_record_bytes = 10;
  EXPECT_FALSE(read_text("0123456789\n01234,\"67\"\n", ',', limits).error);
  const auto read = read_text("0123456789A\n", ',', limits);
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->code, "record-too-long");
}

TEST(CsvRecords, AQuoteThatClosesBeyondTheLimitIsText) {
  ReadLimits limits;
  limits.max_record_bytes = 10;
  const auto read = read_text("\"ab\n0123456789\n\",x\n", ',', limits);
  EXPECT_THAT(read.texts()[0], ElementsAre("\"ab"));
  EXPECT_EQ(read.facts.unclosed_quote, (TablePlace{1, 1, 1}));
}

TEST(CsvRecords, AGigabyteInOneLineIsRefusedInLittleMemory) {
  const auto read = read_all(repeated_source("", "abcdefgh", 1ULL << 30));
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->code, "record-too-long");
}

TEST(CsvRecords, AnUnclosedQuoteAtTheEndOfABigStreamCostsOnlyItsOwnRecord) {
  const auto read_count = [](std::string end) {
    Dialect dialect;
    auto records = csv_records(
        text_source(repeated_source("", "un,deux,trois\n", 14U << 20, std::move(end)), Encoding::utf_8),
        dialect);
    TableRow row;
    std::uint64_t count = 0;
    while (records->next(row).value_or(false)) ++count;
    return std::pair(count, records->facts().unclosed_quote);
  };
  const auto [count, quote] = read_count("un,\"deux\ntrois,quatre\n");
  EXPECT_EQ(count, (1U << 20) + 2U);
  EXPECT_EQ(quote, (TablePlace{(1U << 20) + 1, (1U << 20) + 1, 2}));
}

TEST(CsvRecords, GivesTheSameRowsWhateverTheBlocks) {
  const std::string text = "a;\"b\r\nc\"\r\n\"d\"\"e\";f\r\r\n\"x\"y;\xE9\n\"open;\n1";
  Dialect dialect;
  dialect.delimiter = ';';
  const auto rows = [&](std::size_t block) {
    auto records = csv_records(text_source(dripping_source(text, block), Encoding::utf_8), dialect);
    std::vector<TableRow> all(1);
    while (records->next(all.back()).value_or(false)) all.emplace_back();
    return all;
  };
  const auto expected = rows(text.size());
  for (std::size_t block = 1; block < 8; ++block) EXPECT_EQ(rows(block), expected) << block;
}

TEST(CsvRecords, CountsLinesFromAfterASepLine) {
  Dialect dialect;
  dialect.first_line = 2;
  auto records = csv_records(text_source(memory_source("a,b\n"), Encoding::utf_8), dialect);
  TableRow row;
  ASSERT_TRUE(records->next(row).value());
  EXPECT_EQ(row.row, 1U);
  EXPECT_EQ(row.line, 2U);
}

}  // namespace
}  // namespace parvis::quality
