#include "canteen/waste/replay_gap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "base/file.hpp"
#include "canteen/waste/factors.hpp"
#include "canteen/waste/replay_interval.hpp"

namespace parvis::canteen {
namespace {

// A town whose meals are normal around a mean that people miss by `people_error` and the law knows up to
// `law_error`.
struct Town {
  int weeks = 30, canteens = 6;
  double people_bias = 8, people_error = 14, law_error = 8, eaten_error = 8;
  int pack = 1;
};

double normal(std::mt19937_64& random) {
  double sum = 0;  // twelve uniforms: the standard library's normal differs between libraries
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random() % 1'000'000) / 1e6;
  return sum - 6;
}

MealLaw law_around(double mean, double error) {
  MealLaw law;
  // quantiles of the sum of twelve uniforms are the normal's within 0.02 here
  const std::vector<std::pair<double, double>> normal_law = {
      {0.01, -2.326}, {0.05, -1.645}, {0.1, -1.282}, {0.25, -0.674}, {0.5, 0},
      {0.75, 0.674},  {0.9, 1.282},   {0.95, 1.645}, {0.975, 1.96},  {0.99, 2.326}};
  for (const auto& [level, place] : normal_law) {
    law.levels.push_back(level);
    law.meals.push_back(std::max(0.0, mean + place * error));
  }
  return law;
}

std::vector<ReplayRow> days_of(const Town& town, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<ReplayRow> rows;
  for (int week = 0; week < town.weeks; ++week) {
    const double common = 3 * normal(random);  // what a week shares: why weeks are drawn whole
    for (int day = 0; day < 5; ++day) {
      if (day == 2) continue;
      for (int canteen = 0; canteen < town.canteens; ++canteen) {
        // the law knows the day; equal means would make all orders jump by one meal at the same level
        const double mean = 80 + 30.0 * canteen + static_cast<double>(random() % 1000) / 100;
        ReplayRow row{};
        row.day = base::plus_days(base::make_day(2016, 9, 5), 7 * week + day);
        row.canteen = canteen;
        row.eaten = std::max(1.0, std::round(mean + common + town.eaten_error * normal(random)));
        row.ordered = std::max(0.0, std::round(mean + town.people_bias + town.people_error * normal(random)));
        row.pack = town.pack;
        row.law = law_around(mean, town.law_error);
        rows.push_back(row);
      }
    }
  }
  return rows;
}

TEST(ReplayGap, SumsSurplusAndMissingApart) {
  ReplayRow row{};
  row.ordered = 100;
  row.eaten = 90;
  ReplayRow other = row;
  other.ordered = 80;
  const GapSums sums = people_gap({row, other});
  EXPECT_DOUBLE_EQ(sums.surplus, 10);
  EXPECT_DOUBLE_EQ(sums.missing, 10);
  EXPECT_EQ(sums.short_rows, 1U);
}

TEST(ReplayGap, OrdersWholePacks) {
  ReplayRow row{};
  row.law = {{0.5}, {100.2}};
  EXPECT_DOUBLE_EQ(replayed_order(row, 0.5), 101);
  row.pack = 8;
  EXPECT_DOUBLE_EQ(replayed_order(row, 0.5), 104);
  row.law.meals = {104};
  EXPECT_DOUBLE_EQ(replayed_order(row, 0.5), 104);
  row.law.meals = {0};
  EXPECT_DOUBLE_EQ(replayed_order(row, 0.5), 0);
}

TEST(SameShortage, IsWithinTwoPercentAndOneMeal) {
  EXPECT_TRUE(same_shortage(103, 100));
  EXPECT_FALSE(same_shortage(103.01, 100));
  EXPECT_TRUE(same_shortage(97, 100));
  EXPECT_FALSE(same_shortage(96.99, 100));
  EXPECT_TRUE(same_shortage(1, 0));
}

class LevelSearch : public testing::TestWithParam<int> {};

// Whatever the town: missing meals fall as the level rises, and the level found gives the people's own.
TEST_P(LevelSearch, FindsThePeoplesOwnShortage) {
  std::mt19937_64 random(static_cast<std::uint64_t>(GetParam()));
  Town town;
  town.people_bias = static_cast<double>(random() % 25);
  town.people_error = 4 + static_cast<double>(random() % 16);
  town.law_error = 4 + static_cast<double>(random() % 10);
  town.pack = 1 + static_cast<int>(random() % 3);
  const auto rows = days_of(town, random());
  double before = 1e18;
  for (double level = 0.05; level < 1; level += 0.05) {
    const double missing = replay_gap(rows, level).missing;
    EXPECT_LE(missing, before);
    before = missing;
  }
  const double wanted = people_gap(rows).missing;
  const LevelFound found = level_at_shortage(rows, wanted);
  EXPECT_EQ(found.reached, same_shortage(found.gap.missing, wanted));
  const double most = replay_gap(rows, lowest_level).missing, least = replay_gap(rows, highest_level).missing;
  if (wanted < most && wanted > least) {
    EXPECT_TRUE(found.reached) << found.gap.missing << " for " << wanted;
  }
  EXPECT_DOUBLE_EQ(replay_gap(rows, found.level).missing, found.gap.missing);
}
INSTANTIATE_TEST_SUITE_P(Towns, LevelSearch, testing::Range(1, 25));

TEST(LevelSearchEnds, SaysWhenNoLevelReachesThePeople) {
  Town careful;
  careful.people_bias = 200;
  const auto rows = days_of(careful, 7);
  ASSERT_DOUBLE_EQ(people_gap(rows).missing, 0);
  const LevelFound found = level_at_shortage(rows, 0);
  EXPECT_FALSE(found.reached);
  EXPECT_GT(found.level, 0.98);
}

TEST(ReplayGain, IsTheSameForTheSameRows) {
  const auto rows = days_of({}, 3);
  const ReplayGain one = replay_gain(rows, 0.95), two = replay_gain(rows, 0.95);
  EXPECT_EQ(one.avoided_meals.low, two.avoided_meals.low);
  EXPECT_EQ(one.avoided_meals.high, two.avoided_meals.high);
  EXPECT_LE(one.avoided_meals.low, one.avoided_meals.value);
  EXPECT_LE(one.avoided_meals.value, one.avoided_meals.high);
  EXPECT_EQ(one.weeks, 30U);
  EXPECT_GT(one.avoided_meals.low, 0);  // people here are much worse than the law
}

TEST(ReplayGain, TellsALossAsPlainlyAsAGain) {
  Town town;
  town.people_bias = 4;
  town.people_error = 4;  // people who know better than the law
  town.law_error = 25;
  auto rows = days_of(town, 5);
  std::mt19937_64 random(9);
  for (ReplayRow& row : rows) {
    row.ordered = row.eaten + std::round(2 * normal(random));
    row.law = law_around(row.eaten + 20 * normal(random), 25);
  }
  EXPECT_LT(replay_gain(rows, 0.95).avoided_meals.high, 0);
}

// The 90 % interval holds the gain of the town's law in 90 % of the years, within what 200 years can tell.
TEST(ReplayGain, HasAnIntervalThatKeepsItsPromise) {
  Town town;
  town.canteens = 3;
  town.weeks = 36;
  Town long_run = town;
  long_run.weeks = 6000;
  const auto many = days_of(long_run, 11);
  const GapSums people = people_gap(many);
  const double truth = (people.surplus - level_at_shortage(many, people.missing).gap.surplus) * 36 / 6000;
  int held = 0;
  constexpr int years = 200;
  for (int year = 0; year < years; ++year) {
    const Interval gain =
        replay_gain(days_of(town, 1000 + static_cast<std::uint64_t>(year)), 0.95, 200).avoided_meals;
    if (gain.low <= truth && truth <= gain.high) ++held;
  }
  EXPECT_GE(held, years * 82 / 100);
  EXPECT_LE(held, years * 97 / 100);
}

TEST(Interval, TurnsWithItsSign) {
  const Interval flipped = Interval{2, 1, 3}.times(-1);
  EXPECT_DOUBLE_EQ(flipped.low, -3);
  EXPECT_DOUBLE_EQ(flipped.high, -1);
}

TEST(Factors, ThatShipAreReadAndDated) {
  const auto shipped = parse_factors(*base::read_file(PARVIS_SOURCE_DIR "/reference/canteen/factors.json"));
  ASSERT_TRUE(shipped) << shipped.error().message;
  const Day day = base::make_day(2026, 1, 1);
  EXPECT_FALSE(factor_of(in_force(*shipped, day, "Ville-Exemple"), factor_name::meal_cost));
  const auto nantes = in_force(*shipped, day, "NANTES");
  EXPECT_DOUBLE_EQ(factor_of(nantes, factor_name::meal_cost)->value, 1.65);
  EXPECT_EQ(named(nantes, factor_name::electricity).size(), 3U);
  EXPECT_EQ(named(in_force(*shipped, base::make_day(2022, 12, 31), ""), factor_name::electricity).size(), 2U);
  EXPECT_FALSE(factor_of(nantes, factor_name::surplus_mass));
  EXPECT_NE(source_words(*factor_of(nantes, "co2_boeuf")).find("à vérifier"), std::string::npos);
}

TEST(Factors, OfTheTownComeFirstAndFollowOneAnother) {
  Factor shipped{"cout_repas", "", 1.65, "€", "presse", std::nullopt, base::make_day(2018, 1, 1),
                 "à vérifier", "", false};
  Factor own = shipped;
  own.own = true;
  own.value = 2;
  own.source = "marché 2024";
  own.valid_from = base::make_day(2024, 1, 1);
  Factor later = own;
  later.value = 2.2;
  later.source = "marché 2026";
  later.valid_from = base::make_day(2026, 1, 1);
  EXPECT_DOUBLE_EQ(in_force({shipped, own, later}, base::make_day(2023, 1, 1), "")[0].value, 1.65);
  EXPECT_DOUBLE_EQ(in_force({shipped, own, later}, base::make_day(2025, 1, 1), "")[0].value, 2);
  const auto now = in_force({shipped, later, own}, base::make_day(2026, 1, 1), "");
  ASSERT_EQ(now.size(), 1U);
  EXPECT_DOUBLE_EQ(now[0].value, 2.2);
}

TEST(Factors, KnowADishOnlyWhereItIsPlain) {
  EXPECT_EQ(dish_factor("Sauté de bœuf aux carottes", {}), "co2_boeuf");
  EXPECT_EQ(dish_factor("Poulet rôti", {}), "co2_poulet");
  EXPECT_EQ(dish_factor("Poulet ou bœuf", {}), "");
  EXPECT_EQ(dish_factor("Filet de colin", {}), "");
  DishClasses meatless;
  meatless.set(static_cast<std::size_t>(DishClass::sans_viande_ni_poisson));
  EXPECT_EQ(dish_factor("Lasagnes aux légumes", meatless), "co2_vegetarien");
}

}  // namespace
}  // namespace parvis::canteen
