#include "quality/table_reader/json_rows.hpp"

#include <gmock/gmock.h>

#include "quality/table_reader/test_sources.hpp"

namespace parvis::quality {
namespace {

using testing::ElementsAre;

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

Read read_text(const std::string& text, const ReadLimits& limits = {}, std::size_t block = 1U << 20) {
  auto rows = json_rows(text_source(dripping_source(text, block), Encoding::utf_8), limits);
  Read read;
  TableRow row;
  for (;;) {
    auto more = rows->next(row);
    if (!more) read.error = more.error();
    if (!more.value_or(false)) break;
    read.rows.push_back(row);
  }
  read.facts = rows->facts();
  return read;
}

TEST(JsonRows, ReadsAnArrayOfObjectsByTheUnionOfItsFirstKeys) {
  const auto read = read_text("[\n {\"a\": 1, \"b\": \"x\"},\n {\"b\": null, \"c\": true}\n]\n");
  EXPECT_FALSE(read.error);
  EXPECT_THAT(read.texts(), ElementsAre(Cells{"a", "b", "c"}, Cells{"1", "x"}, Cells{"", "", "true"}));
  EXPECT_EQ(read.rows[1].row, 2U);
  EXPECT_EQ(read.rows[1].line, 2U);
  EXPECT_EQ(read.rows[1].cells[0].kind, CellKind::number);
  EXPECT_EQ(read.rows[2].cells[0].kind, CellKind::empty) << "absent";
  EXPECT_EQ(read.rows[2].cells[1].kind, CellKind::empty) << "null";
  EXPECT_EQ(read.rows[2].cells[2].kind, CellKind::boolean);
}

TEST(JsonRows, ReadsArraysOfArraysAndOneValuePerLine) {
  const std::vector<Cells> expected = {{"a", "b"}, {"1", "x"}};
  EXPECT_EQ(read_text("[[\"a\",\"b\"],[1,\"x\"]]").texts(), expected);
  EXPECT_EQ(read_text("[\"a\",\"b\"]\n[1,\"x\"]\n").texts(), expected);
  EXPECT_EQ(read_text("{\"a\":1,\"b\":\"x\"}\n").texts(), expected);
  EXPECT_EQ(read_text("{\"a\":1}\n\n{\"a\":2}").texts(), (std::vector<Cells>{{"a"}, {"1"}, {"2"}}));
  EXPECT_EQ(read_text("[]").rows.size(), 0U);
}

TEST(JsonRows, KeepsNumbersAsWrittenAndNestedValuesAsJson) {
  const auto read = read_text(
      R"([[83000000000012, 1.50, -1e-7, {"k": [1, "a\"é\n"], "v": null}, "\u00e9\ud83d\ude00\/"]])");
  ASSERT_FALSE(read.error);
  EXPECT_THAT(read.texts()[0],
              ElementsAre("83000000000012", "1.50", "-1e-7", "{\"k\":[1,\"a\\\"é\\n\"],\"v\":null}", "é😀/"));
  EXPECT_EQ(read.rows[0].cells[3].kind, CellKind::json);
}

TEST(JsonRows, SaysTheKeysThatCameAfterTheHeader) {
  std::string text = "[";
  for (int i = 0; i < 150; ++i) text += "{\"a\":" + std::to_string(i) + "},";
  const auto read = read_text(text + "{\"late\":1}]");
  EXPECT_THAT(read.rows[0].cells.size(), 1U);
  EXPECT_THAT(read.facts.late_labels, ElementsAre("late"));
  EXPECT_THAT(read.texts().back(), ElementsAre("", "1"));
  EXPECT_EQ(read.rows.size(), 152U);
}

TEST(JsonRows, GivesTheRowsBeforeAFaultAndItsLine) {
  const auto read = read_text("[[\"a\"],\n[1],\n[1 2]]");
  EXPECT_EQ(read.rows.size(), 2U);
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->code, "format-error");
  EXPECT_NE(read.error->message.find("ligne 3"), std::string::npos);
}

TEST(JsonRows, RefusesWhatIsNotJson) {
  for (const auto* bad : {"[{\"a\":1}", "[{\"a\" 1}]", "[{a:1}]", "[[01]]", "[[1.]]", "[[\"\\x\"]]",
                          "[[\"\\ud800\"]]", "[[nul]]", "[[1]]x", "[[\"a\nb\"]]", "[[1],{\"a\":1}]", "[[,1]]",
                          "[[1,]]", "{\"a\":1}\n[1]", "[[\"a"}) {
    const auto read = read_text(bad);
    ASSERT_TRUE(read.error) << bad;
    EXPECT_EQ(read.error->code, "format-error") << bad;
  }
}

TEST(JsonRows, RefusesOneLevelTooDeep) {
  ReadLimits limits;
  limits.max_json_depth = 3;
  EXPECT_FALSE(read_text("[[[[[1]]]]]", limits).error);
  EXPECT_EQ(read_text("[[[[[[1]]]]]]", limits).error->code, "too-deep");
  EXPECT_EQ(read_text("[[" + std::string(1U << 20, '[')).error->code, "too-deep");
}

TEST(JsonRows, RefusesOneColumnAndOneByteTooMany) {
  ReadLimits limits;
  limits.max_columns = 2;
  EXPECT_FALSE(read_text("[[1,2]]", limits).error);
  EXPECT_EQ(read_text("[[1,2,3]]", limits).error->code, "too-many-columns");
  EXPECT_EQ(read_text("{\"a\":1,\"b\":2,\"c\":3}", limits).error->code, "too-many-columns");
  limits.max_record_bytes = 12;
  EXPECT_FALSE(read_text("[[\"12345678\"]]", limits).error);
  EXPECT_EQ(read_text("[[\"1234567890123\"]]", limits).error->code, "record-too-long");
}

TEST(JsonRows, AGigabyteInOneStringIsRefusedInLittleMemory) {
  auto rows = json_rows(text_source(repeated_source("[[\"", "abcdefgh", 1ULL << 30), Encoding::utf_8));
  TableRow row;
  const auto more = rows->next(row);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, "record-too-long");
}

TEST(JsonRows, NamesTheFirstRowThatIsNotUtf8) {
  const auto read = read_text("[{\"a\":\"\xC3\xA9\"},\n{\"a\":\"\xE9\"},{\"a\":1}]");
  EXPECT_EQ(read.facts.encoding_error, (TablePlace{3, 2, 0}));
  EXPECT_EQ(read.texts()[2][0], "é");
}

TEST(JsonRows, GivesTheSameRowsWhateverTheBlocks) {
  const std::string text = "[{\"a\":\"\\u00e9\\n\",\"b\":[1,{\"c\":2}]},\r\n{\"d\":-1.5e3}]";
  const auto expected = read_text(text).rows;
  for (std::size_t block = 1; block < 6; ++block) EXPECT_EQ(read_text(text, {}, block).rows, expected);
}

}  // namespace
}  // namespace parvis::quality
