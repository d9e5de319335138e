// The town's history as the database knew it at an instant: what live forecasts are made from (origin rule: a
// count that came later does not exist yet). Runs in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/desk/town_calendar.hpp"
#include "canteen/town_history.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

struct StoredHistory {
  TownHistory history;
  std::vector<std::string> canteen_ids;  // by index of history.canteens
  TownCalendar calendar;
  std::optional<Day> origin;  // the last day with a count; nothing without counts
  std::string data_sha256;    // of all that it holds
};

// Midday only. Errors: unavailable.
Result<StoredHistory> stored_history(store::Session& session, base::Instant cutoff);
Result<TownCalendar> stored_calendar(store::Session& session);

}  // namespace parvis::canteen
