// Training of the matcher's head: logistic regression on the named figures, each weight drawn towards what
// common sense gives it (Gaussian prior) and never allowed to say the contrary of its name, so that a figure
// that the training pairs happen not to need still counts on pairs of another kind. The strength of the
// prior, the calibration (Platt 1999) and the thresholds come from folds inside the training pairs, by
// association. Deterministic: nothing is drawn at random.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grants/matching/pair_features.hpp"
#include "grants/matching/pair_model.hpp"

namespace parvis::grants {

// One labelled pair, figures computed.
struct TrainingPair {
  PairFigures figures{};
  bool same = false;                     // label
  bool other_year = false;               // a renewal where `same`
  std::size_t group_a = 0, group_b = 0;  // associations (pair_groups.hpp)
  std::size_t fold = 0;                  // of group_a
  std::size_t fold_b = 0;
};

struct TrainingSettings {
  std::vector<double> prior_strengths = {0.5, 1, 2, 4, 8, 16};
  std::size_t folds = 5;
  double alert_precision = 0.97;  // asked inside, so that 0.95 holds outside
  double alert_least = 0.8;       // an alert is never shown under this probability
};

// Errors: invalid when one of the labels is missing or there are fewer than two associations.
Result<PairHead> train_pair_head(const std::vector<TrainingPair>& pairs,
                                 const TrainingSettings& settings = {});

// The weights only, at one strength of the prior; `pulled` are the pairs by index.
PairHead fit_weights(const std::vector<TrainingPair>& pairs, const std::vector<std::size_t>& rows,
                     double prior_strength);

// Where the weights are drawn to.
[[nodiscard]] double prior_weight(PairFeature feature);

// The threshold with the best F1; among those within 0.002 of it the nearest to 0.5.
[[nodiscard]] double best_f1_threshold(const std::vector<double>& p, const std::vector<bool>& same);

}  // namespace parvis::grants
