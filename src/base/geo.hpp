// Places on the WGS 84 ellipsoid, in degrees; distances on the sphere of radius 6,371,008.8 m, in metres.
// GeoJSON (RFC 7946) is longitude first; LatLon is latitude first. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::base {

struct LatLon {
  double lat = 0;
  double lon = 0;
  friend bool operator==(const LatLon&, const LatLon&) = default;
};

struct BBox {
  double south = 0, west = 0, north = 0, east = 0;
};

using Ring = std::vector<LatLon>;  // closed: first point = last point
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};
struct MultiPolygon {
  std::vector<Polygon> polygons;
};

[[nodiscard]] bool valid_position(LatLon place);
[[nodiscard]] double haversine_m(LatLon a, LatLon b);
[[nodiscard]] BBox bbox_around(LatLon centre, double radius_m);

// A Polygon or MultiPolygon, alone or inside Feature, FeatureCollection, GeometryCollection.
// Errors (invalid): not closed, out of range, fewer than 4 points, more than `max_vertices`.
Result<MultiPolygon> parse_geojson_area(std::string_view text, std::size_t max_vertices = 50'000);
[[nodiscard]] std::string to_geojson(const MultiPolygon& area);

// Holes are outside; a point on an edge, of a hole too, is inside.
[[nodiscard]] bool contains(const MultiPolygon& area, LatLon place);
// Metres from the place to the area; 0 inside.
[[nodiscard]] double distance_m(const MultiPolygon& area, LatLon place);
[[nodiscard]] BBox bbox(const MultiPolygon& area);

// "west,south,east,north", the order of GeoJSON and of the API.
Result<BBox> parse_bbox(std::string_view text);

}  // namespace parvis::base
