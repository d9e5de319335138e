#include "canteen/desk/day_json.hpp"

#include <cmath>

#include "canteen/desk/forecast_desk.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

double tenth(double meals) {
  return std::round(meals * 10) / 10;
}

std::string hour_words(int minutes) {
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + " h " + (rest.size() < 2 ? "0" : "") + rest;
}

net::Shapes make_shapes() {
  net::Shapes out;
  out["canteen"] = net::object_of(
      "id:text key:text label:text type:text type_label:text kitchen_id:text sector:text siret:text "
      "pack:integer "
      "valid_from:text? valid_to:text? predecessor_id:text? version:integer");
  out["appointment"] = net::object_of(
      "code:text label:text horizon:integer cutoff_minutes:integer cutoff_hour:text level:number "
      "risk_words:text "
      "unattended:text orders:text version:integer cutoff_at:text cutoff:text open:flag");
  out["forecast"] = net::object_of(
      "id:text date:text appointment:text canteen_id:text? mean:number expected:number low:integer "
      "high:integer "
      "range:text pupils:number base:number scale:number day_type:integer day_type_label:text "
      "horizon:integer "
      "origin:text made_at:text made:text engine:text engine_label:text fallback:text sentence:text "
      "decision_id:text");
  out["order"] = net::object_of(
      "id:text canteen_id:text date:text appointment:text version:integer state:text state_label:text "
      "blind:flag "
      "hidden:flag decision_id:text proposed:integer? final:integer? reason:text reason_label:text note:text "
      "level:number risk_words:text bound:number? pack:integer rounding:integer? expected:number? "
      "ordinary:number? "
      "surplus:number? missing:number? short_probability:number? outings:number hosted:number strike:flag "
      "strike_strength:number? closed:flag floor:integer? under_floor:flag approved_by:text? "
      "changed_by:text? "
      "changed_by_name:text? changed_at:text changed:text");
  out["count"] = net::object_of(
      "canteen_id:text date:text ordered:number? eaten:number? present:number? flag:text source:text "
      "counted_by:text? "
      "counted_by_name:text? counted_at:text version:integer");
  out["row"] = net::object_of(
      "canteen:canteen forecast:forecast? order:order? count:count? doubtful:flag changed:number "
      "big_change:flag "
      "outings:integer sheet:flag",
      out);
  out["part"] = net::object_of("code:text label:text meals:number");
  out["effect"] = net::object_of(
      "order_id:text canteen_id:text appointment:text version:integer state:text before:integer "
      "after:integer "
      "done:flag");
  out["totals"] = net::object_of(
      "canteens:integer expected:number proposed:integer final:integer waiting:integer confirmed:integer "
      "corrected:integer passed:integer counted:integer eaten:number");
  out["run"] = net::object_of(
      "id:text origin:text made_at:text made:text engine:text engine_label:text fallback:text "
      "seconds:number");
  return out;
}

json::value name_of(const std::string& id, const CanteenContext& context) {
  return id.empty() ? json::value() : json::value(context.person_name(id));
}

std::string reason_label(const std::string& code) {
  const auto reason = correction_reason_codes.parse(code);
  return reason ? std::string(label_of(*reason)) : std::string();
}

}  // namespace

json::value day_value(const std::optional<Day>& day) {
  return day ? json::value(base::format_day(*day)) : json::value();
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value() : json::value(text);
}

const net::Shapes& shapes() {
  static const net::Shapes all = make_shapes();
  return all;
}

json::object to_json(const Canteen& canteen) {
  return {{"id", canteen.id},
          {"key", canteen.key},
          {"label", canteen.label},
          {"type", canteen_type_codes.code(canteen.type)},
          {"type_label", label_of(canteen.type)},
          {"kitchen_id", canteen.kitchen_id},
          {"sector", canteen.sector},
          {"siret", canteen.siret},
          {"pack", canteen.pack},
          {"valid_from", day_value(canteen.valid_from)},
          {"valid_to", day_value(canteen.valid_to)},
          {"predecessor_id", text_or_null(canteen.predecessor_id)},
          {"version", canteen.version}};
}

json::object to_json(const Appointment& appointment, const Day& day, const CanteenContext& context) {
  const base::Instant cutoff = cutoff_of(appointment, day, context.zone());
  return {{"code", appointment.code},
          {"label", appointment.label},
          {"horizon", appointment.horizon},
          {"cutoff_minutes", appointment.cutoff_minutes},
          {"cutoff_hour", hour_words(appointment.cutoff_minutes)},
          {"level", appointment.level},
          {"risk_words", risk_words(appointment.level)},
          {"unattended", appointment.unattended},
          {"orders", appointment.orders},
          {"version", appointment.version},
          {"cutoff_at", base::format_utc(cutoff)},
          {"cutoff", base::french_date_time(cutoff, context.zone())},
          {"open", cutoff > context.clock.now()}};
}

json::object to_json(const StoredForecast& forecast, const OrderFigures& news,
                     const CanteenContext& context) {
  const Range range = range_of(forecast.law);
  return {{"id", forecast.id},
          {"date", base::format_day(forecast.day)},
          {"appointment", forecast.appointment},
          {"canteen_id", text_or_null(forecast.canteen_id)},
          {"mean", tenth(forecast.mean)},
          {"expected", tenth(news.expected)},
          {"low", range.low},
          {"high", range.high},
          {"range", "entre " + std::to_string(range.low) + " et " + std::to_string(range.high)},
          {"pupils", forecast.pupils},
          {"base", tenth(forecast.base)},
          {"scale", tenth(forecast.scale)},
          {"day_type", static_cast<int>(forecast.day_type)},
          {"day_type_label", day_type_words(forecast.day_type)},
          {"horizon", forecast.horizon()},
          {"origin", base::format_day(forecast.run.origin)},
          {"made_at", base::format_utc(forecast.run.made_at)},
          {"made", base::french_date_time(forecast.run.made_at, context.zone())},
          {"engine", forecast.run.engine},
          {"engine_label", engine_words(forecast.run.engine)},
          {"fallback", forecast.run.fallback},
          {"sentence", sentence_of(forecast, news)},
          {"decision_id", forecast.decision_id}};
}

json::object to_json(const StoredOrder& order, const CanteenContext& context) {
  const OrderFigures& figures = order.figures;
  const bool hidden = order.hidden();
  const auto shown = [&](double value) { return hidden ? json::value() : json::value(tenth(value)); };
  return {{"id", order.id},
          {"canteen_id", order.canteen_id},
          {"date", base::format_day(order.day)},
          {"appointment", order.appointment},
          {"version", order.version},
          {"state", order_state_codes.code(order.state)},
          {"state_label", label_of(order.state)},
          {"blind", order.blind},
          {"hidden", hidden},
          {"decision_id", order.decision_id},
          {"proposed", hidden ? json::value() : json::value(order.proposed)},
          {"final", or_null(order.final)},
          {"reason", order.reason},
          {"reason_label", reason_label(order.reason)},
          {"note", order.note},
          {"level", figures.level},
          {"risk_words", risk_words(figures.level)},
          {"bound", shown(figures.bound)},
          {"pack", figures.pack},
          {"rounding", hidden ? json::value() : json::value(figures.rounding)},
          {"expected", shown(figures.expected)},
          {"ordinary", shown(figures.ordinary)},
          {"surplus", shown(figures.surplus)},
          {"missing", shown(figures.missing)},
          {"short_probability", hidden ? json::value() : json::value(figures.short_probability)},
          {"outings", tenth(figures.outings)},
          {"hosted", tenth(figures.hosted)},
          {"strike", figures.strike},
          {"strike_strength", or_null(figures.strike_strength)},
          {"closed", figures.closed},
          {"floor", order.floor > 0 && !hidden ? json::value(order.floor) : json::value()},
          {"under_floor", under_floor({.final = order.final, .floor = order.floor})},
          {"approved_by", name_of(order.approved_by, context)},
          {"changed_by", text_or_null(order.changed_by)},
          {"changed_by_name", name_of(order.changed_by, context)},
          {"changed_at", base::format_utc(order.changed_at)},
          {"changed", base::french_date_time(order.changed_at, context.zone())}};
}

json::object to_json(const StoredCount& count, const CanteenContext& context) {
  return {{"canteen_id", count.canteen_id},
          {"date", base::format_day(count.day)},
          {"ordered", or_null(count.ordered)},
          {"eaten", or_null(count.eaten)},
          {"present", or_null(count.present)},
          {"flag", count_flag_codes.code(count.flag)},
          {"source", count.source == "saisie" ? "saisie" : "fichier"},
          {"counted_by", text_or_null(count.counted_by)},
          {"counted_by_name", name_of(count.counted_by, context)},
          {"counted_at", base::format_utc(count.counted_at)},
          {"version", count.version}};
}

json::object to_json(const DayRow& row, const DayView& view, const CanteenContext& context) {
  const bool hidden = row.order && row.order->hidden();
  json::object out{{"canteen", to_json(row.canteen)},
                   {"forecast", json::value()},
                   {"order", json::value()},
                   {"count", json::value()},
                   {"doubtful", view.strike && !row.sheet},
                   {"changed", hidden ? 0.0 : tenth(row.changed)},
                   {"big_change", false},
                   {"outings", row.outings},
                   {"sheet", row.sheet}};
  if (row.forecast && !hidden) {
    out["forecast"] = to_json(*row.forecast, row.now, context);
    const bool big = row.order && big_change(row.order->figures.expected, row.now.expected);
    const Range range = range_of(row.forecast->law);
    constexpr double wide_range = 0.25;  // of the mean
    const bool wide = range.high - range.low > wide_range * row.forecast->mean;
    out["big_change"] = big;
    out["doubtful"] = big || wide || (view.strike && !row.sheet);
  }
  if (row.order) out["order"] = to_json(*row.order, context);
  if (row.count) out["count"] = to_json(*row.count, context);
  return out;
}

json::array to_json(const std::vector<MealsPart>& parts) {
  json::array out;
  for (const MealsPart& part : parts)
    out.push_back(json::object{{"code", part.code}, {"label", part.label}, {"meals", tenth(part.meals)}});
  return out;
}

json::object to_json(const NewsEffect& effect) {
  return {{"order_id", effect.order_id},
          {"canteen_id", effect.canteen_id},
          {"appointment", effect.appointment},
          {"version", effect.version},
          {"state", order_state_codes.code(effect.state)},
          {"before", effect.before},
          {"after", effect.after},
          {"done", effect.done}};
}

json::array to_json(const std::vector<NewsEffect>& effects) {
  json::array out;
  for (const NewsEffect& effect : effects) out.push_back(to_json(effect));
  return out;
}

json::object totals_of(const DayView& view) {
  double expected = 0, eaten = 0;
  std::int64_t proposed = 0, final = 0;
  std::map<OrderState, std::int64_t> states;
  for (const DayRow& row : view.rows) {
    if (row.count && row.count->eaten) eaten += *row.count->eaten;
    const bool hidden = row.order && row.order->hidden();
    if (!hidden) expected += row.now.expected;
    if (!row.order) continue;
    ++states[row.order->state];
    if (!hidden) proposed += row.order->proposed;
    if (!hidden || row.order->final) final += row.order->final.value_or(row.order->proposed);
  }
  return {{"canteens", view.rows.size()},
          {"expected", tenth(expected)},
          {"proposed", proposed},
          {"final", final},
          {"waiting", states[OrderState::proposed]},
          {"confirmed", states[OrderState::confirmed]},
          {"corrected", states[OrderState::corrected]},
          {"passed", states[OrderState::passed]},
          {"counted", states[OrderState::counted] + states[OrderState::closed]},
          {"eaten", eaten}};
}

}  // namespace parvis::canteen
