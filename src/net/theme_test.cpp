#include "net/theme.hpp"

#include <gtest/gtest.h>

namespace parvis::net {
namespace {

constexpr std::string_view focus_halo = "#ffd23f";

class TownColour : public testing::TestWithParam<const char*> {};

TEST_P(TownColour, CanCarryText) {
  const auto theme = derive_theme(GetParam());
  ASSERT_TRUE(theme);
  EXPECT_GE(contrast_ratio(theme->brand, "#ffffff"), 4.5);
  EXPECT_GE(contrast_ratio(theme->brand, theme->tint), 4.5);
  EXPECT_GE(contrast_ratio(theme->brand, focus_halo), 3.0);
  EXPECT_GE(contrast_ratio(theme->strong, "#ffffff"), contrast_ratio(theme->brand, "#ffffff"));
  EXPECT_GE(contrast_ratio(theme->strong, theme->tint), 4.5);
  EXPECT_LT(theme_css(*theme).size(), 1000U);
}

INSTANTIATE_TEST_SUITE_P(Fourteen, TownColour,
                         testing::Values("#0b5563", "#ffcc00", "#00ff00", "#ffffff", "#000000", "#e2001a",
                                         "#f39200", "#009fe3", "#00a19a", "#95c11f", "#e6007e", "#312783",
                                         "#7f7f7f", "#ff69b4"));

TEST(Theme, KeepsAColourThatIsReadableAlready) {
  const auto theme = derive_theme("#0B5563");
  ASSERT_TRUE(theme);
  EXPECT_EQ(theme->brand, "#0b5563");
}

TEST(Theme, ReadsTheShortForm) {
  const auto theme = derive_theme("#Fc0");
  ASSERT_TRUE(theme);
  EXPECT_EQ(theme->asked, "#ffcc00");
}

TEST(Theme, RefusesWhatIsNoColour) {
  for (const char* text : {"", "red", "#12345", "#ggg", "0b5563", "#0b5563;}"}) {
    const auto theme = derive_theme(text);
    ASSERT_FALSE(theme) << text;
    EXPECT_EQ(theme.error().kind, ErrorKind::invalid);
  }
}

TEST(Theme, ContrastFollowsWcag) {
  EXPECT_DOUBLE_EQ(contrast_ratio("#000000", "#ffffff"), 21);
  EXPECT_NEAR(contrast_ratio("#767676", "#ffffff"), 4.54, 0.01);
  EXPECT_EQ(contrast_ratio("nope", "#ffffff"), 0);
}

}  // namespace
}  // namespace parvis::net
