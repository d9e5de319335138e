// What is expected on a canteen-day once the town has said what the model cannot know: outings, closures,
// strike sheets. The order follows from it. Pure, thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/forecast_store.hpp"
#include "canteen/desk/order_store.hpp"
#include "canteen/desk/plan_store.hpp"

namespace parvis::canteen {

// All that was said of one day.
struct DayNews {
  bool strike = false;  // a notice exists
  std::vector<SheetOfStrike> sheets;
  std::vector<Closure> closures;  // that hold on the day
  std::vector<Outing> outings;    // of the day
  std::vector<PastStrikeDay> past;
};

struct Outlook {
  double ordinary = 0;  // the forecast itself, meals
  double expected = 0;  // meals
  MealLaw law;
  double scale = 0;
  double outings = 0, hosted = 0;  // meals that leave, meals that come
  int picnics = 0;                 // pupils who eat a picnic
  std::optional<double> strike_strength;
  bool strike = false, closed = false;
  double floor = 0;  // ST-4; 0: none
};

// By canteen id. A closed canteen expects nothing and its guests stand at its host, at their own rate.
// Picnics keep their meal. Errors: those of strike_order.
Result<std::map<std::string, Outlook>> outlooks(const std::vector<StoredForecast>& forecasts,
                                                const DayNews& news, double level);

struct Proposal {
  int meals = 0, floor = 0;
  OrderFigures figures;
};
Result<Proposal> propose(const Outlook& outlook, double level, int pack);

}  // namespace parvis::canteen
