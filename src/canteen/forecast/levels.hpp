// What the counts up to one known day say (rules FE-2 and FE-3): the town's weekday pattern, each canteen's
// own one, and its recent level once both are taken off. Everything is a rate. Nothing after `known` is read.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "canteen/forecast/town_panel.hpp"

namespace parvis::canteen {

// Sums over days of clean rates, by canteen and weekday, so that a mean over any stretch costs two look-ups.
class RateSums {
 public:
  explicit RateSums(const TownPanel& panel);
  struct Sum {
    double rates = 0, count = 0;
  };
  // Days from <= t < to of that weekday.
  [[nodiscard]] Sum between(int from, int to, int canteen, int weekday) const;
  [[nodiscard]] Sum between(int from, int to, int canteen) const;
  // Days t with first_of_year(year) <= t < first_of_year(year + 1).
  [[nodiscard]] int first_of_year(int school_year) const;
  // Axis indices of a weekday, rising.
  [[nodiscard]] const std::vector<int>& days_of(int weekday) const {
    return days_of_[static_cast<std::size_t>(weekday)];
  }
  // Pupil-weighted clean rate of the town that day; 0 when it has none.
  [[nodiscard]] double town_rate(int t) const { return town_rate_[static_cast<std::size_t>(t)]; }
  // Axis days of a school year's ISO week, rising.
  [[nodiscard]] const std::vector<int>& days_of_week(int school_year, int iso_week) const;
  // Mean of the town's rate from <= t < to, and on how many days.
  [[nodiscard]] Sum town_between(int from, int to) const;

 private:
  [[nodiscard]] std::size_t at(int t, int canteen, int weekday) const;
  int canteens_;
  std::vector<Sum> sums_;  // (day, canteen, weekday), before that day
  std::array<std::vector<int>, weekdays> days_of_;
  std::vector<double> town_rate_;
  std::vector<Sum> town_sums_;
  std::vector<int> years_;  // school year of each axis day
  std::vector<std::vector<int>> weeks_;
  int first_year_ = 0;
};

struct CanteenLevels {
  double mean = 0;                             // b: the last 280 days
  std::array<double, weekdays> own_weekday{};  // v
  // Adjusted rates a, newest last: means of the last 2, 5, 12, 30; exponential means. nullopt without any
  // value.
  std::optional<double> exponential, slow, fast, last2, last5, last12, last30;
  double spread = 0;        // standard deviation of a over the last 120 days
  double order_excess = 0;  // (ordered - eaten) / pupils, mean of the last 60 days
};

struct LevelsAt {
  int known = -1;
  std::array<double, weekdays> town_weekday{};  // d
  double town1 = 0, town5 = 0, town20 = 0;      // delta - d, mean of the last 1, 5, 20 days
  std::vector<CanteenLevels> canteens;
};

struct LevelSettings {
  double alpha = 0.12, slow_alpha = 0.04, fast_alpha = 0.3;
};

[[nodiscard]] LevelsAt levels_at(const TownPanel& panel, const RateSums& sums, int known,
                                 const LevelSettings& settings);

}  // namespace parvis::canteen
