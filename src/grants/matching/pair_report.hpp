// The figures of a head, as a page (RESULTS.md) and as the card's JSON.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "grants/matching/pair_evaluation.hpp"

namespace parvis::grants {

struct NaturalFigures {
  std::string name;
  std::size_t pairs = 0, same = 0;
  Counts counts;
  F1Interval interval;
};

struct PairFiguresReport {
  std::size_t pairs = 0, same = 0, associations = 0, folds = 0;
  std::uint64_t seed = 0;
  Counts counts, alerts;
  F1Interval interval;
  double calibration = 0;
  Counts without_words;  // the same measure, the word lists emptied
  std::vector<RelationFigures> relations;
  std::vector<RuleFigures> rules;
  std::vector<NaturalFigures> natural;
};

// Errors as judge_unseen. `bare` are the same pairs prepared without the meanings of words.
Result<PairFiguresReport> report_on(const PreparedPairs& pairs, const PreparedPairs& bare,
                                    const TrainingSettings& settings, std::uint64_t seed);
// Pairs that no head was trained on.
[[nodiscard]] NaturalFigures judge_natural(std::string name, const PreparedPairs& pairs,
                                           const PairHead& head);

[[nodiscard]] std::string report_page(const PairFiguresReport& report, const PairHead& head);
[[nodiscard]] base::json::object report_card(const PairFiguresReport& report, const PairHead& head);

}  // namespace parvis::grants
