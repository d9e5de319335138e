#include "model/head_training.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "model/calibration.hpp"

namespace parvis::model {

struct DotProducts::Matrix {
  Eigen::MatrixXf values;
};

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Cell = std::pair<std::size_t, std::string>;

template <class Scalar>
using Mat = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

Index at(std::size_t i) {
  return static_cast<Index>(i);
}

tl::unexpected<Error> unsolvable(const char* why) {
  return fail(ErrorKind::invalid, "Ces photos ne suffisent pas à entraîner un modèle.", why, "training_data");
}

VectorXd row_weights(const LabelledPhotos& photos, const Rows& rows, double alpha) {
  std::map<Cell, double> counts;
  for (const auto row : rows) ++counts[{photos.labels[row], photos.sources[row]}];
  VectorXd weights(at(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    weights[at(i)] = std::pow(counts[{photos.labels[rows[i]], photos.sources[rows[i]]}], -alpha);
  return weights / weights.mean();
}

// The pseudo-rows of the source penalty, as combinations of the training rows.
MatrixXd source_steps(const LabelledPhotos& photos, const Rows& rows, const VectorXd& weights, double gamma) {
  std::map<std::size_t, std::set<std::string>> sources;
  for (const auto row : rows) sources[photos.labels[row]].insert(photos.sources[row]);
  std::vector<VectorXd> steps;
  for (const auto& [label, names] : sources) {
    if (names.size() < 2 || gamma <= 0) continue;
    VectorXd of_class = weights;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (photos.labels[rows[i]] != label) of_class[at(i)] = 0;
    for (const auto& name : names) {
      VectorXd cell = of_class;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (photos.sources[rows[i]] != name) cell[at(i)] = 0;
      const double mass = cell.sum();
      steps.emplace_back(std::sqrt(gamma * mass) * (cell / mass - of_class / of_class.sum()));
    }
  }
  MatrixXd matrix(at(steps.size()), at(rows.size()));
  for (std::size_t i = 0; i < steps.size(); ++i) matrix.row(at(i)) = steps[i];
  return matrix;
}

// What a head is in the dual: a score is (centred products with the training rows) · coefficients + bias.
struct Dual {
  VectorXd share;         // of each training row in the mean
  MatrixXd coefficients;  // [train, classes]
  VectorXd bias;
};

// `inner`: products of the training rows, centred here about their weighted mean.
template <class Scalar>
Result<Dual> solve_dual(Mat<Scalar> inner, const LabelledPhotos& photos, const Rows& train,
                        const TrainingSettings& settings) {
  const auto n = at(train.size()), classes = at(photos.classes);
  const VectorXd weights = row_weights(photos, train, settings.alpha);
  Dual dual;
  dual.share = weights / weights.sum();
  MatrixXd targets = MatrixXd::Zero(n, classes);
  for (std::size_t i = 0; i < train.size(); ++i) targets(at(i), at(photos.labels[train[i]])) = 1;
  dual.bias = targets.transpose() * dual.share;
  targets.rowwise() -= dual.bias.transpose();

  const Eigen::Matrix<Scalar, Eigen::Dynamic, 1> share = dual.share.cast<Scalar>();
  const Eigen::Matrix<Scalar, Eigen::Dynamic, 1> row = inner * share;
  inner.colwise() -= row;
  inner.rowwise() -= row.transpose();
  inner.array() += share.dot(row);

  const MatrixXd steps_d = source_steps(photos, train, weights, settings.gamma);
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): a copy only where Scalar is double
  const Mat<Scalar> steps = steps_d.cast<Scalar>();
  const Eigen::Matrix<Scalar, Eigen::Dynamic, 1> root = weights.cwiseSqrt().cast<Scalar>();
  const auto k = steps.rows();
  const Mat<Scalar> crossed = steps * inner;
  Mat<Scalar> matrix(n + k, n + k);
  matrix.topLeftCorner(n, n) = root.asDiagonal() * inner * root.asDiagonal();
  matrix.bottomLeftCorner(k, n) = crossed * root.asDiagonal();
  matrix.topRightCorner(n, k) = matrix.bottomLeftCorner(k, n).transpose();
  matrix.bottomRightCorner(k, k) = crossed * steps.transpose();
  matrix.diagonal().array() += static_cast<Scalar>(settings.lambda);
  inner.resize(0, 0);

  Mat<Scalar> right = Mat<Scalar>::Zero(n + k, classes);
  right.topRows(n) = root.asDiagonal() * targets.cast<Scalar>();
  const Eigen::LLT<Eigen::Ref<Mat<Scalar>>> cholesky(matrix);  // in place
  if (cholesky.info() != Eigen::Success) return unsolvable("Cholesky");
  const MatrixXd solved = cholesky.solve(right).template cast<double>();
  dual.coefficients = root.template cast<double>().asDiagonal() * solved.topRows(n);
  dual.coefficients += steps_d.transpose() * solved.bottomRows(k);
  return dual;
}

template <class Scalar>
Mat<Scalar> part_of(const Eigen::MatrixXf& all, const Rows& rows, const Rows& columns) {
  Mat<Scalar> part(at(rows.size()), at(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (std::size_t r = 0; r < rows.size(); ++r)
      part(at(r), at(c)) = static_cast<Scalar>(all(at(rows[r]), at(columns[c])));
  return part;
}

std::size_t distinct(const Rows& labels, const Rows& rows) {
  std::set<std::size_t> seen;
  for (const auto row : rows) seen.insert(labels[row]);
  return seen.size();
}

Scores scores_of(const MatrixXd& matrix) {
  Scores out(static_cast<std::size_t>(matrix.rows()),
             std::vector<double>(static_cast<std::size_t>(matrix.cols())));
  for (Index r = 0; r < matrix.rows(); ++r)
    for (Index c = 0; c < matrix.cols(); ++c)
      out[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = matrix(r, c);
  return out;
}

MatrixXd matrix_of(const Scores& scores, const Rows& rows) {
  MatrixXd out(at(rows.size()), rows.empty() ? 0 : at(scores[rows[0]].size()));
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (Index c = 0; c < out.cols(); ++c) out(at(r), c) = scores[rows[r]][static_cast<std::size_t>(c)];
  return out;
}

MatrixXd kernel_part(const std::vector<std::vector<float>>& kernel, const Rows& rows, const Rows& columns) {
  MatrixXd part(at(rows.size()), at(columns.size()));
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < columns.size(); ++c) part(at(r), at(c)) = double{kernel[rows[r]][columns[c]]};
  return part;
}

struct Move {
  MatrixXd dual;      // [town, classes]
  MatrixXd left_out;  // [town, classes]
  VectorXd shift;     // [classes]
};

// models/README.md §4: `kernel` and `scores` of the town's photos alone.
Move move_to_town(const MatrixXd& kernel, const MatrixXd& scores, const Rows& labels,
                  const AdaptationSettings& settings) {
  const auto n = kernel.rows(), classes = scores.cols();
  VectorXd counts = VectorXd::Zero(classes);
  MatrixXd targets = MatrixXd::Zero(n, classes);
  for (Index i = 0; i < n; ++i) {
    const auto label = at(labels[static_cast<std::size_t>(i)]);
    counts[label] += 1;
    targets(i, label) = 1;
  }
  VectorXd balance(n);
  for (Index i = 0; i < n; ++i) balance[i] = 1 / counts[at(labels[static_cast<std::size_t>(i)])];
  balance /= balance.mean();
  Move move;
  move.shift = settings.prior *
               ((counts.array() + 0.5) / (static_cast<double>(n) + 0.5 * static_cast<double>(classes))).log();
  MatrixXd system = kernel;
  system.diagonal() += settings.mu * balance.cwiseInverse();
  const MatrixXd inverse = system.inverse();
  move.dual = inverse * (targets - scores);
  move.left_out = targets - inverse.diagonal().cwiseInverse().asDiagonal() * move.dual;
  move.left_out.rowwise() += move.shift.transpose();
  return move;
}

}  // namespace

DotProducts::DotProducts(const std::vector<std::vector<float>>& inputs)
    : matrix_(std::make_unique<Matrix>()) {
  const auto n = at(inputs.size()), dims = inputs.empty() ? 0 : at(inputs.front().size());
  Eigen::MatrixXf columns(dims, n);
  for (Index i = 0; i < n; ++i)
    columns.col(i) = Eigen::Map<const Eigen::VectorXf>(inputs[static_cast<std::size_t>(i)].data(), dims);
  matrix_->values = Eigen::MatrixXf::Zero(n, n);
  matrix_->values.selfadjointView<Eigen::Lower>().rankUpdate(columns.transpose());
  matrix_->values.triangularView<Eigen::StrictlyUpper>() = matrix_->values.transpose();
}

DotProducts::~DotProducts() = default;
DotProducts::DotProducts(DotProducts&&) noexcept = default;
DotProducts& DotProducts::operator=(DotProducts&&) noexcept = default;

Result<LinearHead> train_head(const LabelledPhotos& photos, const DotProducts& products,
                              const TrainingSettings& settings) {
  Rows all(photos.labels.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  if (distinct(photos.labels, all) < 2) return unsolvable("fewer than two classes");
  PARVIS_TRY(dual, solve_dual<double>(products.matrix().values.cast<double>(), photos, all, settings));
  LinearHead head;
  head.dims = photos.inputs.front().size();
  head.classes = photos.classes;
  VectorXd mean = VectorXd::Zero(at(head.dims));
  MatrixXd weights = MatrixXd::Zero(at(head.dims), at(head.classes));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const VectorXd x =
        Eigen::Map<const Eigen::VectorXf>(photos.inputs[i].data(), at(head.dims)).cast<double>();
    mean += dual.share[at(i)] * x;
    weights += x * dual.coefficients.row(at(i));
  }
  weights -= mean * dual.coefficients.colwise().sum();
  head.mean.assign(mean.begin(), mean.end());
  head.bias.assign(dual.bias.begin(), dual.bias.end());
  for (Index d = 0; d < weights.rows(); ++d)
    for (Index c = 0; c < weights.cols(); ++c) head.weights.push_back(static_cast<float>(weights(d, c)));
  return head;
}

Result<Fold> score_fold(const LabelledPhotos& photos, const DotProducts& products, const Rows& train,
                        const Rows& test, const TrainingSettings& settings) {
  if (distinct(photos.labels, train) < 2) return unsolvable("fewer than two classes");
  const auto& all = products.matrix().values;
  Eigen::MatrixXf inner = part_of<float>(all, train, train);
  const VectorXd weights = row_weights(photos, train, settings.alpha);
  const Eigen::VectorXf share = (weights / weights.sum()).cast<float>();
  const Eigen::VectorXf row = inner * share;
  const float middle = share.dot(row);
  PARVIS_TRY(dual, solve_dual<float>(std::move(inner), photos, train, settings));
  Eigen::MatrixXf cross = part_of<float>(all, test, train);
  const Eigen::VectorXf column = cross * share;
  cross.colwise() -= column;
  cross.rowwise() -= row.transpose();
  cross.array() += middle;
  MatrixXd scores = (cross * dual.coefficients.cast<float>()).cast<double>();
  scores.rowwise() += dual.bias.transpose();
  Fold fold{scores_of(scores), {}};
  for (std::size_t i = 0; i < test.size(); ++i) {
    std::vector<float> line(test.size());
    for (std::size_t j = 0; j < test.size(); ++j)
      line[j] = all(at(test[i]), at(test[j])) - column[at(i)] - column[at(j)] + middle;
    fold.kernel.push_back(std::move(line));
  }
  return fold;
}

Result<Adapted> adapt_head(const LinearHead& head, double temperature,
                           const std::vector<std::vector<float>>& inputs, const Rows& labels,
                           const AdaptationSettings& settings) {
  if (inputs.empty()) return unsolvable("no photos");
  MatrixXd centred(at(inputs.size()), at(head.dims)), scores(at(inputs.size()), at(head.classes));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    PARVIS_TRY(row, head.scores(inputs[i]));
    for (std::size_t c = 0; c < head.classes; ++c) scores(at(i), at(c)) = row[c];
    for (std::size_t d = 0; d < head.dims; ++d) centred(at(i), at(d)) = double{inputs[i][d]} - head.mean[d];
  }
  const Move move = move_to_town(centred * centred.transpose(), scores, labels, settings);
  const MatrixXd change = centred.transpose() * move.dual;
  Adapted adapted{head, temperature, scores_of(move.left_out)};
  adapted.temperature = fit_temperature(adapted.left_out, labels, temperature, settings.temperature_prior);
  for (std::size_t d = 0; d < head.dims; ++d)
    for (std::size_t c = 0; c < head.classes; ++c)
      adapted.head.weights[d * head.classes + c] += static_cast<float>(change(at(d), at(c)));
  for (std::size_t c = 0; c < head.classes; ++c)
    adapted.head.bias[c] += static_cast<float>(move.shift[at(c)]);
  return adapted;
}

Result<AdaptedScores> adapt_scores(const std::vector<std::vector<float>>& kernel, const Scores& scores,
                                   const Rows& labels, const Rows& town, const Rows& test,
                                   const AdaptationSettings& settings) {
  if (town.empty()) return unsolvable("no photos");
  Rows town_labels;
  for (const auto row : town) town_labels.push_back(labels[row]);
  const Move move =
      move_to_town(kernel_part(kernel, town, town), matrix_of(scores, town), town_labels, settings);
  MatrixXd moved = matrix_of(scores, test) + kernel_part(kernel, test, town) * move.dual;
  moved.rowwise() += move.shift.transpose();
  return AdaptedScores{scores_of(moved), scores_of(move.left_out)};
}

Scores logistic_scores(const std::vector<std::vector<float>>& kernel, const Rows& labels, std::size_t classes,
                       const Rows& town, const Rows& test) {
  constexpr double inverse_c = 0.01;
  constexpr int iterations = 500;
  const MatrixXd inner = kernel_part(kernel, town, town);
  const auto n = inner.rows(), c = at(classes);
  VectorXd absent = VectorXd::Constant(c, -1e3);
  MatrixXd targets = MatrixXd::Zero(n, c);
  for (Index i = 0; i < n; ++i) {
    const auto label = at(labels[town[static_cast<std::size_t>(i)]]);
    targets(i, label) = 1;
    absent[label] = 0;
  }
  // Nesterov's method; the step is safe because the largest eigenvalue is at most the trace, the 1 is the
  // constant's.
  const MatrixXd with_constant = inner.array() + 1.0;
  const double step = 1 / (0.5 * with_constant.trace() + inverse_c);
  MatrixXd dual = MatrixXd::Zero(n, c), before = dual;
  for (int k = 0; k < iterations; ++k) {
    const MatrixXd ahead = dual + (k / (k + 3.0)) * (dual - before);
    MatrixXd p = with_constant * ahead;
    p.rowwise() += absent.transpose();
    p.colwise() -= p.rowwise().maxCoeff();
    p = p.array().exp();
    p.array().colwise() /= p.rowwise().sum().array();
    before = dual;
    dual = ahead - step * (p - targets + inverse_c * ahead);
  }
  MatrixXd out = (kernel_part(kernel, test, town).array() + 1.0).matrix() * dual;
  out.rowwise() += absent.transpose();
  return scores_of(out);
}

}  // namespace parvis::model
