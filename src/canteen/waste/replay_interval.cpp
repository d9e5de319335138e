#include "canteen/waste/replay_interval.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace parvis::canteen {
namespace {

constexpr std::size_t curve_points = 240;
constexpr double low_share = 0.05, high_share = 0.95;

struct Sums {
  double surplus = 0, missing = 0, co2 = 0;
  Sums& operator+=(const Sums& other) {
    surplus += other.surplus;
    missing += other.missing;
    co2 += other.co2;
    return *this;
  }
};

Sums totals(const GapSums& gap) {
  return {gap.surplus, gap.missing, gap.co2_surplus};
}

struct Week {
  Sums people, at_risk;
  std::vector<Sums> curve;  // by point, levels rising
};

// Denser towards 1, where orders are.
double level_of(std::size_t point) {
  const double step = static_cast<double>(point) / static_cast<double>(curve_points - 1);
  const double near = 1 - (1 - step) * (1 - step);
  return lowest_level + (highest_level - lowest_level) * near;
}

std::vector<Week> weeks_of(const std::vector<ReplayRow>& rows, double level) {
  std::map<Day, std::vector<ReplayRow>> by_week;
  for (const ReplayRow& row : rows) by_week[monday_of(row.day)].push_back(row);
  std::vector<Week> weeks;
  for (const auto& [monday, some] : by_week) {
    Week week{totals(people_gap(some)), totals(replay_gap(some, level)), {}};
    week.curve.reserve(curve_points);
    for (std::size_t point = 0; point < curve_points; ++point)
      week.curve.push_back(totals(replay_gap(some, level_of(point))));
    weeks.push_back(std::move(week));
  }
  return weeks;
}

// The replay of the drawn weeks at the same missing meals as their people's.
Sums at_same_shortage(const std::vector<Sums>& curve, double missing) {
  std::size_t above = 0;
  while (above < curve.size() && curve[above].missing > missing) ++above;
  if (above == 0) return curve.front();
  if (above == curve.size()) return curve.back();
  const Sums &before = curve[above - 1], &after = curve[above];
  const double part = (before.missing - missing) / (before.missing - after.missing);
  const auto between = [part](double from, double to) { return from + part * (to - from); };
  return {between(before.surplus, after.surplus), missing, between(before.co2, after.co2)};
}

struct Drawn {
  std::vector<double> meals, co2, surplus, missing;
};

void draw(const std::vector<Week>& weeks, std::mt19937_64& random, std::vector<Sums>& curve, Drawn& drawn) {
  std::fill(curve.begin(), curve.end(), Sums{});
  Sums people, at_risk;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    const Week& week = weeks[random() % weeks.size()];
    people += week.people;
    at_risk += week.at_risk;
    for (std::size_t point = 0; point < curve_points; ++point) curve[point] += week.curve[point];
  }
  const Sums same = at_same_shortage(curve, people.missing);
  drawn.meals.push_back(people.surplus - same.surplus);
  drawn.co2.push_back(people.co2 - same.co2);
  drawn.surplus.push_back(people.surplus - at_risk.surplus);
  drawn.missing.push_back(people.missing - at_risk.missing);
}

double at_share(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto before = static_cast<std::size_t>(place);
  const std::size_t after = std::min(before + 1, sorted.size() - 1);
  return sorted[before] + (place - static_cast<double>(before)) * (sorted[after] - sorted[before]);
}

Interval interval(double value, std::vector<double> draws) {
  if (draws.empty()) return {value, value, value};
  std::sort(draws.begin(), draws.end());
  return {value, at_share(draws, low_share), at_share(draws, high_share)};
}

}  // namespace

Interval Interval::times(double factor) const {
  Interval out{value * factor, low * factor, high * factor};
  if (out.high < out.low) std::swap(out.low, out.high);
  return out;
}

Day monday_of(const Day& day) {
  return base::plus_days(day, -base::weekday(day));
}

ReplayGain replay_gain(const std::vector<ReplayRow>& rows, double level, int draws, std::uint64_t seed) {
  ReplayGain out;
  const GapSums people = people_gap(rows);
  out.same = level_at_shortage(rows, people.missing);
  out.at_risk = replay_gap(rows, level);
  const std::vector<Week> weeks = weeks_of(rows, level);
  out.weeks = weeks.size();
  Drawn drawn;
  std::vector<Sums> curve(curve_points);
  std::mt19937_64 random(seed);
  for (int i = 0; i < draws; ++i) draw(weeks, random, curve, drawn);
  out.avoided_meals = interval(people.surplus - out.same.gap.surplus, std::move(drawn.meals));
  out.avoided_co2 = interval(people.co2_surplus - out.same.gap.co2_surplus, std::move(drawn.co2));
  out.fewer_surplus = interval(people.surplus - out.at_risk.surplus, std::move(drawn.surplus));
  out.fewer_missing = interval(people.missing - out.at_risk.missing, std::move(drawn.missing));
  const double surplus = people.surplus + out.same.gap.surplus;
  if (surplus > 0) out.co2_share = (people.surplus_with_co2 + out.same.gap.surplus_with_co2) / surplus;
  return out;
}

}  // namespace parvis::canteen
