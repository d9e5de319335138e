#include "model/vector_scan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace parvis::model {
namespace {

std::vector<float> random_vector(std::mt19937_64& random, std::size_t length) {
  std::normal_distribution<float> normal;
  std::vector<float> v(length);
  for (auto& x : v) x = normal(random);
  return v;
}

TEST(VectorScan, FastAndPlainAgreeOnEveryLength) {
  std::mt19937_64 random(1);
  for (std::size_t length = 0; length < 200; ++length) {
    std::vector<std::int8_t> a(length), b(length);
    for (auto& x : a) x = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    for (auto& x : b) x = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    EXPECT_EQ(dot_int8(a.data(), b.data(), length), dot_scalar(a.data(), b.data(), length)) << length;
  }
  const std::vector<std::int8_t> low(65'536, -127), high(65'536, 127);
  EXPECT_EQ(dot_int8(low.data(), high.data(), low.size()), -127 * 127 * 65'536);
}

TEST(VectorScan, FindsWhatFullPrecisionFinds) {
  std::mt19937_64 random(2);
  VectorScan scan(128);
  std::vector<std::vector<float>> all;
  for (int i = 0; i < 500; ++i) {
    all.push_back(random_vector(random, 128));
    ASSERT_TRUE(scan.add(i, all.back()));
  }
  for (int i = 0; i < 500; i += 50) {
    auto query = all[static_cast<std::size_t>(i)];
    for (auto& x : query) x = x * 3 + 0.05F;
    const auto near = scan.nearest(query, 5).value();
    ASSERT_EQ(near.size(), 5u);
    EXPECT_EQ(near[0].id, i);
    EXPECT_NEAR(near[0].cosine, 1, 0.01);
    for (std::size_t k = 1; k < near.size(); ++k) EXPECT_GE(near[k - 1].cosine, near[k].cosine);
  }
}

TEST(VectorScan, RemovesAndRefuses) {
  VectorScan scan(3);
  ASSERT_TRUE(scan.add(1, std::vector<float>{1, 0, 0}));
  ASSERT_TRUE(scan.add(2, std::vector<float>{0, 1, 0}));
  ASSERT_TRUE(scan.add(3, std::vector<float>{0, 0, 0}));
  EXPECT_FALSE(scan.add(4, std::vector<float>{1, 2}));
  EXPECT_FALSE(scan.add(4, std::vector<float>{1, 2, NAN}));
  EXPECT_TRUE(scan.remove(1));
  EXPECT_FALSE(scan.remove(1));
  const auto near = scan.nearest(std::vector<float>{1, 0.1F, 0}, 9).value();
  ASSERT_EQ(near.size(), 2u);
  EXPECT_EQ(near[0].id, 2);
  EXPECT_EQ(near[1].cosine, 0);
}

}  // namespace
}  // namespace parvis::model
