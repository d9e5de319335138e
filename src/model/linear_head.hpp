// The small trained part of a photo model: features of the backbones in, class probabilities out
// (models/README.md §2). Immutable after loading, so shared by all threads.
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

// scores = (x − mean) · weights + bias.
struct LinearHead {
  std::size_t dims = 0, classes = 0;
  std::vector<float> mean;     // [dims]
  std::vector<float> weights;  // [dims, classes], row-major
  std::vector<float> bias;     // [classes]

  // Errors: invalid when an array's length does not fit its shape or a value is not finite.
  [[nodiscard]] Status check() const;
  // Errors: invalid when `x` is not `dims` long.
  Result<std::vector<double>> scores(std::span<const float> x) const;
};

}  // namespace parvis::model
