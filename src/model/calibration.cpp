#include "model/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parvis::model {
namespace {

double mean_loss(const std::vector<std::vector<double>>& logits, const std::vector<std::size_t>& truth,
                 double temperature) {
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const auto& row = logits[i];
    const double top = *std::max_element(row.begin(), row.end());
    double mass = 0;
    for (const double value : row) mass += std::exp((value - top) / temperature);
    sum += std::log(mass) - (row[truth[i]] - top) / temperature;
  }
  return sum / static_cast<double>(logits.size());
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

double fit_temperature(const std::vector<std::vector<double>>& logits, const std::vector<std::size_t>& truth) {
  if (logits.empty()) return 1;
  constexpr double golden = 0.6180339887498949;
  const auto loss = [&](double log_t) { return mean_loss(logits, truth, std::exp(log_t)); };
  double low = std::log(0.05), high = std::log(20.0);
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double at_a = loss(a), at_b = loss(b);
  for (int step = 0; step < 60; ++step) {
    if (at_a < at_b) {
      high = b, b = a, at_b = at_a;
      at_a = loss(a = high - golden * (high - low));
    } else {
      low = a, a = b, at_a = at_b;
      at_b = loss(b = low + golden * (high - low));
    }
  }
  return std::exp((low + high) / 2);
}

double threshold_for_precision(std::span<const double> top_probability, const std::vector<bool>& right,
                               double precision, double otherwise) {
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
    if (last_of_ties && static_cast<double>(good) >= precision * static_cast<double>(i + 1))
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
