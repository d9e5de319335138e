#include "model/resample.hpp"

#include <gtest/gtest.h>

namespace parvis::model {
namespace {

Pixels grey(int width, int height, auto&& level) {
  Pixels pixels{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < 3; ++c) pixels.rgb.push_back(static_cast<std::uint8_t>(level(x, y)));
  return pixels;
}

TEST(Resample, SameSizeIsTheSamePicture) {
  const auto pixels = grey(7, 5, [](int x, int y) { return 30 * x + y; });
  EXPECT_EQ(resampled(pixels, 7, 5, {0, 0, 7, 5}).rgb, pixels.rgb);
}

TEST(Resample, FlatStaysFlatAtBothEndsOfTheScale) {
  for (const int level : {0, 255})
    for (const int side : {1, 3, 64, 500}) {
      const auto out =
          resampled(grey(61, 47, [&](int, int) { return level; }), side, side, {0, 0, side, side});
      ASSERT_EQ(out.rgb.size(), static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
      for (const auto value : out.rgb) ASSERT_EQ(value, level) << side;
    }
}

TEST(Resample, HalvingWeighsFourNeighboursAsATriangle) {
  // 1/8, 3/8, 3/8, 1/8 inside; at the edge the missing neighbour's share goes to the others
  const auto out = resampled(grey(4, 2, [](int x, int) { return 80 * x; }), 2, 1, {0, 0, 2, 1});
  EXPECT_EQ(out.rgb[0], (3 * 0 + 3 * 80 + 160 + 3) / 7);
  EXPECT_EQ(out.rgb[3], (80 + 3 * 160 + 3 * 240 + 3) / 7);
}

TEST(Resample, ThePartIsCutFromTheWhole) {
  const auto pixels = grey(50, 40, [](int x, int y) { return (x * 37 + y * 91) % 251; });
  const auto whole = resampled(pixels, 29, 29, {0, 0, 29, 29});
  const auto part = resampled(pixels, 29, 29, {3, 4, 22, 20});
  for (std::size_t y = 0; y < 20; ++y)
    for (std::size_t i = 0; i < 22 * 3; ++i) ASSERT_EQ(part.rgb[y * 66 + i], whole.rgb[(y + 4) * 87 + 9 + i]);
}

}  // namespace
}  // namespace parvis::model
