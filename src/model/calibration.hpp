// From scores to probabilities that mean what they say: softmax with temperature (Guo et al. 2017), abstention.
// Pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace parvis::model {

// softmax(logits / temperature); temperature > 0. Stable for large scores.
std::vector<double> softmax(std::span<const double> logits, double temperature = 1.0);

// The temperature in [0.05, 20] of the least mean negative log-likelihood of `truth` (class indices), by golden
// section on its logarithm. Empty input gives 1.
double fit_temperature(const std::vector<std::vector<double>>& logits, const std::vector<std::size_t>& truth);

// The smallest threshold on the first probability at which the answers kept are right with at least `precision`;
// `otherwise` where none reaches it. The precision must hold over all answers at or above the threshold.
double threshold_for_precision(std::span<const double> top_probability, const std::vector<bool>& right,
                               double precision, double otherwise);

// Class indices, best first; equal probabilities keep the order of classes.
std::vector<std::size_t> ranking(std::span<const double> probabilities);

}  // namespace parvis::model
