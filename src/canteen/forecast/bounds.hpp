// Bounds of canteens from the errors of past forecasts of the same horizon (rules QO-1 and QO-2). Errors are
// pooled over canteens once divided by the usual error of the day's type and of the canteen, so one law
// serves all levels and no bound crosses another. Levels follow what they really cover.
#pragma once

#include <array>
#include <vector>

#include "canteen/forecast/mean_replay.hpp"

namespace parvis::canteen {

// A past forecast and what was eaten.
struct PastError {
  int serial = 0;  // target day
  int canteen = 0;
  DayType type = DayType::ordinary;
  double pupils = 0, mean = 0, eaten = 0;
  bool clean = false;     // feeds the law
  bool ordinary = false;  // no listed strike: its coverage counts
};

// What a law starts with: errors of a normal law whose usual size is 1, rising.
[[nodiscard]] std::vector<double> shipped_scaled_errors();

class ErrorLaw {
 public:
  // `errors` by rising day; those of the 403 days up to `origin` are used. Without any, errors of a shipped
  // size.
  ErrorLaw(const std::vector<PastError>& errors, int canteens, int origin);
  // Usual error of a canteen on such a day, as a rate.
  [[nodiscard]] double scale(int canteen, DayType type) const;
  // Scaled error not exceeded with this probability.
  [[nodiscard]] double quantile(double level) const;
  [[nodiscard]] double bound(double mean, double pupils, int canteen, DayType type, double level) const;
  [[nodiscard]] std::size_t size() const { return scaled_.size(); }

 private:
  std::array<double, day_types> type_scale_{1, 1, 1, 1};
  std::vector<double> canteen_scale_;
  std::vector<std::pair<double, double>> scaled_;  // (scaled error, weight so far), by rising error
};

// QO-2: the level that stands in for each asked one, moved by the coverage of bounds as they were issued.
class AdaptiveLevels {
 public:
  explicit AdaptiveLevels(std::vector<double> levels) : asked_(levels), used_(std::move(levels)) {}
  [[nodiscard]] const std::vector<double>& used() const { return used_; }
  // `shares` = share of canteens at or under their bound of each level, on an ordinary day.
  void learn(const std::vector<double>& shares);

 private:
  std::vector<double> asked_, used_;
};

// Bounds of one canteen-day, one per asked level, never crossing.
[[nodiscard]] std::vector<double> bounds_of(const ErrorLaw& law, const AdaptiveLevels& levels,
                                            const PastError& day);

}  // namespace parvis::canteen
