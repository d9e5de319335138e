// The report («Bilan», RE-1 and RE-2): a period replayed with the forecast's own code beside what people
// ordered. Meals avoided are told at the people's own missing meals, each figure with its interval, factor
// and source; a loss is told as plainly as a gain; what no factor covers is «non estimé». Pure: the same
// bytes for the same input.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "canteen/forecast/forecast.hpp"
#include "canteen/waste/factors.hpp"
#include "canteen/waste/replay_interval.hpp"
#include "canteen/waste/waste_explained.hpp"
#include "model/energy.hpp"

namespace parvis::canteen {

struct BilanRequest {
  Day from, to;  // both included
  int horizon = 15;
  double level = 0.95;  // the risk in force
  std::string town;
  Day made_on;
  unsigned threads = 1;
};

// What happened since the service is used, beside the year before: never a declared figure.
struct LiveGap {
  std::size_t rows = 0;
  double eaten = 0, surplus = 0, missing = 0;  // meals
  [[nodiscard]] double surplus_per_thousand() const { return eaten > 0 ? 1000 * surplus / eaten : 0; }
  [[nodiscard]] double missing_per_thousand() const { return eaten > 0 ? 1000 * missing / eaten : 0; }
  void add(double ordered, double eaten_meals);
};
struct LiveEffect {
  Day since;
  LiveGap before, after;  // ordinary days
  LiveGap before_strikes, after_strikes;
  LiveGap blind_agent, blind_proposal;  // the same canteen-days, drawn by chance
};
inline constexpr std::size_t least_blind_rows = 30;  // under it the blind sample says nothing

struct BilanInput {
  const TownHistory& history;
  std::vector<int> packs;                   // meals, by canteen; empty: 1
  std::map<Day, std::string> dish_factors;  // name of the CO2 factor of the main dish
  std::vector<Factor> factors;              // in force
  std::optional<KgPerSurplusMeal> learnt_kg;
  double given_meals = 0;  // to associations, over the period
  std::optional<LiveEffect> live;
};

struct MonthGap {
  int year = 0, month = 0;
  GapSums people, replayed;  // replayed at the people's own shortage of the whole period
};
struct CurvePoint {
  double level = 0, surplus = 0, missing = 0;  // meals of the period
};

struct Impact {
  std::string code;   // meals, kg, euros, co2
  std::string label;  // French
  std::string unit;
  std::optional<Interval> value;  // nothing: «non estimé»
  std::string note;               // French: what it holds for, or why nothing is said
  std::vector<Factor> factors;
};

struct Bilan {
  BilanRequest request;
  std::size_t rows = 0, days = 0, canteens = 0;
  std::size_t without_forecast = 0;  // canteen-days counted that the forecast did not cover
  GapSums people;
  ReplayGain gain;
  GapSums people_on_strikes, replayed_on_strikes;
  std::vector<MonthGap> months;
  std::vector<CurvePoint> curve;
  std::array<Impact, 4> impacts;
  double given_meals = 0, given_share = 0;  // share of the people's surplus
  model::Energy energy;
  Interval energy_co2_kg;  // lowest and highest of the factors; value: their mean
  std::optional<LiveEffect> live;
};

// Forecasts the period anew. Errors: those of backtest; not_found (code "no_rows") when no canteen-day has an
// order, a count and a forecast.
Result<Bilan> make_bilan(const BilanInput& input, const BilanRequest& request);
// The same from forecasts at hand, with their energy.
Result<Bilan> bilan_of(const BilanInput& input, const BilanRequest& request,
                       const std::vector<MealForecast>& forecasts, const model::Energy& energy);

// One sentence, with its interval.
[[nodiscard]] std::string bilan_sentence(const Bilan& bilan);
// «−1 200», with the minus sign of print.
[[nodiscard]] std::string signed_number(double value, int decimals = 0);
// «entre 1 200 et 2 300», lower first.
[[nodiscard]] std::string interval_words(const Interval& interval, int decimals = 0);

}  // namespace parvis::canteen
