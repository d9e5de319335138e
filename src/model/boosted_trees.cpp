#include "model/boosted_trees.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace parvis::model {
namespace {

constexpr std::size_t max_bins = 255;
using Bin = std::uint8_t;

// xorshift64*: standard distributions give other draws with other libraries, and the bytes must be the same.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  double uniform() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1DULL) >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_;
};

struct Cell {
  double gradient = 0, weight = 0;
};
struct Split {
  double gain = 0;
  std::size_t input = 0;
  std::size_t bin = 0;  // last bin on the left
};
using Histogram = std::vector<Cell>;  // inputs x max_bins

struct Leaf {
  std::int32_t node = 0;
  std::size_t begin = 0, end = 0;
  Cell sum;
  Histogram histogram;
  Split best;
};

std::vector<float> cuts_of(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  std::vector<float> cuts, distinct = values;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const std::size_t wanted = std::min(distinct.size(), max_bins);
  for (std::size_t i = 1; i < wanted; ++i) {
    if (distinct.size() <= max_bins) {
      cuts.push_back((distinct[i - 1] + distinct[i]) / 2);
    } else {
      const float cut = values[i * values.size() / wanted];
      if (cuts.empty() || cut > cuts.back()) cuts.push_back(cut);
    }
  }
  return cuts;
}

class Grower {
 public:
  Grower(const TreeRows& rows, const TreeSettings& settings)
      : rows_(rows), settings_(settings), draw_(settings.seed) {
    bin_inputs();
    residual_ = rows.target;
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < residual_.size(); ++i) {
      sum += rows.weight[i] * residual_[i];
      weight += rows.weight[i];
    }
    forest_.bias = weight > 0 ? sum / weight : 0;
    for (double& value : residual_) value -= forest_.bias;
  }
  BoostedTrees grow() {
    for (int round = 0; round < settings_.rounds; ++round) grow_tree();
    return std::move(forest_);
  }

 private:
  void bin_inputs() {
    const std::size_t n = rows_.rows.size();
    bins_.resize(n * rows_.inputs);
    for (std::size_t j = 0; j < rows_.inputs; ++j) {
      std::vector<float> values(n);
      for (std::size_t i = 0; i < n; ++i) values[i] = rows_.values[rows_.rows[i] * rows_.inputs + j];
      cuts_.push_back(cuts_of(values));
      const auto& cuts = cuts_.back();
      for (std::size_t i = 0; i < n; ++i)
        bins_[i * rows_.inputs + j] =
            static_cast<Bin>(std::lower_bound(cuts.begin(), cuts.end(), values[i]) - cuts.begin());
    }
  }

  void draw_rows_and_inputs() {
    drawn_.clear();
    for (std::size_t i = 0; i < rows_.rows.size(); ++i)
      if (draw_.uniform() < settings_.row_share) drawn_.push_back(static_cast<std::uint32_t>(i));
    inputs_.resize(rows_.inputs);
    std::iota(inputs_.begin(), inputs_.end(), 0);
    const auto kept = std::max<std::size_t>(
        1, static_cast<std::size_t>(settings_.input_share * static_cast<double>(rows_.inputs) + 0.5));
    for (std::size_t j = 0; j < kept; ++j) {
      const auto other =
          j + static_cast<std::size_t>(draw_.uniform() * static_cast<double>(rows_.inputs - j));
      std::swap(inputs_[j], inputs_[other]);
    }
    inputs_.resize(kept);
    std::sort(inputs_.begin(), inputs_.end());
    gradient_.resize(rows_.rows.size());
    for (const auto i : drawn_) {
      double pull = residual_[i];
      if (settings_.robust_threshold > 0)
        pull = std::clamp(pull, -settings_.robust_threshold, settings_.robust_threshold);
      gradient_[i] = {rows_.weight[i] * pull, rows_.weight[i]};
    }
  }

  void fill(Leaf& leaf) const {
    leaf.histogram.assign(inputs_.size() * max_bins, {});
    for (std::size_t k = leaf.begin; k < leaf.end; ++k) {
      const std::uint32_t i = drawn_[k];
      const Bin* bins = &bins_[i * rows_.inputs];
      const Cell cell = gradient_[i];
      for (std::size_t j = 0; j < inputs_.size(); ++j) {
        Cell& sum = leaf.histogram[j * max_bins + bins[inputs_[j]]];
        sum.gradient += cell.gradient;
        sum.weight += cell.weight;
      }
    }
  }

  [[nodiscard]] double score(const Cell& cell) const {
    return cell.gradient * cell.gradient / (cell.weight + settings_.l2);
  }

  void find_split(Leaf& leaf) const {
    leaf.best = {};
    const double whole = score(leaf.sum);
    for (std::size_t j = 0; j < inputs_.size(); ++j) {
      Cell left;
      for (std::size_t bin = 0; bin < cuts_[inputs_[j]].size(); ++bin) {
        const Cell& cell = leaf.histogram[j * max_bins + bin];
        left.gradient += cell.gradient;
        left.weight += cell.weight;
        const Cell right{leaf.sum.gradient - left.gradient, leaf.sum.weight - left.weight};
        if (left.weight < settings_.min_leaf_weight || right.weight < settings_.min_leaf_weight) continue;
        const double gain = score(left) + score(right) - whole;
        if (gain > leaf.best.gain + 1e-12) leaf.best = {gain, j, bin};
      }
    }
  }

  [[nodiscard]] double answer(const Cell& sum) const {
    return settings_.step * sum.gradient / (sum.weight + settings_.l2);
  }

  // Splits the leaf in two; the smaller child's histogram is counted, the other's is the difference.
  Leaf split(Leaf& leaf, std::vector<BoostedTrees::Node>& tree) {
    const std::size_t input = inputs_[leaf.best.input], bin = leaf.best.bin;
    const auto begin = drawn_.begin() + static_cast<std::ptrdiff_t>(leaf.begin);
    const auto end = drawn_.begin() + static_cast<std::ptrdiff_t>(leaf.end);
    const auto middle = std::stable_partition(
        begin, end, [&](std::uint32_t i) { return bins_[i * rows_.inputs + input] <= bin; });
    const auto cut = static_cast<std::size_t>(middle - drawn_.begin());
    Leaf right;
    right.begin = cut;
    right.end = leaf.end;
    Histogram parent = std::move(leaf.histogram);
    leaf.end = cut;
    Leaf& smaller = leaf.end - leaf.begin <= right.end - right.begin ? leaf : right;
    Leaf& larger = &smaller == &leaf ? right : leaf;
    fill(smaller);
    for (std::size_t k = 0; k < parent.size(); ++k) {
      parent[k].gradient -= smaller.histogram[k].gradient;
      parent[k].weight -= smaller.histogram[k].weight;
    }
    larger.histogram = std::move(parent);
    const auto node = static_cast<std::size_t>(leaf.node);
    tree[node].input = static_cast<std::int32_t>(input);
    tree[node].threshold = cuts_[input][bin];
    for (Leaf* child : {&leaf, &right}) {
      child->sum = {};
      for (std::size_t k = child->begin; k < child->end; ++k) {
        child->sum.gradient += gradient_[drawn_[k]].gradient;
        child->sum.weight += gradient_[drawn_[k]].weight;
      }
      child->node = static_cast<std::int32_t>(tree.size());
      tree.push_back({-1, 0, -1, -1, answer(child->sum)});
      find_split(*child);
    }
    tree[node].left = leaf.node;
    tree[node].right = right.node;
    return right;
  }

  void grow_tree() {
    draw_rows_and_inputs();
    std::vector<BoostedTrees::Node> tree(1);
    std::vector<Leaf> leaves(1);
    leaves[0].end = drawn_.size();
    for (const auto i : drawn_) {
      leaves[0].sum.gradient += gradient_[i].gradient;
      leaves[0].sum.weight += gradient_[i].weight;
    }
    tree[0].value = answer(leaves[0].sum);
    fill(leaves[0]);
    find_split(leaves[0]);
    while (static_cast<int>(leaves.size()) < settings_.leaves) {
      const auto best = std::max_element(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) {
        return a.best.gain < b.best.gain;
      });
      if (best->best.gain <= 0) break;
      leaves.push_back(split(*best, tree));
    }
    for (std::size_t i = 0; i < residual_.size(); ++i) residual_[i] -= answer_of(tree, i);
    forest_.trees.push_back(std::move(tree));
  }

  [[nodiscard]] double answer_of(const std::vector<BoostedTrees::Node>& tree, std::size_t i) const {
    const float* values = &rows_.values[rows_.rows[i] * rows_.inputs];
    std::size_t node = 0;
    while (tree[node].input >= 0)
      node = static_cast<std::size_t>(values[tree[node].input] <= tree[node].threshold ? tree[node].left
                                                                                       : tree[node].right);
    return tree[node].value;
  }

  const TreeRows& rows_;
  const TreeSettings settings_;
  Draw draw_;
  std::vector<std::vector<float>> cuts_;
  std::vector<Bin> bins_;
  std::vector<double> residual_;
  std::vector<Cell> gradient_;
  std::vector<std::uint32_t> drawn_;
  std::vector<std::size_t> inputs_;
  BoostedTrees forest_;
};

}  // namespace

double BoostedTrees::predict(const float* values) const {
  double sum = bias;
  for (const auto& tree : trees) {
    std::size_t node = 0;
    while (tree[node].input >= 0)
      node = static_cast<std::size_t>(values[tree[node].input] <= tree[node].threshold ? tree[node].left
                                                                                       : tree[node].right);
    sum += tree[node].value;
  }
  return sum;
}

double BoostedTrees::contribute(const float* values, std::vector<double>& out) const {
  double unexplained = bias;
  for (const auto& tree : trees) {
    std::size_t node = 0;
    unexplained += tree.front().value;
    while (tree[node].input >= 0) {
      const auto input = static_cast<std::size_t>(tree[node].input);
      const auto next = static_cast<std::size_t>(values[input] <= tree[node].threshold ? tree[node].left
                                                                                       : tree[node].right);
      out[input] += tree[next].value - tree[node].value;
      node = next;
    }
  }
  return unexplained;
}

BoostedTrees fit_trees(const TreeRows& rows, const TreeSettings& settings) {
  return Grower(rows, settings).grow();
}

}  // namespace parvis::model
