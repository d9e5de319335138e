#include "model/evaluation.hpp"

#include <gtest/gtest.h>

namespace parvis::model {
namespace {

const std::vector<Judged> four{{0, {0.9, 0.1, 0.0, 0.0}, "a", "s"},
                               {0, {0.4, 0.6, 0.0, 0.0}, "a", "s"},
                               {1, {0.3, 0.7, 0.0, 0.0}, "b", "t"},
                               {2, {0.5, 0.3, 0.1, 0.1}, "c", "t"}};

TEST(Evaluation, CountsByHand) {
  const auto figures = figures_of(four, 4, {.threshold = 0.65, .resamples = 200});
  EXPECT_EQ(figures.n, 4u);
  EXPECT_EQ(figures.groups, 3u);
  EXPECT_EQ(figures.sources, 2u);
  EXPECT_DOUBLE_EQ(figures.top1, 0.5);
  EXPECT_DOUBLE_EQ(figures.top3, 1);
  // class 0: P 1/2, R 1/2; class 1: P 1/2, R 1; class 2: nothing
  ASSERT_EQ(figures.classes.size(), 3u);
  EXPECT_DOUBLE_EQ(figures.classes[0].f1, 0.5);
  EXPECT_DOUBLE_EQ(figures.classes[1].f1, 2.0 / 3);
  EXPECT_DOUBLE_EQ(figures.macro_f1, (0.5 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(figures.balanced_accuracy, 0.5);
  EXPECT_DOUBLE_EQ(figures.abstention, 0.5);
  EXPECT_DOUBLE_EQ(figures.precision_kept, 1);
  EXPECT_LE(figures.top1_interval.low, figures.top1);
  EXPECT_GE(figures.top1_interval.high, figures.top1);
}

TEST(Evaluation, SameSeedSameIntervals) {
  const auto a = figures_of(four, 4), b = figures_of(four, 4);
  EXPECT_EQ(a.macro_f1_interval.low, b.macro_f1_interval.low);
  EXPECT_EQ(a.macro_f1_interval.high, b.macro_f1_interval.high);
}

TEST(Evaluation, CalibrationErrorOfSureAndWrong) {
  EXPECT_DOUBLE_EQ(calibration_error({{0, {0.0, 1.0}, "", ""}}, 15), 1);
  EXPECT_DOUBLE_EQ(calibration_error({{1, {0.0, 1.0}, "", ""}}, 15), 0);
  EXPECT_DOUBLE_EQ(calibration_error({}, 15), 0);
}

TEST(Evaluation, CoverageUsesTheOtherSetsThreshold) {
  const std::vector<Judged> validation{{0, {0.9, 0.1}, "", ""}, {1, {0.6, 0.4}, "", ""}};
  const std::vector<Judged> test{{0, {0.95, 0.05}, "", ""}, {0, {0.7, 0.3}, "", ""}};
  const auto coverage = coverage_at_precision(validation, test);
  EXPECT_DOUBLE_EQ(coverage.threshold, 0.9);
  EXPECT_DOUBLE_EQ(coverage.coverage, 0.5);
  EXPECT_DOUBLE_EQ(coverage.precision, 1);
}

TEST(Evaluation, Confusion) {
  const auto counts = confusion(four, 4);
  EXPECT_EQ(counts[0][0], 1u);
  EXPECT_EQ(counts[0][1], 1u);
  EXPECT_EQ(counts[2][0], 1u);
}

}  // namespace
}  // namespace parvis::model
