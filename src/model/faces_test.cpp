#include "model/faces.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace parvis::model {
namespace {

TEST(Faces, DecodesOneCell) {
  // 64 × 32 picture: 16 × 8 cells; one hit at row 2, column 5, 8 px high, 16 px wide
  std::vector<float> heat(128, 0.F), size(256, 0.F), offset(256, 0.F);
  heat[2 * 16 + 5] = 0.9F;
  size[2 * 16 + 5] = std::log(2.F);
  size[128 + 2 * 16 + 5] = std::log(4.F);
  const auto boxes = decode_faces(heat, size, offset, 64, 32);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_NEAR(boxes[0].x, (22 - 8) / 64.0, 1e-6);
  EXPECT_NEAR(boxes[0].y, (10 - 4) / 32.0, 1e-6);
  EXPECT_NEAR(boxes[0].w, 16 / 64.0, 1e-6);
  EXPECT_NEAR(boxes[0].h, 8 / 32.0, 1e-6);
}

TEST(Faces, WrongLengthsGiveNothing) {
  EXPECT_TRUE(decode_faces({}, {}, {}, 64, 32).empty());
}

TEST(Faces, OverlapsKeepTheBest) {
  const auto kept =
      merge_faces({{0.1, 0.1, 0.2, 0.2, 0.5}, {0.11, 0.1, 0.2, 0.2, 0.8}, {0.6, 0.6, 0.1, 0.1, 0.3}});
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].score, 0.8);
}

TEST(Faces, EnlargedStaysInThePicture) {
  const auto box = enlarged({0.4, 0.4, 0.2, 0.2, 1}, 0.2);
  EXPECT_NEAR(box.x, 0.38, 1e-12);
  EXPECT_NEAR(box.w, 0.24, 1e-12);
  const auto corner = enlarged({0, 0.9, 0.1, 0.1, 1}, 0.2);
  EXPECT_EQ(corner.x, 0);
  EXPECT_NEAR(corner.y + corner.h, 1, 1e-12);
}

}  // namespace
}  // namespace parvis::model
