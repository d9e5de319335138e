#include "canteen/waste/waste_explained.hpp"

#include <algorithm>

namespace parvis::canteen {

std::optional<KgPerSurplusMeal> kg_per_surplus_meal(const std::vector<WeighedSurplus>& days) {
  if (days.size() < least_weighed_days) return std::nullopt;
  double products = 0, squares = 0;
  for (const WeighedSurplus& day : days) {
    products += day.surplus_meals * day.unserved_kg;
    squares += day.surplus_meals * day.surplus_meals;
  }
  if (squares <= 0) return std::nullopt;
  return KgPerSurplusMeal{products / squares, days.size()};
}

ExplainedWaste explain(double unserved_kg, double surplus_meals,
                       const std::optional<KgPerSurplusMeal>& learnt) {
  ExplainedWaste out{unserved_kg, std::nullopt, std::nullopt};
  if (!learnt) return out;
  out.by_surplus_kg = std::clamp(surplus_meals * learnt->kg, 0.0, unserved_kg);
  out.other_cause_kg = unserved_kg - *out.by_surplus_kg;
  return out;
}

}  // namespace parvis::canteen
