#include "grants/matching/pair_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace parvis::grants {
namespace {

namespace json = base::json;

std::string three(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", value);
  return text.data();
}

std::string interval(const F1Interval& of) {
  return three(of.low) + "–" + three(of.high);
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

json::object counts_card(const Counts& counts) {
  return {{"f1", counts.f1()},
          {"precision", counts.precision()},
          {"recall", counts.recall()},
          {"found", counts.found},
          {"wrong", counts.wrong},
          {"missed", counts.missed},
          {"rightly_left", counts.rightly_left}};
}

std::string summary(const PairFiguresReport& report) {
  std::string page = row({"measure", "F1", "95 %", "precision", "recall"}) + "|---|---|---|---|---|\n";
  const auto line = [&](const std::string& name, const Counts& counts, const std::string& range) {
    page += row({name, three(counts.f1()), range, three(counts.precision()), three(counts.recall())});
  };
  line("same project, unseen associations", report.counts, interval(report.interval));
  line("the same without our word lists", report.without_words, "");
  line("alerts (one year, default level)", report.alerts, "");
  for (const NaturalFigures& natural : report.natural)
    line(natural.name + ", " + std::to_string(natural.pairs) + " pairs, " + std::to_string(natural.same) +
             " same",
         natural.counts, interval(natural.interval));
  return page;
}

std::string relations_table(const PairFiguresReport& report) {
  std::string page =
      row({"relation or first rule", "pairs", "same/other told rightly", "95 %", "named rightly"}) +
      "|---|---|---|---|---|\n";
  for (const RelationFigures& one : report.relations) {
    const bool labelled = one.relation == "duplicate" || one.relation == "split" || one.relation == "renewal";
    page += row({one.relation, std::to_string(one.pairs), three(one.right), interval(one.interval),
                 labelled ? three(one.named) : ""});
  }
  return page;
}

std::string rules_table(const PairFiguresReport& report) {
  std::string page =
      row({"rule never seen", "pairs", "same", "told rightly", "F1"}) + "|---|---|---|---|---|\n";
  for (const RuleFigures& one : report.rules)
    page += row({one.rule, std::to_string(one.pairs), std::to_string(one.same), three(one.right),
                 three(one.counts.f1()) + (one.completed ? " *" : "")});
  return page;
}

std::string weights_table(const PairHead& head) {
  std::string page = row({"figure", "weight", "drawn towards"}) + "|---|---|---|\n";
  for (std::size_t i = 0; i < pair_features; ++i) {
    const auto feature = static_cast<PairFeature>(i);
    page += row({std::string(to_text(feature)), three(head.weights[i]), three(prior_weight(feature))});
  }
  return page + row({"starting point", three(head.start), ""});
}

double least_f1(const std::vector<RuleFigures>& rules) {
  double least = 1;
  for (const RuleFigures& one : rules) least = std::min(least, one.counts.f1());
  return least;
}

}  // namespace

Result<PairFiguresReport> report_on(const PreparedPairs& pairs, const PreparedPairs& bare,
                                    const TrainingSettings& settings, std::uint64_t seed) {
  PairFiguresReport report;
  report.pairs = pairs.pairs.size();
  report.associations = pairs.associations;
  report.folds = settings.folds, report.seed = seed;
  report.same = static_cast<std::size_t>(
      std::count_if(pairs.pairs.begin(), pairs.pairs.end(), [](const auto& pair) { return pair.same; }));
  PARVIS_TRY(judged, judge_unseen(pairs, settings));
  report.counts = count(pairs, judged);
  report.alerts = count_alerts(pairs, judged);
  report.interval = f1_interval(pairs, judged);
  report.calibration = calibration_gap(pairs, judged);
  report.relations = by_relation(pairs, judged);
  PARVIS_TRY(plain, judge_unseen(bare, settings));
  report.without_words = count(bare, plain);
  PARVIS_TRY(rules, leave_rules_out(pairs, settings));
  report.rules = std::move(rules);
  return report;
}

NaturalFigures judge_natural(std::string name, const PreparedPairs& pairs, const PairHead& head) {
  std::vector<UnseenJudgement> judged;
  for (std::size_t i = 0; i < pairs.pairs.size(); ++i) {
    const ComparedRequests pair{pairs.pairs[i].a, pairs.profiles[i].a, pairs.pairs[i].b, pairs.profiles[i].b};
    judged.push_back({judge_briefly(pair, head), i});
  }
  const auto same =
      std::count_if(pairs.pairs.begin(), pairs.pairs.end(), [](const auto& p) { return p.same; });
  return {std::move(name), pairs.pairs.size(), static_cast<std::size_t>(same), count(pairs, judged),
          f1_interval(pairs, judged)};
}

std::string report_page(const PairFiguresReport& report, const PairHead& head) {
  std::string page = "# The matcher of requests: figures\n\n";
  page += std::to_string(report.pairs) + " pairs (" + std::to_string(report.same) + " of one project), " +
          std::to_string(report.associations) + " associations. " + std::to_string(report.folds) +
          " folds by association (seed " + std::to_string(report.seed) +
          "): a pair is judged by a head trained without either of its associations; strength of the prior, "
          "calibration and thresholds are chosen inside the training folds. Intervals draw associations, "
          "1,000 times. Written by `parvis grants train-pairs`.\n\n";
  page +=
      summary(report) + "\nGap between probability and share of same pairs: " + three(report.calibration) +
      " (10 bins). Thresholds of the shipped head: same from " + three(head.same_from) + ", alert from " +
      three(head.alert_from) + ".\n\n## By relation\n\n" + relations_table(report) +
      "\n## One rule of noise never seen in training\n\nLeast F1: " + three(least_f1(report.rules)) +
      ". A star: the rule makes pairs of one label only, F1 is over these and the other label's pairs made "
      "without it.\n\n" +
      rules_table(report) + "\n## Weights\n\n" + weights_table(head);
  return page;
}

json::object report_card(const PairFiguresReport& report, const PairHead& head) {
  json::array rules, relations, natural;
  for (const RuleFigures& one : report.rules)
    rules.push_back(
        {{"rule", one.rule}, {"pairs", one.pairs}, {"f1", one.counts.f1()}, {"right", one.right}});
  for (const RelationFigures& one : report.relations)
    relations.push_back({{"relation", one.relation}, {"pairs", one.pairs}, {"right", one.right}});
  for (const NaturalFigures& one : report.natural) {
    json::object line = counts_card(one.counts);
    line["name"] = one.name, line["pairs"] = one.pairs, line["same"] = one.same;
    natural.push_back(line);
  }
  return {{"pairs", report.pairs},
          {"associations", report.associations},
          {"folds", report.folds},
          {"seed", report.seed},
          {"unseen_associations", counts_card(report.counts)},
          {"f1_interval", {report.interval.low, report.interval.high}},
          {"alerts", counts_card(report.alerts)},
          {"without_word_lists", counts_card(report.without_words)},
          {"calibration_gap", report.calibration},
          {"same_from", head.same_from},
          {"alert_from", head.alert_from},
          {"least_f1_of_a_rule_left_out", least_f1(report.rules)},
          {"by_relation", relations},
          {"rules_left_out", rules},
          {"natural", natural}};
}

}  // namespace parvis::grants
