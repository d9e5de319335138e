// Training of the linear head and its move to a town, as models/README.md §3 and §4 say: weighted ridge
// regression on one-hot classes with a penalty on directions along which the sources of one class differ.
// Solved in its dual form from the matrix of dot products, which also serves every fold of an evaluation.
// Deterministic: nothing is drawn.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "model/linear_head.hpp"

namespace parvis::model {

struct TrainingSettings {
  double alpha = 0.5;  // weight of a row: (photos of its class in its source) ** -alpha
  double lambda = 4;
  double gamma = 5;
};

struct AdaptationSettings {
  double mu = 0.4;
  double prior = 0.03;
  double temperature_prior = 10;
};

using Scores = std::vector<std::vector<double>>;  // [rows][classes]
using Rows = std::vector<std::size_t>;

struct LabelledPhotos {
  std::vector<std::vector<float>> inputs;  // all of one length
  Rows labels;
  std::vector<std::string> sources;
  std::size_t classes = 0;
};

// Dot products of all pairs of inputs: 4 bytes a pair.
class DotProducts {
 public:
  explicit DotProducts(const std::vector<std::vector<float>>& inputs);
  ~DotProducts();
  DotProducts(DotProducts&&) noexcept;
  DotProducts& operator=(DotProducts&&) noexcept;
  struct Matrix;
  [[nodiscard]] const Matrix& matrix() const { return *matrix_; }

 private:
  std::unique_ptr<Matrix> matrix_;
};

// Errors: invalid without two classes, or when the equations cannot be solved.
Result<LinearHead> train_head(const LabelledPhotos& photos, const DotProducts& products,
                              const TrainingSettings& settings = {});

// Scores of `test` by a head trained on `train`, without forming it; in float32.
struct Fold {
  Scores scores;                           // in the order of `test`
  std::vector<std::vector<float>> kernel;  // of the test inputs about the training mean
};
Result<Fold> score_fold(const LabelledPhotos& photos, const DotProducts& products, const Rows& train,
                        const Rows& test, const TrainingSettings& settings = {});

struct Adapted {
  LinearHead head;
  double temperature = 1;
  Scores left_out;  // each town photo scored without itself: for the town's thresholds
};
// Errors: invalid without photos or with other dimensions than the head's.
Result<Adapted> adapt_head(const LinearHead& head, double temperature,
                           const std::vector<std::vector<float>>& inputs, const Rows& labels,
                           const AdaptationSettings& settings = {});

// The same on a kernel matrix: `scores` of the shipped head for all photos, `town` those that adapt, `test`
// the others.
struct AdaptedScores {
  Scores moved, left_out;
};
Result<AdaptedScores> adapt_scores(const std::vector<std::vector<float>>& kernel, const Scores& scores,
                                   const Rows& labels, const Rows& town, const Rows& test,
                                   const AdaptationSettings& settings = {});

// Plain multinomial logistic regression on the town's photos alone (L2, C = 100), the yardstick of the
// adaptation. Classes that the town's photos do not hold share what probability is left.
Scores logistic_scores(const std::vector<std::vector<float>>& kernel, const Rows& labels, std::size_t classes,
                       const Rows& town, const Rows& test);

}  // namespace parvis::model
