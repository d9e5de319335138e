#include "street/area.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace parvis::street {
namespace {

std::size_t count_positions(const base::json::value& value) {
  const auto* array = value.if_array();
  if (array == nullptr) return 0;
  if (!array->empty() && array->front().is_number()) return 1;
  std::size_t count = 0;
  for (const auto& item : *array) count += count_positions(item);
  return count;
}

std::size_t vertices(const base::json::value& document) {
  const auto* object = document.if_object();
  if (object == nullptr) return 0;
  if (const auto* coordinates = object->if_contains("coordinates")) return count_positions(*coordinates);
  if (const auto* geometry = object->if_contains("geometry")) return vertices(*geometry);
  std::size_t count = 0;
  if (const auto* features = object->if_contains("features"); features != nullptr && features->is_array()) {
    for (const auto& feature : features->get_array()) count += vertices(feature);
  }
  return count;
}

std::string feature_name(const base::json::object& feature) {
  const auto* properties = feature.if_contains("properties");
  if (properties == nullptr || !properties->is_object()) return {};
  for (std::string_view key : {"nom", "name", "libelle", "NOM"}) {
    std::string name = base::text_or(properties->get_object(), key, "");
    if (!name.empty()) return name;
  }
  return {};
}

}  // namespace

Result<Area> make_area(std::string id, const std::string& name, AreaKind kind, std::string geojson) {
  Area area;
  area.id = std::move(id);
  area.name = std::string(base::trim(name));
  area.kind = kind;
  if (area.name.empty()) return fail(ErrorKind::invalid, "Donnez un nom à cette zone.", {}, "name");
  PARVIS_TRY(document, base::parse_json(geojson));
  if (vertices(document) > max_area_vertices) {
    return fail(ErrorKind::too_large,
                "Le contour de « " + area.name + " » dépasse 50 000 points : simplifiez-le.", {}, "vertices");
  }
  PARVIS_TRY(shape, base::parse_geojson_area(geojson));
  area.shape = std::move(shape);
  area.geojson = std::move(geojson);
  return area;
}

Result<std::vector<Area>> import_areas(std::string_view geojson, AreaKind kind) {
  PARVIS_TRY(document, base::parse_json(geojson));
  const auto* root = document.if_object();
  const auto* features = root == nullptr ? nullptr : root->if_contains("features");
  if (features == nullptr || !features->is_array()) {
    return fail(ErrorKind::invalid, "Une FeatureCollection GeoJSON est attendue.", {}, "geojson");
  }
  std::vector<Area> areas;
  for (const auto& feature : features->get_array()) {
    const std::string row = std::to_string(areas.size() + 1);
    if (!feature.is_object())
      return fail(ErrorKind::invalid, "L'objet n° " + row + " n'est pas une Feature.", {}, "geojson");
    const std::string name = feature_name(feature.get_object());
    if (name.empty()) {
      return fail(ErrorKind::invalid,
                  "L'objet n° " + row + " n'a pas de nom (propriété « nom » ou « name »).", {}, "name");
    }
    PARVIS_TRY(area, make_area({}, name, kind, base::json::serialize(feature)));
    areas.push_back(std::move(area));
  }
  return areas;
}

const Area* Areas::find(std::string_view id) const {
  for (const Area& area : areas_) {
    if (area.id == id) return &area;
  }
  return nullptr;
}

const Area* Areas::territory() const {
  for (const Area& area : areas_) {
    if (area.active && area.kind == AreaKind::territoire) return &area;
  }
  return nullptr;
}

std::vector<std::string> Areas::holding(base::LatLon point) const {
  std::vector<std::string> ids;
  for (const Area& area : areas_) {
    if (area.active && area.kind != AreaKind::territoire && base::contains(area.shape, point))
      ids.push_back(area.id);
  }
  return ids;
}

Territory Areas::place(base::LatLon point) const {
  const Area* town = territory();
  if (town == nullptr) return Territory::unknown;
  if (base::contains(town->shape, point)) return Territory::inside;
  return base::distance_m(town->shape, point) <= territory_tolerance_m ? Territory::tolerated
                                                                       : Territory::outside;
}

std::optional<std::string> Areas::neighbour(base::LatLon point) const {
  for (const Area& area : areas_) {
    if (area.active && area.kind == AreaKind::commune && base::contains(area.shape, point)) return area.name;
  }
  return std::nullopt;
}

}  // namespace parvis::street
