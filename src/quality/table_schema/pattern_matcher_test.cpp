#include "quality/table_schema/pattern_matcher.hpp"

#include <gtest/gtest.h>

namespace parvis::quality {
namespace {

PatternVerdict verdict(std::string_view pattern, std::string_view cell) {
  const auto program = compile_pattern(pattern);
  EXPECT_TRUE(program) << pattern;
  return PatternMatcher(std::make_shared<const PatternProgram>(*program)).match(cell);
}

bool fits(std::string_view pattern, std::string_view cell) {
  return verdict(pattern, cell) == PatternVerdict::fits;
}

TEST(PatternMatcher, TriesAnAlternativeWithoutBracketsAtTheStart) {
  EXPECT_TRUE(fits("ab|cd", "abX"));
  EXPECT_FALSE(fits("ab|cd", "cdX"));
  EXPECT_TRUE(fits("ab|cd", "Xcd") == false);
}

TEST(PatternMatcher, KnowsUnicodeDigitsLettersAndTheLastNewline) {
  EXPECT_TRUE(fits("\\d{2}", "٣٤"));
  EXPECT_TRUE(fits("\\w+", "éÀ_9"));
  EXPECT_TRUE(fits("a$", "a\n"));
  EXPECT_FALSE(fits("a", "a\n\n"));
}

TEST(PatternMatcher, RunsBackReferences) {
  const auto pattern = "(?:(?:^|\\|)([A-Z]\\d[a-z]|)\\1+[A-Z]\\d[a-z])+$";
  EXPECT_TRUE(fits(pattern, "A1b"));
  EXPECT_TRUE(fits(pattern, "A1b|C2d"));
  EXPECT_FALSE(fits(pattern, "A1"));
}

TEST(PatternMatcher, SaysUndecidedPastItsBudget) {
  const auto program = std::make_shared<const PatternProgram>(*compile_pattern("(a*)*\\1b"));
  PatternMatcher matcher(program, {2000, 1000});
  EXPECT_EQ(matcher.match(std::string(200, 'a')), PatternVerdict::undecided);
}

TEST(PatternMatcher, AgreesWithTheBacktrackingReference) {
  for (const std::string_view pattern :
       {"^[0-9]{4}\\-[0-9]{2}(/[0-9]{4})?$", "(a|b)*c?", "[^|]+(\\|[^|]+)*", "x{2,4}y*?", "(?i)été"})
    for (const std::string_view cell :
         {"2018-02", "2018-02/2019", "abac", "aa|b|c", "xxxy", "x", "", "ÉTÉ", "a||b"}) {
      const auto program = std::make_shared<const PatternProgram>(*compile_pattern(pattern));
      EXPECT_EQ(PatternMatcher(program).match(cell), backtrack(*program, cell, 100'000))
          << pattern << " " << cell;
    }
}

TEST(PatternMatcher, RefusesWhatIsNoPattern) {
  for (const std::string_view pattern : {"(", "[a", "*a", "a{3,2}", "\\2", "(?<n", "[z-a]"})
    EXPECT_FALSE(compile_pattern(pattern)) << pattern;
}

}  // namespace
}  // namespace parvis::quality
