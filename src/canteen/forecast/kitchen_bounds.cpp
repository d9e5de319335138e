#include "canteen/forecast/kitchen_bounds.hpp"

#include <algorithm>
#include <cmath>

#include "canteen/forecast/bounds.hpp"

namespace parvis::canteen {
namespace {

constexpr std::size_t most_days = 300;
constexpr double largest_ratio = 0.13, type_pseudo_count = 15, half_life = 400, beyond_largest = 1.15;
constexpr double shipped_ratio = 0.03;  // usual miss of a town's total without past forecasts

std::size_t slot(DayType type) {
  return static_cast<std::size_t>(type);
}

}  // namespace

TotalLaw::TotalLaw(const std::vector<PastTotal>& totals, int origin) {
  std::vector<const PastTotal*> used;
  for (auto total = totals.rbegin(); total != totals.rend() && used.size() < most_days; ++total) {
    if (total->serial > origin || !total->ordinary || total->forecast <= 0) continue;
    if (std::abs(total->eaten / total->forecast - 1) < largest_ratio) used.push_back(&*total);
  }
  const auto ratio = [](const PastTotal& total) { return total.eaten / total.forecast - 1; };
  double sum = 0;
  std::array<double, day_types> type_sum{}, type_count{};
  for (const PastTotal* total : used) {
    sum += std::abs(ratio(*total));
    type_sum[slot(total->type)] += std::abs(ratio(*total));
    ++type_count[slot(total->type)];
  }
  const double mean = used.empty() || sum == 0 ? shipped_ratio : sum / static_cast<double>(used.size());
  for (std::size_t g = 0; g < day_types; ++g)
    type_scale_[g] = (type_sum[g] + type_pseudo_count * mean) / (type_count[g] + type_pseudo_count);
  double most = 0;
  for (const PastTotal* total : used) {
    const double weight = std::exp2((total->serial - origin) / half_life);
    most = std::max(most, weight);
    scaled_.emplace_back(ratio(*total) / type_scale_[slot(total->type)], weight);
  }
  if (used.empty())
    for (const double error : shipped_scaled_errors()) scaled_.emplace_back(error, 1.0);
  std::sort(scaled_.begin(), scaled_.end());
  // One more day, worse than all seen: a finite sample never holds its worst day.
  const double worst = scaled_.empty() ? 3 : std::max(scaled_.back().first, 0.5);
  scaled_.emplace_back(beyond_largest * worst, std::max(most, 1e-9));
  double so_far = 0;
  for (auto& [value, weight] : scaled_) weight = so_far += weight;
}

double TotalLaw::scale(DayType type) const {
  return type_scale_[slot(type)];
}

double TotalLaw::bound(double mean, DayType type, double level) const {
  const double wanted = level * scaled_.back().second;
  const auto found = std::lower_bound(scaled_.begin(), scaled_.end(), wanted,
                                      [](const auto& entry, double sum) { return entry.second < sum; });
  return std::max(0.0, mean * (1 + type_scale_[slot(type)] * found->first));
}

}  // namespace parvis::canteen
