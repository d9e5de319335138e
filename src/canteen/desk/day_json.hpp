// What the API says of canteens, forecasts, orders and counts, with the schema of each. A line of the blind
// sample says nothing of its proposal until somebody answered. Pure, thread-safe.
#pragma once

#include "base/json.hpp"
#include "canteen/canteen_context.hpp"
#include "canteen/desk/day_view.hpp"
#include "canteen/desk/forecast_desk.hpp"
#include "net/answer_schema.hpp"

namespace parvis::canteen {

[[nodiscard]] base::json::object to_json(const Canteen& canteen);
[[nodiscard]] base::json::object to_json(const Appointment& appointment, const Day& day,
                                         const CanteenContext& context);
[[nodiscard]] base::json::object to_json(const StoredForecast& forecast, const OrderFigures& news,
                                         const CanteenContext& context);
[[nodiscard]] base::json::object to_json(const StoredOrder& order, const CanteenContext& context);
[[nodiscard]] base::json::object to_json(const StoredCount& count, const CanteenContext& context);
[[nodiscard]] base::json::object to_json(const DayRow& row, const DayView& view,
                                         const CanteenContext& context);
[[nodiscard]] base::json::array to_json(const std::vector<MealsPart>& parts);
[[nodiscard]] base::json::object to_json(const NewsEffect& effect);
[[nodiscard]] base::json::array to_json(const std::vector<NewsEffect>& effects);
[[nodiscard]] base::json::object totals_of(const DayView& view);

// Schemas: canteen, appointment, forecast, order, count, row, part, effect, totals, run.
[[nodiscard]] const net::Shapes& shapes();

template <class T>
base::json::value or_null(const std::optional<T>& value) {
  return value ? base::json::value(*value) : base::json::value();
}
[[nodiscard]] base::json::value day_value(const std::optional<Day>& day);
[[nodiscard]] base::json::value text_or_null(const std::string& text);

}  // namespace parvis::canteen
