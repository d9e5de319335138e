#include "quality/passport/passport.hpp"

#include <gtest/gtest.h>

namespace parvis::quality {
namespace {

TEST(Passport, TheWorstColourWins) {
  Passport passport{"essai", "", "", 100, {}};
  EXPECT_EQ(passport.colour(), Colour::green);
  passport.checks.push_back(share_check(Check::validity, 1, 100, ""));
  EXPECT_EQ(passport.colour(), Colour::green);
  passport.checks.push_back(share_check(Check::validity, 2, 100, ""));
  EXPECT_EQ(passport.colour(), Colour::orange);
  passport.checks.push_back(share_check(Check::completeness, 11, 100, ""));
  EXPECT_EQ(passport.colour(), Colour::red);
  EXPECT_EQ(to_json(passport).at("colour"), "rouge");
}

TEST(Passport, LimitsBelongToTheBetterColour) {
  EXPECT_EQ(colour_of(0.01, {0.01, 0.05}), Colour::green);
  EXPECT_EQ(colour_of(0.0101, {0.01, 0.05}), Colour::orange);
  EXPECT_EQ(colour_of(0.05, {0.01, 0.05}), Colour::orange);
  EXPECT_EQ(colour_of(0.0501, {0.01, 0.05}), Colour::red);
  EXPECT_EQ(share_check(Check::validity, 0, 0, "").colour, Colour::green);
}

}  // namespace
}  // namespace parvis::quality
