// Orders, one per canteen, day and appointment, with every version that they had; appointments. Functions run
// in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/desk/appointment.hpp"
#include "canteen/desk/order_state.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

// What an order was proposed from. Meals.
struct OrderFigures {
  double expected = 0;  // after strike, outings, closures
  double ordinary = 0;  // the forecast itself
  double bound = 0, level = 0;
  int rounding = 0, pack = 1;
  double surplus = 0, missing = 0, short_probability = 0;
  double outings = 0, hosted = 0;  // meals that leave, meals that come
  std::optional<double> strike_strength;
  bool strike = false, closed = false;
};

struct StoredOrder {
  std::string id, canteen_id;
  Day day;
  std::string appointment, forecast_id, decision_id;
  bool blind = false;  // the proposal is shown only after the answer
  OrderState state = OrderState::proposed;
  int proposed = 0;
  std::optional<int> final;
  std::string reason, note;
  OrderFigures figures;
  int floor = 0;  // meals; 0: none
  std::string approved_by, changed_by;
  base::Instant changed_at{};
  std::int64_t version = 1;
  [[nodiscard]] bool hidden() const { return blind && state == OrderState::proposed; }
};

struct OrderEvent {
  std::int64_t version = 1;
  OrderState state = OrderState::proposed;
  std::optional<int> final;
  std::string reason, note, by;
  base::Instant at{};
};

class OrderStore {
 public:
  static Result<std::vector<Appointment>> appointments(store::Session& session);  // the farthest first
  // Errors: not_found.
  static Result<Appointment> appointment(store::Session& session, const std::string& code);
  // Adds when the version is 0. Errors: invalid; conflict ("version").
  static Result<Appointment> put(store::Session& session, Appointment appointment);

  static Result<std::vector<StoredOrder>> of_day(store::Session& session, const Day& day,
                                                 const std::string& appointment);
  // All appointments of a canteen on a day.
  static Result<std::vector<StoredOrder>> of_canteen(store::Session& session, const std::string& canteen_id,
                                                     const Day& day);
  static Result<StoredOrder> find(store::Session& session, const std::string& id);
  // Version 1, with its event.
  static Status add(store::Session& session, const StoredOrder& order);
  // Puts `order` over the version that it names, with its event. Errors: conflict ("version").
  static Result<StoredOrder> save(store::Session& session, StoredOrder order);
  static Result<std::vector<OrderEvent>> events(store::Session& session, const std::string& order_id);
  // Orders past their day that wait for a count, and those counted: what the nightly closing looks at.
  static Result<std::vector<StoredOrder>> unclosed(store::Session& session, const Day& before_day, int limit);

  // Remembers the key of a write. False: the person sent it before, for the same subject. Errors: conflict
  // (code "idempotency_key") for another one. An empty key is always new.
  static Result<bool> first_time(store::Session& session, const std::string& actor, const std::string& key,
                                 const std::string& subject, base::Instant now);
};

}  // namespace parvis::canteen
