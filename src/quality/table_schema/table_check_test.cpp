// Order and content of findings where several rules speak about one row or one header.
#include "quality/table_schema/table_check.hpp"

#include <gtest/gtest.h>

#include "quality/table_schema/sentence.hpp"

namespace parvis::quality {
namespace {

struct Said {
  std::uint64_t row;
  std::uint32_t field;
  std::string code, sentence;
};

std::vector<Said> findings(std::string_view schema_json, std::string_view csv) {
  auto schema = read_schema(schema_json);
  EXPECT_TRUE(schema);
  const auto program = std::make_shared<const SchemaProgram>(std::move(*schema));
  const SentenceWriter sentences(*program);
  std::vector<Said> said;
  TableCheck check(program, {}, [&](const Finding& finding) {
    Said one{finding.row, finding.field, std::string(to_text(finding.code)), {}};
    sentences.append(one.sentence, finding);
    said.push_back(std::move(one));
  });
  EXPECT_TRUE(check.feed(csv));
  EXPECT_TRUE(check.finish());
  return said;
}

TEST(TableCheck, UniqueErrorStandsAtItsColumnAmongTheOthers) {
  const auto said = findings(
      R"({"fields":[{"name":"id","type":"integer","constraints":{"unique":true}},{"name":"day","type":"date"}]})",
      "id,day\n1,2024-01-31\n01,31/01/2024\n");
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(said[0].code, "unique-error");
  EXPECT_EQ(said[0].field, 1U);
  EXPECT_EQ(said[1].code, "type-error");
}

TEST(TableCheck, UnmatchedHeaderNamesTheColumnsOfTheFile) {
  const auto said = findings(R"({"fields":[{"name":"id"}]})", "alpha,beta\n1,2\n");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].sentence.find("alpha, beta"), std::string::npos) << said[0].sentence;
}

TEST(TableCheck, RightAssociationNumberOutsideThePatternIsSaidBesideTheError) {
  const auto said =
      findings(R"({"fields":[{"name":"rna","type":"string","constraints":{"pattern":"^W\\d{9}$"}}]})",
               "rna\nW2A1000123\nW12\n");
  ASSERT_EQ(said.size(), 3U);
  EXPECT_EQ(said[0].code, "constraint-error");
  EXPECT_EQ(said[1].code, "outside-scdl-pattern");
  EXPECT_EQ(said[2].row, 3U);
}

}  // namespace
}  // namespace parvis::quality
