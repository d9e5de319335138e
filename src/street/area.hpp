// Areas of a town: its territory, its quarters. A point on an edge is inside; holes are honoured; the
// territory has a tolerance, because a pin on the far kerb of the last street is still the town's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_list.hpp"
#include "base/geo.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::street {

enum class AreaKind { territoire, quartier, secteur, commune };
inline constexpr base::CodeList<AreaKind, 4> area_kind_codes{
    {"territoire", "quartier", "secteur", "commune"}};

struct Area {
  std::string id, name;
  AreaKind kind = AreaKind::quartier;
  std::string geojson;  // as imported
  base::MultiPolygon shape;
  bool active = true;
};

inline constexpr double territory_tolerance_m = 50;
inline constexpr std::size_t max_area_vertices = 50'000;

// Checks name, kind and GeoJSON (Polygon or MultiPolygon, closed rings, WGS84 longitude then latitude).
Result<Area> make_area(std::string id, const std::string& name, AreaKind kind, std::string geojson);
// Reads a FeatureCollection: one area per feature, named by properties.nom or properties.name.
Result<std::vector<Area>> import_areas(std::string_view geojson, AreaKind kind);

enum class Territory { inside, tolerated, outside, unknown };  // unknown: no territory is set

class Areas {
 public:
  Areas() = default;
  explicit Areas(std::vector<Area> areas) : areas_(std::move(areas)) {}

  const std::vector<Area>& all() const { return areas_; }
  const Area* find(std::string_view id) const;
  const Area* territory() const;
  // Ids of every active area but the territory that holds the point, in list order.
  std::vector<std::string> holding(base::LatLon point) const;
  Territory place(base::LatLon point) const;
  // Name of the neighbouring commune that holds a point outside the territory, if it is configured.
  std::optional<std::string> neighbour(base::LatLon point) const;

 private:
  std::vector<Area> areas_;
};

}  // namespace parvis::street
