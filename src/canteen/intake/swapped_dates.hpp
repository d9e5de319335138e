// Dates whose day and month changed places on the way through a spreadsheet. A date whose day is 12 or less
// reads both ways; if such dates fall on impossible days (Wednesday, week-end, public holiday: nobody strikes
// a closed school) more often than the others, and no longer do once swapped, the column was swapped.
// Governance §10; exact binomial test. Pure, thread-safe.
#pragma once

#include <functional>
#include <vector>

#include "base/day.hpp"

namespace parvis::canteen {

struct SwapEvidence {
  std::size_t dates = 0;
  std::size_t both_ways = 0;        // day <= 12
  std::size_t impossible_both = 0;  // of them, on impossible days as read
  std::size_t impossible_swapped = 0;
  std::size_t others = 0, impossible_others = 0;
  double p_as_read = 1, p_swapped = 1;  // chance of so many impossible days at the rate of the others
  // Mean drop of attendance (0 to 1) on the dates that differ, as read and swapped; where counts exist.
  double drop_as_read = 0, drop_swapped = 0;
  std::size_t drops = 0;  // dates that could be compared
  bool swapped = false;
};

inline constexpr double swap_p_value = 0.001;    // below: swapped, if swapping repairs it
inline constexpr double swap_p_doubtful = 0.01;  // above, once swapped: repaired

using Day = base::Day;
// `drop`: 1 - eaten / usual of that day; negative infinity when not known.
[[nodiscard]] SwapEvidence swap_evidence(const std::vector<Day>& dates,
                                         const std::function<bool(const Day&)>& impossible,
                                         const std::function<double(const Day&)>& drop = {});
// The date with day and month exchanged; itself when that is no other day.
[[nodiscard]] Day swapped_day(const Day& day);
// P(X >= k) for k successes in n draws of probability p.
[[nodiscard]] double binomial_tail(std::size_t k, std::size_t n, double p);

}  // namespace parvis::canteen
