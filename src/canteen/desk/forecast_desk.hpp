// Makes forecasts for the days whose cut-off is near, writes each with its decision, and proposes the orders
// that follow; proposes again when the town says something new of a day. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/day_outlook.hpp"
#include "canteen/desk/stored_history.hpp"

namespace parvis::canteen {

struct MadeForecasts {
  std::string run_id;  // empty: nothing new to say
  std::optional<Day> origin;
  std::size_t days = 0, forecasts = 0, proposals = 0;
  std::string fallback;  // French; empty when a model proposed
};

// What a piece of news does to an order that somebody has already validated: offered as a correction, never
// done.
struct NewsEffect {
  std::string order_id, canteen_id, appointment;
  std::int64_t version = 1;
  OrderState state = OrderState::proposed;
  int before = 0, after = 0;  // meals ordered
  bool done = false;          // the proposal was made again; false: a person decides
};

class ForecastDesk {
 public:
  explicit ForecastDesk(CanteenContext& context) : context_(context) {}

  // All days whose cut-off is to come within the settings' days_ahead, or `only` alone, which may be past its
  // cut-off: then from what was known at the cut-off, and without proposals. Days already forecast from the
  // same data are left. Errors: not_found (appointment; "no_history").
  Result<MadeForecasts> make(const std::string& appointment, const std::optional<Day>& only = std::nullopt);

  // After a sheet, an outing or a closure of that day, in the caller's transaction.
  Result<std::vector<NewsEffect>> hear(store::Session& session, const Day& day);

 private:
  struct Batch;
  Result<ForecastRun> forecast_or_fall_back(const StoredHistory& stored, const ForecastRequest& request,
                                            Batch& batch);
  Status write_day(const StoredHistory& stored, const Day& day, const ForecastRun& run, const Batch& batch,
                   MadeForecasts& made);
  Result<StoredForecast> recorded(store::Session& session, const MealForecast& forecast,
                                  const std::string& canteen_id, const Batch& batch);
  Result<bool> put_proposal(store::Session& session, const StoredForecast& forecast, const Outlook& outlook,
                            const Canteen& canteen, const Appointment& appointment,
                            std::optional<StoredOrder> order);
  CanteenContext& context_;
};

// Sheets, closures, outings and the strike notice of one day, with the town's past sheets.
Result<DayNews> news_of(store::Session& session, const Day& day);

}  // namespace parvis::canteen
