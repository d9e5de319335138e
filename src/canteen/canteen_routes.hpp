// What all routes of canteens share: who may do what where, versions and keys of writes, dates of paths.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "account/principal.hpp"
#include "account/staff_route.hpp"
#include "canteen/canteen_context.hpp"
#include "canteen/desk/forecast_desk.hpp"
#include "canteen/desk/import_desk.hpp"
#include "canteen/desk/order_desk.hpp"
#include "net/answer_schema.hpp"
#include "net/json_body.hpp"
#include "net/router.hpp"

namespace parvis::canteen {

inline constexpr const char* read_right = "canteen.read";
inline constexpr const char* count_right = "canteen.count";
inline constexpr const char* order_right = "canteen.order";
inline constexpr const char* kitchen_right = "canteen.kitchen";
inline constexpr const char* strike_right = "canteen.strike";
inline constexpr const char* plan_right = "canteen.plan";
inline constexpr const char* config_right = "canteen.config";

inline constexpr std::string_view by_row = "par ligne";  // each item names its decision
inline constexpr std::string_view no_decision = "aucune";

using account::staff_route;

// One route under /api/v1/canteen, with the schema of its answer.
struct RouteText {
  std::string method, path, summary;
};
void add_route(net::Router& router, const RouteText& text, net::RouteOptions options, net::Handler handler);
[[nodiscard]] net::RouteOptions route_options(const char* right, const base::json::object& schema,
                                              int success = 200);
[[nodiscard]] net::Param query_param(std::string name, net::ParamType type, std::string description,
                                     bool required = false);

// Errors (invalid) name the field.
Result<Day> day_param(const net::Request& request, std::string_view name);  // of the path
Result<Day> day_query(const net::Request& request, std::string_view name);  // required
Result<std::optional<Day>> opt_day(const base::json::object& body, std::string_view key);
Result<Day> need_day(const base::json::object& body, std::string_view key);

// If-Match, Idempotency-Key, and `seconds` of the body. Errors: forbidden; invalid (code "if_match") when a
// version is needed and absent.
enum class Version { needed, optional };
Result<Write> write_of(const net::Request& request, const char* right, Version version,
                       const base::json::object& body = {});
// A person whose teams name canteens ("cantine:<id>") acts on those alone, unless they manage the service.
// Errors: forbidden (code "other_canteen").
Status may_touch(const net::Request& request, const std::string& canteen_id);

[[nodiscard]] net::Response with_version(net::Response response, std::int64_t version);
[[nodiscard]] net::Response carrying(net::Response response, std::string_view decision_id);

void add_day_api(net::Router& router, CanteenContext& context, ForecastDesk& forecasts);
void add_order_api(net::Router& router, CanteenContext& context, OrderDesk& orders);
void add_kitchen_api(net::Router& router, CanteenContext& context);
void add_strike_api(net::Router& router, CanteenContext& context, ForecastDesk& forecasts);
void add_plan_api(net::Router& router, CanteenContext& context, ForecastDesk& forecasts);
void add_calendar_api(net::Router& router, CanteenContext& context);
void add_town_api(net::Router& router, CanteenContext& context);
void add_menu_api(net::Router& router, CanteenContext& context);
void add_public_menus(net::Router& router, CanteenContext& context);
// Nothing where the context has no pages.
void add_menu_pages(net::Router& router, CanteenContext& context);
void add_import_api(net::Router& router, CanteenContext& context, ImportDesk& desk);

}  // namespace parvis::canteen
