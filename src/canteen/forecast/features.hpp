// The inputs of one canteen-day (rules FE-3 and FE-4), as rates: the level that is the base, what stands
// beside it, and the flags of the day. Of the target day itself only calendar, planned menu, pupils and, in
// assist mode, orders are read; everything else comes from days up to `known`.
#pragma once

#include <array>
#include <vector>

#include "canteen/forecast/levels.hpp"
#include "model/arrow_ridge.hpp"

namespace parvis::canteen {

enum class Dense {
  one,
  fast,
  slow,
  last2,
  last5,
  last12,
  last30,
  same1,
  same4,
  same8,
  this_year,
  past_year,
  past_year_new,
  this_year_new,
  past_year_alone,
  new_year,
  season,
  season_change,
  own_season,
  town1,
  town5,
  town20,
  ordered4,
  order_excess,
  pupils_change,
  pupils_change_base,
  agent,
  agents,
  agent_low,
  agent_high,
  agent_week,
  agent_week_low,
  agent_week_high
};
inline constexpr std::size_t dense_features = 33;
inline constexpr std::size_t first_assist_feature = 26;
using DenseValues = std::array<double, dense_features>;

enum class Input {
  base,
  fast,
  slow,
  last2,
  last5,
  last12,
  last30,
  same1,
  same4,
  same8,
  this_year,
  past_year,
  season,
  season_change,
  own_season,
  town1,
  town5,
  town20,
  ordered4,
  order_excess,
  pupils_change,
  town_weekday,
  own_weekday,
  days_this_year,
  spread,
  pupils,
  mean,
  type,
  weekday,
  month,
  iso_week,
  to_break,
  since_break,
  to_public_holiday,
  since_public_holiday,
  bridge,
  rank_from_start,
  rank_from_end,
  menu_unknown,
  first_dish
};
// After the dishes, in assist mode only: the agent's order over the level, over the town's, over the last
// four; the town's.
inline constexpr std::size_t first_assist_input = static_cast<std::size_t>(Input::first_dish) + dish_classes;
inline constexpr std::size_t tree_inputs = first_assist_input + 4;
using TreeInputs = std::array<float, tree_inputs>;

struct RowFeatures {
  double base = 0, habit = 0;
  DenseValues dense{};
  TreeInputs trees{};
};

// What a target day shares between canteens.
struct DayShared {
  double season = 0, season_change = 0;
  std::array<int, 4> years{};        // past school years counted
  std::array<double, 4> town_gap{};  // the town's rate in weeks +-1 minus its year, per counted year
  int counted = 0;
  double agents = 0;  // T of assist mode
};

class FeatureMaker {
 public:
  // Both must outlive it.
  FeatureMaker(const TownPanel& panel, const RateSums& sums) : panel_(&panel), sums_(&sums) {}
  [[nodiscard]] DayShared shared(int t, int known) const;
  [[nodiscard]] RowFeatures row(int t, int c, const LevelsAt& levels, const DayShared& day,
                                bool assist) const;
  [[nodiscard]] double base(int t, int c, const LevelsAt& levels) const;
  // T of assist mode: what the agents ordered over what the levels say, over the town that day.
  [[nodiscard]] double agents(int t, const LevelsAt& levels) const;

 private:
  struct Year {
    double mean = 0, days = 0;
  };
  [[nodiscard]] Year town_year(int year, int known) const;
  [[nodiscard]] double season_of_week(int school_year, int iso_week, int known) const;
  [[nodiscard]] double own_season(int t, int c, int known, const DayShared& day) const;
  template <class Value>
  [[nodiscard]] double weekday_mean(int t, int known, int count, int back, const Value& value) const;
  [[nodiscard]] double same_weekday(int t, int c, int known, int count, int back) const;
  [[nodiscard]] double ordered4(int t, int c, int known) const;
  void take_years(int t, int c, const LevelsAt& levels, double base, RowFeatures& row) const;
  void take_assist(int t, int c, double base, const DayShared& day, RowFeatures& row) const;
  const TownPanel* panel_;
  const RateSums* sums_;
};

// Flags of a day for a canteen type (FE-4), and of a canteen for that day.
[[nodiscard]] model::ArrowPattern pattern_of(const PanelDay& day, int type);
struct FlagBlocks {
  std::vector<double> shared, local;  // penalty per flag
  std::vector<Cause> shared_cause, local_cause;
};
[[nodiscard]] const FlagBlocks& flag_blocks();
[[nodiscard]] Cause cause_of(Dense feature);

}  // namespace parvis::canteen
