#include "canteen/waste/bilan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "canteen/forecast/backtest.hpp"

namespace parvis::canteen {
namespace {

constexpr double wh_per_uwh = 1e-6, kg_per_g = 1e-3, kwh_per_wh = 1e-3;
constexpr double gb_of_a_fit = 0.1;

// Fine enough for the level search; the forecast's law is linear between them.
std::vector<double> replay_levels() {
  std::vector<double> out = {0.01, 0.02, 0.05};
  for (int percent = 10; percent <= 95; percent += 5) out.push_back(percent / 100.0);
  for (const double high : {0.96, 0.97, 0.98, 0.985, 0.99, 0.995}) out.push_back(high);
  return out;
}

// What people counted of a canteen-day: a missing part does not hide the others.
std::optional<double> counted(const MealCount& count) {
  return count.eaten ? count.eaten : count.eaten_of_present_parts;
}

struct Rows {
  std::vector<ReplayRow> rows;
  std::size_t without_forecast = 0;
};

Rows rows_of(const BilanInput& input, const BilanRequest& request,
             const std::vector<MealForecast>& forecasts) {
  std::map<std::pair<Day, int>, const MealForecast*> by_place;
  for (const MealForecast& one : forecasts) by_place[{one.day, one.canteen}] = &one;
  const std::vector<double> levels = replay_levels();
  Rows out;
  for (const MealCount& count : input.history.counts) {
    const auto eaten = counted(count);
    if (count.day < request.from || request.to < count.day) continue;
    // an order of 0 with meals eaten was never typed: people did not leave those children without a meal
    if (count.ordered.value_or(0) <= 0 || eaten.value_or(0) <= 0) continue;
    const auto found = by_place.find({count.day, count.canteen});
    if (found == by_place.end()) {
      ++out.without_forecast;
      continue;
    }
    ReplayRow row{};
    row.day = count.day;
    row.canteen = count.canteen;
    row.strike = input.history.strikes.contains(count.day);
    row.ordered = *count.ordered;
    row.eaten = *eaten;
    const auto place = static_cast<std::size_t>(count.canteen);
    row.pack = place < input.packs.size() ? input.packs[place] : 1;
    row.law = {levels, found->second->quantiles};
    const auto dish = input.dish_factors.find(count.day);
    const auto factor =
        dish == input.dish_factors.end() ? std::optional<Factor>() : factor_of(input.factors, dish->second);
    row.co2_known = factor.has_value();
    row.co2_per_meal = factor ? factor->value : 0;
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::vector<MonthGap> months_of(const std::vector<ReplayRow>& rows, double level) {
  std::map<std::pair<int, unsigned>, std::vector<ReplayRow>> by_month;
  for (const ReplayRow& row : rows)
    by_month[{static_cast<int>(row.day.year()), static_cast<unsigned>(row.day.month())}].push_back(row);
  std::vector<MonthGap> out;
  for (const auto& [month, some] : by_month)
    out.push_back({month.first, static_cast<int>(month.second), people_gap(some), replay_gap(some, level)});
  return out;
}

std::vector<CurvePoint> curve_of(const std::vector<ReplayRow>& rows) {
  std::vector<CurvePoint> out;
  for (const double level :
       {0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99}) {
    const GapSums gap = replay_gap(rows, level);
    out.push_back({level, gap.surplus, gap.missing});
  }
  return out;
}

Impact meals_impact(const Bilan& bilan) {
  return {
      "meals", "repas en trop évités", "repas", bilan.gain.avoided_meals, "à nombre égal de repas manquants",
      {}};
}

std::string given_note(const Bilan& bilan) {
  return bilan.given_meals > 0 ? "sans la part des repas donnés à des associations" : "";
}

Impact kg_impact(const Bilan& bilan, const BilanInput& input) {
  Impact out{"kg", "déchets évités", "kg", std::nullopt, "", {}};
  double kg = 0;
  if (const auto own = factor_of(input.factors, factor_name::surplus_mass)) {
    kg = own->value;
    out.factors.push_back(*own);
  } else if (input.learnt_kg) {
    kg = input.learnt_kg->kg;
    Factor learnt{std::string(factor_name::surplus_mass),
                  "kilos par repas en trop",
                  kg,
                  "kg",
                  "pesées de la ville (" + std::to_string(input.learnt_kg->days) + " jours)",
                  std::nullopt,
                  bilan.request.made_on,
                  "publié",
                  "",
                  true};
    learnt.year = static_cast<int>(bilan.request.made_on.year());
    out.factors.push_back(std::move(learnt));
  } else {
    out.note =
        "non estimé\u00A0: il faut au moins 10\u00A0jours pesés pour savoir ce que pèse un repas en trop";
    return out;
  }
  out.value = bilan.gain.avoided_meals.times(kg * (1 - bilan.given_share));
  out.note = given_note(bilan);
  return out;
}

Impact euros_impact(const Bilan& bilan, const BilanInput& input) {
  Impact out{"euros", "denrées non achetées", "€", std::nullopt, "", {}};
  const auto cost = factor_of(input.factors, factor_name::meal_cost);
  if (!cost) {
    out.note = "non estimé\u00A0: saisissez le coût des denrées d’un repas de votre ville";
    return out;
  }
  out.factors.push_back(*cost);
  out.value = bilan.gain.avoided_meals.times(cost->value * (1 - bilan.given_share));
  out.note = given_note(bilan);
  return out;
}

Impact co2_impact(const Bilan& bilan, const BilanInput& input) {
  Impact out{"co2", "émissions évitées", "kgCO₂e", std::nullopt, "", {}};
  if (bilan.gain.co2_share <= 0) {
    out.note = "non estimé\u00A0: aucun plat de la période n’a de facteur connu";
    return out;
  }
  std::set<std::string> used;
  for (const auto& [day, name] : input.dish_factors) {
    if (bilan.request.from <= day && day <= bilan.request.to) used.insert(name);
  }
  for (const Factor& factor : input.factors) {
    if (used.contains(factor.name)) out.factors.push_back(factor);
  }
  for (const Factor& factor : named(input.factors, factor_name::electricity)) out.factors.push_back(factor);
  Interval value = bilan.gain.avoided_co2.times(1 - bilan.given_share);
  value.value -= bilan.energy_co2_kg.value;
  value.low -= bilan.energy_co2_kg.high;
  value.high -= bilan.energy_co2_kg.low;
  out.value = value;
  const int share = static_cast<int>(std::lround(100 * bilan.gain.co2_share));
  out.note = "pour " + std::to_string(share) +
             "\u00A0% des repas en trop, dont le plat a un facteur\u202F; les autres plats\u00A0: non "
             "estimé. L’énergie des "
             "prévisions est déduite";
  return out;
}

Interval energy_co2(const model::Energy& energy, const std::vector<Factor>& factors) {
  const auto known = named(factors, factor_name::electricity);
  if (known.empty() || energy.basis == model::EnergyBasis::unmeasurable) return {};
  const double kwh = energy.uwh * wh_per_uwh * kwh_per_wh;
  Interval out{0, known[0].value, known[0].value};
  for (const Factor& factor : known) {
    out.value += factor.value / static_cast<double>(known.size());
    out.low = std::min(out.low, factor.value);
    out.high = std::max(out.high, factor.value);
  }
  return out.times(kwh * kg_per_g);
}

void fill_sums(Bilan& bilan, const std::vector<ReplayRow>& rows) {
  std::set<Day> days;
  std::set<int> canteens;
  std::vector<ReplayRow> strikes;
  for (const ReplayRow& row : rows) {
    days.insert(row.day);
    canteens.insert(row.canteen);
    if (row.strike) strikes.push_back(row);
  }
  bilan.rows = rows.size();
  bilan.days = days.size();
  bilan.canteens = canteens.size();
  bilan.people = people_gap(rows);
  bilan.gain = replay_gain(rows, bilan.request.level);
  bilan.people_on_strikes = people_gap(strikes);
  bilan.replayed_on_strikes = replay_gap(strikes, bilan.gain.same.level);
  bilan.months = months_of(rows, bilan.gain.same.level);
  bilan.curve = curve_of(rows);
}

}  // namespace

void LiveGap::add(double ordered, double eaten_meals) {
  ++rows;
  eaten += eaten_meals;
  surplus += std::max(0.0, ordered - eaten_meals);
  missing += std::max(0.0, eaten_meals - ordered);
}

Result<Bilan> bilan_of(const BilanInput& input, const BilanRequest& request,
                       const std::vector<MealForecast>& forecasts, const model::Energy& energy) {
  const Rows found = rows_of(input, request, forecasts);
  if (found.rows.empty())
    return fail(ErrorKind::not_found,
                "Aucun jour de cette période n’a à la fois une commande, un comptage et une prévision.", {},
                "no_rows");
  Bilan out;
  out.request = request;
  out.without_forecast = found.without_forecast;
  fill_sums(out, found.rows);
  out.given_meals = input.given_meals;
  if (out.people.surplus > 0) out.given_share = std::clamp(input.given_meals / out.people.surplus, 0.0, 1.0);
  out.energy = energy;
  out.energy_co2_kg = energy_co2(energy, input.factors);
  out.live = input.live;
  out.impacts = {meals_impact(out), kg_impact(out, input), euros_impact(out, input), co2_impact(out, input)};
  return out;
}

Result<Bilan> make_bilan(const BilanInput& input, const BilanRequest& request) {
  BacktestRequest replay;
  replay.from = request.from;
  replay.to = request.to;
  replay.horizon = request.horizon;
  replay.options.levels = replay_levels();
  replay.options.threads = request.threads;
  PARVIS_TRY(made, backtest(input.history, replay));
  const double seconds = made.fit_seconds + made.other_seconds;
  return bilan_of(input, request, made.canteens, model::estimate_energy(seconds, gb_of_a_fit, seconds));
}

}  // namespace parvis::canteen
