// What the screens of one day show: the list, one canteen, the kitchen. Read in few statements; nothing is
// changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/day_outlook.hpp"
#include "canteen/desk/forecast_words.hpp"
#include "canteen/desk/order_desk.hpp"
#include "canteen/desk/town_calendar.hpp"

namespace parvis::canteen {

struct DayRow {
  Canteen canteen;
  std::optional<StoredForecast> forecast;
  std::optional<StoredOrder> order;
  OrderFigures
      now;  // expected with all that is known by now; as the order's until somebody says something new
  std::optional<StoredCount> count;
  double doubt = 0;    // the higher, the sooner it is looked at
  double changed = 0;  // meals, since the order was proposed
  int outings = 0;
  bool sheet = false;
};

struct DayView {
  Day day;
  Appointment appointment;
  std::vector<Appointment> appointments;
  base::Instant cutoff{};
  bool open = false;       // before the cut-off
  std::string no_service;  // French; empty: meals are served
  bool strike = false;
  std::optional<ForecastRunRecord> run;
  std::optional<StoredForecast> town;
  std::vector<DayRow> rows;  // doubtful first
  DayNews news;
};

// `only`: one canteen; empty: all. Errors: not_found (appointment).
Result<DayView> day_view(CanteenContext& context, const Day& day, const std::string& appointment,
                         const std::string& only = {});

// The kitchen's day: one pooled order, its split, and what each risk costs.
struct KitchenAsk {
  std::string kitchen_id;       // empty: all canteens
  std::optional<double> level;  // nothing: the appointment's
  int reserve = 0;              // meals kept at the kitchen, out of the split
};
struct KitchenShare {
  std::size_t row = 0;  // of day.rows
  int meals = 0;
  double short_probability = 0;
};
struct KitchenView {
  DayView day;
  double expected = 0, level = 0;
  Order order;
  MealLaw law;
  int separate = 0;  // sum of the canteens' own orders
  int reserve = 0;
  double canteens_short = 0;  // expected number
  std::vector<RiskPoint> curve;
  std::vector<KitchenShare> shares;
  std::vector<std::string> missing;  // labels of open canteens without a forecast
};
Result<KitchenView> kitchen_view(CanteenContext& context, const Day& day, const std::string& appointment,
                                 const KitchenAsk& ask);

}  // namespace parvis::canteen
