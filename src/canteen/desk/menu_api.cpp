// Menus over HTTP: those of the dietician under /api/v1/canteen/menus, those published under
// /api/v1/canteen/public/menus.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "canteen/desk/menu_json.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int most_days = 400, days_of_public = 27;

struct Span {
  Day from, to;
};

Result<Span> span_of(const net::Request& request) {
  PARVIS_TRY(from, day_query(request, "from"));
  PARVIS_TRY(to, day_query(request, "to"));
  if (to < from || base::days_between(from, to) > most_days)
    return fail(ErrorKind::invalid, "Demandez 400 jours au plus, du premier au dernier.", {}, "to");
  return Span{from, to};
}

Result<net::Response> list(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(span, span_of(request));
  PARVIS_TRY(menus, context.database.read([&](store::Session& session) {
    return MenuStore::between(session, span.from, span.to);
  }));
  json::array items;
  for (const DayMenu& menu : menus) items.push_back(to_json(menu));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

std::vector<std::string> text_list(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) return out;
  for (const auto& one : list->get_array())
    if (one.is_string()) out.emplace_back(one.get_string());
  return out;
}

Result<Dish> dish_of(const json::value& value) {
  if (!value.is_object()) return fail(ErrorKind::invalid, "Un plat est un objet avec son nom.", {}, "dishes");
  const json::object& body = value.get_object();
  Dish dish;
  dish.name = base::text_or(body, "name");
  dish.component = base::text_or(body, "component", "autre");
  dish.siqo = text_list(body, "siqo");
  dish.allergens = text_list(body, "allergens");
  for (const std::string& one : text_list(body, "classes")) dish.classes |= classes_of(one);
  dish.classes_origin = "saisie";
  return dish;
}

Result<net::Response> put(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(body, net::body_object(request));
  DayMenu menu;
  PARVIS_TRY(day, day_param(request, "date"));
  menu.day = day;
  menu.kitchen_id = base::text_or(body, "kitchen_id");
  menu.service = base::text_or(body, "service", "midi");
  PARVIS_TRY(dishes, base::need_array(body, "dishes"));
  for (const auto& one : dishes) {
    PARVIS_TRY(dish, dish_of(one));
    menu.dishes.push_back(std::move(dish));
  }
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(before, MenuStore::between(session, day, day));
    for (const DayMenu& known : before)
      if (known.kitchen_id == menu.kitchen_id && known.service == menu.service)
        menu.published_at = known.published_at;
    PARVIS_CHECK(MenuStore::put(session, menu));
    return store::append_audit(session, context.clock.now(), "canteen.menu", person.user_id,
                               "canteen_menu:" + base::format_day(day), {{"dishes", menu.dishes.size()}});
  }));
  return net::json_answer(to_json(menu));
}

Result<net::Response> publish(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(from, need_day(body, "from"));
  PARVIS_TRY(to, need_day(body, "to"));
  PARVIS_TRY(days, context.database.write([&](store::Session& session) -> Result<std::int64_t> {
    PARVIS_TRY(published, MenuStore::publish(session, from, to, context.clock.now()));
    PARVIS_CHECK(store::append_audit(session, context.clock.now(), "canteen.menu.publish", person.user_id,
                                     "canteen_menu:" + base::format_day(from), {{"days", published}}));
    return published;
  }));
  return net::json_answer(json::object{{"days", days}});
}

// From the Monday of the week asked (this week when none is), four weeks of what is published.
Result<std::vector<DayMenu>> published(CanteenContext& context, const net::Request& request) {
  Day day = context.today();
  if (request.query.has("week")) {
    PARVIS_TRY(asked, day_query(request, "week"));
    day = asked;
  }
  const Day monday = base::plus_days(day, -base::weekday(day));
  PARVIS_TRY(menus, context.database.read([&](store::Session& session) {
    return MenuStore::between(session, monday, base::plus_days(monday, days_of_public));
  }));
  const std::string kitchen = request.query_text("kitchen");
  std::erase_if(menus, [&](const DayMenu& menu) {
    return !menu.published_at || (!kitchen.empty() && !menu.kitchen_id.empty() && menu.kitchen_id != kitchen);
  });
  return menus;
}

Result<net::Response> public_list(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(menus, published(context, request));
  json::array items;
  for (const DayMenu& menu : menus) items.push_back(public_json(menu));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> public_ical(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(menus, published(context, request));
  net::Response response = net::text(menus_ical(menus, context.town_name(), context.clock.now()));
  response.headers.set("Content-Type", "text/calendar; charset=utf-8");
  return response;
}

}  // namespace

void add_menu_api(net::Router& router, CanteenContext& context) {
  net::Shapes all{
      {"dish", net::object_of("name:text component:text siqo:text[] allergens:text[] classes:text[] "
                              "classes_origin:text")}};
  const std::string menu_fields =
      "date:text day:text kitchen_id:text service:text dishes:dish[] state:text published_at:text?";
  net::RouteOptions listing = route_options(read_right, net::items_of(menu_fields, all));
  listing.params = {query_param("from", net::ParamType::text, "Premier jour", true),
                    query_param("to", net::ParamType::text, "Dernier jour", true)};
  add_route(router, {"GET", "menus", "Menus, publiés ou non"}, listing,
            [&](net::Request& request) { return list(context, request); });
  add_route(router, {"PUT", "menus/{date}", "Écrit le menu d’un jour"},
            route_options(plan_right, net::object_of(menu_fields, all)),
            [&](net::Request& request) { return put(context, request); });
  add_route(router, {"POST", "menus/publish", "Publie les menus d’une période"},
            route_options(plan_right, net::object_of("days:integer")),
            [&](net::Request& request) { return publish(context, request); });
}

void add_public_menus(net::Router& router, CanteenContext& context) {
  const net::Shapes all{{"dish", net::object_of("name:text component:text siqo:text[] allergens:text[]")}};
  net::RouteOptions options;
  options.params = {query_param("week", net::ParamType::text, "Un jour de la première semaine"),
                    query_param("kitchen", net::ParamType::text, "Une seule cuisine")};
  net::RouteOptions calendar = options;
  calendar.response_type = "text/calendar";
  options.response_schema =
      json::serialize(net::items_of("date:text day:text kitchen_id:text service:text dishes:dish[]", all));
  add_route(router, {"GET", "public/menus", "Menus publiés, quatre semaines"}, options,
            [&](net::Request& request) { return public_list(context, request); });
  add_route(router, {"GET", "public/menus.ics", "Menus publiés, pour un agenda"}, calendar,
            [&](net::Request& request) { return public_ical(context, request); });
}

}  // namespace parvis::canteen
