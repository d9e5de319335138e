#include "canteen/intake/swapped_dates.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr unsigned months = 12;

bool reads_both_ways(const Day& day) {
  return static_cast<unsigned>(day.day()) <= months;
}

void compare_drops(SwapEvidence& out, const std::vector<Day>& dates,
                   const std::function<double(const Day&)>& drop) {
  if (!drop) return;
  for (const Day& day : dates) {
    if (!reads_both_ways(day) || swapped_day(day) == day) continue;
    const double read = drop(day), other = drop(swapped_day(day));
    if (!std::isfinite(read) || !std::isfinite(other)) continue;
    out.drop_as_read += read;
    out.drop_swapped += other;
    ++out.drops;
  }
  if (out.drops == 0) return;
  out.drop_as_read /= static_cast<double>(out.drops);
  out.drop_swapped /= static_cast<double>(out.drops);
}

}  // namespace

Day swapped_day(const Day& day) {
  if (!reads_both_ways(day)) return day;
  return day.year() / std::chrono::month{static_cast<unsigned>(day.day())} /
         std::chrono::day{static_cast<unsigned>(day.month())};
}

double binomial_tail(std::size_t k, std::size_t n, double p) {
  if (k == 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  double sum = 0;
  for (std::size_t i = k; i <= n; ++i) {
    const auto x = static_cast<double>(i), all = static_cast<double>(n);
    sum += std::exp(std::lgamma(all + 1) - std::lgamma(x + 1) - std::lgamma(all - x + 1) + x * std::log(p) +
                    (all - x) * std::log1p(-p));
  }
  return std::min(sum, 1.0);
}

SwapEvidence swap_evidence(const std::vector<Day>& dates, const std::function<bool(const Day&)>& impossible,
                           const std::function<double(const Day&)>& drop) {
  SwapEvidence out;
  out.dates = dates.size();
  for (const Day& day : dates) {
    if (!reads_both_ways(day)) {
      ++out.others;
      out.impossible_others += impossible(day) ? 1 : 0;
      continue;
    }
    ++out.both_ways;
    out.impossible_both += impossible(day) ? 1 : 0;
    out.impossible_swapped += impossible(swapped_day(day)) ? 1 : 0;
  }
  // One case more on each side: a small column without any impossible day must not prove anything.
  const double rate =
      (static_cast<double>(out.impossible_others) + 1) / (static_cast<double>(out.others) + 2);
  out.p_as_read = binomial_tail(out.impossible_both, out.both_ways, rate);
  out.p_swapped = binomial_tail(out.impossible_swapped, out.both_ways, rate);
  compare_drops(out, dates, drop);
  const bool counts_agree = out.drops == 0 || out.drop_swapped > out.drop_as_read;
  out.swapped = out.p_as_read < swap_p_value && out.p_swapped > swap_p_doubtful && counts_agree;
  return out;
}

}  // namespace parvis::canteen
