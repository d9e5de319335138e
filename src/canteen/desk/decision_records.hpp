// The ledger's records of canteens: a forecast («prévoir»), an order («recommander»), and what a person
// answered. Pure, thread-safe.
#pragma once

#include <string>

#include "canteen/desk/day_outlook.hpp"
#include "canteen/desk/forecast_store.hpp"
#include "canteen/desk/order_store.hpp"
#include "decision/decision.hpp"

namespace parvis::canteen {

[[nodiscard]] decision::Decision forecast_decision(const StoredForecast& forecast,
                                                   const decision::Energy& energy, std::int64_t latency_us);
[[nodiscard]] decision::Decision order_decision(const StoredOrder& order);
// «accepté» when the final number is the proposed one, else «modifié».
[[nodiscard]] decision::HumanEvent answer_event(const StoredOrder& order, std::optional<double> seconds,
                                                const std::string& role, const std::string& agent_key);

}  // namespace parvis::canteen
