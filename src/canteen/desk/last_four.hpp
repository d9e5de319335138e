// The rule that proposes when no model may: the mean of the last four same weekdays, with the town's own past
// errors of this rule as its bounds. Pure, thread-safe.
#pragma once

#include "canteen/forecast/forecast.hpp"

namespace parvis::canteen {

// The days as asked; a canteen without four counts uses those it has, and none gives no line. `origin` is
// kept.
Result<ForecastRun> last_four(const TownHistory& history, const ForecastRequest& request);

}  // namespace parvis::canteen
