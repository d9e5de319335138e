#include "canteen/forecast/order_rule.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace parvis::canteen {
namespace {

constexpr double rounding_slack = 1e-9;  // so that 142.0000000001 is not 143
constexpr double half_life_days = 2 * 365.25;
constexpr int pseudo_days = 20;
constexpr double pseudo_spread = 0.10;

int whole_up(double meals) {
  return static_cast<int>(std::ceil(meals - rounding_slack));
}

int packed(int meals, int pack) {
  return (meals + pack - 1) / pack * pack;
}

struct Weighted {
  double value = 0, weight = 0;
};

// Observed share minus the declared one, with the pseudo-days that stand for a town without past.
std::vector<Weighted> gaps_of(const std::vector<PastStrikeDay>& past) {
  std::vector<Weighted> out;
  for (int i = 0; i < pseudo_days; ++i) out.push_back({pseudo_spread * (2.0 * i / (pseudo_days - 1) - 1), 1});
  for (const PastStrikeDay& day : past)
    out.push_back({day.observed - day.declared, std::exp2(-day.age_days / half_life_days)});
  std::sort(out.begin(), out.end(), [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  return out;
}

double quantile_of(const std::vector<Weighted>& sorted, double level) {
  double total = 0, sum = 0;
  for (const Weighted& one : sorted) total += one.weight;
  for (const Weighted& one : sorted) {
    sum += one.weight;
    if (sum >= level * total) return one.value;
  }
  return sorted.back().value;
}

}  // namespace

Result<double> level_of_one_short_day_in(double days) {
  if (!(days > 1) || !std::isfinite(days))
    return fail(ErrorKind::invalid, "Le risque s’écrit « 1 jour sur N », N plus grand que 1.", {}, "risk");
  return 1 - 1 / days;
}

Result<double> level_of_costs(double under, double over) {
  if (!(under > 0) || !(over > 0) || !std::isfinite(under) || !std::isfinite(over))
    return fail(ErrorKind::invalid, "Les deux coûts sont positifs.", {}, "costs");
  return under / (under + over);
}

double meals_at(const MealLaw& law, double level) {
  if (level <= law.levels.front()) return law.meals.front();
  if (level >= law.levels.back()) return law.meals.back();
  const auto above = std::upper_bound(law.levels.begin(), law.levels.end(), level);
  const auto i = static_cast<std::size_t>(above - law.levels.begin());
  const double part = (level - law.levels[i - 1]) / (law.levels[i] - law.levels[i - 1]);
  return law.meals[i - 1] + part * (law.meals[i] - law.meals[i - 1]);
}

double short_probability(const MealLaw& law, double meals) {
  if (meals < law.meals.front()) return 1;
  if (meals >= law.meals.back()) return 1 - law.levels.back();
  const auto above = std::upper_bound(law.meals.begin(), law.meals.end(), meals);
  const auto i = static_cast<std::size_t>(above - law.meals.begin());
  const double part = (meals - law.meals[i - 1]) / (law.meals[i] - law.meals[i - 1]);
  return 1 - (law.levels[i - 1] + part * (law.levels[i] - law.levels[i - 1]));
}

ExpectedGap expected_gap(const MealLaw& law, double meals) {
  ExpectedGap out;
  const auto add = [&](double eaten, double weight) {
    out.surplus += weight * std::max(0.0, meals - eaten);
    out.missing += weight * std::max(0.0, eaten - meals);
  };
  // Each stretch between two levels by its middle, cut where it crosses the order.
  constexpr int steps = 16;
  add(law.meals.front(), law.levels.front());
  for (std::size_t i = 1; i < law.levels.size(); ++i) {
    const double weight = (law.levels[i] - law.levels[i - 1]) / steps;
    for (int step = 0; step < steps; ++step) {
      const double part = (step + 0.5) / steps;
      add(law.meals[i - 1] + part * (law.meals[i] - law.meals[i - 1]), weight);
    }
  }
  add(law.meals.back(), 1 - law.levels.back());
  return out;
}

Result<Order> order_for(const MealLaw& law, const OrderRule& rule) {
  if (!(rule.level > 0 && rule.level < 1))
    return fail(ErrorKind::invalid, "Le niveau est entre 0 et 1.", {}, "level");
  if (rule.pack < 1) return fail(ErrorKind::invalid, "Un conditionnement a au moins un repas.", {}, "pack");
  Order out;
  out.bound = std::max(0.0, meals_at(law, rule.level));
  const int needed = std::max(whole_up(out.bound), rule.floor ? whole_up(*rule.floor) : 0);
  out.meals = packed(needed, rule.pack);
  out.rounding = out.meals - needed;
  out.gap = expected_gap(law, out.meals);
  out.short_probability = short_probability(law, out.meals);
  return out;
}

std::vector<RiskPoint> risk_curve(const MealLaw& law) {
  std::vector<RiskPoint> out;
  for (std::size_t i = 0; i < law.levels.size(); ++i)
    out.push_back({law.levels[i], law.meals[i], expected_gap(law, law.meals[i])});
  return out;
}

Result<std::vector<int>> split_production(int production, const std::vector<Share>& shares) {
  const int floors = std::accumulate(shares.begin(), shares.end(), 0,
                                     [](int sum, const Share& one) { return sum + one.floor; });
  if (production < floors)
    return fail(ErrorKind::invalid, "La production est plus petite que la somme des planchers.", {},
                "floors");
  double means = 0, scales = 0;
  for (const Share& one : shares) {
    means += one.mean;
    scales += one.scale;
  }
  std::vector<int> out(shares.size());
  std::vector<double> wanted(shares.size());
  int given = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double part = scales > 0 ? shares[i].scale / scales : 1.0 / static_cast<double>(shares.size());
    wanted[i] = shares[i].mean + (production - means) * part;
    out[i] = std::max({0, shares[i].floor, static_cast<int>(std::floor(wanted[i]))});
    given += out[i];
  }
  // What is left goes where most is lacking; what is too much leaves where most was added.
  for (; given < production && !out.empty(); ++given) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < out.size(); ++i)
      if (wanted[i] - out[i] > wanted[best] - out[best]) best = i;
    ++out[best];
  }
  for (; given > production; --given) {
    std::size_t best = out.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] <= std::max(0, shares[i].floor)) continue;
      if (best == out.size() || out[i] - wanted[i] > out[best] - wanted[best]) best = i;
    }
    --out[best];
  }
  return out;
}

Result<StrikeOrder> strike_order(const MealLaw& ordinary, double ordinary_mean, double level,
                                 const StrikeSheet& sheet, const std::vector<PastStrikeDay>& past) {
  if (sheet.strength && !(*sheet.strength >= 0 && *sheet.strength <= 1))
    return fail(ErrorKind::invalid, "La part de présents va de 0 à 1.", {}, "strength");
  const double ordinary_bound = meals_at(ordinary, level);
  if (sheet.closed) {
    if (!sheet.replaced)
      return fail(ErrorKind::invalid,
                  "Une cantine fermée nomme la cantine d’accueil ou le repas froid de ses élèves.", {},
                  "closed");
    return StrikeOrder{};
  }
  if (!sheet.strength) return StrikeOrder{ordinary_mean, ordinary_bound, ordinary_bound};
  StrikeOrder out;
  out.mean = out.floor = *sheet.strength * ordinary_mean;
  const double share = *sheet.strength + quantile_of(gaps_of(past), level);
  out.bound = std::max(out.mean, std::min(ordinary_bound, share * ordinary_mean));
  return out;
}

}  // namespace parvis::canteen
