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
  if (dims > 0 && projected_dims > 0 && classes > 0 && fits(mean, dims) && fits(projection, dims * projected_dims) &&
      fits(weights, projected_dims * classes) && fits(bias, classes))
    return {};
  return fail(ErrorKind::invalid, "Le modèle de photos est abîmé : ses tableaux n'ont pas la taille annoncée.",
              "linear head: array lengths or values", "model_broken");
}

Result<std::vector<double>> LinearHead::project(std::span<const float> x) const {
  if (x.size() != dims)
    return fail(ErrorKind::invalid, "Le modèle de photos ne correspond pas à son réseau.",
                "linear head: " + std::to_string(x.size()) + " values for " + std::to_string(dims), "model_broken");
  std::vector<double> z(projected_dims, 0.0);
  for (std::size_t i = 0; i < dims; ++i) {
    const double v = double{x[i]} - mean[i];
    const float* row = projection.data() + i * projected_dims;
    for (std::size_t j = 0; j < projected_dims; ++j) z[j] += v * row[j];
  }
  if (projected_l2) {
    double squares = 0;
    for (const double v : z) squares += v * v;
    const double length = std::max(std::sqrt(squares), 1e-12);
    for (double& v : z) v /= length;
  }
  return z;
}

std::vector<double> LinearHead::scores(std::span<const double> z) const {
  std::vector<double> out(bias.begin(), bias.end());
  for (std::size_t j = 0; j < projected_dims; ++j)
    for (std::size_t c = 0; c < classes; ++c) out[c] += z[j] * weights[j * classes + c];
  return out;
}

Result<std::vector<double>> LinearHead::logits(std::span<const float> x) const {
  PARVIS_TRY(z, project(x));
  return scores(z);
}

}  // namespace parvis::model
