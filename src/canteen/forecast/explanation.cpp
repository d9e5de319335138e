#include "canteen/forecast/explanation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr int centring_days = 140;  // service days: about a year

std::size_t slot(Cause cause) {
  return static_cast<std::size_t>(cause);
}

void add_flags(const model::ArrowSolution& solution, const model::ArrowPattern& pattern, int canteen,
               double factor, Contributions& rates) {
  const FlagBlocks& blocks = flag_blocks();
  for (const auto f : pattern.flags)
    rates[slot(blocks.shared_cause[f])] += factor * solution.shared[solution.shape.dense + f];
  const std::size_t own = static_cast<std::size_t>(canteen) * solution.shape.local_flags;
  for (const auto f : pattern.local) rates[slot(blocks.local_cause[f])] += factor * solution.local[own + f];
}

Cause cause_of_input(std::size_t input) {
  if (input >= first_assist_input) return Cause::agents_order;
  if (input >= static_cast<std::size_t>(Input::menu_unknown)) return Cause::menu;
  switch (static_cast<Input>(input)) {
    case Input::season:
    case Input::season_change:
    case Input::own_season:
    case Input::month:
    case Input::iso_week:
      return Cause::season;
    case Input::to_break:
    case Input::since_break:
    case Input::to_public_holiday:
    case Input::since_public_holiday:
    case Input::bridge:
      return Cause::breaks;
    case Input::rank_from_start:
    case Input::rank_from_end:
    case Input::days_this_year:
      return Cause::ends_of_year;
    case Input::pupils_change:
    case Input::pupils:
      return Cause::pupils;
    case Input::town_weekday:
    case Input::own_weekday:
    case Input::weekday:
    case Input::type:
    case Input::mean:
    case Input::base:
    case Input::spread:
      return Cause::usual;
    default:
      return Cause::recent_level;
  }
}

void add_ridge(const TownPanel& panel, const FeatureTable& table, std::size_t row,
               const model::ArrowSolution& solution, double factor, Contributions& rates) {
  const FeatureTable::Row& at = table.rows[row];
  for (std::size_t j = 0; j < table.width; ++j)
    rates[slot(cause_of(static_cast<Dense>(j)))] +=
        factor * solution.shared[j] * table.dense[row * table.width + j];
  const int type = panel.type_of(at.canteen);
  add_flags(solution, table.patterns[table.pattern_of(at, type)], at.canteen, factor, rates);
  // Centring: what the flags said on average over the canteen's last year belongs to the usual day.
  Contributions mean{};
  double days = 0;
  for (std::size_t i = row; i-- > 0 && table.rows[i].t > at.t - centring_days;) {
    if (table.rows[i].canteen != at.canteen) continue;
    add_flags(solution, table.patterns[table.pattern_of(table.rows[i], type)], at.canteen, factor, mean);
    ++days;
  }
  if (days == 0) return;
  for (std::size_t c = 0; c < causes; ++c) {
    if (c == slot(Cause::usual)) continue;
    rates[c] -= mean[c] / days;
    rates[slot(Cause::usual)] += mean[c] / days;
  }
}

}  // namespace

Cause cause_of(Dense feature) {
  switch (feature) {
    case Dense::one:
      return Cause::usual;
    case Dense::season:
    case Dense::season_change:
    case Dense::own_season:
      return Cause::season;
    case Dense::new_year:
      return Cause::ends_of_year;
    case Dense::pupils_change:
    case Dense::pupils_change_base:
      return Cause::pupils;
    case Dense::agent:
    case Dense::agents:
    case Dense::agent_low:
    case Dense::agent_high:
    case Dense::agent_week:
    case Dense::agent_week_low:
    case Dense::agent_week_high:
      return Cause::agents_order;
    default:
      return Cause::recent_level;
  }
}

std::string_view cause_code(Cause cause) {
  static constexpr std::array<std::string_view, causes> codes = {
      "usual", "recent_level", "season", "breaks", "ends_of_year", "menu", "pupils", "agents_order", "trees"};
  return codes[slot(cause)];
}

Contributions explain(const TownPanel& panel, const FeatureTable& table, std::size_t row,
                      const HorizonFit& fit, const EngineSettings& settings, double before_feedback,
                      double mean) {
  const FeatureTable::Row& at = table.rows[row];
  Contributions parts{};
  parts[slot(Cause::usual)] = at.habit;
  parts[slot(Cause::recent_level)] = at.base - at.habit;
  const double trees_share = settings.with_trees ? settings.trees_share : 0;
  add_ridge(panel, table, row, fit.ridge.fit.last, 1 - trees_share, parts);
  if (settings.with_trees) {
    std::vector<double> by_input(table.tree_width, 0);
    parts[slot(Cause::usual)] +=
        trees_share * fit.trees.contribute(&table.trees[row * table.tree_width], by_input);
    for (std::size_t j = 0; j < table.tree_width; ++j)
      parts[slot(cause_of_input(j))] += trees_share * by_input[j];
  }
  double sum = 0;
  for (double& part : parts) {
    part *= at.pupils;
    sum += part;
  }
  parts[slot(Cause::recent_level)] += mean - before_feedback;
  parts[slot(Cause::trees)] += before_feedback - sum;
  return parts;
}

}  // namespace parvis::canteen
