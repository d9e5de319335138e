#include "model/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parvis::model {
namespace {

double loss_at(const std::vector<std::vector<double>>& scores, const std::vector<std::size_t>& truth,
               double temperature) {
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    sum -= std::log(std::max(softmax(scores[i], temperature)[truth[i]], 1e-12));
  return sum;
}

}  // namespace

std::vector<double> softmax(std::span<const double> logits, double temperature) {
  std::vector<double> p(logits.begin(), logits.end());
  if (p.empty()) return p;
  const double top = *std::max_element(p.begin(), p.end());
  double sum = 0;
  for (double& value : p) sum += value = std::exp((value - top) / temperature);
  for (double& value : p) value /= sum;
  return p;
}

double fit_temperature(const std::vector<std::vector<double>>& scores, const std::vector<std::size_t>& truth,
                       std::optional<double> prior, double prior_strength) {
  if (scores.empty()) return prior.value_or(1);
  constexpr int steps = 93;
  const double low = std::log(0.02), high = std::log(2.0);
  double best = 1, least = HUGE_VAL;
  for (int i = 0; i < steps; ++i) {
    const double temperature = std::exp(low + (high - low) * i / (steps - 1));
    const double away = prior ? std::log(temperature / *prior) : 0;
    const double loss = loss_at(scores, truth, temperature) + prior_strength * away * away;
    if (loss < least) least = loss, best = temperature;
  }
  return best;
}

double threshold_for_precision(std::span<const double> top_probability, const std::vector<bool>& right,
                               double precision, double otherwise, std::size_t least) {
  std::vector<std::size_t> order(top_probability.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return top_probability[a] > top_probability[b]; });
  double threshold = otherwise;
  std::size_t good = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    good += right[order[i]] ? 1 : 0;
    const bool last_of_ties =
        i + 1 == order.size() || top_probability[order[i + 1]] < top_probability[order[i]];
    if (last_of_ties && i + 1 >= least &&
        static_cast<double>(good) >= precision * static_cast<double>(i + 1) - 1e-9)
      threshold = top_probability[order[i]];
  }
  return threshold;
}

std::vector<std::size_t> ranking(std::span<const double> probabilities) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
  return order;
}

}  // namespace parvis::model
