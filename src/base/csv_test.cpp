#include "base/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parvis::base {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Csv, reads_quotes_line_feeds_and_doubled_quotes) {
  EXPECT_THAT(parse_csv("ref,texte\r\n1,\"un, deux\"\r\n2,\"dit \"\"oui\"\"\nencore\"\r\n").value(),
              ElementsAre(ElementsAre("ref", "texte"), ElementsAre("1", "un, deux"),
                          ElementsAre("2", "dit \"oui\"\nencore")));
}

TEST(Csv, last_row_needs_no_line_feed) {
  EXPECT_THAT(parse_csv("a,b\n1,").value(), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "")));
}

TEST(Csv, drops_a_byte_order_mark_but_only_in_front) {
  EXPECT_THAT(parse_csv("\xEF\xBB\xBF"
                        "a;b\n",
                        ';')
                  .value(),
              ElementsAre(ElementsAre("a", "b")));
  EXPECT_THAT(parse_csv("\xEF\xBB\xBF"
                        "\"a\"\n")
                  .value(),
              ElementsAre(ElementsAre("a")));
  EXPECT_THAT(parse_csv("a\n\xEF\xBB\xBF"
                        "b\n")
                  .value(),
              ElementsAre(ElementsAre("a"), ElementsAre("\xEF\xBB\xBF"
                                                        "b")));
}

TEST(Csv, empty_lines_are_no_rows_and_an_empty_quoted_cell_is_one) {
  EXPECT_THAT(parse_csv("a\n\n\nb\n").value(), ElementsAre(ElementsAre("a"), ElementsAre("b")));
  EXPECT_THAT(parse_csv("a\n\"\"\n").value(), ElementsAre(ElementsAre("a"), ElementsAre("")));
  EXPECT_THAT(parse_csv("a\n\"\"").value(), ElementsAre(ElementsAre("a"), ElementsAre("")));
  EXPECT_THAT(parse_csv("").value(), ElementsAre());
}

struct BadCase {
  const char* text;
  const char* where;
};

class BadCsv : public testing::TestWithParam<BadCase> {};

TEST_P(BadCsv, names_row_and_column) {
  const auto rows = parse_csv(GetParam().text);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().kind, ErrorKind::invalid);
  EXPECT_THAT(rows.error().message, HasSubstr(GetParam().where));
}

INSTANTIATE_TEST_SUITE_P(All, BadCsv,
                         testing::Values(BadCase{"a,b\n1,\"x\"y\n", "Ligne 2, colonne 2"},
                                         BadCase{"a\nb\"c\n", "Ligne 2, colonne 1"},
                                         BadCase{"a,b\n1,\"jamais fermé\n2,3\n", "Ligne 2, colonne 2"}));

TEST(Csv, a_bad_row_keeps_the_rows_before_it) {
  std::vector<std::string> read;
  CsvReader reader([&](std::size_t, const auto& cells) {
    read.push_back(cells.front());
    return true;
  });
  EXPECT_FALSE(reader.feed("1\n2\n\"x\"y\n"));
  EXPECT_THAT(read, ElementsAre("1", "2"));
}

TEST(Csv, tells_row_numbers_and_stops_when_asked) {
  std::vector<std::size_t> numbers;
  CsvReader reader([&](std::size_t number, const auto&) {
    numbers.push_back(number);
    return number < 3;
  });
  ASSERT_TRUE(reader.feed("a\n\nb\nc\nd"));
  ASSERT_TRUE(reader.finish());
  EXPECT_TRUE(reader.stopped());
  EXPECT_THAT(numbers, ElementsAre(1U, 3U));
}

TEST(Csv, limits_at_the_limit_and_one_beyond) {
  const auto keep = [](std::size_t, const auto&) { return true; };
  const CsvLimits limits{8, 3};
  EXPECT_TRUE(CsvReader(keep, ',', limits).feed("1234567\n"));
  EXPECT_FALSE(CsvReader(keep, ',', limits).feed("12345678\n"));
  EXPECT_TRUE(CsvReader(keep, ',', limits).feed("1,2,3\n"));
  EXPECT_FALSE(CsvReader(keep, ',', limits).feed("1,2,3,\n"));
}

TEST(Csv, pieces_read_like_the_whole) {
  const std::string text = "a,\"b\"\"\r\nc\"\r\n\"\",d\r\n";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::vector<std::vector<std::string>> rows;
    CsvReader reader([&](std::size_t, const auto& cells) {
      rows.push_back(cells);
      return true;
    });
    ASSERT_TRUE(reader.feed(std::string_view(text).substr(0, cut)));
    ASSERT_TRUE(reader.feed(std::string_view(text).substr(cut)));
    ASSERT_TRUE(reader.finish());
    EXPECT_THAT(rows, ElementsAre(ElementsAre("a", "b\"\r\nc"), ElementsAre("", "d"))) << cut;
  }
}

TEST(CsvRow, quotes_only_where_needed_and_reads_back) {
  EXPECT_EQ(csv_row({"a", "b;c", "d\"e", "f\ng", ""}, ';'), "a;\"b;c\";\"d\"\"e\";\"f\ng\";\n");
  const std::vector<std::string> cells = {"x,y", "\"", "a\r\n", "é"};
  EXPECT_THAT(parse_csv(csv_row(cells)).value(), ElementsAre(cells));
}

TEST(CsvRow, disarms_formulas) {
  EXPECT_EQ(csv_row({"=1+1", "+a", "-2-1", "@x", "\tx", "a=b"}), "'=1+1,'+a,'-2-1,'@x,'\tx,a=b\n");
}

TEST(CsvRow, leaves_numbers_alone) {
  EXPECT_EQ(csv_row({"-4.486076", "+2", "-1e-3", "-", "-1+cmd"}), "-4.486076,+2,-1e-3,'-,'-1+cmd\n");
}

}  // namespace
}  // namespace parvis::base
