// Orders and counts over HTTP, under /api/v1/canteen.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

using Act =
    std::function<Result<StoredOrder>(const std::string& id, const json::object& body, const Write& write)>;

Status touches(CanteenContext& context, const net::Request& request, const std::string& order_id) {
  PARVIS_TRY(order, context.database.read(
                        [&](store::Session& session) { return OrderStore::find(session, order_id); }));
  return may_touch(request, order.canteen_id);
}

Result<net::Response> act(CanteenContext& context, net::Request& request, const char* right,
                          const Act& what) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, right, Version::needed, body));
  PARVIS_CHECK(touches(context, request, request.param("id")));
  PARVIS_TRY(order, what(request.param("id"), body, write));
  return carrying(with_version(net::json_answer(to_json(order, context)), order.version), order.decision_id);
}

Result<net::Response> confirm_all(CanteenContext& context, OrderDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, order_right, Version::optional, body));
  PARVIS_TRY(day, need_day(body, "date"));
  PARVIS_TRY(orders, base::need_object(body, "orders"));
  PARVIS_TRY(known, context.database.read([&](store::Session& session) {
    return OrderStore::of_day(session, day, base::text_or(body, "appointment", "production"));
  }));
  std::map<std::string, std::int64_t> versions;
  for (const auto& member : orders)
    if (member.value().is_int64()) versions[std::string(member.key())] = member.value().get_int64();
  for (const StoredOrder& order : known)
    if (versions.contains(order.id)) PARVIS_CHECK(may_touch(request, order.canteen_id));
  PARVIS_TRY(done, desk.confirm_all(day, base::text_or(body, "appointment", "production"), versions, write));
  json::array confirmed, left;
  for (const StoredOrder& order : done.confirmed) confirmed.push_back(to_json(order, context));
  for (const std::string& id : done.left) left.emplace_back(id);
  const bool any = !confirmed.empty();
  return carrying(
      net::json_answer(json::object{{"confirmed", std::move(confirmed)}, {"left", std::move(left)}}),
      any ? by_row : no_decision);
}

Result<net::Response> pass(OrderDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, kitchen_right, Version::optional, body));
  PARVIS_TRY(day, need_day(body, "date"));
  std::optional<std::int64_t> sum;
  if (const auto given = base::opt_number(body, "sum")) sum = static_cast<std::int64_t>(*given);
  PARVIS_TRY(done, desk.pass(day, base::text_or(body, "appointment", "production"),
                             base::text_or(body, "kitchen_id"), sum, write));
  return net::json_answer(
      json::object{{"orders", done.orders}, {"meals", done.meals}, {"unattended", done.unattended}});
}

Result<net::Response> put_count(CanteenContext& context, OrderDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, count_right, Version::optional, body));
  PARVIS_TRY(day, day_param(request, "date"));
  PARVIS_CHECK(may_touch(request, request.param("canteen")));
  CountGiven given;
  PARVIS_TRY(eaten, base::need_number(body, "eaten"));
  given.eaten = eaten;
  given.ordered = base::opt_number(body, "ordered");
  given.sure = base::flag_or(body, "sure");
  PARVIS_TRY(count, desk.count(request.param("canteen"), day, given, write));
  return with_version(net::json_answer(to_json(count, context)), count.version);
}

Result<net::Response> counts(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(from, day_query(request, "from"));
  PARVIS_TRY(to, day_query(request, "to"));
  constexpr int most_days = 400;
  if (base::days_between(from, to) > most_days)
    return fail(ErrorKind::invalid, "Demandez 400 jours au plus.", {}, "to");
  PARVIS_TRY(found, context.database.read([&](store::Session& session) {
    return CountStore::between(session, request.query_text("canteen"), from, to);
  }));
  json::array items;
  for (const StoredCount& count : found) items.push_back(to_json(count, context));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

}  // namespace

void add_order_api(net::Router& router, CanteenContext& context, OrderDesk& desk) {
  const auto order_answer = [](const char* right) {
    net::RouteOptions options = route_options(right, shapes().at("order").as_object());
    options.ai_output = true;
    return options;
  };
  const auto add_act = [&](const std::string& name, const std::string& summary, const char* right,
                           const Act& what) {
    add_route(router, {"POST", "orders/{id}/" + name, summary}, order_answer(right),
              [&context, right, what](net::Request& request) { return act(context, request, right, what); });
  };
  add_act("confirm", "Confirme la commande proposée", order_right,
          [&](const std::string& id, const json::object&, const Write& write) {
            return desk.confirm(id, write);
          });
  add_act("correct", "Corrige une commande, avec sa raison", order_right,
          [&](const std::string& id, const json::object& body, const Write& write) -> Result<StoredOrder> {
            PARVIS_TRY(meals, base::need_integer(body, "meals"));
            if (meals < 0 || meals > 1'000'000)
              return fail(ErrorKind::invalid, "Indiquez un nombre de repas.", {}, "meals");
            return desk.correct(
                id, {static_cast<int>(meals), base::text_or(body, "reason"), base::text_or(body, "note")},
                write);
          });
  add_act("undo", "Revient à la proposition", order_right,
          [&](const std::string& id, const json::object&, const Write& write) {
            return desk.take_back(id, write);
          });
  add_act("approve", "Une deuxième personne approuve un nombre sous le plancher", order_right,
          [&](const std::string& id, const json::object&, const Write& write) {
            return desk.approve(id, write);
          });
  net::RouteOptions all =
      route_options(order_right, net::object_of("confirmed:order[] left:text[]", shapes()));
  all.ai_output = true;
  add_route(router, {"POST", "orders/confirm", "Confirme toutes les commandes vues, sauf celles écartées"},
            all, [&](net::Request& request) { return confirm_all(context, desk, request); });
  add_route(router, {"POST", "orders/pass", "Passe la commande d’un jour"},
            route_options(kitchen_right, net::object_of("orders:integer meals:integer unattended:integer")),
            [&](net::Request& request) { return pass(desk, request); });
  add_route(router, {"PUT", "counts/{canteen}/{date}", "Compte les repas mangés"},
            route_options(count_right, shapes().at("count").as_object()),
            [&](net::Request& request) { return put_count(context, desk, request); });
  net::RouteOptions listing = route_options(read_right, net::object_of("items:count[]", shapes()));
  listing.params = {query_param("from", net::ParamType::text, "Premier jour", true),
                    query_param("to", net::ParamType::text, "Dernier jour", true),
                    query_param("canteen", net::ParamType::text, "Une seule cantine")};
  add_route(router, {"GET", "counts", "Repas commandés et mangés, par jour"}, listing,
            [&](net::Request& request) { return counts(context, request); });
}

}  // namespace parvis::canteen
