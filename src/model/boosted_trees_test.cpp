#include "model/boosted_trees.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace parvis::model {
namespace {

struct Sample {
  std::vector<float> values;
  TreeRows rows;
};
// y = step of input 0 + slope of input 1; input 2 says nothing.
Sample sample(std::size_t size) {
  Sample out;
  out.rows.inputs = 3;
  std::uint32_t state = 7;
  const auto draw = [&state] {
    return static_cast<float>((state = state * 1664525 + 1013904223) >> 8) / 16777216.0F;
  };
  for (std::size_t i = 0; i < size; ++i) {
    const float a = draw(), b = draw(), c = draw();
    out.values.insert(out.values.end(), {a, b, c});
    out.rows.rows.push_back(i);
    out.rows.target.push_back((a > 0.5F ? 1.0 : 0.0) + 0.5 * b);
    out.rows.weight.push_back(1);
  }
  out.rows.values = out.values.data();
  return out;
}

double mean_error(const BoostedTrees& trees, const Sample& data) {
  double sum = 0;
  for (std::size_t i = 0; i < data.rows.rows.size(); ++i)
    sum += std::abs(trees.predict(&data.values[i * 3]) - data.rows.target[i]);
  return sum / static_cast<double>(data.rows.rows.size());
}

TEST(BoostedTrees, LearnsAStepAndASlope) {
  const Sample data = sample(4000);
  TreeSettings settings;
  settings.rounds = 200;
  settings.input_share = 1;
  EXPECT_LT(mean_error(fit_trees(data.rows, settings), data), 0.02);
}

TEST(BoostedTrees, GivesTheSameTreesTwiceAndOthersForAnotherSeed) {
  const Sample data = sample(1000);
  TreeSettings settings;
  settings.rounds = 20;
  const auto once = fit_trees(data.rows, settings), again = fit_trees(data.rows, settings);
  settings.seed = 2;
  const auto other = fit_trees(data.rows, settings);
  EXPECT_EQ(once.predict(data.values.data()), again.predict(data.values.data()));
  EXPECT_NE(once.predict(data.values.data()), other.predict(data.values.data()));
}

TEST(BoostedTrees, ContributionsSumToThePrediction) {
  const Sample data = sample(1000);
  const auto trees = fit_trees(data.rows, {});
  for (std::size_t i = 0; i < 50; ++i) {
    std::vector<double> parts(3, 0);
    const double unexplained = trees.contribute(&data.values[i * 3], parts);
    EXPECT_NEAR(unexplained + std::accumulate(parts.begin(), parts.end(), 0.0),
                trees.predict(&data.values[i * 3]), 1e-9);
  }
}

TEST(BoostedTrees, ARobustLossFollowsTheCrowd) {
  Sample data = sample(2000);
  for (std::size_t i = 0; i < 2000; i += 20) data.rows.target[i] += 30;
  TreeSettings settings;
  settings.rounds = 300;
  settings.input_share = 1;
  const double squared = fit_trees(data.rows, settings).predict(data.values.data() + 3);
  settings.robust_threshold = 0.1;
  const double robust = fit_trees(data.rows, settings).predict(data.values.data() + 3);
  EXPECT_LT(std::abs(robust - data.rows.target[1]), std::abs(squared - data.rows.target[1]));
}

TEST(BoostedTrees, WithoutRowsAnswersZero) {
  TreeRows rows;
  rows.inputs = 2;
  const float values[2] = {1, 2};
  EXPECT_EQ(fit_trees(rows, {}).predict(values), 0);
}

}  // namespace
}  // namespace parvis::model
