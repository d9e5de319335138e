// The report and the factors it is made with, over HTTP, under /api/v1/canteen.
#include "canteen/desk/day_json.hpp"
#include "canteen/waste/bilan_output.hpp"
#include "canteen/waste/waste_routes.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::string_view factor_fields =
    "name:text label:text value:number unit:text source:text year:integer? valid_from:text status:text "
    "own:flag";
constexpr int shipped_horizon = 15;
constexpr double shipped_level = 0.95;

// A file for people to keep: its inline style would not pass the house's content policy inside the site.
net::Response as_file(std::string bytes, const std::string& type, const std::string& name) {
  net::Response response;
  response.body = std::move(bytes);
  response.header("Content-Type", type);
  response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

Result<net::Response> report(BilanDesk& desk, net::Request& request) {
  BilanRequest asked;
  PARVIS_TRY(from, day_query(request, "from"));
  PARVIS_TRY(to, day_query(request, "to"));
  asked.from = from;
  asked.to = to;
  asked.horizon = static_cast<int>(request.query_integer("horizon").value_or(shipped_horizon));
  asked.level = request.query_number("level").value_or(shipped_level);
  const std::string format = request.query_text("format");
  const std::string name = "bilan-" + base::format_day(from) + "-" + base::format_day(to);
  if (format.empty() || format == "json") {
    PARVIS_TRY(made, desk.report(asked));
    return carrying(net::json_answer(made), no_decision);
  }
  PARVIS_TRY(made, desk.make(asked));
  if (format == "csv")
    return carrying(as_file(bilan_csv(made, true), "text/csv; charset=utf-8", name + ".csv"), no_decision);
  return carrying(as_file(bilan_html(made), "text/html; charset=utf-8", name + ".html"), no_decision);
}

Result<net::Response> list_factors(BilanDesk& desk) {
  PARVIS_TRY(found, desk.factors());
  json::array items;
  for (const Factor& factor : found) items.push_back(to_json(factor));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> add_factor(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, Version::optional, body));
  PARVIS_TRY(factor, factor_from(body));
  PARVIS_CHECK(desk.add_factor(factor, write));
  factor.own = true;
  factor.status = "saisi";
  return net::json_answer(to_json(factor), 201);
}

net::Param bounded(net::Param param, double least, double most) {
  param.min = least;
  param.max = most;
  return param;
}

}  // namespace

void add_bilan_api(net::Router& router, CanteenContext&, WasteDesk& waste, BilanDesk& desk) {
  net::RouteOptions reporting = route_options(report_right, bilan_schema());
  constexpr double longest_horizon = 365, least_level = 0.5, most_level = 0.999;
  net::Param format = query_param("format", net::ParamType::choice, "json, csv ou html");
  format.choices = {"json", "csv", "html"};
  reporting.params = {
      query_param("from", net::ParamType::text, "Premier jour", true),
      query_param("to", net::ParamType::text, "Dernier jour", true),
      bounded(query_param("horizon", net::ParamType::integer, "Jours entre ce qui est su et le repas"), 1,
              longest_horizon),
      bounded(query_param("level", net::ParamType::number, "Probabilité que les repas suffisent"),
              least_level, most_level),
      format};
  add_route(router, {"GET", "report", "Bilan d’une période, rejouée à manque égal"}, reporting,
            [&desk](net::Request& request) { return report(desk, request); });
  net::Shapes shapes;
  shapes["factor"] = net::object_of(factor_fields);
  add_route(router, {"GET", "factors", "Facteurs en vigueur, avec leur source"},
            route_options(read_right, net::object_of("items:factor[]", shapes)),
            [&desk](net::Request&) { return list_factors(desk); });
  add_route(router, {"POST", "factors", "Ajoute un facteur de la ville"},
            route_options(config_right, net::object_of(factor_fields), 201),
            [&waste](net::Request& request) { return add_factor(waste, request); });
}

void add_waste_api(net::Router& router, CanteenContext& context, WasteDesk& waste, BilanDesk& bilan) {
  add_weighing_api(router, context, waste);
  add_donation_api(router, context, waste);
  add_bilan_api(router, context, waste, bilan);
}

}  // namespace parvis::canteen
