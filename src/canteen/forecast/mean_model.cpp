#include "canteen/forecast/mean_model.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr double free_constant = 0.001;  // penalty of the constant column
constexpr double pupils_of_one_weight = 150;
constexpr int warm_up_days = 8;

model::ArrowPenalty penalties(std::size_t width, const RidgeSettings& settings) {
  model::ArrowPenalty penalty;
  penalty.shared.assign(width, settings.dense_penalty);
  penalty.shared[static_cast<std::size_t>(Dense::one)] = free_constant;
  for (const double value : flag_blocks().shared)
    penalty.shared.push_back(value * settings.flag_penalty_factor);
  for (const double value : flag_blocks().local)
    penalty.local.push_back(value * settings.local_penalty_factor);
  return penalty;
}

double weight_of(const TownPanel& panel, const FeatureTable::Row& row, int now,
                 const RidgeSettings& settings) {
  const double age = now - panel.day(row.t).serial;
  return row.pupils / pupils_of_one_weight * std::exp2(-age / settings.half_life_days);
}

}  // namespace

EngineSettings engine_settings(int horizon, Engine engine) {
  // Chosen on 2014-15 and 2015-16 only; docs/performance.md says what else was tried.
  EngineSettings settings;
  settings.levels.alpha = 0.06;
  settings.ridge.threshold = 0.05;
  settings.ridge.flag_penalty_factor = 0.5;
  settings.with_trees = engine == Engine::ridge_and_trees;
  settings.trees.input_share = 0.2;
  settings.trees.robust_threshold = 0.06;
  settings.feedback_share = 0.4 * std::exp(-(horizon - 1) / 20.0);
  return settings;
}

int first_fit_day(const TownPanel& panel, int last_day) {
  int t = 0;
  while (t <= last_day && panel.day(t).school_year == panel.day(0).school_year) ++t;
  return last_day - t >= warm_up_days ? t : std::min(warm_up_days, panel.days());
}

RidgeFit fit_ridge(const TownPanel& panel, const FeatureTable& table, int first_day, int last_day, int now,
                   const RidgeSettings& settings) {
  const model::ArrowShape shape{table.width, flag_blocks().shared.size(), flag_blocks().local.size(),
                                static_cast<std::size_t>(panel.canteens())};
  model::ArrowRows rows;
  rows.patterns = table.patterns;
  const auto end = table.first_of_day[static_cast<std::size_t>(last_day + 1)];
  for (auto i = table.first_of_day[static_cast<std::size_t>(first_day)]; i < end; ++i) {
    const FeatureTable::Row& row = table.rows[i];
    if (!row.clean) continue;
    rows.group.push_back(static_cast<std::uint32_t>(row.canteen));
    rows.pattern.push_back(static_cast<std::uint32_t>(table.pattern_of(row, panel.type_of(row.canteen))));
    const auto x = table.dense.begin() + static_cast<std::ptrdiff_t>(i * table.width);
    rows.dense.insert(rows.dense.end(), x, x + static_cast<std::ptrdiff_t>(table.width));
    rows.target.push_back(panel.rate(row.t, row.canteen) - row.base);
    rows.weight.push_back(weight_of(panel, row, now, settings));
  }
  return {
      model::fit_arrow(shape, rows, penalties(table.width, settings), settings.passes, settings.threshold),
      rows.size()};
}

HorizonFit fit_horizon(const TownPanel& panel, const FeatureTable& table, int last_day, int now,
                       const EngineSettings& settings) {
  const int first_day = first_fit_day(panel, last_day);
  HorizonFit fit{fit_ridge(panel, table, first_day, last_day, now, settings.ridge), {}};
  if (!settings.with_trees || last_day < first_day) return fit;
  model::TreeRows rows;
  rows.inputs = table.tree_width;
  rows.values = table.trees.data();
  const auto end = table.first_of_day[static_cast<std::size_t>(last_day + 1)];
  for (auto i = table.first_of_day[static_cast<std::size_t>(first_day)]; i < end; ++i) {
    const FeatureTable::Row& row = table.rows[i];
    if (!row.clean) continue;
    rows.rows.push_back(i);
    rows.target.push_back(panel.rate(row.t, row.canteen) - row.base);
    rows.weight.push_back(weight_of(panel, row, now, settings.ridge));
  }
  fit.trees = model::fit_trees(rows, settings.trees);
  return fit;
}

DayMeans day_means(const TownPanel& panel, const FeatureTable& table, int t, const HorizonFit& fit,
                   const EngineSettings& settings) {
  DayMeans day;
  day.first_row = table.first_of_day[static_cast<std::size_t>(t)];
  const std::size_t end = table.first_of_day[static_cast<std::size_t>(t) + 1];
  double best = 0, total = 0;
  for (std::size_t row = day.first_row; row < end; ++row) {
    double rate = rate_of(panel, table, row, fit.ridge.fit.last);
    double squared = rate_of(panel, table, row, fit.ridge.fit.first);
    if (settings.with_trees) {
      const double trees = table.rows[row].base + fit.trees.predict(&table.trees[row * table.tree_width]);
      rate += settings.trees_share * (trees - rate);
      squared += settings.trees_share * (trees - squared);
    }
    day.meals.push_back(std::max(0.0, table.rows[row].pupils * rate));
    best += day.meals.back();
    total += std::max(0.0, table.rows[row].pupils * squared);
  }
  if (best > 0)
    for (double& meals : day.meals) meals *= total / best;
  return day;
}

double rate_of(const TownPanel& panel, const FeatureTable& table, std::size_t row,
               const model::ArrowSolution& solution) {
  const FeatureTable::Row& at = table.rows[row];
  const auto& pattern = table.patterns[table.pattern_of(at, panel.type_of(at.canteen))];
  return at.base +
         solution.predict(&table.dense[row * table.width], pattern, static_cast<std::size_t>(at.canteen));
}

}  // namespace parvis::canteen
