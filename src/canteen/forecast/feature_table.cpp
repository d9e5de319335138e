#include "canteen/forecast/feature_table.hpp"

#include <algorithm>

namespace parvis::canteen {
namespace {

void add_day(const TownPanel& panel, const FeatureMaker& maker, const TableRequest& request,
             const LevelsAt& levels, int t, FeatureTable& table) {
  DayShared shared = maker.shared(t, levels.known);
  if (request.assist) shared.agents = maker.agents(t, levels);
  for (int c = 0; c < panel.canteens(); ++c) {
    if (!panel.open(t, c, levels.known)) continue;
    const RowFeatures row = maker.row(t, c, levels, shared, request.assist);
    table.rows.push_back({t, c, row.base, panel.pupils(t, c), row.habit, panel.clean(t, c)});
    table.dense.insert(table.dense.end(), row.dense.begin(),
                       row.dense.begin() + static_cast<std::ptrdiff_t>(table.width));
    if (request.trees)
      table.trees.insert(table.trees.end(), row.trees.begin(),
                         row.trees.begin() + static_cast<std::ptrdiff_t>(table.tree_width));
  }
}

}  // namespace

FeatureTable make_table(const TownPanel& panel, const RateSums& sums, const TableRequest& request) {
  FeatureTable table;
  table.width = request.assist ? dense_features : first_assist_feature;
  table.tree_width = request.assist ? tree_inputs : first_assist_input;
  const FeatureMaker maker(panel, sums);
  LevelsAt levels;
  levels.known = -2;
  for (int t = 0; t < panel.days(); ++t) {
    for (int type = 0; type < pupil_types; ++type) table.patterns.push_back(pattern_of(panel.day(t), type));
    table.first_of_day.push_back(table.rows.size());
    if (t < request.first_day) continue;
    const int known = panel.last_known(std::min(panel.day(t).serial - request.horizon, request.origin));
    if (known != levels.known) levels = levels_at(panel, sums, known, request.levels);
    add_day(panel, maker, request, levels, t, table);
  }
  table.first_of_day.push_back(table.rows.size());
  return table;
}

}  // namespace parvis::canteen
