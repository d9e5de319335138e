// Maps over HTTP: clusters and markers for the desk and for everyone, and the outlines drawn under them.
#include <cmath>
#include <utility>

#include "base/file.hpp"
#include "street/map_clusters.hpp"
#include "street/report_views.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"
#include "street/street_schemas.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr std::uint64_t max_basemap_bytes = 20'000'000;

json::object map_json(const MapView& map, const Config& config, bool for_public) {
  json::array clusters, markers;
  for (const MapCluster& cluster : map.clusters) {
    clusters.push_back(json::object{
        {"lat", cluster.centre.lat},
        {"lon", cluster.centre.lon},
        {"count", cluster.count},
        {"bbox", json::array{cluster.bbox.west, cluster.bbox.south, cluster.bbox.east, cluster.bbox.north}}});
  }
  for (const MapMarker& marker : map.markers) {
    markers.push_back(
        json::object{{"ref", marker.ref},
                     {"lat", marker.position.lat},
                     {"lon", marker.position.lon},
                     {"category", marker.category},
                     {"state", state_codes.code(marker.state)},
                     {"state_label", for_public ? citizen_label(marker.state) : staff_label(marker.state)},
                     {"label", config.catalogue.label(marker.category)}});
  }
  return {{"clusters", std::move(clusters)}, {"markers", std::move(markers)}, {"sampled", map.sampled}};
}

Result<net::Response> get_map(StreetContext& context, net::Request& request, const Staff* staff) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, staff));
  if (!filter.bbox) return fail(ErrorKind::invalid, "Donnez le cadre de la carte (bbox).", {}, "bbox");
  const base::BBox bbox = *filter.bbox;
  filter.bbox.reset();
  if (!staff) apply_public_names(request, filter, context.clock.now());
  // zooms between two whole ones exist on touch screens
  const int zoom = static_cast<int>(std::lround(request.query_number("zoom").value_or(14)));
  auto map =
      context.database.read([&](store::Session& session) { return map_view(session, filter, bbox, zoom); });
  if (!map) return tl::make_unexpected(map.error());
  return json_answer(map_json(*map, *config, staff == nullptr));
}

Result<net::Response> get_basemap(StreetContext& context) {
  std::string text = R"({"type":"FeatureCollection","features":[]})";
  if (!context.settings.basemap_file.empty()) {
    if (auto read = base::read_file(context.settings.basemap_file, max_basemap_bytes))
      text = std::move(*read);
  }
  net::Response response = net::json(std::move(text));
  response.headers.set("Content-Type", "application/geo+json");
  response.headers.set("Cache-Control", "public, max-age=3600");
  return response;
}

}  // namespace

void add_map_routes(net::Router& router, StreetContext& context) {
  net::RouteOptions for_staff = staff_route({"street.read"});
  for_staff.response_schema = answer_schema("GET", "/api/street/map");
  router.add({"GET", "/api/street/map", "Carte des signalements, regroupés", "street",
              [&context](net::Request& request) -> Result<net::Response> {
                PARVIS_TRY(staff, require_staff(request, "street.read"));
                return get_map(context, request, &staff);
              },
              for_staff});
  router.add({"GET", "/api/street/public/map", "Carte publique des signalements, regroupés", "street",
              [&context](net::Request& request) { return get_map(context, request, nullptr); }});
  router.add({"GET", "/api/street/public/basemap.geojson", "Contours de la ville, fond des cartes", "street",
              [&context](net::Request&) { return get_basemap(context); }});
}

}  // namespace parvis::street
