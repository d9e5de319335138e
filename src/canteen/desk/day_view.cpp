#include "canteen/desk/day_view.hpp"

#include <algorithm>
#include <cmath>

#include "canteen/desk/forecast_desk.hpp"

namespace parvis::canteen {
namespace {

constexpr double doubt_of_waiting = 1.0, doubt_of_no_sheet = 2.0, doubt_of_change = 1.5;

template <class T>
const T* of_canteen(const std::vector<T>& list, const std::string& canteen_id) {
  for (const T& one : list)
    if (one.canteen_id == canteen_id) return &one;
  return nullptr;
}

double doubt_of(const DayRow& row, bool strike) {
  double out = 0;
  if (row.forecast) {
    const Range range = range_of(row.forecast->law);
    out += (range.high - range.low) / std::max(1.0, row.forecast->mean);
  }
  if (row.order && row.order->state == OrderState::proposed) out += doubt_of_waiting;
  if (strike && !row.sheet) out += doubt_of_no_sheet;
  if (row.forecast && big_change(row.now.expected - row.changed, row.now.expected)) out += doubt_of_change;
  return out;
}

OrderFigures figures_now(const StoredForecast& forecast, const Outlook& outlook) {
  OrderFigures out;
  out.ordinary = forecast.mean;
  out.expected = outlook.expected;
  out.outings = outlook.outings;
  out.hosted = outlook.hosted;
  out.strike = outlook.strike;
  out.strike_strength = outlook.strike_strength;
  out.closed = outlook.closed;
  return out;
}

struct DayMaterial {
  std::vector<Canteen> canteens;
  std::vector<StoredForecast> forecasts;
  std::vector<StoredOrder> orders;
  std::vector<StoredCount> counts;
  TownCalendar calendar;
};

// The calendar and what was said of one day, in one statement: a page asks ten times at most.
Result<TownCalendar> calendar_of(store::Session& session, const Day& day, DayNews& news) {
  const std::string text = base::format_day(day);
  PARVIS_TRY(
      rows,
      session.query(
          "SELECT 'break' AS what, label AS label, first_day AS first_day, last_day AS last_day, origin AS "
          "kind, '' AS id, '' AS canteen_id, 0 AS pupils_away, 0 AS picnic FROM canteen_break WHERE "
          "first_day <= ? AND last_day >= ? UNION ALL SELECT 'moved', reason, day, day, kind, '', '', 0, 0 "
          "FROM canteen_calendar_day WHERE day = ? UNION ALL SELECT 'strike', source, day, day, scope, '', "
          "'', 0, 0 FROM canteen_strike WHERE day = ? UNION ALL SELECT 'closure', reason, first_day, "
          "last_day, host_canteen_id, id, canteen_id, 0, 0 FROM canteen_closure WHERE first_day <= ? AND "
          "last_day >= ? UNION ALL SELECT 'outing', class_label, day, day, '', id, canteen_id, "
          "pupils_away, picnic FROM canteen_outing WHERE day = ?",
          {text, text, text, text, text, text, text}));
  TownCalendar out;
  for (const store::Row row : rows) {
    const std::string what = row.text("what"), label = row.text("label"), kind = row.text("kind");
    const Day first = day_of(row.text("first_day")).value_or(day),
              last = day_of(row.text("last_day")).value_or(day);
    if (what == "break") out.breaks.push_back({std::string(), label, first, last, kind});
    if (what == "moved") out.moved.push_back({first, kind, label, std::string()});
    if (what == "strike") out.strikes.push_back({first, kind, label});
    if (what == "closure")
      news.closures.push_back({.id = row.text("id"),
                               .canteen_id = row.text("canteen_id"),
                               .first = first,
                               .last = last,
                               .reason = label,
                               .host_canteen_id = kind});
    if (what == "outing")
      news.outings.push_back({.id = row.text("id"),
                              .canteen_id = row.text("canteen_id"),
                              .day = first,
                              .class_label = label,
                              .pupils_away = static_cast<int>(row.integer("pupils_away")),
                              .picnic = row.boolean("picnic")});
  }
  return out;
}

Result<DayMaterial> material_of(store::Session& session, const std::string& appointment, DayView& view) {
  DayMaterial out;
  PARVIS_TRY(appointments, OrderStore::appointments(session));
  const auto found = std::find_if(appointments.begin(), appointments.end(),
                                  [&](const Appointment& one) { return one.code == appointment; });
  if (found == appointments.end())
    return fail(ErrorKind::not_found, "Ce rendez-vous n’existe pas.", {}, "appointment");
  view.appointment = *found;
  view.appointments = std::move(appointments);
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  PARVIS_TRY(forecasts, ForecastStore::latest(session, view.day, appointment));
  PARVIS_TRY(orders, OrderStore::of_day(session, view.day, appointment));
  PARVIS_TRY(counts, CountStore::between(session, std::string(), view.day, view.day));
  PARVIS_TRY(calendar, calendar_of(session, view.day, view.news));
  PARVIS_TRY(sheets, PlanStore::sheets(session, view.day, view.day));
  view.news.strike = strike_on(calendar, view.day);
  view.news.sheets = std::move(sheets);
  out.canteens = std::move(canteens);
  out.forecasts = std::move(forecasts);
  out.orders = std::move(orders);
  out.counts = std::move(counts);
  out.calendar = std::move(calendar);
  return out;
}

DayRow row_of(const Canteen& canteen, const DayMaterial& material, const DayView& view,
              const std::map<std::string, Outlook>& expected) {
  DayRow row;
  row.canteen = canteen;
  if (const auto* forecast = of_canteen(material.forecasts, canteen.id)) {
    row.forecast = *forecast;
    row.now = figures_now(*forecast, expected.at(canteen.id));
  }
  if (const auto* order = of_canteen(material.orders, canteen.id)) {
    row.order = *order;
    row.changed = row.now.expected - order->figures.expected;
  }
  if (const auto* count = of_canteen(material.counts, canteen.id)) row.count = *count;
  row.sheet = of_canteen(view.news.sheets, canteen.id) != nullptr;
  row.outings =
      static_cast<int>(std::count_if(view.news.outings.begin(), view.news.outings.end(),
                                     [&](const Outing& one) { return one.canteen_id == canteen.id; }));
  row.doubt = doubt_of(row, view.strike);
  return row;
}

}  // namespace

Result<DayView> day_view(CanteenContext& context, const Day& day, const std::string& appointment,
                         const std::string& only) {
  DayView view;
  view.day = day;
  PARVIS_TRY(material, context.database.read(
                           [&](store::Session& session) { return material_of(session, appointment, view); }));
  view.cutoff = cutoff_of(view.appointment, day, context.zone());
  view.open = view.cutoff > context.clock.now();
  view.no_service = no_service(material.calendar, day);
  view.strike = view.news.strike;
  PARVIS_TRY(expected, outlooks(material.forecasts, view.news, view.appointment.level));
  for (const StoredForecast& forecast : material.forecasts) {
    view.run = forecast.run;
    if (forecast.canteen_id.empty()) view.town = forecast;
  }
  for (const Canteen& canteen : material.canteens) {
    if (!canteen.open_on(day) || (!only.empty() && canteen.id != only)) continue;
    view.rows.push_back(row_of(canteen, material, view, expected));
  }
  std::stable_sort(view.rows.begin(), view.rows.end(),
                   [](const DayRow& a, const DayRow& b) { return a.doubt > b.doubt; });
  return view;
}

Result<KitchenView> kitchen_view(CanteenContext& context, const Day& day, const std::string& appointment,
                                 const KitchenAsk& ask) {
  KitchenView out;
  PARVIS_TRY(view, day_view(context, day, appointment));
  out.day = std::move(view);
  out.level = ask.level.value_or(out.day.appointment.level);
  out.reserve = ask.reserve;
  std::erase_if(out.day.rows, [&](const DayRow& row) {
    return !ask.kitchen_id.empty() && row.canteen.kitchen_id != ask.kitchen_id;
  });
  std::sort(out.day.rows.begin(), out.day.rows.end(),
            [](const DayRow& a, const DayRow& b) { return a.canteen.label < b.canteen.label; });
  std::vector<Share> shares;
  int floors = 0;
  for (std::size_t i = 0; i < out.day.rows.size(); ++i) {
    const DayRow& row = out.day.rows[i];
    if (!row.forecast) {
      out.missing.push_back(row.canteen.label);
      continue;
    }
    out.expected += row.now.expected;
    const int floor = row.order ? row.order->floor : 0;
    floors += floor;
    const double scale = row.now.expected > 0 ? std::max(row.forecast->scale, 0.01) : 0;
    shares.push_back({row.now.expected, scale, floor});
    out.shares.push_back({i, 0, 0});
    if (row.order) out.separate += row.order->final.value_or(row.order->proposed);
  }
  if (shares.empty() || !out.day.town || out.day.town->mean <= 0) return out;
  // The town's own law, for the part of it that this kitchen cooks and that is really expected.
  out.law = out.day.town->law;
  const double part = out.expected / out.day.town->mean;
  for (double& meals : out.law.meals) meals *= part;
  OrderRule rule;
  rule.level = out.level;
  if (floors > 0) rule.floor = floors;
  PARVIS_TRY(order, order_for(out.law, rule));
  out.order = order;
  out.curve = risk_curve(out.law);
  const int sent = std::max(out.order.meals - ask.reserve, floors);
  PARVIS_TRY(split, split_production(sent, shares));
  for (std::size_t i = 0; i < split.size(); ++i) {
    const DayRow& row = out.day.rows[out.shares[i].row];
    out.shares[i].meals = split[i];
    MealLaw law = row.forecast->law;
    const double ratio = row.forecast->mean > 0 ? row.now.expected / row.forecast->mean : 0;
    for (double& meals : law.meals) meals *= ratio;
    out.shares[i].short_probability = law.levels.empty() ? 0 : short_probability(law, split[i]);
    out.canteens_short += out.shares[i].short_probability;
  }
  return out;
}

}  // namespace parvis::canteen
