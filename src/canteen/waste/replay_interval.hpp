// How sure a replayed gain is: whole weeks drawn again with replacement, and in each draw the level that
// gives the people's own missing meals searched anew, so that the interval carries that choice too. Fixed
// seed: same rows, same interval. Pure, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "canteen/waste/replay_gap.hpp"

namespace parvis::canteen {

struct Interval {
  double value = 0, low = 0, high = 0;  // 5 % and 95 % of the draws
  [[nodiscard]] Interval times(double factor) const;
};

inline constexpr int bootstrap_draws = 1000;
inline constexpr std::uint64_t bootstrap_seed = 20'160'901;

struct ReplayGain {
  LevelFound same;         // at the people's own missing meals
  Interval avoided_meals;  // surplus of people - surplus replayed; negative when the replay wastes more
  Interval avoided_co2;    // kgCO2e, of the meals whose dish has a factor, before energy
  double co2_share = 0;    // of the avoided and kept surplus meals, those whose dish has a factor
  GapSums at_risk;         // at the level in force
  Interval fewer_surplus, fewer_missing;  // of people - replayed, at the level in force
  std::size_t weeks = 0;
};

// Rows must not be empty; `level` inside (0, 1).
[[nodiscard]] ReplayGain replay_gain(const std::vector<ReplayRow>& rows, double level,
                                     int draws = bootstrap_draws, std::uint64_t seed = bootstrap_seed);

// The Monday of a day's week: what a block of the draws is.
[[nodiscard]] Day monday_of(const Day& day);

}  // namespace parvis::canteen
