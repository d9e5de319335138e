#include "model/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace parvis::model {
namespace {

TEST(Calibration, SoftmaxIsStableAndCooledByTemperature) {
  const auto p = softmax(std::vector<double>{1000, 999, 0});
  EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-12);
  EXPECT_NEAR(p[0] / p[1], std::exp(1.0), 1e-9);
  EXPECT_LT(softmax(std::vector<double>{2, 0}, 4)[0], softmax(std::vector<double>{2, 0}, 1)[0]);
  EXPECT_TRUE(softmax({}).empty());
}

TEST(Calibration, FitsTheTemperatureThatMadeTheLabels) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> score(0, 3);
  std::vector<std::vector<double>> logits;
  std::vector<std::size_t> truth;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<double> row{score(random), score(random), score(random)};
    const auto p = softmax(row, 1.5);
    double draw = static_cast<double>(random() % 1'000'000) / 1e6;
    std::size_t c = 0;
    while (c < 2 && draw >= p[c]) draw -= p[c++];
    logits.push_back(row);
    truth.push_back(c);
  }
  EXPECT_NEAR(fit_temperature(logits, truth), 1.5, 0.1);
  EXPECT_EQ(fit_temperature({}, {}), 1);
  EXPECT_EQ(fit_temperature({}, {}, 0.15), 0.15);
  EXPECT_LT(fit_temperature(logits, truth, 0.02, 1e9), 0.03);
}

TEST(Calibration, ThresholdIsTheSmallestGoodOne) {
  const std::vector<double> p{0.9, 0.8, 0.7, 0.6};
  EXPECT_EQ(threshold_for_precision(p, {true, true, false, true}, 0.75, 9), 0.6);
  EXPECT_EQ(threshold_for_precision(p, {true, true, false, false}, 0.9, 9), 0.8);
  EXPECT_EQ(threshold_for_precision(p, {false, false, false, false}, 0.5, 9), 9);
  EXPECT_EQ(threshold_for_precision(p, {true, true, true, true}, 0.7, 9, 5), 9);
  // equal probabilities stand or fall together
  EXPECT_EQ(threshold_for_precision(std::vector<double>{0.9, 0.9}, {true, false}, 0.9, 9), 9);
}

TEST(Calibration, RankingKeepsOrderOfEquals) {
  EXPECT_EQ(ranking(std::vector<double>{0.2, 0.4, 0.4}), (std::vector<std::size_t>{1, 2, 0}));
}

}  // namespace
}  // namespace parvis::model
