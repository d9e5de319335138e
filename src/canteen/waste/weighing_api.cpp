// Weighing campaigns, weighings, and the file for ma-cantine over HTTP, under /api/v1/canteen.
#include <algorithm>

#include "canteen/desk/day_json.hpp"
#include "canteen/waste/waste_json.hpp"
#include "canteen/waste/waste_routes.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

Result<WeighingCampaign> campaign_of(const json::object& body) {
  WeighingCampaign out;
  PARVIS_TRY(canteen, base::need_text(body, "canteen_id"));
  out.canteen_id = canteen;
  PARVIS_TRY(start, need_day(body, "start"));
  PARVIS_TRY(end, need_day(body, "end"));
  out.start = start;
  out.end = end;
  out.sorted_by_source = base::flag_or(body, "sorted_by_source", true);
  return out;
}

Result<net::Response> put_campaign(WasteDesk& desk, net::Request& request) {
  const bool is_new = request.method == "POST";
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, weigh_right, is_new ? Version::optional : Version::needed, body));
  PARVIS_TRY(given, campaign_of(body));
  PARVIS_CHECK(may_touch(request, given.canteen_id));
  if (!is_new) {
    given.id = request.param("id");
    PARVIS_TRY(known, desk.campaign(given.id));
    PARVIS_CHECK(may_touch(request, known.campaign.canteen_id));
  }
  given.version = write.version;
  PARVIS_TRY(saved, desk.put(given, write));
  return with_version(net::json_answer(to_json(saved, true), is_new ? 201 : 200), saved.campaign.version);
}

Result<net::Response> remove_campaign(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(write, write_of(request, weigh_right, Version::optional));
  PARVIS_TRY(known, desk.campaign(request.param("id")));
  PARVIS_CHECK(may_touch(request, known.campaign.canteen_id));
  PARVIS_CHECK(desk.remove_campaign(known.campaign.id, write));
  return net::no_content();
}

Result<std::optional<Mass>> opt_mass(const json::object& body, std::string_view key) {
  const auto kg = base::opt_number(body, key);
  if (!kg) return std::optional<Mass>();
  auto mass = mass_of_kg(*kg);
  if (!mass) {
    mass.error().code = std::string(key);
    return tl::make_unexpected(mass.error());
  }
  return std::optional<Mass>(*mass);
}

Result<WeighingGiven> weighing_of(const json::object& body) {
  WeighingGiven out;
  Weighing& weighing = out.weighing;
  PARVIS_TRY(campaign, base::need_text(body, "campaign_id"));
  weighing.campaign_id = campaign;
  PARVIS_TRY(day, need_day(body, "date"));
  weighing.day = day;
  const auto source = waste_source_codes.parse(base::text_or(body, "source"));
  if (!source)
    return fail(ErrorKind::invalid, "La source est préparation, non servi, assiette ou ensemble.", {},
                "source");
  weighing.source = *source;
  PARVIS_TRY(total, opt_mass(body, "kg_total"));
  if (!total) return fail(ErrorKind::invalid, "Donnez la masse en kilos.", {}, "kg_total");
  weighing.total = *total;
  PARVIS_TRY(edible, opt_mass(body, "kg_edible"));
  PARVIS_TRY(inedible, opt_mass(body, "kg_inedible"));
  weighing.edible = edible;
  weighing.inedible = inedible;
  const auto covers = base::opt_number(body, "covers");
  out.covers_given = covers.has_value();
  weighing.covers = static_cast<std::int64_t>(std::clamp(covers.value_or(0), 0.0, 1e6));
  weighing.device = base::text_or(body, "device");
  weighing.client_ref = base::text_or(body, "client_ref");
  constexpr std::size_t longest = 100;
  if (weighing.device.size() > longest || weighing.client_ref.size() > longest)
    return fail(ErrorKind::invalid, "La référence est trop longue.", {}, "client_ref");
  out.sure = base::flag_or(body, "sure");
  return out;
}

Result<net::Response> weigh(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, weigh_right, Version::optional, body));
  PARVIS_TRY(given, weighing_of(body));
  PARVIS_TRY(campaign, desk.campaign(given.weighing.campaign_id));
  PARVIS_CHECK(may_touch(request, campaign.campaign.canteen_id));
  PARVIS_TRY(saved, desk.weigh(given, write));
  return net::json_answer(to_json(saved), 201);
}

Result<net::Response> list(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(found, desk.campaigns(request.query_text("canteen_id")));
  json::array items;
  for (const CampaignView& view : found) items.push_back(to_json(view, false));
  return net::json_answer(json::object{{"items", std::move(items)}});
}

Result<net::Response> exported(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(made, desk.ma_cantine(static_cast<int>(request.query_integer("year").value_or(0))));
  net::Response response = net::json_answer(to_json(made));
  if (request.query_flag("download")) {
    response.header("Content-Disposition",
                    "attachment; filename=\"ma-cantine-" + std::to_string(made.year) + ".json\"");
  }
  return response;
}

Result<net::Response> declare(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, report_right, Version::optional, body));
  YearlyWasteDeclaration said;
  PARVIS_TRY(year, base::need_integer(body, "year"));
  constexpr std::int64_t least_year = 2015, most_year = 2199;
  if (year < least_year || year > most_year)
    return fail(ErrorKind::invalid, "Donnez l’année déclarée.", {}, "year");
  said.year = static_cast<int>(year);
  said.has_diagnostic = base::flag_or(body, "has_diagnostic");
  said.has_plan = base::flag_or(body, "has_plan");
  said.other_action = base::text_or(body, "other_action");
  PARVIS_TRY(actions, base::need_array(body, "actions"));
  for (const json::value& action : actions) {
    if (action.is_string()) said.actions.emplace_back(action.as_string());
  }
  PARVIS_CHECK(desk.declare(said, write));
  return net::no_content();
}

json::object export_schema() {
  return net::object_of("year:integer measurements:measurement[] yearly:any", waste_shapes());
}

void add_export_api(net::Router& router, WasteDesk& desk) {
  net::RouteOptions options = route_options(report_right, export_schema());
  options.params = {query_param("year", net::ParamType::integer, "Année de fin des campagnes", true),
                    query_param("download", net::ParamType::boolean, "Comme un fichier")};
  add_route(router, {"GET", "exports/ma-cantine", "Mesures et déclaration annuelle pour ma cantine"}, options,
            [&desk](net::Request& request) { return exported(desk, request); });
  add_route(router, {"PUT", "exports/ma-cantine", "Dit le diagnostic, le plan et les actions d’une année"},
            route_options(report_right, {}, 204),
            [&desk](net::Request& request) { return declare(desk, request); });
}

}  // namespace

void add_weighing_api(net::Router& router, CanteenContext&, WasteDesk& desk) {
  const json::object whole = waste_shapes().at("campaign_whole").as_object();
  net::RouteOptions listing = route_options(read_right, net::object_of("items:campaign[]", waste_shapes()));
  listing.params = {query_param("canteen_id", net::ParamType::text, "D’une cantine")};
  add_route(router, {"GET", "campaigns", "Campagnes de pesée"}, listing,
            [&desk](net::Request& request) { return list(desk, request); });
  add_route(router, {"GET", "campaigns/{id}", "Une campagne et ses pesées"}, route_options(read_right, whole),
            [&desk](net::Request& request) -> Result<net::Response> {
              PARVIS_TRY(view, desk.campaign(request.param("id")));
              return with_version(net::json_answer(to_json(view, true)), view.campaign.version);
            });
  add_route(router, {"POST", "campaigns", "Ouvre une campagne de pesée"},
            route_options(weigh_right, whole, 201),
            [&desk](net::Request& request) { return put_campaign(desk, request); });
  add_route(router, {"PUT", "campaigns/{id}", "Change les dates d’une campagne"},
            route_options(weigh_right, whole),
            [&desk](net::Request& request) { return put_campaign(desk, request); });
  add_route(router, {"DELETE", "campaigns/{id}", "Retire une campagne sans pesée"},
            route_options(weigh_right, {}, 204),
            [&desk](net::Request& request) { return remove_campaign(desk, request); });
  add_route(router, {"POST", "weighings", "Garde une pesée"},
            route_options(weigh_right, waste_shapes().at("weighing").as_object(), 201),
            [&desk](net::Request& request) { return weigh(desk, request); });
  add_route(router, {"DELETE", "weighings/{id}", "Retire une pesée"}, route_options(weigh_right, {}, 204),
            [&desk](net::Request& request) -> Result<net::Response> {
              PARVIS_TRY(write, write_of(request, weigh_right, Version::optional));
              PARVIS_CHECK(desk.remove_weighing(request.param("id"), write));
              return net::no_content();
            });
  add_export_api(router, desk);
}

}  // namespace parvis::canteen
