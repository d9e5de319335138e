// Which associations a set of labelled pairs is about, so that a head is never judged on an association that
// it was trained on. One association: one SIREN, or one name once form words are gone, or two names of one
// pair that are alike. Pure and deterministic.
#pragma once

#include <cstddef>
#include <vector>

#include "grants/matching/profile.hpp"

namespace parvis::grants {

struct PairGroups {
  std::vector<std::size_t> a, b;  // association of each side of each pair, numbered from 0
  std::size_t count = 0;
};

struct ProfilePair {
  Profile a, b;
};

[[nodiscard]] PairGroups group_by_association(const std::vector<ProfilePair>& pairs);

// A fold for each association: shuffled by `seed`, then dealt in turn.
[[nodiscard]] std::vector<std::size_t> deal_folds(std::size_t groups, std::size_t folds, std::uint64_t seed);

}  // namespace parvis::grants
