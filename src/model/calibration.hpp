// From scores to probabilities that mean what they say: softmax with temperature (Guo et al. 2017),
// abstention. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace parvis::model {

// softmax(logits / temperature); temperature > 0. Stable for large scores.
std::vector<double> softmax(std::span<const double> logits, double temperature = 1.0);

// The temperature with the least summed −log p(truth) among 93 steps from 0.02 to 2, evenly spaced in its
// logarithm; the first of equals. `prior` pulls towards a known temperature with 10 · ln(T / prior)². Empty
// input gives the prior, else 1.
double fit_temperature(const std::vector<std::vector<double>>& scores, const std::vector<std::size_t>& truth,
                       std::optional<double> prior = std::nullopt, double prior_strength = 10);

// The smallest threshold on the first probability at which the answers kept, at least `least` of them, are
// right with `precision`; `otherwise` where none reaches it. Equal probabilities stand or fall together.
double threshold_for_precision(std::span<const double> top_probability, const std::vector<bool>& right,
                               double precision, double otherwise, std::size_t least = 1);

// Class indices, best first; equal probabilities keep the order of classes.
std::vector<std::size_t> ranking(std::span<const double> probabilities);

}  // namespace parvis::model
