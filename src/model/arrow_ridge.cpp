#include "model/arrow_ridge.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace parvis::model {
namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

Eigen::Index index(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

// Sums of rows that share a pattern: what its flags have in common with everything of the shared corner.
struct PatternSums {
  explicit PatternSums(std::size_t patterns, std::size_t dense)
      : weight(patterns, 0),
        target(patterns, 0),
        dense_sums(RowMatrix::Zero(index(patterns), index(dense))) {}
  std::vector<double> weight, target;
  RowMatrix dense_sums;
};

struct NormalEquations {
  NormalEquations(const ArrowShape& shape, const ArrowPenalty& penalty)
      : corner(Matrix::Zero(index(shape.shared()), index(shape.shared()))),
        right(Vector::Zero(index(shape.shared()))),
        border(RowMatrix::Zero(index(shape.groups * shape.local_flags), index(shape.shared()))),
        blocks(shape.groups, Matrix::Zero(index(shape.local_flags), index(shape.local_flags))),
        local_right(Matrix::Zero(index(shape.local_flags), index(shape.groups))) {
    for (std::size_t j = 0; j < shape.shared(); ++j) {
      corner(index(j), index(j)) = penalty.shared[j];
      if (!penalty.prior.empty()) right(index(j)) = penalty.shared[j] * penalty.prior[j];
    }
    for (auto& block : blocks)
      for (std::size_t j = 0; j < shape.local_flags; ++j) block(index(j), index(j)) = penalty.local[j];
  }
  Matrix corner;  // lower triangle
  Vector right;
  RowMatrix border;  // groups x local_flags rows
  std::vector<Matrix> blocks;
  Matrix local_right;  // one column per group
};

void add_row(const ArrowShape& shape, const ArrowRows& rows, std::size_t row, double weight,
             NormalEquations& sums, PatternSums& by_pattern) {
  const std::uint32_t p = rows.pattern[row], g = rows.group[row];
  const ArrowPattern& pattern = rows.patterns[p];
  const Eigen::Map<const Eigen::RowVectorXd> x(&rows.dense[row * shape.dense], index(shape.dense));
  const Eigen::RowVectorXd weighted = weight * x;
  const double target = rows.target[row];
  for (Eigen::Index j = 0; j < x.size(); ++j)
    sums.corner.col(j).segment(j, x.size() - j).noalias() +=
        weighted(j) * x.segment(j, x.size() - j).transpose();
  sums.right.head(x.size()) += target * weighted.transpose();
  by_pattern.weight[p] += weight;
  by_pattern.target[p] += weight * target;
  by_pattern.dense_sums.row(p) += weighted;
  Matrix& block = sums.blocks[g];
  for (const std::uint16_t i : pattern.local) {
    double* border = &sums.border(index(g * shape.local_flags + i), 0);
    Eigen::Map<Eigen::RowVectorXd>(border, x.size()) += weighted;
    for (const std::uint16_t f : pattern.flags) border[shape.dense + f] += weight;
    for (const std::uint16_t j : pattern.local) block(j, i) += weight;
    sums.local_right(i, g) += weight * target;
  }
}

void add_pattern(const ArrowShape& shape, const ArrowPattern& pattern, double weight, double target,
                 const Eigen::Ref<const Eigen::RowVectorXd>& dense, NormalEquations& sums) {
  for (const std::uint16_t f : pattern.flags) {
    const Eigen::Index row = index(shape.dense + f);
    sums.corner.row(row).head(dense.size()) += dense;
    for (const std::uint16_t other : pattern.flags)
      if (other <= f) sums.corner(row, index(shape.dense + other)) += weight;
    sums.right(row) += target;
  }
}

NormalEquations normal_equations(const ArrowShape& shape, const ArrowRows& rows, const ArrowPenalty& penalty,
                                 const std::vector<double>& weights) {
  NormalEquations sums(shape, penalty);
  PatternSums by_pattern(rows.patterns.size(), shape.dense);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (weights[row] > 0) add_row(shape, rows, row, weights[row], sums, by_pattern);
  for (std::size_t p = 0; p < rows.patterns.size(); ++p)
    if (by_pattern.weight[p] > 0)
      add_pattern(shape, rows.patterns[p], by_pattern.weight[p], by_pattern.target[p],
                  by_pattern.dense_sums.row(index(p)), sums);
  return sums;
}

}  // namespace

double ArrowSolution::predict(const double* dense, const ArrowPattern& pattern, std::size_t group) const {
  double sum = 0;
  for (std::size_t j = 0; j < shape.dense; ++j) sum += shared[j] * dense[j];
  for (const std::uint16_t f : pattern.flags) sum += shared[shape.dense + f];
  for (const std::uint16_t i : pattern.local) sum += local[group * shape.local_flags + i];
  return sum;
}

ArrowSolution solve_arrow(const ArrowShape& shape, const ArrowRows& rows, const ArrowPenalty& penalty,
                          const std::vector<double>& weights) {
  NormalEquations sums = normal_equations(shape, rows, penalty, weights);
  const Eigen::Index width = index(shape.local_flags);
  std::vector<Eigen::LLT<Matrix>> factors;
  factors.reserve(shape.groups);
  for (std::size_t g = 0; g < shape.groups; ++g) {
    factors.emplace_back(sums.blocks[g]);
    auto border = sums.border.middleRows(index(g) * width, width);
    factors[g].matrixL().solveInPlace(border);
    auto right = sums.local_right.col(index(g));
    factors[g].matrixL().solveInPlace(right);
    sums.right.noalias() -= border.transpose() * right;
  }
  sums.corner.selfadjointView<Eigen::Lower>().rankUpdate(sums.border.transpose(), -1.0);
  const Vector shared = sums.corner.selfadjointView<Eigen::Lower>().llt().solve(sums.right);
  ArrowSolution solution{shape, {shared.data(), shared.data() + shared.size()}, {}};
  solution.local.reserve(shape.groups * shape.local_flags);
  for (std::size_t g = 0; g < shape.groups; ++g) {
    Vector own = sums.local_right.col(index(g)) - sums.border.middleRows(index(g) * width, width) * shared;
    factors[g].matrixU().solveInPlace(own);
    solution.local.insert(solution.local.end(), own.data(), own.data() + own.size());
  }
  return solution;
}

RobustFit fit_arrow(const ArrowShape& shape, const ArrowRows& rows, const ArrowPenalty& penalty, int passes,
                    double threshold) {
  RobustFit fit;
  fit.first = solve_arrow(shape, rows, penalty, rows.weight);
  fit.last = fit.first;
  std::vector<double> weights = rows.weight;
  for (int pass = 1; pass < passes; ++pass) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double predicted =
          fit.last.predict(&rows.dense[row * shape.dense], rows.patterns[rows.pattern[row]], rows.group[row]);
      const double residual = std::abs(rows.target[row] - predicted);
      weights[row] = rows.weight[row] / std::max(residual / threshold, 1.0);
    }
    fit.last = solve_arrow(shape, rows, penalty, weights);
  }
  return fit;
}

}  // namespace parvis::model
