#include "canteen/desk/forecast_words.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "canteen/desk/appointment.hpp"

namespace parvis::canteen {
namespace {

void put(StoredForecast& forecast, Cause cause, double meals) {
  forecast.contributions[static_cast<std::size_t>(cause)] = meals;
}

StoredForecast of_a_friday(double mean) {
  StoredForecast out;
  out.day = base::make_day(2015, 3, 20);
  out.mean = mean;
  return out;
}

OrderFigures figures_of(double expected) {
  OrderFigures out;
  out.expected = out.ordinary = expected;
  return out;
}

TEST(ForecastWords, SaysTheUsualDayThenTheLargestCauses) {
  StoredForecast forecast = of_a_friday(142.4);
  put(forecast, Cause::usual, 150);
  put(forecast, Cause::breaks, -9);
  put(forecast, Cause::menu, 3);
  put(forecast, Cause::pupils, -2);
  put(forecast, Cause::recent_level, 0.4);
  EXPECT_EQ(
      sentence_of(forecast, figures_of(142.4)),
      "142 repas attendus\u202F; un vendredi habituel\u00A0: 150. Vacances ou jour férié proches −9, menu "
      "+3, effectif −2.");
}

TEST(ForecastWords, ChangesSumToTheDifference) {
  StoredForecast before = of_a_friday(100), now = of_a_friday(112);
  put(before, Cause::usual, 100);
  put(now, Cause::usual, 104);
  put(now, Cause::menu, 7);
  const auto parts = changes_between(before, figures_of(100), now, figures_of(112));
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0,
                                     [](double total, const MealsPart& part) { return total + part.meals; });
  EXPECT_NEAR(sum, 12, 1e-12);
  EXPECT_TRUE(big_change(100, 112));
  EXPECT_FALSE(big_change(100, 105));
  EXPECT_TRUE(big_change(100, 105.1));
}

TEST(ForecastWords, ARiskAboveOneDayInTwoIsNoDayInOne) {
  EXPECT_EQ(risk_words(0.95), "1 jour sur 20");
  EXPECT_EQ(risk_words(0.5), "1 jour sur 2");
  EXPECT_EQ(risk_words(0.25), "75 jours sur 100");
  EXPECT_EQ(risk_words(0.1), "90 jours sur 100");
}

}  // namespace
}  // namespace parvis::canteen
