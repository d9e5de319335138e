// Areas from any bytes: what is accepted can be asked about, lies in its own bounding box, and survives being
// written.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/geo.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = parvis::base;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)base::parse_bbox(text);
  const auto area = base::parse_geojson_area(text, 500);
  if (!area) return 0;
  const base::BBox box = base::bbox(*area);
  const base::LatLon corner = area->polygons.front().outer.front();
  if (corner.lat < box.south || corner.lat > box.north || corner.lon < box.west || corner.lon > box.east)
    std::abort();
  if (!base::contains(*area, corner)) std::abort();
  if (!std::isfinite(base::distance_m(*area, {48.39, -4.49}))) std::abort();
  if (!base::parse_geojson_area(base::to_geojson(*area), 500)) std::abort();
  return 0;
}
