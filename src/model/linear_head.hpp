// The small trained part of a photo model: features of the backbones in, class probabilities out (models/README.md
// §2). Immutable after loading, so shared by all threads.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace parvis::model {

struct ClassProbability {
  std::string name;
  double probability = 0;
};

struct LinearHead {
  std::size_t dims = 0, projected_dims = 0, classes = 0;
  bool projected_l2 = false;
  std::vector<float> mean;        // [dims]
  std::vector<float> projection;  // [dims, projected_dims], row-major
  std::vector<float> weights;     // [projected_dims, classes], row-major
  std::vector<float> bias;        // [classes]

  // Errors: invalid when an array's length does not fit its shape or a value is not finite.
  [[nodiscard]] Status check() const;
  // Errors: invalid when `x` is not `dims` long.
  Result<std::vector<double>> project(std::span<const float> x) const;
  [[nodiscard]] std::vector<double> scores(std::span<const double> z) const;
  Result<std::vector<double>> logits(std::span<const float> x) const;
};

}  // namespace parvis::model
