// Days, forecasts and their reasons, under /api/v1/canteen.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "store/jobs.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int weeks_of_history = 8;
constexpr int days_a_week = 7;
constexpr std::string_view usual_appointment = "production";

std::string appointment_of(const net::Request& request) {
  return request.query_text("appointment", usual_appointment);
}

json::value run_json(const DayView& view, const CanteenContext& context) {
  if (!view.run) return nullptr;
  const ForecastRunRecord& run = *view.run;
  return json::object{{"id", run.id},
                      {"origin", base::format_day(run.origin)},
                      {"made_at", base::format_utc(run.made_at)},
                      {"made", base::french_date_time(run.made_at, context.zone())},
                      {"engine", run.engine},
                      {"engine_label", engine_words(run.engine)},
                      {"fallback", run.fallback},
                      {"seconds", run.seconds}};
}

json::object head_json(const DayView& view, const CanteenContext& context) {
  json::array appointments;
  for (const Appointment& one : view.appointments) appointments.push_back(to_json(one, view.day, context));
  return {{"date", base::format_day(view.day)},
          {"day", french_day(view.day)},
          {"today", base::format_day(context.today())},
          {"appointment", to_json(view.appointment, view.day, context)},
          {"appointments", std::move(appointments)},
          {"no_service", view.no_service},
          {"strike", view.strike},
          {"run", run_json(view, context)},
          {"sentence", decides_sentence}};
}

constexpr std::string_view head_fields =
    "date:text day:text today:text appointment:appointment appointments:appointment[] no_service:text "
    "strike:flag "
    "run:run? sentence:text ";

bool shows_decision(const DayView& view) {
  for (const DayRow& row : view.rows)
    if (row.order || row.forecast) return true;
  return false;
}

Result<net::Response> list(CanteenContext& context, net::Request& request) {
  const Day day = request.query.has("date") ? Day{} : context.today();
  PARVIS_TRY(asked, request.query.has("date") ? day_query(request, "date") : Result<Day>(day));
  PARVIS_TRY(view, day_view(context, asked, appointment_of(request)));
  json::object out = head_json(view, context);
  json::array rows;
  for (const DayRow& row : view.rows) rows.push_back(to_json(row, view, context));
  out["totals"] = totals_of(view);
  out["rows"] = std::move(rows);
  return carrying(net::json_answer(out), shows_decision(view) ? by_row : no_decision);
}

json::array counts_json(const std::vector<StoredCount>& counts, const CanteenContext& context) {
  json::array out;
  for (const StoredCount& count : counts) out.push_back(to_json(count, context));
  return out;
}

json::object outing_json(const Outing& outing) {
  return {{"id", outing.id},
          {"class_label", outing.class_label},
          {"pupils_away", outing.pupils_away},
          {"picnic", outing.picnic}};
}

json::array events_json(const std::vector<OrderEvent>& events, const CanteenContext& context) {
  json::array out;
  for (const OrderEvent& event : events)
    out.push_back(json::object{{"version", event.version},
                               {"state", order_state_codes.code(event.state)},
                               {"state_label", label_of(event.state)},
                               {"final", or_null(event.final)},
                               {"reason", event.reason},
                               {"note", event.note},
                               {"by", event.by.empty() ? std::string() : context.person_name(event.by)},
                               {"at", base::format_utc(event.at)},
                               {"when", base::french_date_time(event.at, context.zone())}});
  return out;
}

constexpr std::string_view sheet_fields =
    "row:row parts:part[] history:count[] outings:outing[] events:event[]";

Result<net::Response> one_canteen(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(day, day_param(request, "date"));
  const std::string canteen_id = request.param("canteen");
  PARVIS_TRY(view, day_view(context, day, appointment_of(request), canteen_id));
  if (view.rows.empty())
    return fail(ErrorKind::not_found, "Cette cantine n’est pas ouverte ce jour-là.", {}, "canteen");
  const DayRow& row = view.rows[0];
  std::vector<OrderEvent> events;
  PARVIS_TRY(history, context.database.read([&](store::Session& session) -> Result<std::vector<StoredCount>> {
    if (row.order) {
      PARVIS_TRY(found, OrderStore::events(session, row.order->id));
      events = std::move(found);
    }
    return CountStore::between(session, canteen_id, base::plus_days(day, -weeks_of_history * days_a_week),
                               day);
  }));
  json::object out = head_json(view, context);
  const bool hidden = row.order && row.order->hidden();
  json::array outings;
  for (const Outing& outing : view.news.outings)
    if (outing.canteen_id == canteen_id) outings.push_back(outing_json(outing));
  out["row"] = to_json(row, view, context);
  out["parts"] = row.forecast && !hidden ? to_json(parts_of(*row.forecast, row.now)) : json::array{};
  out["history"] = counts_json(history, context);
  out["outings"] = std::move(outings);
  out["events"] = events_json(events, context);
  const std::string decision = row.order      ? row.order->decision_id
                               : row.forecast ? row.forecast->decision_id
                                              : "";
  return carrying(net::json_answer(out), decision);
}

Result<net::Response> forecasts(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(day, day_query(request, "date"));
  PARVIS_TRY(view, day_view(context, day, appointment_of(request)));
  json::array items;
  for (const DayRow& row : view.rows)
    if (row.forecast && !(row.order && row.order->hidden()))
      items.push_back(to_json(*row.forecast, row.now, context));
  const bool any = !items.empty();
  return carrying(net::json_answer(json::object{{"items", std::move(items)}}), any ? by_row : no_decision);
}

struct Explained {
  StoredForecast forecast;
  OrderFigures now;
  std::optional<StoredForecast> before;
  OrderFigures then;
};

// The news of the moment when `forecast` was made, where an order kept it; else those of now.
OrderFigures news_then(const std::vector<StoredOrder>& orders, const StoredForecast& forecast,
                       OrderFigures now) {
  for (const StoredOrder& order : orders)
    if (order.forecast_id == forecast.id) return order.figures;
  const double by_news = now.expected - now.ordinary;
  now.ordinary = forecast.mean;
  now.expected = forecast.mean + by_news;
  return now;
}

Result<Explained> explained(CanteenContext& context, const std::string& id) {
  std::vector<StoredOrder> orders;
  Explained out;
  PARVIS_TRY(forecast, context.database.read([&](store::Session& session) -> Result<StoredForecast> {
    PARVIS_TRY(found, ForecastStore::find(session, id));
    PARVIS_TRY(before, ForecastStore::before(session, found));
    out.before = std::move(before);
    PARVIS_TRY(of_canteen, OrderStore::of_canteen(session, found.canteen_id, found.day));
    orders = std::move(of_canteen);
    PARVIS_TRY(news, news_of(session, found.day));
    PARVIS_TRY(expected, outlooks({found}, news, 0.95));
    const auto outlook = expected.find(found.canteen_id);
    out.now.ordinary = out.now.expected = found.mean;
    if (outlook != expected.end()) {
      out.now.expected = outlook->second.expected;
      out.now.outings = outlook->second.outings;
      out.now.strike = outlook->second.strike;
      out.now.strike_strength = outlook->second.strike_strength;
      out.now.closed = outlook->second.closed;
    }
    return found;
  }));
  for (const StoredOrder& order : orders)
    if (order.forecast_id == forecast.id && order.hidden())
      return fail(ErrorKind::conflict,
                  "Pour cette commande, donnez d’abord votre nombre : la proposition vient après.", {},
                  "blind");
  out.forecast = std::move(forecast);
  if (out.before) out.then = news_then(orders, *out.before, out.now);
  return out;
}

Result<net::Response> explanation(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(told, explained(context, request.param("id")));
  json::array levels, meals, used;
  for (const double one : told.forecast.law.levels) levels.emplace_back(one);
  for (const double one : told.forecast.law.meals) meals.emplace_back(one);
  for (const double one : told.forecast.level_used) used.emplace_back(one);
  json::object out{{"forecast", to_json(told.forecast, told.now, context)},
                   {"sentence", sentence_of(told.forecast, told.now)},
                   {"parts", to_json(parts_of(told.forecast, told.now))},
                   {"levels", std::move(levels)},
                   {"meals", std::move(meals)},
                   {"level_used", std::move(used)}};
  return carrying(net::json_answer(out), told.forecast.decision_id);
}

Result<net::Response> changes(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(told, explained(context, request.param("id")));
  json::object out{{"since", json::value()}, {"before", json::value()}, {"after", told.now.expected},
                   {"change", 0.0},          {"shown_first", false},    {"parts", json::array{}}};
  out["decision_id"] = told.forecast.decision_id;
  if (told.before) {
    out["since"] = json::object{{"appointment", told.before->appointment},
                                {"made_at", base::format_utc(told.before->run.made_at)},
                                {"made", base::french_date_time(told.before->run.made_at, context.zone())}};
    out["before"] = told.then.expected;
    out["change"] = told.now.expected - told.then.expected;
    out["shown_first"] = big_change(told.then.expected, told.now.expected);
    out["parts"] = to_json(changes_between(*told.before, told.then, told.forecast, told.now));
  }
  return carrying(net::json_answer(out), told.forecast.decision_id);
}

Result<net::Response> ask_forecast(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, order_right));
  PARVIS_TRY(body, net::body_object(request));
  const std::string appointment = base::text_or(body, "appointment", usual_appointment);
  PARVIS_TRY(day, opt_day(body, "date"));
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(known, OrderStore::appointment(session, appointment));
    return store::enqueue(session, "canteen.forecast",
                          {{"appointment", known.code}, {"date", day_text(day)}, {"by", person.user_id}},
                          context.clock.now());
  }));
  return net::json_answer(json::object{{"asked", true}}, 202);
}

}  // namespace

void add_day_api(net::Router& router, CanteenContext& context, ForecastDesk&) {
  const net::Param date = query_param("date", net::ParamType::text, "Jour du service, AAAA-MM-JJ");
  const net::Param appointment = query_param("appointment", net::ParamType::text, "Code du rendez-vous");
  net::Shapes all = shapes();
  all["outing"] = net::object_of("id:text class_label:text pupils_away:integer picnic:flag");
  all["event"] = net::object_of(
      "version:integer state:text state_label:text final:integer? reason:text note:text by:text at:text "
      "when:text");
  all["since"] = net::object_of("appointment:text made_at:text made:text");
  const auto reading = [&](const json::object& schema, std::vector<net::Param> params) {
    net::RouteOptions options = route_options(read_right, schema);
    options.ai_output = true;
    options.params = std::move(params);
    return options;
  };
  add_route(router, {"GET", "days", "Les cantines d’un jour, les douteuses d’abord"},
            reading(net::object_of(std::string(head_fields) + "totals:totals rows:row[]", all),
                    {date, appointment}),
            [&](net::Request& request) { return list(context, request); });
  add_route(router,
            {"GET", "days/{date}/{canteen}", "Une cantine un jour : prévision, raisons, commande, comptages"},
            reading(net::object_of(std::string(head_fields) + std::string(sheet_fields), all), {appointment}),
            [&](net::Request& request) { return one_canteen(context, request); });
  net::Param needed = date;
  needed.required = true;
  add_route(router, {"GET", "forecasts", "Prévisions d’un jour"},
            reading(net::object_of("items:forecast[]", all), {needed, appointment}),
            [&](net::Request& request) { return forecasts(context, request); });
  add_route(
      router, {"GET", "forecasts/{id}/explanation", "Ce qui explique une prévision, en repas"},
      reading(net::object_of("forecast:forecast sentence:text parts:part[] levels:number[] meals:number[] "
                             "level_used:number[]",
                             all),
              {}),
      [&](net::Request& request) { return explanation(context, request); });
  add_route(router,
            {"GET", "forecasts/{id}/changes", "Ce qui a changé depuis le rendez-vous précédent, en repas"},
            reading(net::object_of("since:since? before:number? after:number change:number shown_first:flag "
                                   "parts:part[] decision_id:text",
                                   all),
                    {}),
            [&](net::Request& request) { return changes(context, request); });
  add_route(router, {"POST", "forecasts", "Demande le calcul des prévisions d’un rendez-vous"},
            route_options(order_right, net::object_of("asked:flag"), 202),
            [&](net::Request& request) { return ask_forecast(context, request); });
}

}  // namespace parvis::canteen
