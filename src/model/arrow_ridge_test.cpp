#include "model/arrow_ridge.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace parvis::model {
namespace {

struct Problem {
  ArrowShape shape{3, 5, 4, 6};
  ArrowRows rows;
  ArrowPenalty penalty;
};

Problem random_problem(std::uint32_t seed, std::size_t size) {
  Problem problem;
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  const auto below = [&random](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (int p = 0; p < 9; ++p) {
    ArrowPattern pattern;
    for (std::uint16_t f = 0; f < problem.shape.flags; ++f)
      if (below(2) == 1) pattern.flags.push_back(f);
    for (std::uint16_t f = 0; f < problem.shape.local_flags; ++f)
      if (below(2) == 1) pattern.local.push_back(f);
    problem.rows.patterns.push_back(pattern);
  }
  for (std::size_t row = 0; row < size; ++row) {
    problem.rows.group.push_back(below(problem.shape.groups));
    problem.rows.pattern.push_back(below(problem.rows.patterns.size()));
    for (std::size_t j = 0; j < problem.shape.dense; ++j) problem.rows.dense.push_back(normal(random));
    problem.rows.target.push_back(normal(random));
    problem.rows.weight.push_back(std::abs(normal(random)));
  }
  for (std::size_t j = 0; j < problem.shape.shared(); ++j) {
    problem.penalty.shared.push_back(0.1 + 0.3 * static_cast<double>(j));
    problem.penalty.prior.push_back(normal(random));
  }
  problem.penalty.local.assign(problem.shape.local_flags, 0.7);
  return problem;
}

std::vector<double> dense_row(const Problem& problem, std::size_t row) {
  std::vector<double> x(problem.shape.columns(), 0);
  const ArrowPattern& pattern = problem.rows.patterns[problem.rows.pattern[row]];
  for (std::size_t j = 0; j < problem.shape.dense; ++j)
    x[j] = problem.rows.dense[row * problem.shape.dense + j];
  for (const auto f : pattern.flags) x[problem.shape.dense + f] = 1;
  const std::size_t own = problem.shape.shared() + problem.rows.group[row] * problem.shape.local_flags;
  for (const auto f : pattern.local) x[own + f] = 1;
  return x;
}

// Gaussian elimination on the whole normal matrix, written apart from the code under test.
std::vector<double> dense_solution(const Problem& problem) {
  const std::size_t n = problem.shape.columns();
  std::vector<std::vector<double>> a(n, std::vector<double>(n + 1, 0));
  for (std::size_t j = 0; j < n; ++j) {
    const bool shared = j < problem.shape.shared();
    const double penalty = shared ? problem.penalty.shared[j] : problem.penalty.local[0];
    a[j][j] = penalty;
    a[j][n] = shared && !problem.penalty.prior.empty() ? penalty * problem.penalty.prior[j] : 0;
  }
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    const auto x = dense_row(problem, row);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) a[i][j] += problem.rows.weight[row] * x[i] * x[j];
      a[i][n] += problem.rows.weight[row] * x[i] * problem.rows.target[row];
    }
  }
  for (std::size_t pivot = 0; pivot < n; ++pivot)
    for (std::size_t i = 0; i < n; ++i) {
      if (i == pivot) continue;
      const double factor = a[i][pivot] / a[pivot][pivot];
      for (std::size_t j = pivot; j <= n; ++j) a[i][j] -= factor * a[pivot][j];
    }
  std::vector<double> solution(n);
  for (std::size_t i = 0; i < n; ++i) solution[i] = a[i][n] / a[i][i];
  return solution;
}

void expect_equal(const ArrowSolution& solution, const std::vector<double>& dense) {
  for (std::size_t j = 0; j < solution.shared.size(); ++j) EXPECT_NEAR(solution.shared[j], dense[j], 1e-9);
  for (std::size_t j = 0; j < solution.local.size(); ++j)
    EXPECT_NEAR(solution.local[j], dense[solution.shared.size() + j], 1e-9);
}

TEST(ArrowRidge, EqualsTheDenseSolution) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Problem problem = random_problem(seed, 200);
    expect_equal(solve_arrow(problem.shape, problem.rows, problem.penalty, problem.rows.weight),
                 dense_solution(problem));
  }
}

TEST(ArrowRidge, EqualsTheDenseSolutionWhenGroupsHaveNoRow) {
  Problem problem = random_problem(4, 30);
  for (auto& group : problem.rows.group) group = group % 2;
  problem.penalty.prior.clear();
  expect_equal(solve_arrow(problem.shape, problem.rows, problem.penalty, problem.rows.weight),
               dense_solution(problem));
}

TEST(ArrowRidge, GivesThePriorBackWithoutRows) {
  const Problem problem = random_problem(5, 0);
  const auto solution = solve_arrow(problem.shape, problem.rows, problem.penalty, {});
  for (std::size_t j = 0; j < problem.shape.shared(); ++j)
    EXPECT_NEAR(solution.shared[j], problem.penalty.prior[j], 1e-12);
  for (const double own : solution.local) EXPECT_EQ(own, 0);
}

TEST(ArrowRidge, PredictsTheSumOfItsColumns) {
  const Problem problem = random_problem(6, 50);
  const auto fit = fit_arrow(problem.shape, problem.rows, problem.penalty, 1, 0.04);
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    const auto x = dense_row(problem, row);
    double sum = 0;
    for (std::size_t j = 0; j < x.size(); ++j)
      sum += x[j] *
             (j < fit.last.shared.size() ? fit.last.shared[j] : fit.last.local[j - fit.last.shared.size()]);
    EXPECT_NEAR(fit.last.predict(&problem.rows.dense[row * problem.shape.dense],
                                 problem.rows.patterns[problem.rows.pattern[row]], problem.rows.group[row]),
                sum, 1e-12);
  }
}

TEST(ArrowRidge, LaterPassesLeaveAnOutlierAside) {
  Problem problem = random_problem(7, 300);
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    problem.rows.target[row] = 0.5 * problem.rows.dense[row * problem.shape.dense];
    problem.rows.weight[row] = 100;
  }
  problem.penalty.prior.clear();
  for (std::size_t row = 0; row < 10; ++row) problem.rows.target[row] += 5;
  const auto fit = fit_arrow(problem.shape, problem.rows, problem.penalty, 4, 0.04);
  const auto off = [](const ArrowSolution& solution) { return std::abs(solution.shared[0] - 0.5); };
  EXPECT_LT(off(fit.last), off(fit.first) / 3);
}

TEST(ArrowRidge, GivesTheSameBytesTwice) {
  const Problem problem = random_problem(8, 400);
  const auto once = fit_arrow(problem.shape, problem.rows, problem.penalty, 3, 0.04);
  const auto again = fit_arrow(problem.shape, problem.rows, problem.penalty, 3, 0.04);
  EXPECT_EQ(once.last.shared, again.last.shared);
  EXPECT_EQ(once.last.local, again.last.local);
}

}  // namespace
}  // namespace parvis::model
