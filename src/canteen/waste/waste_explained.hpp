// Why meals were not served (WG-3): the kilograms «non servi» of a period beside its surplus meals. Pure,
// thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace parvis::canteen {

// One canteen-day that was weighed and counted.
struct WeighedSurplus {
  double surplus_meals = 0;  // max(0, ordered - eaten)
  double unserved_kg = 0;
};

inline constexpr std::size_t least_weighed_days = 10;

struct KgPerSurplusMeal {
  double kg = 0;
  std::size_t days = 0;
};
// Least squares through 0. Nothing under ten days, or when no day had a surplus: «non estimé».
[[nodiscard]] std::optional<KgPerSurplusMeal> kg_per_surplus_meal(const std::vector<WeighedSurplus>& days);

struct ExplainedWaste {
  double unserved_kg = 0;
  std::optional<double> by_surplus_kg;   // never more than the whole
  std::optional<double> other_cause_kg;  // the remainder
};
[[nodiscard]] ExplainedWaste explain(double unserved_kg, double surplus_meals,
                                     const std::optional<KgPerSurplusMeal>& learnt);

}  // namespace parvis::canteen
