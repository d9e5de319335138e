#include "model/linear_head.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::model {
namespace {

bool fits(const std::vector<float>& values, std::size_t length) {
  return values.size() == length &&
         std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

}  // namespace

Status LinearHead::check() const {
  if (dims > 0 && classes > 0 && fits(mean, dims) && fits(weights, dims * classes) && fits(bias, classes))
    return {};
  return fail(ErrorKind::invalid,
              "Le modèle de photos est abîmé : ses tableaux n'ont pas la taille annoncée.",
              "linear head: array lengths or values", "model_broken");
}

Result<std::vector<double>> LinearHead::scores(std::span<const float> x) const {
  if (x.size() != dims)
    return fail(ErrorKind::invalid, "Le modèle de photos ne correspond pas à son réseau.",
                "linear head: " + std::to_string(x.size()) + " values for " + std::to_string(dims),
                "model_broken");
  std::vector<double> out(bias.begin(), bias.end());
  for (std::size_t i = 0; i < dims; ++i) {
    const double v = double{x[i]} - mean[i];
    const float* row = weights.data() + i * classes;
    for (std::size_t c = 0; c < classes; ++c) out[c] += v * row[c];
  }
  return out;
}

}  // namespace parvis::model
