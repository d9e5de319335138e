// Strike notices and sheets over HTTP, under /api/v1/canteen.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& text : list) out.emplace_back(text);
  return out;
}

json::object to_json(const SheetOfStrike& sheet, const CanteenContext& context) {
  return {{"canteen_id", sheet.canteen_id},
          {"date", base::format_day(sheet.day)},
          {"staff_expected", or_null(sheet.staff_expected)},
          {"staff_declared", or_null(sheet.staff_declared)},
          {"teachers_declared", or_null(sheet.teachers_declared)},
          {"classes_closed", texts(sheet.classes_closed)},
          {"strength", or_null(sheet.strength)},
          {"service", sheet.service},
          {"host_canteen_id", text_or_null(sheet.host_canteen_id)},
          {"said_by", context.person_name(sheet.said_by)},
          {"said_at", base::format_utc(sheet.said_at)},
          {"version", sheet.version}};
}

constexpr std::string_view sheet_fields =
    "canteen_id:text date:text staff_expected:integer? staff_declared:integer? teachers_declared:integer? "
    "classes_closed:text[] strength:number? service:text host_canteen_id:text? said_by:text said_at:text "
    "version:integer";

std::optional<std::int64_t> opt_count(const json::object& body, std::string_view key) {
  const auto value = base::opt_number(body, key);
  return value ? std::optional<std::int64_t>(static_cast<std::int64_t>(*value)) : std::nullopt;
}

Result<net::Response> strikes(CanteenContext& context) {
  PARVIS_TRY(found,
             context.database.read([](store::Session& session) { return PlanStore::strikes(session); }));
  json::array items;
  for (const Strike& strike : found)
    items.push_back(json::object{{"date", base::format_day(strike.day)},
                                 {"day", french_day(strike.day)},
                                 {"scope", strike.scope},
                                 {"source", strike.source}});
  return net::json_answer(json::object{{"items", std::move(items)}});
}

// A notice known or taken back changes the floor of the day's orders.
Result<net::Response> change_strike(CanteenContext& context, ForecastDesk& desk, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(day, day_param(request, "date"));
  json::object body;
  if (request.method == "PUT") {
    PARVIS_TRY(given, net::body_object(request));
    body = std::move(given);
  }
  PARVIS_TRY(effects, context.database.write([&](store::Session& session) -> Result<std::vector<NewsEffect>> {
    if (request.method == "PUT") {
      PARVIS_CHECK(PlanStore::put(
          session, Strike{day, base::text_or(body, "scope", "national"), base::text_or(body, "source")}));
    } else {
      PARVIS_CHECK(PlanStore::remove_strike(session, day));
    }
    PARVIS_CHECK(store::append_audit(session, context.clock.now(), "canteen.strike", person.user_id,
                                     "canteen_day:" + base::format_day(day), {{"method", request.method}}));
    return desk.hear(session, day);
  }));
  return net::json_answer(json::object{{"effects", canteen::to_json(effects)}});
}

Result<net::Response> sheets(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(day, day_query(request, "date"));
  const std::string appointment = request.query_text("appointment", "production");
  PARVIS_TRY(view, day_view(context, day, appointment));
  json::array items;
  for (const DayRow& row : view.rows) {
    json::object item{
        {"canteen", canteen::to_json(row.canteen)}, {"sheet", json::value()}, {"order", json::value()}};
    for (const SheetOfStrike& sheet : view.news.sheets)
      if (sheet.canteen_id == row.canteen.id) item["sheet"] = to_json(sheet, context);
    if (row.order) item["order"] = canteen::to_json(*row.order, context);
    items.push_back(std::move(item));
  }
  const bool any = !items.empty();
  return carrying(
      net::json_answer(json::object{{"date", base::format_day(day)},
                                    {"day", french_day(day)},
                                    {"strike", view.strike},
                                    {"open", view.open},
                                    {"appointment", canteen::to_json(view.appointment, day, context)},
                                    {"items", std::move(items)}}),
      any && view.run ? by_row : no_decision);
}

Result<SheetOfStrike> sheet_of(const net::Request& request, const json::object& body, const Write& write) {
  SheetOfStrike sheet;
  sheet.canteen_id = request.param("canteen");
  PARVIS_TRY(day, day_param(request, "date"));
  sheet.day = day;
  sheet.staff_expected = opt_count(body, "staff_expected");
  sheet.staff_declared = opt_count(body, "staff_declared");
  sheet.teachers_declared = opt_count(body, "teachers_declared");
  sheet.strength = base::opt_number(body, "strength");
  sheet.service = base::text_or(body, "service", "normal");
  sheet.host_canteen_id = base::text_or(body, "host_canteen_id");
  sheet.said_by = write.actor;
  sheet.version = write.version;
  if (const auto* list = body.if_contains("classes_closed"); list != nullptr && list->is_array())
    for (const auto& one : list->get_array())
      if (one.is_string()) sheet.classes_closed.emplace_back(one.get_string());
  return sheet;
}

Result<net::Response> put_sheet(CanteenContext& context, ForecastDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, strike_right, Version::optional, body));
  PARVIS_TRY(sheet, sheet_of(request, body, write));
  PARVIS_CHECK(may_touch(request, sheet.canteen_id));
  sheet.said_at = context.clock.now();
  std::vector<NewsEffect> effects;
  PARVIS_TRY(saved, context.database.write([&](store::Session& session) -> Result<SheetOfStrike> {
    PARVIS_TRY(canteen, CanteenStore::find(session, sheet.canteen_id));
    PARVIS_TRY(first, OrderStore::first_time(session, write.actor, write.key,
                                             "sheet:" + canteen.id + ":" + base::format_day(sheet.day),
                                             sheet.said_at));
    if (!first) {
      PARVIS_TRY(known, PlanStore::sheets(session, sheet.day, sheet.day));
      for (const SheetOfStrike& one : known)
        if (one.canteen_id == canteen.id) return one;
    }
    PARVIS_TRY(put, PlanStore::put(session, sheet));
    PARVIS_TRY(heard, desk.hear(session, sheet.day));
    effects = std::move(heard);
    PARVIS_CHECK(store::append_audit(session, sheet.said_at, "canteen.strike_sheet", write.actor,
                                     "canteen_day:" + base::format_day(sheet.day) + "/" + canteen.id,
                                     {{"strength", or_null(sheet.strength)}, {"service", sheet.service}}));
    return put;
  }));
  return with_version(net::json_answer(json::object{{"sheet", to_json(saved, context)},
                                                    {"effects", canteen::to_json(effects)}}),
                      saved.version);
}

}  // namespace

void add_strike_api(net::Router& router, CanteenContext& context, ForecastDesk& desk) {
  net::Shapes all = shapes();
  all["sheet"] = net::object_of(sheet_fields);
  all["line"] = net::object_of("canteen:canteen sheet:sheet? order:order?", all);
  const json::object effects = net::object_of("effects:effect[]", all);
  add_route(router, {"GET", "strikes", "Jours de grève annoncés"},
            route_options(read_right, net::items_of("date:text day:text scope:text source:text")),
            [&](net::Request&) { return strikes(context); });
  add_route(router, {"PUT", "strikes/{date}", "Annonce une grève"}, route_options(plan_right, effects),
            [&](net::Request& request) { return change_strike(context, desk, request); });
  add_route(router, {"DELETE", "strikes/{date}", "Retire une annonce de grève"},
            route_options(plan_right, effects),
            [&](net::Request& request) { return change_strike(context, desk, request); });
  net::RouteOptions listing = route_options(
      read_right,
      net::object_of("date:text day:text strike:flag open:flag appointment:appointment items:line[]", all));
  listing.ai_output = true;
  listing.params = {query_param("date", net::ParamType::text, "Jour du service", true),
                    query_param("appointment", net::ParamType::text, "Code du rendez-vous")};
  add_route(router, {"GET", "strike-sheets", "Feuilles de grève d’un jour, une ligne par cantine"}, listing,
            [&](net::Request& request) { return sheets(context, request); });
  add_route(router, {"PUT", "strike-sheets/{canteen}/{date}", "Remplit la feuille de grève d’une cantine"},
            route_options(strike_right, net::object_of("sheet:sheet effects:effect[]", all)),
            [&](net::Request& request) { return put_sheet(context, desk, request); });
}

}  // namespace parvis::canteen
