// Pairs of requests with the answer of a person or of a published rule: what the head learns from and is
// judged by.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "grants/matching/pair_groups.hpp"
#include "grants/matching/pair_training.hpp"
#include "grants/matching/request.hpp"

namespace parvis::grants {

struct LabelledPair {
  std::string id;
  Request a, b;
  bool same = false;
  std::string relation;            // duplicate, split, renewal, distinct; may be empty
  std::vector<std::string> rules;  // how the pair was made; empty for natural pairs
};

inline constexpr std::size_t max_pair_line_bytes = 1 << 20;

// One JSON object a line: id, a, b (request.hpp), label (0, 1) or same (true, false), relation, rules. Blank
// lines are skipped. Errors (invalid) name the line.
Result<std::vector<LabelledPair>> read_labelled_pairs(std::istream& in);

// The pairs made ready once: figures, associations and folds.
struct PreparedPairs {
  std::vector<LabelledPair> pairs;
  std::vector<ProfilePair> profiles;
  std::vector<TrainingPair> rows;  // in the order of `pairs`
  std::size_t associations = 0;
};

[[nodiscard]] PreparedPairs prepare(std::vector<LabelledPair> pairs, const PairRules& rules,
                                    std::size_t folds, std::uint64_t seed);

}  // namespace parvis::grants
