// The town's service days over HTTP, under /api/v1/canteen/calendar.
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/day_json.hpp"
#include "canteen/desk/stored_history.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int first_month = 8;  // a school year is shown from 1 August
constexpr int least_year = 1990, most_year = 2199;

json::object break_json(const StoredBreak& one) {
  return {{"id", one.id},
          {"label", one.label},
          {"first", base::format_day(one.first)},
          {"last", base::format_day(one.last)},
          {"origin", one.origin}};
}

// What is known of one day, for the strip of the year.
json::object day_json(const TownCalendar& calendar, const std::map<Day, std::int64_t>& counted,
                      const Day& day) {
  const std::string why = no_service(calendar, day);
  const auto counts = counted.find(day);
  std::string origin = "calculé";
  for (const MovedDay& moved : calendar.moved)
    if (moved.day == day) origin = moved.origin;
  return {{"date", base::format_day(day)},
          {"weekday", base::weekday(day)},
          {"service", why.empty()},
          {"why", why},
          {"strike", strike_on(calendar, day)},
          {"counted", counts == counted.end() ? std::int64_t{0} : counts->second},
          {"origin", origin}};
}

Result<net::Response> show(CanteenContext& context, net::Request& request) {
  const int year = static_cast<int>(request.query_integer("year").value_or(school_year_of(context.today())));
  const Day first = base::make_day(year, first_month, 1),
            last = base::make_day(year + 1, first_month - 1, 31);
  std::map<Day, std::int64_t> counted;
  PARVIS_TRY(calendar, context.database.read([&](store::Session& session) -> Result<TownCalendar> {
    PARVIS_TRY(rows, session.query(
                         "SELECT day, COUNT(*) AS n FROM canteen_meal_day WHERE service = 'midi' AND eaten "
                         "IS NOT NULL AND day >= ? AND day <= ? GROUP BY day",
                         {base::format_day(first), base::format_day(last)}));
    for (const store::Row row : rows)
      if (const auto day = day_of(row.text("day"))) counted[*day] = row.integer("n");
    return stored_calendar(session);
  }));
  json::array days, breaks;
  std::int64_t missing = 0;
  for (Day day = first; day <= last; day = base::plus_days(day, 1)) {
    days.push_back(day_json(calendar, counted, day));
    if (day < context.today() && no_service(calendar, day).empty() && !counted.contains(day)) ++missing;
  }
  for (const StoredBreak& one : calendar.breaks)
    if (one.first <= last && first <= one.last) breaks.push_back(break_json(one));
  return net::json_answer(json::object{{"school_year", year},
                                       {"first", base::format_day(first)},
                                       {"last", base::format_day(last)},
                                       {"days_without_count", missing},
                                       {"breaks", std::move(breaks)},
                                       {"days", std::move(days)}});
}

Status audited(store::Session& session, CanteenContext& context, const std::string& actor,
               const std::string& what) {
  return store::append_audit(session, context.clock.now(), "canteen.calendar", actor,
                             "canteen_calendar:" + what, {});
}

Result<net::Response> put_day(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(day, day_param(request, "date"));
  const MovedDay moved{day, base::text_or(body, "kind"), base::text_or(body, "reason"), "saisi"};
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PlanStore::put(session, moved));
    return audited(session, context, person.user_id, base::format_day(day));
  }));
  return net::no_content();
}

Result<net::Response> remove_day(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(day, day_param(request, "date"));
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PlanStore::remove_moved_day(session, day));
    return audited(session, context, person.user_id, base::format_day(day));
  }));
  return net::no_content();
}

Result<net::Response> add_break(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_TRY(body, net::body_object(request));
  StoredBreak one;
  PARVIS_TRY(first, need_day(body, "first"));
  PARVIS_TRY(last, need_day(body, "last"));
  one.first = first;
  one.last = last;
  one.label = base::text_or(body, "label", "vacances");
  one.origin = "saisi";
  one.id = base::format_day(first) + "-" + base::format_day(last);
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PlanStore::put(session, one));
    return audited(session, context, person.user_id, one.id);
  }));
  return net::json_answer(break_json(one), 201);
}

Result<net::Response> remove_break(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(person, account::require(request, plan_right));
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(PlanStore::remove_break(session, request.param("id")));
    return audited(session, context, person.user_id, request.param("id"));
  }));
  return net::no_content();
}

}  // namespace

void add_calendar_api(net::Router& router, CanteenContext& context) {
  constexpr std::string_view break_fields = "id:text label:text first:text last:text origin:text";
  const net::Shapes all{{"pause", net::object_of(break_fields)},
                        {"one", net::object_of("date:text weekday:integer service:flag why:text strike:flag "
                                               "counted:integer origin:text")}};
  net::RouteOptions listing = route_options(
      read_right, net::object_of("school_year:integer first:text last:text days_without_count:integer "
                                 "breaks:pause[] days:one[]",
                                 all));
  net::Param year = query_param("year", net::ParamType::integer, "Première année civile de l’année scolaire");
  year.min = least_year;
  year.max = most_year;
  listing.params = {year};
  add_route(router, {"GET", "calendar", "Les jours de service d’une année scolaire"}, listing,
            [&](net::Request& request) { return show(context, request); });
  add_route(router, {"PUT", "calendar/days/{date}", "Ouvre ou ferme un jour contre le calendrier"},
            staff_route({plan_right}, 204), [&](net::Request& request) { return put_day(context, request); });
  add_route(router, {"DELETE", "calendar/days/{date}", "Rend un jour au calendrier"},
            staff_route({plan_right}, 204),
            [&](net::Request& request) { return remove_day(context, request); });
  add_route(router, {"POST", "calendar/breaks", "Ajoute des vacances"},
            route_options(plan_right, net::object_of(break_fields), 201),
            [&](net::Request& request) { return add_break(context, request); });
  add_route(router, {"DELETE", "calendar/breaks/{id}", "Retire des vacances"}, staff_route({plan_right}, 204),
            [&](net::Request& request) { return remove_break(context, request); });
}

}  // namespace parvis::canteen
