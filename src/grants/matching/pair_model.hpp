// The head of the matcher: one weight for each named figure, a starting point, two thresholds. Small enough
// to be read. Immutable, so shared by all threads. Format: models/grants-pairs/README.md.
#pragma once

#include <filesystem>
#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "grants/matching/pair_features.hpp"

namespace parvis::grants {

struct PairHead {
  PairFigures weights{};
  double start = 0;          // logit of a pair whose figures are all 0
  double same_from = 0.5;    // probability from which two requests are said to be one project
  double alert_from = 0.8;   // probability from which a duplicate or a split is shown unasked
  std::string rules_sha256;  // of the word lists that it was trained with
  std::string sha256;        // of head.json; empty before it is saved

  [[nodiscard]] double logit(const PairFigures& figures) const;
  [[nodiscard]] double probability(const PairFigures& figures) const;
};

[[nodiscard]] double probability_of(double logit);

// Errors: not_found (code "model_missing"); invalid (code "model_broken"): format, a missing or unknown
// figure, a value that is not finite, a hash that the card does not name.
Result<PairHead> load_pair_head(const std::filesystem::path& folder);
Result<PairHead> read_pair_head(std::string_view text);
[[nodiscard]] std::string pair_head_text(const PairHead& head);
// head.json and card.json, durably; the card gets the hash. Answers the sha256 of head.json.
Result<std::string> save_pair_head(const std::filesystem::path& folder, const PairHead& head,
                                   base::json::object card);
// models/grants-pairs of this installation.
[[nodiscard]] std::filesystem::path shipped_pair_head();

}  // namespace parvis::grants
