#include "grants/matching/pair_evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace parvis::grants {
namespace {

constexpr std::size_t draws = 1000, replacement_draws = 2000;
constexpr std::uint64_t draw_seed = 20261124;
constexpr std::size_t calibration_bins = 10, least_relation = 30;
constexpr double most_relation_loss = 0.02;

double ratio(std::size_t part, std::size_t whole, double otherwise) {
  return whole == 0 ? otherwise : static_cast<double>(part) / static_cast<double>(whole);
}

void add(Counts& to, bool says, bool is) {
  if (says) {
    ++(is ? to.found : to.wrong);
  } else {
    ++(is ? to.missed : to.rightly_left);
  }
}

bool made_with(const LabelledPair& pair, const std::string& rule) {
  return std::find(pair.rules.begin(), pair.rules.end(), rule) != pair.rules.end();
}

ComparedRequests compared(const PreparedPairs& pairs, std::size_t i) {
  return {pairs.pairs[i].a, pairs.profiles[i].a, pairs.pairs[i].b, pairs.profiles[i].b};
}

// Pairs by association of their first request: what is drawn for intervals.
std::map<std::size_t, std::vector<std::size_t>> clusters(const PreparedPairs& pairs,
                                                         const std::vector<UnseenJudgement>& judged) {
  std::map<std::size_t, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < judged.size(); ++i) out[pairs.rows[judged[i].pair].group_a].push_back(i);
  return out;
}

// `statistic(indices of judged)` on each draw; the 2.5 % and 97.5 % points.
template <class Statistic>
F1Interval resample(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged, std::size_t times,
                    Statistic statistic) {
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [group, members] : clusters(pairs, judged)) groups.push_back(std::move(members));
  if (groups.empty()) return {};
  std::mt19937_64 draw(draw_seed);
  std::vector<double> values;
  for (std::size_t time = 0; time < times; ++time) {
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto& group = groups[draw() % groups.size()];
      drawn.insert(drawn.end(), group.begin(), group.end());
    }
    values.push_back(statistic(drawn));
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

std::string relation_key(const LabelledPair& pair) {
  if (pair.same) return pair.relation.empty() ? "same" : pair.relation;
  if (pair.rules.empty()) return pair.relation.empty() ? "distinct" : pair.relation;
  for (const std::string& rule : pair.rules) {
    if (rule.starts_with("differs-")) return pair.rules.front() + ", " + rule;
  }
  return pair.rules.front();
}

}  // namespace

double Counts::precision() const {
  return ratio(found, found + wrong, 1);
}
double Counts::recall() const {
  return ratio(found, found + missed, 1);
}
double Counts::f1() const {
  return ratio(2 * found, 2 * found + wrong + missed, 1);
}
double Counts::right() const {
  return ratio(found + rightly_left, found + wrong + missed + rightly_left, 1);
}

Result<std::vector<UnseenJudgement>> judge_unseen(const PreparedPairs& pairs,
                                                  const TrainingSettings& settings,
                                                  const std::string& without_rule) {
  std::vector<UnseenJudgement> judged(pairs.pairs.size());
  for (std::size_t fold = 0; fold < settings.folds; ++fold) {
    std::vector<TrainingPair> train;
    for (std::size_t i = 0; i < pairs.rows.size(); ++i) {
      const TrainingPair& row = pairs.rows[i];
      if (row.fold == fold || row.fold_b == fold) continue;
      if (!without_rule.empty() && made_with(pairs.pairs[i], without_rule)) continue;
      train.push_back(row);
    }
    PARVIS_TRY(head, train_pair_head(train, settings));
    for (std::size_t i = 0; i < pairs.rows.size(); ++i) {
      if (pairs.rows[i].fold == fold) judged[i] = {judge_briefly(compared(pairs, i), head), i};
    }
  }
  return judged;
}

Counts count(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged) {
  Counts counts;
  for (const UnseenJudgement& one : judged) add(counts, one.judgement.same, pairs.pairs[one.pair].same);
  return counts;
}

Counts count_alerts(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged) {
  Counts counts;
  for (const UnseenJudgement& one : judged) {
    if (!pairs.rows[one.pair].other_year) add(counts, one.judgement.alert, pairs.pairs[one.pair].same);
  }
  return counts;
}

F1Interval f1_interval(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged) {
  return resample(pairs, judged, draws, [&](const std::vector<std::size_t>& drawn) {
    Counts counts;
    for (const std::size_t i : drawn) add(counts, judged[i].judgement.same, pairs.pairs[judged[i].pair].same);
    return counts.f1();
  });
}

Result<std::vector<RuleFigures>> leave_rules_out(const PreparedPairs& pairs,
                                                 const TrainingSettings& settings) {
  std::set<std::string> rules;
  for (const LabelledPair& pair : pairs.pairs) rules.insert(pair.rules.begin(), pair.rules.end());
  std::vector<RuleFigures> out;
  for (const std::string& rule : rules) {
    RuleFigures figures{rule, 0, 0, false, {}, 0};
    PARVIS_TRY(judged, judge_unseen(pairs, settings, rule));
    Counts own, others_same, others_not;
    for (const UnseenJudgement& one : judged) {
      const LabelledPair& pair = pairs.pairs[one.pair];
      if (made_with(pair, rule)) {
        ++figures.pairs, figures.same += pair.same ? 1 : 0;
        add(own, one.judgement.same, pair.same);
      } else {
        add(pair.same ? others_same : others_not, one.judgement.same, pair.same);
      }
    }
    figures.right = own.right();
    figures.completed = figures.same == 0 || figures.same == figures.pairs;
    figures.counts = own;
    if (figures.same == 0)
      figures.counts.found += others_same.found, figures.counts.missed += others_same.missed;
    if (figures.same == figures.pairs)
      figures.counts.wrong += others_not.wrong, figures.counts.rightly_left += others_not.rightly_left;
    out.push_back(figures);
  }
  return out;
}

std::vector<RelationFigures> by_relation(const PreparedPairs& pairs,
                                         const std::vector<UnseenJudgement>& judged) {
  std::map<std::string, std::vector<UnseenJudgement>> relations;
  for (const UnseenJudgement& one : judged) relations[relation_key(pairs.pairs[one.pair])].push_back(one);
  std::vector<RelationFigures> out;
  for (const auto& [relation, members] : relations) {
    const auto right = [&](const std::vector<std::size_t>& of) {
      std::size_t good = 0;
      for (const std::size_t i : of)
        good += members[i].judgement.same == pairs.pairs[members[i].pair].same ? 1 : 0;
      return ratio(good, of.size(), 1);
    };
    std::vector<std::size_t> all(members.size());
    std::size_t named = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      all[i] = i;
      named += to_text(members[i].judgement.relation) == pairs.pairs[members[i].pair].relation ? 1 : 0;
    }
    out.push_back({relation, members.size(), right(all), ratio(named, members.size(), 1),
                   resample(pairs, members, draws, right)});
  }
  return out;
}

double calibration_gap(const PreparedPairs& pairs, const std::vector<UnseenJudgement>& judged) {
  std::vector<std::pair<double, bool>> sorted;
  for (const UnseenJudgement& one : judged) sorted.emplace_back(one.judgement.p, pairs.pairs[one.pair].same);
  std::sort(sorted.begin(), sorted.end());
  double gap = 0;
  for (std::size_t bin = 0; bin < calibration_bins; ++bin) {
    const std::size_t from = bin * sorted.size() / calibration_bins;
    const std::size_t to = (bin + 1) * sorted.size() / calibration_bins;
    double p = 0, same = 0;
    for (std::size_t i = from; i < to; ++i) p += sorted[i].first, same += sorted[i].second ? 1 : 0;
    gap += std::abs(p - same);
  }
  return sorted.empty() ? 0 : gap / static_cast<double>(sorted.size());
}

ReplacementVerdict may_replace(const PreparedPairs& unseen, const PairHead& present,
                               const PairHead& candidate) {
  std::vector<UnseenJudgement> before, after;
  for (std::size_t i = 0; i < unseen.pairs.size(); ++i) {
    before.push_back({judge_briefly(compared(unseen, i), present), i});
    after.push_back({judge_briefly(compared(unseen, i), candidate), i});
  }
  ReplacementVerdict verdict;
  verdict.present_f1 = count(unseen, before).f1();
  verdict.candidate_f1 = count(unseen, after).f1();
  verdict.gain_low = resample(unseen, before, replacement_draws, [&](const std::vector<std::size_t>& drawn) {
                       Counts old_counts, new_counts;
                       for (const std::size_t i : drawn) {
                         const bool is = unseen.pairs[before[i].pair].same;
                         add(old_counts, before[i].judgement.same, is);
                         add(new_counts, after[i].judgement.same, is);
                       }
                       return new_counts.f1() - old_counts.f1();
                     }).low;
  verdict.better = verdict.gain_low > 0;
  const auto old_relations = by_relation(unseen, before), new_relations = by_relation(unseen, after);
  for (std::size_t i = 0; i < old_relations.size(); ++i) {
    if (old_relations[i].pairs >= least_relation &&
        new_relations[i].right < old_relations[i].right - most_relation_loss)
      verdict.better = false;
  }
  return verdict;
}

}  // namespace parvis::grants
