// Gradient boosting of regression trees on binned inputs (histograms of gradients, leaves grown best first).
// Small, and the same bytes for the same rows, seed and settings: sums run in one order on one thread.
// Contributions of inputs are read along each row's path (Saabas): bias + contributions = prediction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace parvis::model {

struct TreeSettings {
  int rounds = 350;
  double step = 0.04;
  int leaves = 31;
  double min_leaf_weight = 20;                // sum of row weights in a leaf
  double l2 = 5;                              // added to a leaf's weight
  double row_share = 0.7, input_share = 0.4;  // drawn anew for each tree
  // Residuals past it pull with their sign only (Huber); 0 = squared loss.
  double robust_threshold = 0;
  std::uint64_t seed = 1;
};

// Rows x inputs, row after row.
struct TreeRows {
  std::size_t inputs = 0;
  const float* values = nullptr;
  std::vector<std::size_t> rows;       // which rows of `values`
  std::vector<double> target, weight;  // per entry of `rows`
};

struct BoostedTrees {
  struct Node {
    std::int32_t input = -1;  // -1 in a leaf
    float threshold = 0;      // left when value <= threshold
    std::int32_t left = -1, right = -1;
    double value = 0;  // mean answer of the node, step included
  };
  double bias = 0;
  std::vector<std::vector<Node>> trees;
  [[nodiscard]] double predict(const float* values) const;
  // Adds to `out` (one per input) what each input contributed; the answer is what no input explains, so that
  // the answer and all contributions sum to the prediction.
  double contribute(const float* values, std::vector<double>& out) const;
};

[[nodiscard]] BoostedTrees fit_trees(const TreeRows& rows, const TreeSettings& settings);

}  // namespace parvis::model
