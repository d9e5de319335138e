// How good a classifier is, said honestly: figures over groups of related photos, with intervals that
// resample groups and never single photos. Pure and deterministic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parvis::model {

struct Judged {
  std::size_t truth = 0;              // class index; may be one that the model does not know
  std::vector<double> probabilities;  // of the model's classes
  std::string group, source;
};

struct ClassFigures {
  std::size_t index = 0, n = 0;
  double precision = 0, recall = 0, f1 = 0;
};

struct Interval {
  double low = 0, high = 0;
};

struct Figures {
  std::size_t n = 0, groups = 0, sources = 0;
  double top1 = 0, top3 = 0, macro_f1 = 0, balanced_accuracy = 0;
  Interval top1_interval, top3_interval, macro_f1_interval;  // 95 %, by resampling groups
  std::vector<ClassFigures> classes;                         // those present in the truth
  double calibration_error = 0;                              // 15 equal-mass bins, top label
  double abstention = 0, precision_kept = 0;                 // at the threshold given
};

struct EvaluationSettings {
  double threshold = 0.4;
  std::size_t bins = 15;
  std::size_t resamples = 1000;  // 0: no intervals
  std::uint64_t seed = 20260601;
};

Figures figures_of(const std::vector<Judged>& judged, std::size_t classes,
                   const EvaluationSettings& settings = {});

double top_k(const std::vector<Judged>& judged, std::size_t k);
// Mean recall over the classes present in the truth.
double balanced_accuracy(const std::vector<Judged>& judged, std::size_t classes);
double macro_f1(const std::vector<Judged>& judged, std::size_t classes);
// Expected calibration error of the first answer over bins of equal mass (Nixon et al. 2019).
double calibration_error(const std::vector<Judged>& judged, std::size_t bins = 15);

// The threshold that gives `precision` on `validation`, then coverage and precision at it on `test`.
struct Coverage {
  double threshold = 1, coverage = 0, precision = 0;
};
Coverage coverage_at_precision(const std::vector<Judged>& validation, const std::vector<Judged>& test,
                               double precision = 0.95);

// counts[truth][answer].
std::vector<std::vector<std::size_t>> confusion(const std::vector<Judged>& judged, std::size_t classes);

}  // namespace parvis::model
