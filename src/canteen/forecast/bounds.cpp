#include "canteen/forecast/bounds.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr int law_days = 403;
constexpr double type_pseudo_count = 300, canteen_pseudo_count = 8;
constexpr double canteen_half_life = 120, law_half_life = 400;
constexpr double gamma = 0.03, most_adaptation = 0.06, highest_level = 0.9985;
// What a town without past forecasts starts from: the usual error, as a rate, of the reference town.
constexpr double shipped_error = 0.045;

// A law starts with that many errors of a normal one, and rare days with the widest of the usual scales.
constexpr int shipped_errors = 20;
constexpr double shipped_rare_scale = 1.6;
constexpr double deviation_of_mean_error = 1.2533141373155001;  // sqrt(pi / 2), of a normal law

double normal_quantile(double level) {
  double low = -8, high = 8;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < level ? low : high) = middle;
  }
  return high;
}

std::size_t slot(DayType type) {
  return static_cast<std::size_t>(type);
}
double rate_error(const PastError& error) {
  return (error.eaten - error.mean) / error.pupils;
}
double aged(int origin, const PastError& error, double half_life) {
  return std::exp2((error.serial - origin) / half_life);
}

}  // namespace

std::vector<double> shipped_scaled_errors() {
  std::vector<double> errors;
  for (int i = 0; i < shipped_errors; ++i)
    errors.push_back(deviation_of_mean_error * normal_quantile((i + 0.5) / shipped_errors));
  return errors;
}

ErrorLaw::ErrorLaw(const std::vector<PastError>& errors, int canteens, int origin)
    : canteen_scale_(static_cast<std::size_t>(canteens), shipped_error) {
  const auto by_day = [](const PastError& error, int serial) { return error.serial <= serial; };
  const auto begin = std::lower_bound(errors.begin(), errors.end(), origin - law_days, by_day);
  const auto end = std::lower_bound(begin, errors.end(), origin, by_day);
  double total = 0, count = 0;
  std::array<double, day_types> type_sum{}, type_count{};
  for (auto error = begin; error != end; ++error) {
    if (!error->clean) continue;
    const double size = std::abs(rate_error(*error));
    total += size;
    ++count;
    type_sum[slot(error->type)] += size;
    ++type_count[slot(error->type)];
  }
  const double mean = count > 0 && total > 0 ? total / count : shipped_error;
  for (std::size_t g = 0; g < day_types; ++g)
    type_scale_[g] = (type_sum[g] + type_pseudo_count * mean) / (type_count[g] + type_pseudo_count) / mean;
  if (count == 0) type_scale_[slot(DayType::rare)] = shipped_rare_scale;
  std::vector<double> sum(canteen_scale_.size(), canteen_pseudo_count * mean),
      weight(canteen_scale_.size(), canteen_pseudo_count);
  for (auto error = begin; error != end; ++error) {
    if (!error->clean) continue;
    const auto c = static_cast<std::size_t>(error->canteen);
    const double w = aged(origin, *error, canteen_half_life);
    sum[c] += w * std::abs(rate_error(*error)) / type_scale_[slot(error->type)];
    weight[c] += w;
  }
  for (std::size_t c = 0; c < canteen_scale_.size(); ++c) canteen_scale_[c] = sum[c] / weight[c];
  for (auto error = begin; error != end; ++error)
    if (error->clean)
      scaled_.emplace_back(rate_error(*error) / scale(error->canteen, error->type),
                           aged(origin, *error, law_half_life));
  for (const double error : shipped_scaled_errors()) scaled_.emplace_back(error, 1.0);
  std::sort(scaled_.begin(), scaled_.end());
  double so_far = 0;
  for (auto& [error, w] : scaled_) w = so_far += w;
}

double ErrorLaw::scale(int canteen, DayType type) const {
  return canteen_scale_[static_cast<std::size_t>(canteen)] * type_scale_[slot(type)];
}

double ErrorLaw::quantile(double level) const {
  const double wanted = level * scaled_.back().second;
  const auto found = std::lower_bound(scaled_.begin(), scaled_.end(), wanted,
                                      [](const auto& entry, double sum) { return entry.second < sum; });
  return found == scaled_.end() ? scaled_.back().first : found->first;
}

double ErrorLaw::bound(double mean, double pupils, int canteen, DayType type, double level) const {
  return std::max(0.0, mean + pupils * scale(canteen, type) * quantile(level));
}

void AdaptiveLevels::learn(const std::vector<double>& shares) {
  for (std::size_t i = 0; i < asked_.size(); ++i)
    used_[i] =
        std::clamp(used_[i] + gamma * (asked_[i] - shares[i]), std::max(0.0, asked_[i] - most_adaptation),
                   std::min(highest_level, asked_[i] + most_adaptation));
}

std::vector<double> bounds_of(const ErrorLaw& law, const AdaptiveLevels& levels, const PastError& day) {
  std::vector<double> bounds;
  const double scale = day.pupils * law.scale(day.canteen, day.type);
  double highest = 0;
  for (const double level : levels.used()) {
    highest = std::max(highest, day.mean + scale * law.quantile(level));
    bounds.push_back(highest);
  }
  return bounds;
}

}  // namespace parvis::canteen
