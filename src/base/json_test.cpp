#include "base/json.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

namespace parvis::base {
namespace {

std::string canonical(std::string_view text) {
  return canonical_json(parse_json(text).value());
}

// The example of RFC 8785, section 3.2.4.
TEST(CanonicalJson, example_of_the_rfc) {
  EXPECT_EQ(canonical(R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
                          "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})"),
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

// Section 3.2.3: names in the order of their UTF-16 code units, where an emoji stands before U+FB33.
TEST(CanonicalJson, sorts_by_utf16) {
  EXPECT_EQ(
      canonical("{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet "
                "With Dagesh\","
                "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}"),
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With "
      "Diaeresis\","
      "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

struct NumberCase {
  std::uint64_t bits;
  const char* written;
};

class CanonicalNumbers : public testing::TestWithParam<NumberCase> {};

TEST_P(CanonicalNumbers, of_appendix_b) {
  EXPECT_EQ(canonical_json(std::bit_cast<double>(GetParam().bits)), GetParam().written);
}

INSTANTIATE_TEST_SUITE_P(Rfc8785, CanonicalNumbers,
                         testing::Values(NumberCase{0x0000000000000000, "0"},
                                         NumberCase{0x8000000000000000, "0"},
                                         NumberCase{0x0000000000000001, "5e-324"},
                                         NumberCase{0x8000000000000001, "-5e-324"},
                                         NumberCase{0x7fefffffffffffff, "1.7976931348623157e+308"},
                                         NumberCase{0xffefffffffffffff, "-1.7976931348623157e+308"},
                                         NumberCase{0x4340000000000000, "9007199254740992"},
                                         NumberCase{0xc340000000000000, "-9007199254740992"},
                                         NumberCase{0x4430000000000000, "295147905179352830000"},
                                         NumberCase{0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                         NumberCase{0x44b52d02c7e14af6, "1e+23"},
                                         NumberCase{0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                                         NumberCase{0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                         NumberCase{0x444b1ae4d6e2ef4f, "999999999999999900000"},
                                         NumberCase{0x444b1ae4d6e2ef50, "1e+21"},
                                         NumberCase{0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                         NumberCase{0x3eb0c6f7a0b5ed8d, "0.000001"},
                                         NumberCase{0x41b3de4355555553, "333333333.3333332"},
                                         NumberCase{0x41b3de4355555554, "333333333.33333325"},
                                         NumberCase{0x41b3de4355555555, "333333333.3333333"},
                                         NumberCase{0x41b3de4355555556, "333333333.3333334"},
                                         NumberCase{0x41b3de4355555557, "333333333.33333343"},
                                         NumberCase{0xbecbf647612f3696, "-0.0000033333333333333333"},
                                         NumberCase{0x43143ff3c1cb0959, "1424953923781206.2"}));

TEST(CanonicalJson, no_number_is_null) {
  EXPECT_EQ(canonical_json(std::numeric_limits<double>::infinity()), "null");
}

TEST(ParseJson, reads_decimals_to_the_nearest_double) {
  for (const double number : {333333333.33333329, 48.390394, -4.486076, 0.1, 1.7976931348623157e308, 5e-324,
                              2.2250738585072011e-308}) {
    const std::string text = canonical_json(number);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(parse_json(text)->get_double()),
              std::bit_cast<std::uint64_t>(number))
        << text;
  }
  EXPECT_FALSE(parse_json("1e400"));
  EXPECT_EQ(parse_json("1e-400")->get_double(), 0);
  EXPECT_EQ(parse_json("18446744073709551615")->get_uint64(), 18'446'744'073'709'551'615U);
}

TEST(ParseJson, depth_at_the_limit_and_one_beyond) {
  EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']')));
  const auto deeper = parse_json(std::string(33, '[') + std::string(33, ']'));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().kind, ErrorKind::invalid);
}

TEST(ParseJson, builds_every_kind) {
  const auto value =
      parse_json(R"({"a":[1,-2,3.5,true,false,null,"\u00e9\n"],"b":{"c":{}},"b2":[]})").value();
  EXPECT_EQ(json::serialize(value), R"({"a":[1,-2,3.5E0,true,false,null,"é\n"],"b":{"c":{}},"b2":[]})");
}

TEST(ParseJson, refuses_what_is_not_json) {
  for (const char* text :
       {"", " ", "{", "[1,]", "{'a':1}", "01", "nan", "{} x", "\"\xE9\"", "\"\\ud800\"", "1 2"})
    EXPECT_FALSE(parse_json(text)) << text;
  EXPECT_TRUE(parse_json(" {} \n"));
  EXPECT_FALSE(parse_json("\xEF\xBB\xBF{}"));
}

TEST(JsonFields, absent_or_of_another_type_gives_the_default) {
  const auto object = parse_json_object(R"({"t":"x","n":1.5,"i":7,"b":true,"z":null,"big":1e300})").value();
  EXPECT_EQ(text_or(object, "t"), "x");
  EXPECT_EQ(text_or(object, "n", "?"), "?");
  EXPECT_EQ(number_or(object, "n"), 1.5);
  EXPECT_EQ(number_or(object, "z", 3), 3);
  EXPECT_EQ(integer_or(object, "i"), 7);
  EXPECT_EQ(integer_or(object, "n", -1), -1);
  EXPECT_EQ(integer_or(object, "big", -1), -1);
  EXPECT_TRUE(flag_or(object, "b"));
  EXPECT_TRUE(flag_or(object, "none", true));
  EXPECT_FALSE(opt_number(object, "t"));
}

TEST(JsonFields, a_missing_one_is_named) {
  const auto object = parse_json_object(R"({"t":1})").value();
  const auto text = need_text(object, "t");
  ASSERT_FALSE(text);
  EXPECT_NE(text.error().message.find("«\u00a0t\u00a0»"), std::string::npos) << text.error().message;
  EXPECT_FALSE(need_integer(object, "n"));
  EXPECT_FALSE(need_array(object, "t"));
  EXPECT_FALSE(need_object(object, "t"));
  EXPECT_EQ(need_number(object, "t").value(), 1);
  EXPECT_FALSE(parse_json_object("[]"));
}

}  // namespace
}  // namespace parvis::base
