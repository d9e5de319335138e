// Ridge regression with a penalty per column where each row belongs to one group (a canteen): a shared corner
// plus one small block per group, solved by a Cholesky of each block and the Schur complement on the shared
// columns. Equal to the dense solution to rounding. Sums run in one order, so the same rows give the same
// bytes.
//
// A row holds `dense` numbers, and 0/1 flags that a pattern lists: rows of the same day share their pattern,
// which is what makes the sums cheap. Columns of the shared corner: the dense ones, then the shared flags.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace parvis::model {

struct ArrowShape {
  std::size_t dense = 0, flags = 0, local_flags = 0, groups = 0;
  [[nodiscard]] std::size_t shared() const { return dense + flags; }
  [[nodiscard]] std::size_t columns() const { return shared() + local_flags * groups; }
};

struct ArrowPattern {
  std::vector<std::uint16_t> flags;  // of the shared flags, each below shape.flags
  std::vector<std::uint16_t> local;  // of the group's own flags, each below shape.local_flags
};

struct ArrowRows {
  std::vector<ArrowPattern> patterns;
  std::vector<std::uint32_t> group, pattern;  // per row
  std::vector<double> dense;                  // rows x shape.dense
  std::vector<double> target, weight;         // per row
  [[nodiscard]] std::size_t size() const { return group.size(); }
};

// Minimises sum weight (target - x b)^2 + sum penalty (b - prior)^2. Penalties > 0, so a solution always
// exists.
struct ArrowPenalty {
  std::vector<double> shared;  // per shared column
  std::vector<double> local;   // per local flag, the same in all groups
  std::vector<double> prior;   // of the shared columns; empty = 0
};

struct ArrowSolution {
  ArrowShape shape;
  std::vector<double> shared;  // shape.shared()
  std::vector<double> local;   // groups x local_flags
  [[nodiscard]] double predict(const double* dense, const ArrowPattern& pattern, std::size_t group) const;
};

[[nodiscard]] ArrowSolution solve_arrow(const ArrowShape& shape, const ArrowRows& rows,
                                        const ArrowPenalty& penalty, const std::vector<double>& weights);

struct RobustFit {
  ArrowSolution first;  // plain weights: squared loss
  ArrowSolution last;   // after all passes
};
// `passes` >= 1 solves; from the second on the weight of a row is divided by max(|residual| / threshold, 1).
[[nodiscard]] RobustFit fit_arrow(const ArrowShape& shape, const ArrowRows& rows, const ArrowPenalty& penalty,
                                  int passes, double threshold);

}  // namespace parvis::model
