// Every request of a file against all others: for an import of many rows, where no dossier stands alone.
#pragma once

#include <functional>
#include <vector>

#include "grants/matching/alike_index.hpp"

namespace parvis::grants {

struct MatchAllSettings {
  std::size_t threads = 2;
  // Per request; tighter than for one dossier, since the rows are many.
  AlikeLimits limits{.weighed = 24, .common_word_rows = 200, .common_number_rows = 1000};
  double least_shared_words =
      0.34;  // of the shorter title, by meaning; under it a pair is not compared in full
};

struct MatchedPair {
  std::size_t a = 0, b = 0;  // positions in the input, a < b
  Judgement judgement;       // without reasons
};

struct MatchAllCounts {
  std::size_t candidates = 0, compared = 0, given = 0;
};

// Hands each pair that is one project (`same`) to `take`, in no order, one call at a time. Memory: the
// requests, about 100 bytes a request of keys and 40 of word hashes.
MatchAllCounts match_all(const std::vector<Request>& requests, const PairRules& rules, const PairHead& head,
                         const std::function<void(const MatchedPair&)>& take,
                         const MatchAllSettings& settings = {});

}  // namespace parvis::grants
