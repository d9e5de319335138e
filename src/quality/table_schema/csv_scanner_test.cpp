#include "quality/table_schema/csv_scanner.hpp"

#include <gtest/gtest.h>

#include <random>

namespace parvis::quality {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& text, ScanPath path, ScannedBlock& block, ScanEnd end = ScanEnd::whole) {
  std::string padded = text + std::string(scan_padding, '\0');
  scan_csv(std::string_view(padded).substr(0, text.size()), ',', end, block, path);
  Rows rows;
  std::string scratch;
  for (const auto& record : block.records) {
    rows.emplace_back();
    std::uint32_t start = record.start;
    for (std::uint32_t i = 0; i < record.cells; ++i) {
      const std::uint32_t to = block.ends[record.first_cell + i];
      rows.back().emplace_back(unquoted(std::string_view(text).substr(start, to - start), scratch));
      start = to + 1;
    }
  }
  return rows;
}

Rows rows_of(const std::string& text) {
  ScannedBlock block;
  return rows_of(text, ScanPath::automatic, block);
}

TEST(CsvScanner, ReadsQuotesLineEndsAndBlankLines) {
  EXPECT_EQ(rows_of("a,b\r\n1,\"x,\n\"\"y\"\"\"\n\n3,4\r5,"),
            (Rows{{"a", "b"}, {"1", "x,\n\"y\""}, {}, {"3", "4"}, {"5", ""}}));
}

TEST(CsvScanner, TakesAQuoteInsideACellAsText) {
  ScannedBlock block;
  EXPECT_EQ(rows_of("a\"b,c\n\"d\"e,f\n", ScanPath::automatic, block), (Rows{{"a\"b", "c"}, {"de", "f"}}));
  EXPECT_EQ(block.stray.size(), 2U);
}

TEST(CsvScanner, NamesTheRecordWhereAQuoteNeverCloses) {
  ScannedBlock block;
  EXPECT_EQ(rows_of("a,b\n1,\"x\n2,y\n", ScanPath::automatic, block),
            (Rows{{"a", "b"}, {"1", "\"x"}, {"2", "y"}}));
  ASSERT_EQ(block.unclosed.size(), 1U);
  EXPECT_EQ(block.unclosed[0].record, 1U);
}

TEST(CsvScanner, LeavesAnUnfinishedRecordForTheNextBlock) {
  ScannedBlock block;
  EXPECT_EQ(rows_of("a,b\n1,\"x\n2", ScanPath::automatic, block, ScanEnd::more), (Rows{{"a", "b"}}));
  EXPECT_EQ(block.consumed, 4U);
}

// The plain twin is the oracle of the vector code.
TEST(CsvScanner, GivesTheSameAnswerWithVectorCodeAndWithout) {
  std::mt19937 random(7);
  const std::string letters = "ab,,\"\"\n\n\r;é";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t size = random() % 300;
    while (text.size() < size) {
      if (random() % 4 == 0)
        text += "\"quoted, text\",";
      else
        text += random() % 3 == 0 ? std::string(1, letters[random() % letters.size()]) : std::string("word");
    }
    for (const ScanEnd end : {ScanEnd::whole, ScanEnd::more}) {
      ScannedBlock vector_block;
      ScannedBlock plain_block;
      const Rows by_vector = rows_of(text, ScanPath::automatic, vector_block, end);
      const Rows plainly = rows_of(text, ScanPath::plain, plain_block, end);
      ASSERT_EQ(by_vector, plainly) << text;
      ASSERT_EQ(vector_block.consumed, plain_block.consumed) << text;
      ASSERT_EQ(vector_block.stray.size(), plain_block.stray.size()) << text;
      for (std::size_t i = 0; i < plain_block.records.size(); ++i)
        ASSERT_EQ(vector_block.records[i].lines, plain_block.records[i].lines) << text;
    }
  }
}

TEST(CsvScanner, FindsTheFirstByteThatIsNotUtf8LikeItsTwin) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {
      "é", "€", "a", "bcd", "𝄞", "\xC3", "\xE9", "\xF0\x9D", "plain text of some length, "};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i)
      text += pieces[random() % (round % 3 == 0 ? pieces.size() : 5)];
    const std::size_t size = text.size();
    text.append(scan_padding, '\0');
    const std::string_view view = std::string_view(text).substr(0, size);
    ASSERT_EQ(first_invalid_utf8(view), first_invalid_utf8(view, ScanPath::plain)) << view;
  }
}

}  // namespace
}  // namespace parvis::quality
