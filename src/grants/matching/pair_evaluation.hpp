// How good the matcher is on pairs of associations that it never saw, and on noise that it never saw. Every
// constant is chosen inside the training folds; intervals resample associations, never pairs. Pure and
// deterministic.
#pragma once

#include <string>
#include <vector>

#include "grants/matching/judgement.hpp"
#include "grants/matching/labelled_pairs.hpp"

namespace parvis::grants {

struct Counts {
  std::size_t found = 0, wrong = 0, missed = 0, rightly_left = 0;
  [[nodiscard]] double precision() const;  // 1 where nothing was said
  [[nodiscard]] double recall() const;     // 1 where nothing was to be found
  [[nodiscard]] double f1() const;
  [[nodiscard]] double right() const;  // share of pairs answered rightly
};

struct UnseenJudgement {
  Judgement judgement;  // without reasons
  std::size_t pair = 0;
};

// Each pair judged by a head trained without its two associations; `without_rule` leaves out of training the
// pairs made with that rule. Errors as train_pair_head.
Result<std::vector<UnseenJudgement>> judge_unseen(const PreparedPairs& pairs,
                                                  const TrainingSettings& settings,
                                                  const std::string& without_rule = {});

[[nodiscard]] Counts count(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged);
// Only pairs shown as alerts count as said, and only pairs of one year count at all.
[[nodiscard]] Counts count_alerts(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged);

struct F1Interval {
  double low = 0, high = 0;
};
// 95 %, 1,000 draws of associations.
[[nodiscard]] F1Interval f1_interval(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged);

// One rule of noise never seen in training. A rule that makes pairs of one label only is judged with the
// other label's pairs that were not made with it.
struct RuleFigures {
  std::string rule;
  std::size_t pairs = 0, same = 0;
  bool completed = false;
  Counts counts;     // with the completion
  double right = 0;  // share of the rule's own pairs answered rightly
};
Result<std::vector<RuleFigures>> leave_rules_out(const PreparedPairs& pairs,
                                                 const TrainingSettings& settings);

struct RelationFigures {
  std::string relation;  // label 1: duplicate, split, renewal; label 0: first rule, or "distinct"
  std::size_t pairs = 0;
  double right = 0;     // same or not, as labelled
  double named = 0;     // relation named as labelled, of all pairs with label 1
  F1Interval interval;  // of `right`
};
[[nodiscard]] std::vector<RelationFigures> by_relation(const PreparedPairs& pairs,
                                                       const std::vector<UnseenJudgement>& judged);

// Mean gap between probability and share of same pairs, over 10 bins of equal mass.
[[nodiscard]] double calibration_gap(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged);

// May `candidate` replace `present`? Judged on pairs of associations that neither was trained on: 2,000
// paired draws of associations, the lower bound of the gain in F1 above 0, and no relation of 30 pairs or
// more that loses more than 2 points.
struct ReplacementVerdict {
  bool better = false;
  double present_f1 = 0, candidate_f1 = 0, gain_low = 0;
};
[[nodiscard]] ReplacementVerdict may_replace(const PreparedPairs& unseen, const PairHead& present,
                                             const PairHead& candidate);

}  // namespace parvis::grants
