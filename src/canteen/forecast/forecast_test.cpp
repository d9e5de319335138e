#include "canteen/forecast/forecast.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "canteen/forecast/backtest.hpp"
#include "canteen/forecast/explanation.hpp"
#include "canteen/forecast/small_town.hpp"
#include "canteen/forecast/test_town.hpp"

namespace parvis::canteen {
namespace {

const Day origin = base::make_day(2015, 3, 5), target = base::make_day(2015, 3, 20);

ForecastRequest fortnight() {
  ForecastRequest request;
  request.origin = origin;
  request.horizon = 15;
  request.days = {target};
  return request;
}

void expect_same(const std::vector<MealForecast>& a, const std::vector<MealForecast>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].canteen, b[i].canteen);
    EXPECT_EQ(a[i].mean, b[i].mean);
    EXPECT_EQ(a[i].quantiles, b[i].quantiles);
    EXPECT_EQ(a[i].level_used, b[i].level_used);
    EXPECT_EQ(a[i].contributions, b[i].contributions);
  }
}

// What may not be known at the origin, made nonsense.
TownHistory with_random_future(TownHistory history, const Day& from) {
  std::mt19937 random(99);
  std::vector<MealCount> kept;
  for (MealCount count : history.counts) {
    if (count.day > from) {
      if (random() % 3 == 0) continue;
      count.eaten = static_cast<double>(random() % 900);
      count.ordered = static_cast<double>(random() % 900);
    }
    kept.push_back(count);
  }
  history.counts = kept;
  for (int i = 1; i < 60; i += 7) history.strikes.insert(base::plus_days(from, i));
  return history;
}

TEST(Forecast, ReadsNothingAfterItsOrigin) {
  const TownHistory town = make_town({});
  for (const Engine engine : {Engine::ridge, Engine::ridge_and_trees}) {
    ForecastRequest request = fortnight();
    request.options.engine = engine;
    const auto run = forecast(town, request), blind = forecast(with_random_future(town, origin), request);
    ASSERT_TRUE(run.has_value());
    ASSERT_EQ(run->canteens.size(), 4U);
    expect_same(run->canteens, blind->canteens);
    expect_same(run->town, blind->town);
    EXPECT_EQ(run->fit.model_sha256, blind->fit.model_sha256);
  }
}

TEST(Forecast, ReadsTheDayOfItsOrigin) {
  const TownHistory town = make_town({});
  const auto blind = forecast(with_random_future(town, base::plus_days(origin, -1)), fortnight());
  EXPECT_NE(forecast(town, fortnight())->canteens[0].mean, blind->canteens[0].mean);
}

TEST(Forecast, ContributionsSumToTheMean) {
  for (const Engine engine : {Engine::ridge, Engine::ridge_and_trees}) {
    ForecastRequest request = fortnight();
    request.options.engine = engine;
    const auto run = forecast(make_town({}), request);
    for (const MealForecast& line : run->canteens) {
      const double sum = std::accumulate(line.contributions.begin(), line.contributions.end(), 0.0);
      EXPECT_NEAR(sum, line.mean, 1e-6);
      EXPECT_GT(line.contributions[0], 0.8 * line.mean);  // an ordinary day is mostly the usual one
    }
  }
}

TEST(Forecast, GivesRisingBoundsForCanteensAndTown) {
  ForecastRequest request = fortnight();
  request.options.levels = {0.01, 0.02, 0.3, 0.31, 0.5, 0.94, 0.95, 0.99};
  const auto run = forecast(make_town({}), request);
  for (const auto* lines : {&run->canteens, &run->town})
    for (const MealForecast& line : *lines) {
      EXPECT_TRUE(std::is_sorted(line.quantiles.begin(), line.quantiles.end()));
      EXPECT_GT(line.quantiles.back(), line.mean);
      EXPECT_LT(line.quantiles.front(), line.mean);
      EXPECT_GT(line.scale, 0);
    }
  const double sum =
      std::accumulate(run->canteens.begin(), run->canteens.end(), 0.0,
                      [](double so_far, const MealForecast& line) { return so_far + line.mean; });
  EXPECT_NEAR(run->town.front().mean, sum, 1e-9);
}

TEST(Forecast, GivesTheSameBytesWithAnyNumberOfThreads) {
  ForecastRequest request = fortnight();
  const auto one = forecast(make_town({}), request);
  request.options.threads = 3;
  const auto three = forecast(make_town({}), request);
  expect_same(one->canteens, three->canteens);
  EXPECT_EQ(one->fit.model_sha256, three->fit.model_sha256);
}

TEST(Forecast, LeavesOutDaysWithoutService) {
  ForecastRequest request = fortnight();
  request.days = {base::make_day(2015, 3, 25), base::make_day(2015, 4, 10), base::make_day(2015, 5, 1)};
  const auto run = forecast(make_town({}), request);  // a Wednesday, a holiday, a public holiday
  ASSERT_TRUE(run.has_value());
  EXPECT_TRUE(run->canteens.empty());
}

TEST(Forecast, RefusesWhatItCannotAnswer) {
  const TownHistory town = make_town({});
  ForecastRequest request = fortnight();
  request.days = {base::plus_days(origin, 14)};
  EXPECT_EQ(forecast(town, request).error().code, "too_near");
  request = fortnight();
  request.days.clear();
  EXPECT_EQ(forecast(town, request).error().code, "no_day");
  request = fortnight();
  request.options.levels = {0.5, 0.5};
  EXPECT_EQ(forecast(town, request).error().code, "levels");
  request = fortnight();
  request.origin = base::make_day(2012, 9, 7);
  request.days = {base::make_day(2012, 9, 24)};
  TownHistory unknown = town;
  unknown.pupils.clear();
  EXPECT_EQ(forecast(unknown, request).error().code, "no_history");
}

TEST(Forecast, ATownWithoutCountsGetsProvisionalFigures) {
  const TownHistory town = make_town({});
  ForecastRequest request;
  request.origin = base::make_day(2012, 8, 31);
  request.days = {base::make_day(2012, 9, 4)};
  const auto none = forecast(town, request);
  ASSERT_EQ(none->canteens.size(), 4U);
  for (const MealForecast& line : none->canteens) {
    EXPECT_TRUE(line.provisional);
    EXPECT_NEAR(line.mean / line.pupils, 0.72, 0.03);
    EXPECT_GT(line.quantiles[5], line.mean + 10);
  }
  ASSERT_EQ(none->town.size(), 1U);
  EXPECT_TRUE(std::is_sorted(none->town[0].quantiles.begin(), none->town[0].quantiles.end()));
  EXPECT_LT(none->town[0].quantiles[0], none->town[0].mean);
  EXPECT_GT(none->town[0].quantiles[5], none->town[0].mean);
  // (20 shipped + sum of own rates) / (20 + days)
  double sum = 20 * shipped_rate(1, 1), days = 20;
  for (const MealCount& count : town.counts)
    if (count.canteen == 1 && count.day <= base::make_day(2012, 9, 7)) {
      sum += *count.eaten / 160;
      ++days;
    }
  request.origin = base::make_day(2012, 9, 7);
  request.days = {base::make_day(2012, 9, 11)};
  EXPECT_NEAR(forecast(town, request)->canteens[1].mean, 160 * sum / days, 1e-9);
}

TEST(Forecast, ServesATownOfAFewWeeks) {
  ForecastRequest request;
  request.origin = base::make_day(2012, 10, 12);
  request.days = {base::make_day(2012, 10, 15)};
  const auto run = forecast(make_town({}), request);
  ASSERT_TRUE(run.has_value());
  for (const MealForecast& line : run->canteens)
    EXPECT_NEAR(line.mean, 0.72 * line.pupils, 0.12 * line.pupils);
}

TEST(Forecast, IsTheBacktestOfItsDay) {
  // On the first day of a fit's block the rolling fit is the live one.
  const TownHistory town = make_town({});
  Day day = base::make_day(2015, 3, 2);
  while (std::chrono::sys_days(day).time_since_epoch().count() % 28 != 0) day = base::plus_days(day, 1);
  while (!SchoolCalendar(town).is_school_day(day)) day = base::plus_days(day, 1);
  ForecastRequest live = fortnight();
  live.days = {day};
  live.origin = base::plus_days(day, -15);
  BacktestRequest replay;
  replay.from = replay.to = day;
  replay.horizon = 15;
  const auto one = forecast(town, live);
  const auto other = backtest(town, replay);
  ASSERT_EQ(one->canteens.size(), other->canteens.size());
  for (std::size_t i = 0; i < one->canteens.size(); ++i) {
    EXPECT_EQ(one->canteens[i].mean, other->canteens[i].mean);
    EXPECT_EQ(one->canteens[i].quantiles, other->canteens[i].quantiles);
    EXPECT_EQ(one->canteens[i].origin, other->canteens[i].origin);
  }
}

TEST(Forecast, PastForecastsStandForTheirReplay) {
  const TownHistory town = make_town({});
  BacktestRequest past;
  past.from = base::make_day(2013, 11, 4);
  past.to = origin;
  past.horizon = 15;
  ForecastRequest request = fortnight();
  const auto replayed = forecast(town, request);
  request.past = backtest(town, past)->canteens;
  const auto given = forecast(town, request);
  for (std::size_t i = 0; i < given->canteens.size(); ++i) {
    EXPECT_NEAR(given->canteens[i].mean, replayed->canteens[i].mean, 0.01 * replayed->canteens[i].mean);
    EXPECT_NEAR(given->canteens[i].quantiles[5], replayed->canteens[i].quantiles[5],
                0.03 * replayed->canteens[i].quantiles[5]);
  }
}

TEST(Forecast, AssistReadsTheOrdersOfTheDay) {
  TownHistory town = make_town({});
  ForecastRequest request = fortnight();
  request.options.assist = true;
  const auto usual = forecast(town, request);
  for (MealCount& count : town.counts)
    if (count.day == target && count.canteen == 1) *count.ordered *= 0.5;
  const auto halved = forecast(town, request);
  EXPECT_LT(halved->canteens[1].mean, usual->canteens[1].mean - 5);
  request.options.assist = false;
  expect_same(forecast(town, request)->canteens, forecast(make_town({}), request)->canteens);
}

}  // namespace
}  // namespace parvis::canteen
