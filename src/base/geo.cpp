#include "base/geo.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/json.hpp"
#include "base/text.hpp"

namespace parvis::base {
namespace {

constexpr double earth_radius_m = 6'371'008.8;
constexpr double degree = std::numbers::pi / 180;

tl::unexpected<Error> bad_geometry(const std::string& why) {
  return fail(ErrorKind::invalid, "Le GeoJSON n’est pas utilisable\u00a0: " + why, {}, "geojson_invalid");
}

Result<Ring> read_ring(const json::value& value, std::size_t& budget) {
  if (!value.is_array()) return bad_geometry("un anneau doit être une liste de points.");
  Ring ring;
  for (const auto& item : value.get_array()) {
    if (!item.is_array() || item.get_array().size() < 2 || !item.get_array()[0].is_number() ||
        !item.get_array()[1].is_number())
      return bad_geometry("un point doit être [longitude, latitude].");
    const LatLon place{item.get_array()[1].to_number<double>(), item.get_array()[0].to_number<double>()};
    if (!valid_position(place))
      return bad_geometry("un point est hors du globe ; exportez en WGS 84, longitude puis latitude.");
    if (budget-- == 0) return bad_geometry("trop de sommets.");
    ring.push_back(place);
  }
  if (ring.size() < 4) return bad_geometry("un anneau demande au moins quatre points.");
  if (ring.front() != ring.back()) return bad_geometry("un anneau n’est pas fermé.");
  return ring;
}

Status read_polygon(const json::value& value, MultiPolygon& area, std::size_t& budget) {
  if (!value.is_array() || value.get_array().empty()) return bad_geometry("un polygone est vide.");
  Polygon polygon;
  bool outer = true;
  for (const auto& item : value.get_array()) {
    PARVIS_TRY(ring, read_ring(item, budget));
    if (outer) {
      polygon.outer = std::move(ring);
    } else {
      polygon.holes.push_back(std::move(ring));
    }
    outer = false;
  }
  area.polygons.push_back(std::move(polygon));
  return {};
}

Status read_geometry(const json::object& object, MultiPolygon& area, std::size_t& budget) {
  const std::string type = text_or(object, "type");
  if (type == "Feature") {
    PARVIS_TRY(geometry, need_object(object, "geometry"));
    return read_geometry(geometry, area, budget);
  }
  if (type == "FeatureCollection" || type == "GeometryCollection") {
    PARVIS_TRY(members, need_array(object, type == "FeatureCollection" ? "features" : "geometries"));
    for (const auto& member : members) {
      if (!member.is_object()) return bad_geometry("un élément n’est pas un objet.");
      PARVIS_CHECK(read_geometry(member.get_object(), area, budget));
    }
    return {};
  }
  if (type != "Polygon" && type != "MultiPolygon")
    return bad_geometry("un Polygon ou un MultiPolygon est attendu, pas «\u00a0" + type + "\u00a0».");
  PARVIS_TRY(coordinates, need_array(object, "coordinates"));
  if (type == "Polygon") return read_polygon(json::value(coordinates), area, budget);
  for (const auto& polygon : coordinates) PARVIS_CHECK(read_polygon(polygon, area, budget));
  return {};
}

bool on_segment(LatLon a, LatLon b, LatLon p) {
  const double cross = (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
  if (std::fabs(cross) > 1e-14) return false;
  return p.lon >= std::min(a.lon, b.lon) - 1e-12 && p.lon <= std::max(a.lon, b.lon) + 1e-12 &&
         p.lat >= std::min(a.lat, b.lat) - 1e-12 && p.lat <= std::max(a.lat, b.lat) + 1e-12;
}

enum class Side { outside, edge, inside };

Side side(const Ring& ring, LatLon p) {
  bool inside = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const LatLon a = ring[i];
    const LatLon b = ring[i + 1];
    if (on_segment(a, b, p)) return Side::edge;
    if ((a.lat > p.lat) != (b.lat > p.lat) &&
        p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon)
      inside = !inside;
  }
  return inside ? Side::inside : Side::outside;
}

bool contains(const Polygon& polygon, LatLon p) {
  const Side outer = side(polygon.outer, p);
  if (outer != Side::inside) return outer == Side::edge;
  return std::all_of(polygon.holes.begin(), polygon.holes.end(),
                     [&](const Ring& hole) { return side(hole, p) != Side::inside; });
}

// On a plane tangent at p: right to well under a metre at the distances that matter (tens of metres).
double segment_distance_m(LatLon a, LatLon b, LatLon p) {
  const double kx = earth_radius_m * degree * std::cos(p.lat * degree);
  const double ky = earth_radius_m * degree;
  const double ax = (a.lon - p.lon) * kx, ay = (a.lat - p.lat) * ky;
  const double dx = (b.lon - a.lon) * kx, dy = (b.lat - a.lat) * ky;
  const double length = dx * dx + dy * dy;
  const double along = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0;
  return std::hypot(ax + along * dx, ay + along * dy);
}

double ring_distance_m(const Ring& ring, LatLon p) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    best = std::min(best, segment_distance_m(ring[i], ring[i + 1], p));
  return best;
}

json::array ring_json(const Ring& ring) {
  json::array points;
  for (const auto& point : ring) points.push_back(json::array{point.lon, point.lat});
  return points;
}

}  // namespace

bool valid_position(LatLon place) {
  return std::isfinite(place.lat) && std::isfinite(place.lon) && std::fabs(place.lat) <= 90 &&
         std::fabs(place.lon) <= 180;
}

double haversine_m(LatLon a, LatLon b) {
  const double half_lat = (b.lat - a.lat) * degree / 2;
  const double half_lon = (b.lon - a.lon) * degree / 2;
  const double h = std::pow(std::sin(half_lat), 2) +
                   std::cos(a.lat * degree) * std::cos(b.lat * degree) * std::pow(std::sin(half_lon), 2);
  return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

BBox bbox_around(LatLon centre, double radius_m) {
  const double lat = radius_m / (earth_radius_m * degree);
  const double lon = lat / std::max(0.01, std::cos(centre.lat * degree));
  return {centre.lat - lat, centre.lon - lon, centre.lat + lat, centre.lon + lon};
}

Result<MultiPolygon> parse_geojson_area(std::string_view text, std::size_t max_vertices) {
  PARVIS_TRY(object, parse_json_object(text));
  MultiPolygon area;
  std::size_t budget = max_vertices;
  PARVIS_CHECK(read_geometry(object, area, budget));
  if (area.polygons.empty()) return bad_geometry("il ne contient aucun polygone.");
  return area;
}

std::string to_geojson(const MultiPolygon& area) {
  json::array polygons;
  for (const auto& polygon : area.polygons) {
    json::array rings{ring_json(polygon.outer)};
    for (const auto& hole : polygon.holes) rings.push_back(ring_json(hole));
    polygons.push_back(std::move(rings));
  }
  return json::serialize(json::object{{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}});
}

bool contains(const MultiPolygon& area, LatLon place) {
  return std::any_of(area.polygons.begin(), area.polygons.end(),
                     [&](const Polygon& polygon) { return contains(polygon, place); });
}

double distance_m(const MultiPolygon& area, LatLon place) {
  if (contains(area, place)) return 0;
  double best = std::numeric_limits<double>::infinity();
  for (const auto& polygon : area.polygons) {
    best = std::min(best, ring_distance_m(polygon.outer, place));
    for (const auto& hole : polygon.holes) best = std::min(best, ring_distance_m(hole, place));
  }
  return best;
}

BBox bbox(const MultiPolygon& area) {
  BBox box{90, 180, -90, -180};
  for (const auto& polygon : area.polygons) {
    for (const auto& point : polygon.outer) {
      box.south = std::min(box.south, point.lat);
      box.north = std::max(box.north, point.lat);
      box.west = std::min(box.west, point.lon);
      box.east = std::max(box.east, point.lon);
    }
  }
  return box;
}

Result<BBox> parse_bbox(std::string_view text) {
  std::array<double, 4> numbers{};
  const auto parts = split(text, ',');
  bool good = parts.size() == 4;
  for (std::size_t i = 0; good && i < 4; ++i) {
    const std::string_view part = trim(parts[i]);
    good = std::from_chars(part.data(), part.data() + part.size(), numbers.at(i)).ptr ==
               part.data() + part.size() &&
           !part.empty();
  }
  const BBox box{numbers[1], numbers[0], numbers[3], numbers[2]};
  if (!good || !valid_position({box.south, box.west}) || !valid_position({box.north, box.east}) ||
      box.south > box.north || box.west > box.east)
    return fail(ErrorKind::invalid, "Le cadre «\u00a0bbox\u00a0» s’écrit ouest,sud,est,nord en degrés.", {},
                "bbox_invalid");
  return box;
}

}  // namespace parvis::base
