// Outings and closures over HTTP, under /api/v1/canteen. Each write says what it does to the orders of its
// days.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int most_days_asked = 400;
constexpr int most_days_heard = 40;  // of a closure: orders stand on few days ahead

json::object item_json(const Outing& outing, const CanteenContext& context) {
  return {{"id", outing.id},
          {"canteen_id", outing.canteen_id},
          {"date", base::format_day(outing.day)},
          {"day", french_day(outing.day)},
          {"class_label", outing.class_label},
          {"pupils_away", outing.pupils_away},
          {"picnic", outing.picnic},
          {"said_by", context.person_name(outing.said_by)},
          {"said_at", base::format_utc(outing.said_at)},
          {"version", outing.version}};
}

json::object item_json(const Closure& closure, const CanteenContext& context) {
  return {{"id", closure.id},
          {"canteen_id", closure.canteen_id},
          {"from", base::format_day(closure.first)},
          {"to", base::format_day(closure.last)},
          {"reason", closure.reason},
          {"host_canteen_id", text_or_null(closure.host_canteen_id)},
          {"said_by", context.person_name(closure.said_by)},
          {"said_at", base::format_utc(closure.said_at)},
          {"version", closure.version}};
}

constexpr std::string_view outing_fields =
    "id:text canteen_id:text date:text day:text class_label:text pupils_away:integer picnic:flag "
    "said_by:text "
    "said_at:text version:integer";
constexpr std::string_view closure_fields =
    "id:text canteen_id:text from:text to:text reason:text host_canteen_id:text? said_by:text said_at:text "
    "version:integer";

std::vector<Day> days_of(const Outing& outing) {
  return {outing.day};
}

std::vector<Day> days_of(const Closure& closure) {
  std::vector<Day> out;
  for (int i = 0; i < most_days_heard && base::plus_days(closure.first, i) <= closure.last; ++i)
    out.push_back(base::plus_days(closure.first, i));
  return out;
}

Status read_body(Outing& outing, const json::object& body) {
  PARVIS_TRY(day, need_day(body, "date"));
  outing.day = day;
  outing.class_label = base::text_or(body, "class_label");
  PARVIS_TRY(away, base::need_integer(body, "pupils_away"));
  outing.pupils_away = static_cast<int>(std::min<std::int64_t>(std::max<std::int64_t>(away, -1), 1'000'000));
  outing.picnic = base::flag_or(body, "picnic");
  return {};
}

Status read_body(Closure& closure, const json::object& body) {
  PARVIS_TRY(first, need_day(body, "from"));
  PARVIS_TRY(last, need_day(body, "to"));
  closure.first = first;
  closure.last = last;
  closure.reason = base::text_or(body, "reason");
  closure.host_canteen_id = base::text_or(body, "host_canteen_id");
  return {};
}

// The two kinds differ in their store functions alone.
struct Outings {
  using Item = Outing;
  static constexpr const char* path = "outings";
  static auto find(store::Session& session, const std::string& id) {
    return PlanStore::find_outing(session, id);
  }
  static auto list(store::Session& session, const Day& from, const Day& to) {
    return PlanStore::outings(session, from, to);
  }
  static auto remove(store::Session& session, const std::string& id) {
    return PlanStore::remove_outing(session, id);
  }
};
struct Closures {
  using Item = Closure;
  static constexpr const char* path = "closures";
  static auto find(store::Session& session, const std::string& id) {
    return PlanStore::find_closure(session, id);
  }
  static auto list(store::Session& session, const Day& from, const Day& to) {
    return PlanStore::closures(session, from, to);
  }
  static auto remove(store::Session& session, const std::string& id) {
    return PlanStore::remove_closure(session, id);
  }
};

template <class Item>
Result<json::array> heard(ForecastDesk& desk, store::Session& session, const Item& item) {
  json::array out;
  for (const Day& day : days_of(item)) {
    PARVIS_TRY(effects, desk.hear(session, day));
    for (json::value& effect : to_json(effects)) out.push_back(std::move(effect));
  }
  return out;
}

template <class Kind>
Result<net::Response> list(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(from, day_query(request, "from"));
  PARVIS_TRY(to, day_query(request, "to"));
  if (base::days_between(from, to) > most_days_asked)
    return fail(ErrorKind::invalid, "Demandez 400 jours au plus.", {}, "to");
  PARVIS_TRY(found,
             context.database.read([&](store::Session& session) { return Kind::list(session, from, to); }));
  json::array items;
  for (const auto& item : found) items.push_back(item_json(item, context));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

// POST adds; PUT changes the version seen.
template <class Kind>
Result<net::Response> put(CanteenContext& context, ForecastDesk& desk, net::Request& request) {
  const bool is_new = request.method == "POST";
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, plan_right, is_new ? Version::optional : Version::needed, body));
  typename Kind::Item given;
  PARVIS_CHECK(read_body(given, body));
  json::array effects;
  PARVIS_TRY(saved, context.database.write([&](store::Session& session) -> Result<typename Kind::Item> {
    effects.clear();  // the transaction may run again
    auto item = given;
    item.canteen_id = base::text_or(body, "canteen_id");
    std::optional<typename Kind::Item> before;
    if (!is_new) {
      PARVIS_TRY(found, Kind::find(session, request.param("id")));
      item.id = found.id;
      item.canteen_id = found.canteen_id;
      item.version = write.version;
      before = std::move(found);
    }
    PARVIS_TRY(canteen, CanteenStore::find(session, item.canteen_id));
    PARVIS_CHECK(may_touch(request, canteen.id));
    item.said_by = write.actor;
    item.said_at = context.clock.now();
    PARVIS_TRY(put_item, PlanStore::put(session, item));
    PARVIS_TRY(first, OrderStore::first_time(session, write.actor, write.key, std::string(Kind::path),
                                             item.said_at));
    if (!first) return fail(ErrorKind::conflict, "Cette saisie a déjà été enregistrée.", {}, "already_saved");
    if (before && days_of(*before) != days_of(put_item)) {
      PARVIS_TRY(left, heard(desk, session, *before));
      for (auto& one : left) effects.push_back(std::move(one));
    }
    PARVIS_TRY(told, heard(desk, session, put_item));
    for (auto& one : told) effects.push_back(std::move(one));
    PARVIS_CHECK(store::append_audit(session, item.said_at, std::string("canteen.") + Kind::path, write.actor,
                                     std::string("canteen_") + Kind::path + ":" + put_item.id,
                                     {{"version", put_item.version}}));
    return put_item;
  }));
  return with_version(
      net::json_answer(json::object{{"item", item_json(saved, context)}, {"effects", effects}},
                       is_new ? 201 : 200),
      saved.version);
}

template <class Kind>
Result<net::Response> remove(CanteenContext& context, ForecastDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(effects, context.database.write([&](store::Session& session) -> Result<json::array> {
    PARVIS_TRY(found, Kind::find(session, request.param("id")));
    PARVIS_CHECK(may_touch(request, found.canteen_id));
    PARVIS_CHECK(Kind::remove(session, found.id));
    PARVIS_CHECK(store::append_audit(session, context.clock.now(), std::string("canteen.") + Kind::path,
                                     person.user_id, std::string("canteen_") + Kind::path + ":" + found.id,
                                     {{"removed", true}}));
    return heard(desk, session, found);
  }));
  return net::json_answer(json::object{{"effects", std::move(effects)}});
}

struct PlanTexts {
  std::string list, add, change, remove;
};

template <class Kind>
void add_kind(net::Router& router, CanteenContext& context, ForecastDesk& desk, std::string_view fields,
              const PlanTexts& texts) {
  net::Shapes all = shapes();
  all["entry"] = net::object_of(fields);
  const std::string path = Kind::path;
  net::RouteOptions listing = route_options(read_right, net::object_of("items:entry[]", all));
  listing.params = {query_param("from", net::ParamType::text, "Premier jour", true),
                    query_param("to", net::ParamType::text, "Dernier jour", true)};
  const json::object answer = net::object_of("item:entry effects:effect[]", all);
  add_route(router, {"GET", path, texts.list}, listing,
            [&](net::Request& request) { return list<Kind>(context, request); });
  add_route(router, {"POST", path, texts.add}, route_options(plan_right, answer, 201),
            [&](net::Request& request) { return put<Kind>(context, desk, request); });
  add_route(router, {"PUT", path + "/{id}", texts.change}, route_options(plan_right, answer),
            [&](net::Request& request) { return put<Kind>(context, desk, request); });
  add_route(router, {"DELETE", path + "/{id}", texts.remove},
            route_options(plan_right, net::object_of("effects:effect[]", all)),
            [&](net::Request& request) { return remove<Kind>(context, desk, request); });
}

}  // namespace

void add_plan_api(net::Router& router, CanteenContext& context, ForecastDesk& desk) {
  add_kind<Outings>(router, context, desk, outing_fields,
                    {"Sorties scolaires", "Déclare une sortie", "Modifie une sortie", "Retire une sortie"});
  add_kind<Closures>(
      router, context, desk, closure_fields,
      {"Fermetures de cantines", "Déclare une fermeture", "Modifie une fermeture", "Retire une fermeture"});
}

}  // namespace parvis::canteen
