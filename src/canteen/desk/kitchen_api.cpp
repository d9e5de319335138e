// The kitchen's day over HTTP, under /api/v1/canteen/kitchen.
#include <cmath>

#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "canteen/desk/menu_store.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr double least_level = 0.5, highest_level = 0.999;
constexpr int most_reserve = 10'000;

json::array curve_json(const std::vector<RiskPoint>& curve) {
  json::array out;
  for (const RiskPoint& point : curve)
    out.push_back(json::object{{"level", point.level},
                               {"risk_words", risk_words(point.level)},
                               {"meals", point.meals},
                               {"surplus", point.gap.surplus},
                               {"missing", point.gap.missing}});
  return out;
}

json::object share_json(const KitchenView& view, const KitchenShare& share) {
  const DayRow& row = view.day.rows[share.row];
  return {{"canteen_id", row.canteen.id},
          {"label", row.canteen.label},
          {"expected", row.now.expected},
          {"meals", share.meals},
          {"short_probability", share.short_probability},
          {"floor", row.order ? row.order->floor : 0},
          {"state", row.order ? json::value(order_state_codes.code(row.order->state)) : json::value()},
          {"ordered", row.order ? or_null(row.order->final) : json::value()},
          {"picnics", [&] {
             int out = 0;
             for (const Outing& outing : view.day.news.outings)
               if (outing.canteen_id == row.canteen.id && outing.picnic) out += outing.pupils_away;
             return out;
           }()}};
}

// One total per dish: without the town's own choices every dish is for all.
Result<json::array> dishes(CanteenContext& context, const KitchenView& view, const std::string& kitchen_id) {
  PARVIS_TRY(menus, context.database.read([&](store::Session& session) {
    return MenuStore::between(session, view.day.day, view.day.day);
  }));
  json::array out;
  for (const DayMenu& menu : menus) {
    if (!kitchen_id.empty() && !menu.kitchen_id.empty() && menu.kitchen_id != kitchen_id) continue;
    for (const Dish& dish : menu.dishes)
      out.push_back(
          json::object{{"name", dish.name}, {"component", dish.component}, {"meals", view.order.meals}});
  }
  return out;
}

Result<net::Response> show(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(day, day_param(request, "date"));
  KitchenAsk ask;
  ask.kitchen_id = request.query_text("kitchen");
  ask.level = request.query_number("level");
  ask.reserve = static_cast<int>(request.query_integer("reserve").value_or(0));
  PARVIS_TRY(view, kitchen_view(context, day, request.query_text("appointment", "production"), ask));
  PARVIS_TRY(dish_list, dishes(context, view, ask.kitchen_id));
  json::array split, missing;
  for (const KitchenShare& share : view.shares) split.push_back(share_json(view, share));
  for (const std::string& label : view.missing) missing.emplace_back(label);
  const Range range = range_of(view.law);
  json::object out{{"date", base::format_day(day)},
                   {"day", french_day(day)},
                   {"appointment", to_json(view.day.appointment, day, context)},
                   {"no_service", view.day.no_service},
                   {"strike", view.day.strike},
                   {"partial", !view.missing.empty()},
                   {"missing_canteens", std::move(missing)},
                   {"expected", view.expected},
                   {"low", range.low},
                   {"high", range.high},
                   {"level", view.level},
                   {"risk_words", risk_words(view.level)},
                   {"meals", view.order.meals},
                   {"bound", view.order.bound},
                   {"surplus", view.order.gap.surplus},
                   {"missing", view.order.gap.missing},
                   {"short_probability", view.order.short_probability},
                   {"separate_orders", view.separate},
                   {"canteens_short", view.canteens_short},
                   {"reserve", view.reserve},
                   {"curve", curve_json(view.curve)},
                   {"split", std::move(split)},
                   {"dishes", std::move(dish_list)},
                   {"decision_id", view.day.town ? view.day.town->decision_id : std::string()},
                   {"sentence", decides_sentence}};
  return carrying(net::json_answer(out), view.day.town ? view.day.town->decision_id : std::string());
}

}  // namespace

void add_kitchen_api(net::Router& router, CanteenContext& context) {
  net::Shapes all = shapes();
  all["point"] = net::object_of("level:number risk_words:text meals:number surplus:number missing:number");
  all["share"] = net::object_of(
      "canteen_id:text label:text expected:number meals:integer short_probability:number floor:integer "
      "state:text? "
      "ordered:integer? picnics:integer");
  all["dish"] = net::object_of("name:text component:text meals:integer");
  net::RouteOptions options = route_options(
      read_right,
      net::object_of(
          "date:text day:text appointment:appointment no_service:text strike:flag partial:flag "
          "missing_canteens:text[] expected:number low:integer high:integer level:number risk_words:text "
          "meals:integer bound:number surplus:number missing:number short_probability:number "
          "separate_orders:integer canteens_short:number reserve:integer curve:point[] split:share[] "
          "dishes:dish[] decision_id:text sentence:text",
          all));
  options.rights = {kitchen_right};
  options.ai_output = true;
  net::Param level = query_param("level", net::ParamType::number, "Probabilité que les repas suffisent");
  level.min = least_level;
  level.max = highest_level;
  net::Param reserve = query_param("reserve", net::ParamType::integer, "Repas gardés à la cuisine");
  reserve.min = 0;
  reserve.max = most_reserve;
  options.params = {query_param("appointment", net::ParamType::text, "Code du rendez-vous"),
                    query_param("kitchen", net::ParamType::text, "Une seule cuisine"), level, reserve};
  add_route(router, {"GET", "kitchen/{date}", "Le total de la cuisine, son risque et sa répartition"},
            options, [&](net::Request& request) { return show(context, request); });
}

}  // namespace parvis::canteen
