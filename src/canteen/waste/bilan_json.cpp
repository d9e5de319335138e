#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/csv.hpp"
#include "canteen/waste/bilan_output.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

double round_to(double value, double step) {
  return std::round(value / step) * step;
}

json::object gap_json(const GapSums& gap) {
  return {{"rows", gap.rows},
          {"short_rows", gap.short_rows},
          {"ordered", round_to(gap.ordered, 1)},
          {"eaten", round_to(gap.eaten, 1)},
          {"surplus", round_to(gap.surplus, 1)},
          {"missing", round_to(gap.missing, 1)}};
}

json::object interval_json(const Interval& interval, double step = 0.01) {
  return {{"value", round_to(interval.value, step)},
          {"low", round_to(interval.low, step)},
          {"high", round_to(interval.high, step)}};
}

json::array factors_json(const std::vector<Factor>& factors) {
  json::array out;
  for (const Factor& factor : factors) {
    json::object one = to_json(factor);
    one["source_words"] = source_words(factor);
    out.push_back(std::move(one));
  }
  return out;
}

json::array impacts_json(const Bilan& bilan) {
  json::array out;
  for (const Impact& impact : bilan.impacts)
    out.push_back(
        json::object{{"code", impact.code},
                     {"label", impact.label},
                     {"unit", impact.unit},
                     {"value", impact.value ? json::value(interval_json(*impact.value)) : json::value()},
                     {"words", impact.value ? interval_words(*impact.value) : std::string("non estimé")},
                     {"note", impact.note},
                     {"factors", factors_json(impact.factors)}});
  return out;
}

json::object live_gap(const LiveGap& gap) {
  return {{"rows", gap.rows},
          {"surplus_per_thousand", round_to(gap.surplus_per_thousand(), 0.1)},
          {"missing_per_thousand", round_to(gap.missing_per_thousand(), 0.1)}};
}

json::value live_json(const std::optional<LiveEffect>& live) {
  if (!live) return nullptr;
  const bool enough = live->blind_agent.rows >= least_blind_rows;
  return json::object{
      {"since", base::format_day(live->since)},
      {"before", live_gap(live->before)},
      {"after", live_gap(live->after)},
      {"before_strikes", live_gap(live->before_strikes)},
      {"after_strikes", live_gap(live->after_strikes)},
      {"blind_rows", live->blind_agent.rows},
      {"blind_agent", enough ? json::value(live_gap(live->blind_agent)) : json::value()},
      {"blind_proposal", enough ? json::value(live_gap(live->blind_proposal)) : json::value()}};
}

json::array months_json(const Bilan& bilan) {
  json::array out;
  for (const MonthGap& month : bilan.months)
    out.push_back(json::object{{"year", month.year},
                               {"month", month.month},
                               {"people", gap_json(month.people)},
                               {"replayed", gap_json(month.replayed)}});
  return out;
}

json::array curve_json(const Bilan& bilan) {
  json::array out;
  for (const CurvePoint& point : bilan.curve)
    out.push_back(json::object{{"level", point.level},
                               {"surplus", round_to(point.surplus, 1)},
                               {"missing", round_to(point.missing, 1)}});
  return out;
}

}  // namespace

json::object to_json(const Bilan& bilan) {
  json::object at_risk{{"level", bilan.request.level},
                       {"gap", gap_json(bilan.gain.at_risk)},
                       {"fewer_surplus", interval_json(bilan.gain.fewer_surplus)},
                       {"fewer_missing", interval_json(bilan.gain.fewer_missing)}};
  json::object energy{{"wh", bilan.energy.uwh * 1e-6},
                      {"basis", model::energy_label(bilan.energy.basis)},
                      {"co2_kg", interval_json(bilan.energy_co2_kg, 1e-9)}};
  return {{"town", bilan.request.town},
          {"from", base::format_day(bilan.request.from)},
          {"to", base::format_day(bilan.request.to)},
          {"made_on", base::format_day(bilan.request.made_on)},
          {"horizon", bilan.request.horizon},
          {"definition", meal_definition},
          {"sentence", bilan_sentence(bilan)},
          {"days", bilan.days},
          {"canteens", bilan.canteens},
          {"rows", bilan.rows},
          {"without_forecast", bilan.without_forecast},
          {"weeks", bilan.gain.weeks},
          {"people", gap_json(bilan.people)},
          {"same_shortage", json::object{{"level", round_to(bilan.gain.same.level, 1e-4)},
                                         {"reached", bilan.gain.same.reached},
                                         {"gap", gap_json(bilan.gain.same.gap)}}},
          {"at_risk", std::move(at_risk)},
          {"strikes", json::object{{"people", gap_json(bilan.people_on_strikes)},
                                   {"replayed", gap_json(bilan.replayed_on_strikes)}}},
          {"impacts", impacts_json(bilan)},
          {"given_meals", bilan.given_meals},
          {"energy", std::move(energy)},
          {"months", months_json(bilan)},
          {"curve", curve_json(bilan)},
          {"live", live_json(bilan.live)}};
}

json::object bilan_schema() {
  net::Shapes shapes;
  shapes["gap"] = net::object_of(
      "rows:integer short_rows:integer ordered:number eaten:number surplus:number missing:number");
  shapes["interval"] = net::object_of("value:number low:number high:number");
  shapes["factor"] = net::object_of(
      "name:text label:text value:number unit:text source:text year:integer? valid_from:text status:text "
      "own:flag "
      "source_words:text");
  shapes["impact"] = net::object_of(
      "code:text label:text unit:text value:interval? words:text note:text factors:factor[]", shapes);
  shapes["month"] = net::object_of("year:integer month:integer people:gap replayed:gap", shapes);
  shapes["point"] = net::object_of("level:number surplus:number missing:number");
  shapes["same"] = net::object_of("level:number reached:flag gap:gap", shapes);
  shapes["risk"] =
      net::object_of("level:number gap:gap fewer_surplus:interval fewer_missing:interval", shapes);
  shapes["strikes"] = net::object_of("people:gap replayed:gap", shapes);
  shapes["energy"] = net::object_of("wh:number basis:text co2_kg:interval", shapes);
  shapes["rate"] = net::object_of("rows:integer surplus_per_thousand:number missing_per_thousand:number");
  shapes["live"] = net::object_of(
      "since:text before:rate after:rate before_strikes:rate after_strikes:rate blind_rows:integer "
      "blind_agent:rate? "
      "blind_proposal:rate?",
      shapes);
  return net::object_of(
      "town:text from:text to:text made_on:text horizon:integer definition:text sentence:text days:integer "
      "canteens:integer rows:integer without_forecast:integer weeks:integer people:gap same_shortage:same "
      "at_risk:risk "
      "strikes:strikes impacts:impact[] given_meals:number energy:energy months:month[] curve:point[] "
      "live:live?",
      shapes);
}

namespace {

std::string cell(double value, bool french) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  std::string out = text.data();
  if (french) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

struct CsvLine {
  std::string measure;
  std::optional<double> people, replayed;
  std::optional<Interval> difference;
  std::string unit;
  std::vector<Factor> factors;
};

std::string csv_line(const CsvLine& line, bool french) {
  const auto opt_cell = [french](const std::optional<double>& value) {
    return value ? cell(*value, french) : std::string();
  };
  std::vector<std::string> cells = {line.measure, opt_cell(line.people), opt_cell(line.replayed)};
  for (const double Interval::*part : {&Interval::value, &Interval::low, &Interval::high})
    cells.push_back(line.difference ? cell((*line.difference).*part, french) : std::string());
  cells.push_back(line.unit);
  std::string values, sources, years;
  for (const Factor& factor : line.factors) {
    const std::string gap = values.empty() ? "" : " | ";
    values += gap + cell(factor.value, french) + " " + factor.unit;
    sources += gap + factor.source + (factor.status == "à vérifier" ? " (à vérifier)" : "");
    years += gap + (factor.year ? std::to_string(*factor.year) : "");
  }
  cells.insert(cells.end(), {values, sources, years});
  return base::csv_row(cells, french ? ';' : ',');
}

}  // namespace

std::string bilan_csv(const Bilan& bilan, bool french) {
  const char separator = french ? ';' : ',';
  std::string out = french ? "\xEF\xBB\xBF" : "";
  out += base::csv_row(
      {"measure", "people", "replayed", "difference", "low", "high", "unit", "factor", "source", "year"},
      separator);
  const GapSums &people = bilan.people, &same = bilan.gain.same.gap, &risk = bilan.gain.at_risk;
  out += csv_line({"repas commandés", people.ordered, same.ordered, std::nullopt, "repas", {}}, french);
  out += csv_line({"repas manquants", people.missing, same.missing, std::nullopt, "repas", {}}, french);
  out += csv_line({"repas en trop", people.surplus, same.surplus, bilan.gain.avoided_meals, "repas", {}},
                  french);
  out += csv_line({"repas en trop au risque en vigueur",
                   people.surplus,
                   risk.surplus,
                   bilan.gain.fewer_surplus,
                   "repas",
                   {}},
                  french);
  out += csv_line({"repas manquants au risque en vigueur",
                   people.missing,
                   risk.missing,
                   bilan.gain.fewer_missing,
                   "repas",
                   {}},
                  french);
  for (const Impact& impact : bilan.impacts) {
    const std::string unknown = impact.value ? "" : " : non estimé";
    out += csv_line(
        {impact.label + unknown, std::nullopt, std::nullopt, impact.value, impact.unit, impact.factors},
        french);
  }
  return out;
}

}  // namespace parvis::canteen
