#include "model/evaluation.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <span>

#include "model/calibration.hpp"

namespace parvis::model {
namespace {

// What is needed of one answer, so that resampling touches no probabilities.
struct Answer {
  std::size_t truth = 0, first = 0;
  double p1 = 0;
  bool in_top3 = false;
  [[nodiscard]] bool right() const { return truth == first; }
};

Answer answer_of(const Judged& one) {
  const auto order = ranking(one.probabilities);
  Answer answer{one.truth, order.empty() ? std::size_t(-1) : order[0], 0, false};
  if (!order.empty()) answer.p1 = one.probabilities[order[0]];
  for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i)
    answer.in_top3 = answer.in_top3 || order[i] == one.truth;
  return answer;
}

std::vector<Answer> answers_of(const std::vector<Judged>& judged) {
  std::vector<Answer> answers(judged.size());
  std::transform(judged.begin(), judged.end(), answers.begin(), answer_of);
  return answers;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<ClassFigures> class_figures(std::span<const Answer> answers, std::size_t classes) {
  std::vector<std::size_t> truth(classes), answered(classes), right(classes);
  for (const auto& one : answers) {
    if (one.truth < classes) ++truth[one.truth];
    if (one.first < classes) ++answered[one.first];
    if (one.truth < classes && one.right()) ++right[one.truth];
  }
  std::vector<ClassFigures> figures;
  for (std::size_t c = 0; c < classes; ++c) {
    if (truth[c] == 0) continue;
    figures.push_back({c, truth[c], share(right[c], answered[c]), share(right[c], truth[c]),
                       2 * share(right[c], answered[c] + truth[c])});
  }
  return figures;
}

double mean_of(const std::vector<ClassFigures>& figures, double ClassFigures::*value) {
  double sum = 0;
  for (const auto& one : figures) sum += one.*value;
  return figures.empty() ? 0 : sum / static_cast<double>(figures.size());
}

struct Headline {
  double top1 = 0, top3 = 0, macro_f1 = 0;
};

Headline headline(std::span<const Answer> answers, std::size_t classes) {
  std::size_t first = 0, three = 0;
  for (const auto& one : answers) first += one.right() ? 1 : 0, three += one.in_top3 ? 1 : 0;
  return {share(first, answers.size()), share(three, answers.size()),
          mean_of(class_figures(answers, classes), &ClassFigures::f1)};
}

Interval middle_95(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](double q) {
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

void add_intervals(Figures& figures, const std::vector<Judged>& judged, const std::vector<Answer>& answers,
                   std::size_t classes, const EvaluationSettings& settings) {
  std::map<std::string, std::vector<Answer>> by_group;
  for (std::size_t i = 0; i < judged.size(); ++i) by_group[judged[i].group].push_back(answers[i]);
  std::vector<const std::vector<Answer>*> groups;
  for (const auto& [name, members] : by_group) groups.push_back(&members);
  std::mt19937_64 random(settings.seed);
  std::vector<double> top1, top3, macro;
  std::vector<Answer> drawn;
  for (std::size_t round = 0; round < settings.resamples && !groups.empty(); ++round) {
    drawn.clear();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      // modulo, not uniform_int_distribution: the same draw with every standard library
      const auto* members = groups[random() % groups.size()];
      drawn.insert(drawn.end(), members->begin(), members->end());
    }
    const auto one = headline(drawn, classes);
    top1.push_back(one.top1), top3.push_back(one.top3), macro.push_back(one.macro_f1);
  }
  figures.top1_interval = middle_95(std::move(top1));
  figures.top3_interval = middle_95(std::move(top3));
  figures.macro_f1_interval = middle_95(std::move(macro));
}

}  // namespace

Figures figures_of(const std::vector<Judged>& judged, std::size_t classes,
                   const EvaluationSettings& settings) {
  const auto answers = answers_of(judged);
  std::set<std::string> groups, sources;
  for (const auto& one : judged) groups.insert(one.group), sources.insert(one.source);
  Figures figures;
  figures.n = judged.size();
  figures.groups = groups.size();
  figures.sources = sources.size();
  const auto line = headline(answers, classes);
  figures.top1 = line.top1, figures.top3 = line.top3, figures.macro_f1 = line.macro_f1;
  figures.classes = class_figures(answers, classes);
  figures.balanced_accuracy = mean_of(figures.classes, &ClassFigures::recall);
  figures.calibration_error = calibration_error(judged, settings.bins);
  std::size_t kept = 0, right = 0;
  for (const auto& one : answers)
    if (one.p1 >= settings.threshold) ++kept, right += one.right() ? 1 : 0;
  figures.abstention = answers.empty() ? 0 : 1 - share(kept, answers.size());
  figures.precision_kept = share(right, kept);
  if (settings.resamples > 0) add_intervals(figures, judged, answers, classes, settings);
  return figures;
}

double top_k(const std::vector<Judged>& judged, std::size_t k) {
  std::size_t found = 0;
  for (const auto& one : judged) {
    const auto order = ranking(one.probabilities);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(k, order.size()));
    found += std::find(order.begin(), end, one.truth) != end ? 1 : 0;
  }
  return share(found, judged.size());
}

double balanced_accuracy(const std::vector<Judged>& judged, std::size_t classes) {
  return mean_of(class_figures(answers_of(judged), classes), &ClassFigures::recall);
}

double macro_f1(const std::vector<Judged>& judged, std::size_t classes) {
  return mean_of(class_figures(answers_of(judged), classes), &ClassFigures::f1);
}

double calibration_error(const std::vector<Judged>& judged, std::size_t bins) {
  auto answers = answers_of(judged);
  std::stable_sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.p1 < b.p1; });
  double error = 0;
  for (std::size_t bin = 0; bin < bins && !answers.empty(); ++bin) {
    const std::size_t from = answers.size() * bin / bins, to = answers.size() * (bin + 1) / bins;
    double sure = 0, right = 0;
    for (std::size_t i = from; i < to; ++i) sure += answers[i].p1, right += answers[i].right() ? 1 : 0;
    error += std::abs(sure - right);
  }
  return answers.empty() ? 0 : error / static_cast<double>(answers.size());
}

Coverage coverage_at_precision(const std::vector<Judged>& validation, const std::vector<Judged>& test,
                               double precision) {
  std::vector<double> sure;
  std::vector<bool> right;
  for (const auto& one : answers_of(validation)) sure.push_back(one.p1), right.push_back(one.right());
  // above 1: nothing is kept where no threshold is good enough
  const double threshold = threshold_for_precision(sure, right, precision, 2);
  std::size_t kept = 0, good = 0;
  for (const auto& one : answers_of(test))
    if (one.p1 >= threshold) ++kept, good += one.right() ? 1 : 0;
  return {threshold, share(kept, test.size()), share(good, kept)};
}

std::vector<std::vector<std::size_t>> confusion(const std::vector<Judged>& judged, std::size_t classes) {
  std::vector<std::vector<std::size_t>> counts(classes, std::vector<std::size_t>(classes));
  for (const auto& one : answers_of(judged))
    if (one.truth < classes && one.first < classes) ++counts[one.truth][one.first];
  return counts;
}

}  // namespace parvis::model
