#include "canteen/forecast/order_rule.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parvis::canteen {
namespace {

constexpr double strike_half_life_days = 730;
constexpr int pseudo_days = 20;
constexpr double pseudo_spread = 0.10;
constexpr double rounding_error = 1e-9;  // an order of 120.0000000001 meals is one of 120

tl::unexpected<Error> refused(const std::string& message, const std::string& code) {
  return fail(ErrorKind::invalid, message, {}, code);
}

// Quantile of observed - declared over past sheets, started with pseudo-days of today.
double strike_gap(const std::vector<PastStrikeDay>& past, double level) {
  std::vector<std::pair<double, double>> gaps;
  for (const PastStrikeDay& day : past)
    gaps.emplace_back(day.observed - day.declared, std::exp2(-day.age_days / strike_half_life_days));
  for (int i = 0; i < pseudo_days; ++i)
    gaps.emplace_back(pseudo_spread * (2.0 * i / (pseudo_days - 1) - 1), 1.0);
  std::sort(gaps.begin(), gaps.end());
  const double total = std::accumulate(gaps.begin(), gaps.end(), 0.0,
                                       [](double sum, const auto& gap) { return sum + gap.second; });
  double so_far = 0;
  for (const auto& [gap, weight] : gaps)
    if ((so_far += weight) >= level * total - rounding_error) return gap;
  return gaps.back().first;
}

}  // namespace

Result<double> level_of_one_short_day_in(double days) {
  if (!std::isfinite(days) || days <= 1)
    return refused("Le risque s’écrit « 1 jour sur N », N au-dessus de 1.", "risk");
  return 1 - 1 / days;
}

Result<double> level_of_costs(double under, double over) {
  if (!(under > 0) || !(over > 0) || !std::isfinite(under + over))
    return refused("Les deux coûts doivent dépasser zéro.", "costs");
  return under / (under + over);
}

double meals_at(const MealLaw& law, double level) {
  if (level <= law.levels.front()) return law.meals.front();
  if (level >= law.levels.back()) return law.meals.back();
  const auto above = static_cast<std::size_t>(std::upper_bound(law.levels.begin(), law.levels.end(), level) -
                                              law.levels.begin());
  const double share = (level - law.levels[above - 1]) / (law.levels[above] - law.levels[above - 1]);
  return law.meals[above - 1] + share * (law.meals[above] - law.meals[above - 1]);
}

double short_probability(const MealLaw& law, double meals) {
  if (meals < law.meals.front()) return 1;
  if (meals >= law.meals.back()) return 1 - law.levels.back();
  const auto above = static_cast<std::size_t>(std::upper_bound(law.meals.begin(), law.meals.end(), meals) -
                                              law.meals.begin());
  const double share = (meals - law.meals[above - 1]) / (law.meals[above] - law.meals[above - 1]);
  return 1 - (law.levels[above - 1] + share * (law.levels[above] - law.levels[above - 1]));
}

// The law between two levels is uniform; under the first and over the last it stands at the outer figure.
ExpectedGap expected_gap(const MealLaw& law, double meals) {
  ExpectedGap gap;
  const auto add_point = [&](double at, double probability) {
    gap.surplus += probability * std::max(0.0, meals - at);
    gap.missing += probability * std::max(0.0, at - meals);
  };
  add_point(law.meals.front(), law.levels.front());
  add_point(law.meals.back(), 1 - law.levels.back());
  for (std::size_t i = 1; i < law.levels.size(); ++i) {
    const double low = law.meals[i - 1], high = law.meals[i], probability = law.levels[i] - law.levels[i - 1];
    if (meals <= low || meals >= high || high - low < rounding_error) {
      add_point((low + high) / 2, probability);
    } else {
      gap.surplus += probability * (meals - low) * (meals - low) / (2 * (high - low));
      gap.missing += probability * (high - meals) * (high - meals) / (2 * (high - low));
    }
  }
  return gap;
}

Result<Order> order_for(const MealLaw& law, const OrderRule& rule) {
  if (!(rule.level > 0 && rule.level < 1))
    return refused("Le niveau est entre 0 et 1, bornes exclues.", "level");
  if (rule.pack < 1) return refused("Le conditionnement est d’au moins un repas.", "pack");
  Order order;
  order.bound = meals_at(law, rule.level);
  const double wanted = std::max(order.bound, rule.floor.value_or(0));
  const int whole = static_cast<int>(std::ceil(wanted - rounding_error));
  order.meals = (whole + rule.pack - 1) / rule.pack * rule.pack;
  order.rounding = order.meals - whole;
  order.gap = expected_gap(law, order.meals);
  order.short_probability = short_probability(law, order.meals);
  return order;
}

std::vector<RiskPoint> risk_curve(const MealLaw& law) {
  std::vector<RiskPoint> curve;
  for (std::size_t i = 0; i < law.levels.size(); ++i)
    curve.push_back({law.levels[i], law.meals[i], expected_gap(law, law.meals[i])});
  return curve;
}

Result<std::vector<int>> split_production(int production, const std::vector<Share>& shares) {
  double means = 0, scales = 0;
  int floors = 0;
  for (const Share& share : shares) {
    means += share.mean;
    scales += share.scale;
    floors += share.floor;
  }
  if (production < floors) return refused("La production est sous la somme des planchers.", "under_floors");
  // A canteen held at its floor takes no part in the rest: the others share what is left, until none falls
  // under its own.
  std::vector<bool> held(shares.size(), false);
  std::vector<double> exact(shares.size(), 0);
  for (bool again = true; again;) {
    again = false;
    double free_means = 0, free_scales = 0, left = production;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      free_means += held[i] ? 0 : shares[i].mean;
      free_scales += held[i] ? 0 : shares[i].scale;
      left -= held[i] ? shares[i].floor : 0;
    }
    const auto free = static_cast<double>(std::count(held.begin(), held.end(), false));
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const double part = free_scales > 0 ? shares[i].scale / free_scales : 1 / std::max(free, 1.0);
      exact[i] = held[i] ? shares[i].floor : shares[i].mean + (left - free_means) * part;
    }
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (!held[i] && exact[i] < shares[i].floor) again = held[i] = true;
  }
  std::vector<int> whole;
  std::vector<std::size_t> order;
  int given = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    whole.push_back(std::max(shares[i].floor, static_cast<int>(std::floor(exact[i] + rounding_error))));
    given += whole.back();
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return exact[a] - whole[a] > exact[b] - whole[b] + rounding_error;
  });
  for (std::size_t i = 0; given < production && !order.empty(); i = (i + 1) % order.size(), ++given)
    ++whole[order[i]];
  return whole;
}

Result<StrikeOrder> strike_order(const MealLaw& ordinary, double ordinary_mean, double level,
                                 const StrikeSheet& sheet, const std::vector<PastStrikeDay>& past) {
  const double ordinary_bound = meals_at(ordinary, level);
  if (sheet.closed) {
    if (!sheet.replaced)
      return refused("Une cantine fermée doit avoir une cantine d’accueil ou un repas froid.",
                     "closed_without_host");
    return StrikeOrder{};
  }
  if (!sheet.strength) return StrikeOrder{ordinary_mean, ordinary_bound, ordinary_bound};
  const double strength = *sheet.strength;
  if (!(strength >= 0 && strength <= 1)) return refused("La part attendue est entre 0 et 1.", "strength");
  StrikeOrder order;
  order.mean = strength * ordinary_mean;
  order.floor = order.mean;
  const double bound = ordinary_mean * (strength + strike_gap(past, level));
  order.bound = std::clamp(bound, order.mean, std::max(order.mean, ordinary_bound));
  return order;
}

}  // namespace parvis::canteen
