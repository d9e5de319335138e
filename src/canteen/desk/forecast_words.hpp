// A forecast in French words, and what changed between two of them. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "canteen/desk/forecast_store.hpp"
#include "canteen/desk/order_store.hpp"

namespace parvis::canteen {

inline constexpr std::string_view decides_sentence = "Proposition de l’IA : un agent décide.";

[[nodiscard]] std::string engine_words(const std::string& engine);
[[nodiscard]] std::string cause_words(Cause cause, const Day& day);  // «habituel pour un vendredi»
[[nodiscard]] std::string weekday_name(const Day& day);
[[nodiscard]] std::string french_day(const Day& day);  // «vendredi 3 mars 2017»
[[nodiscard]] std::string day_type_words(DayType type);
// «entre 131 et 156», from the levels nearest 5 % and 95 %.
struct Range {
  int low = 0, high = 0;
};
[[nodiscard]] Range range_of(const MealLaw& law);

struct MealsPart {
  std::string code, label;
  double meals = 0;
};
// The causes of what is expected, in the order they are told; they sum to it.
[[nodiscard]] std::vector<MealsPart> parts_of(const StoredForecast& forecast, const OrderFigures& news);
// «142 repas attendus ; un vendredi habituel : 150. Menu +3, effectif −2.»
[[nodiscard]] std::string sentence_of(const StoredForecast& forecast, const OrderFigures& news);
// From one forecast to the next, in a fixed order: counts, model, calendar, strike, outings and closures,
// menu, pupils.
[[nodiscard]] std::vector<MealsPart> changes_between(const StoredForecast& before,
                                                     const OrderFigures& news_before,
                                                     const StoredForecast& after,
                                                     const OrderFigures& news_after);
// Shown first: more than 5 % or 10 meals.
[[nodiscard]] bool big_change(double before, double after);

}  // namespace parvis::canteen
