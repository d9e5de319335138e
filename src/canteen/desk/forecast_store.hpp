// Forecasts as they were made, run by run; nothing is ever changed but which one is the latest of its day and
// appointment. Functions run in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/forecast/forecast.hpp"
#include "canteen/forecast/order_rule.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

struct ForecastRunRecord {
  std::string id, appointment;
  Day origin;  // the last day whose counts were in the database
  base::Instant made_at{};
  std::string engine;  // ridge, ridge+trees, last_four
  std::string model_sha256, data_sha256;
  double seconds = 0;
  std::int64_t rows = 0, columns = 0;
  std::string fallback;  // French: why the last-four rule proposes; empty for a model
};

struct StoredForecast {
  std::string id;
  ForecastRunRecord run;
  std::string canteen_id;  // empty: the whole town
  Day day;
  std::string appointment;
  double mean = 0, pupils = 0, base = 0, scale = 0;
  DayType day_type = DayType::ordinary;
  MealLaw law;
  std::vector<double> level_used;
  Contributions contributions{};
  std::string decision_id;
  [[nodiscard]] int horizon() const { return base::days_between(run.origin, day); }  // the real one
};

class ForecastStore {
 public:
  static Status add(store::Session& session, const ForecastRunRecord& run);
  // It becomes the latest of its canteen, day and appointment.
  static Status add(store::Session& session, const StoredForecast& forecast);
  static Result<std::vector<StoredForecast>> latest(store::Session& session, const Day& day,
                                                    const std::string& appointment);
  // Errors: not_found.
  static Result<StoredForecast> find(store::Session& session, const std::string& id);
  // The one that people saw before: of the last other appointment, else of the run before. Nothing for the
  // first.
  static Result<std::optional<StoredForecast>> before(store::Session& session,
                                                      const StoredForecast& forecast);
};

}  // namespace parvis::canteen
