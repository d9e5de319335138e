// The map at any zoom and a million reports: counts per cell of a web-mercator grid, kept with each write, so
// that a wide view adds a few hundred rows up, and a close view reads its reports by cell. At most
// max_markers points.
//
// street_map_cell is append-only: each write adds +1 and -1 rows (no two writers ever wait for the same row);
// compact_map adds them up, nightly or when asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "store/sql.hpp"
#include "street/report.hpp"
#include "street/report_store.hpp"

namespace parvis::street {

inline constexpr std::size_t max_markers = 1000;
// Levels kept: a cell of level n is a web-mercator tile of zoom n.
inline constexpr int cell_levels[] = {6, 8, 10, 12, 14, 16, 18};

struct Cell {
  std::int64_t x = 0, y = 0;
};
Cell cell_of(base::LatLon position, int level);
std::int64_t cell_key(Cell cell, int level);  // y * 2^level + x: a row of cells is a range of keys
int cell_level_for_zoom(int zoom);            // cells of 32 or 64 pixels on the screen

struct MapCluster {
  base::LatLon centre;  // of its reports
  std::int64_t count = 0;
  base::BBox bbox;
};
struct MapMarker {
  std::string ref, category;
  base::LatLon position;
  State state = State::recu;
};
struct MapView {
  std::vector<MapCluster> clusters;
  std::vector<MapMarker> markers;
  bool sampled =
      false;  // a filter the cells cannot answer matched more than max_sampled reports: the latest ones
};
inline constexpr std::int64_t max_sampled = 20'000;

// Filters on states, open, categories and public_only are answered from the cells; the others from reports.
// A bbox that crosses the antimeridian (west > east) is refused (invalid).
Result<MapView> map_view(store::Session& session, const ReportFilter& filter, base::BBox bbox, int zoom);

// Adds up the +1 and -1 rows. Safe beside writers. Answers the rows left.
Result<std::int64_t> compact_map(store::Session& session);

}  // namespace parvis::street
