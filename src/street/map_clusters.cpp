#include "street/map_clusters.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "street/map_cells.hpp"
#include "street/report_query.hpp"
#include "street/report_row.hpp"

namespace parvis::street {
namespace {

constexpr double mercator_limit = 85.05112878;
constexpr std::int64_t max_rows_of_cells = 128;
constexpr std::int64_t max_cells = 1000;

base::BBox bounds(Cell cell, int level) {
  const double n = std::exp2(level);
  auto latitude = [n](double y) {
    return std::atan(std::sinh(std::numbers::pi * (1.0 - 2.0 * y / n))) * 180.0 / std::numbers::pi;
  };
  const auto x = static_cast<double>(cell.x), y = static_cast<double>(cell.y);
  return {latitude(y + 1.0), x / n * 360.0 - 180.0, latitude(y), (x + 1.0) / n * 360.0 - 180.0};
}

Cell cell_at(std::int64_t key, int level) {
  const std::int64_t width = std::int64_t{1} << level;
  return {key % width, key / width};
}

struct Grid {
  Cell first, last;  // north-west, south-east
  [[nodiscard]] std::int64_t rows() const { return last.y - first.y + 1; }
  [[nodiscard]] std::int64_t columns() const { return last.x - first.x + 1; }
};

Grid grid_of(base::BBox bbox, int level) {
  return {cell_of({bbox.north, bbox.west}, level), cell_of({bbox.south, bbox.east}, level)};
}

// A view far wider than a screen at that zoom is answered more coarsely.
int level_for(base::BBox bbox, int zoom) {
  int level = cell_level_for_zoom(zoom);
  for (Grid grid = grid_of(bbox, level); level > cell_levels[0]; grid = grid_of(bbox, level)) {
    if (grid.rows() <= max_rows_of_cells && grid.rows() * grid.columns() <= max_cells) break;
    level -= 2;
  }
  return level;
}

// Each row of cells is one range of keys. Integers of ours, so they stand in the statement.
std::string ranges(const Grid& grid, int level) {
  std::string text;
  for (std::int64_t y = grid.first.y; y <= grid.last.y; ++y) {
    if (!text.empty()) text += ", ";
    text += "(" + std::to_string(cell_key({grid.first.x, y}, level)) + ", " +
            std::to_string(cell_key({grid.last.x, y}, level)) + ")";
  }
  return text;
}

bool cells_can_answer(const ReportFilter& filter) {
  return filter.teams.empty() && filter.assignee.empty() && filter.query.empty() && !filter.from &&
         !filter.to && !filter.late_at && filter.area.empty() && filter.flag.empty() &&
         !filter.photos_to_check;
}

void one_of(std::string& where, std::vector<store::Value>& values, std::string_view column,
            const std::vector<std::string>& wanted) {
  if (wanted.empty()) return;
  where += " AND " + std::string(column) + " IN (" + placeholders(wanted.size()) + ")";
  for (const std::string& value : wanted) values.emplace_back(value);
}

std::vector<std::string> wanted_states(const ReportFilter& filter) {
  std::vector<std::string> states;
  for (std::size_t i = 0; i < state_codes.size(); ++i) {
    const auto state = static_cast<State>(i);
    const bool listed = filter.states.empty() ||
                        std::find(filter.states.begin(), filter.states.end(), state) != filter.states.end();
    if (listed && (!filter.open || *filter.open == is_open(state)))
      states.emplace_back(state_codes.code(state));
  }
  return states;
}

Result<std::vector<MapCluster>> clusters_of(store::Session& session, const ReportFilter& filter,
                                            base::BBox bbox, int level) {
  std::string where;
  std::vector<store::Value> values;
  if (filter.public_only) where += " AND m.is_public = 1";
  if (filter.open || !filter.states.empty()) one_of(where, values, "m.state", wanted_states(filter));
  one_of(where, values, "m.category", filter.categories);
  for (std::size_t i = 0; i < filter.families.size(); ++i) {
    where += i == 0 ? " AND (m.category LIKE ?" : " OR m.category LIKE ?";
    values.emplace_back(filter.families[i] + "-%");
  }
  if (!filter.families.empty()) where += ")";
  const auto sums = [&](const std::string& integer) {
    return "SELECT m.cell AS cell, CAST(sum(m.n) AS " + integer +
           ") AS n, sum(m.lat_sum) AS lat, sum(m.lon_sum) AS lon FROM ";
  };
  const std::string of_level = "street_map_cell m WHERE m.level = " + std::to_string(level) + " AND ";
  const std::string rest = where + " GROUP BY m.cell HAVING sum(m.n) > 0";
  // PostgreSQL knows how few rows constants give, and of a join would read the whole level.
  PARVIS_TRY(rows, session.query({"WITH r(a, b) AS (VALUES " + ranges(grid_of(bbox, level), level) + ") " +
                                      sums("INTEGER") + "r CROSS JOIN " + of_level +
                                      "m.cell BETWEEN r.a AND r.b" + rest,
                                  sums("BIGINT") + of_level + in_cell_ranges("m.cell", bbox, level) + rest},
                                 values));
  std::vector<MapCluster> clusters;
  for (const auto row : rows) {
    const std::int64_t count = row.integer("n");
    const auto n = static_cast<double>(count);
    clusters.push_back({{row.real("lat") / n, row.real("lon") / n},
                        count,
                        bounds(cell_at(row.integer("cell"), level), level)});
  }
  return clusters;
}

Result<std::vector<MapMarker>> markers_of(store::Session& session, const ReportFilter& filter,
                                          base::BBox bbox) {
  ReportFilter inside = filter;
  inside.bbox = bbox;
  PARVIS_TRY(rows, rows_matching(session, inside, "ref, category, lat, lon, state",
                                 static_cast<std::size_t>(max_sampled)));
  std::vector<MapMarker> markers;
  for (const auto row : rows) {
    markers.push_back({row.text("ref"),
                       row.text("category"),
                       {row.real("lat"), row.real("lon")},
                       state_codes.parse(row.text("state")).value_or(State::recu)});
  }
  return markers;
}

std::vector<MapCluster> gathered(const std::vector<MapMarker>& markers, int level) {
  struct Sum {
    std::int64_t count = 0;
    double lat = 0, lon = 0;
  };
  std::map<std::int64_t, Sum> sums;
  for (const MapMarker& marker : markers) {
    Sum& sum = sums[cell_key(cell_of(marker.position, level), level)];
    ++sum.count;
    sum.lat += marker.position.lat;
    sum.lon += marker.position.lon;
  }
  std::vector<MapCluster> clusters;
  for (const auto& [key, sum] : sums) {
    const auto n = static_cast<double>(sum.count);
    clusters.push_back({{sum.lat / n, sum.lon / n}, sum.count, bounds(cell_at(key, level), level)});
  }
  return clusters;
}

}  // namespace

Cell cell_of(base::LatLon position, int level) {
  const double n = std::exp2(level);
  const double lat = std::clamp(position.lat, -mercator_limit, mercator_limit) * std::numbers::pi / 180.0;
  const double x = (position.lon + 180.0) / 360.0 * n;
  const double y = (1.0 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2.0 * n;
  auto within = [n](double value) {
    return static_cast<std::int64_t>(std::clamp(std::floor(value), 0.0, n - 1.0));
  };
  return {within(x), within(y)};
}

std::int64_t cell_key(Cell cell, int level) {
  return (cell.y << level) + cell.x;
}

int cell_level_for_zoom(int zoom) {
  const int level = zoom % 2 == 0 ? zoom + 2 : zoom + 3;
  return std::clamp(level, cell_levels[0], cell_levels[std::size(cell_levels) - 1]);
}

std::string cell_ranges(base::BBox bbox, int level) {
  return ranges(grid_of(bbox, level), level);
}

std::string in_cell_ranges(std::string_view column, base::BBox bbox, int level) {
  const Grid grid = grid_of(bbox, level);
  std::string text;
  for (std::int64_t y = grid.first.y; y <= grid.last.y; ++y) {
    text += (text.empty() ? "(" : " OR ") + std::string(column) + " BETWEEN " +
            std::to_string(cell_key({grid.first.x, y}, level)) + " AND " +
            std::to_string(cell_key({grid.last.x, y}, level));
  }
  return text + ")";
}

std::int64_t cell_rows(base::BBox bbox, int level) {
  return grid_of(bbox, level).rows();
}

Result<MapView> map_view(store::Session& session, const ReportFilter& filter, base::BBox bbox, int zoom) {
  if (bbox.west > bbox.east || bbox.south > bbox.north) {
    return fail(ErrorKind::invalid, "L'étendue de la carte est inversée.", {}, "bbox");
  }
  const int level = level_for(bbox, zoom);
  MapView view;
  const bool close = cell_rows(bbox, report_cell_level) <= max_rows_of_cells;
  if (cells_can_answer(filter)) {
    PARVIS_TRY(clusters, clusters_of(session, filter, bbox, level));
    std::int64_t total = 0;
    for (const MapCluster& cluster : clusters) total += cluster.count;
    if (total > static_cast<std::int64_t>(max_markers) || !close) {
      view.clusters = std::move(clusters);
      return view;
    }
  }
  PARVIS_TRY(markers, markers_of(session, filter, bbox));
  if (markers.size() <= max_markers) {
    view.markers = std::move(markers);
    return view;
  }
  view.sampled = markers.size() >= static_cast<std::size_t>(max_sampled);
  view.clusters = gathered(markers, level);
  return view;
}

bool same_on_map(const Report& a, const Report& b) {
  return on_map(a) == on_map(b) &&
         (!on_map(a) || (a.position == b.position && a.state == b.state && a.category == b.category &&
                         publicly_listed(a) == publicly_listed(b)));
}

bool on_map(const Report& report) {
  return report.position && std::find(report.quality_flags.begin(), report.quality_flags.end(),
                                      "point_par_defaut") == report.quality_flags.end();
}

void CellChanges::add(const Report& report, std::int64_t sign) {
  if (!on_map(report)) return;
  for (int level : cell_levels) {
    const Key key{level, cell_key(cell_of(*report.position, level), level), report.state,
                  publicly_listed(report), report.category};
    Sum& sum = sums_[key];
    sum.n += sign;
    sum.lat += static_cast<double>(sign) * report.position->lat;
    sum.lon += static_cast<double>(sign) * report.position->lon;
  }
}

Status CellChanges::write(store::Session& session) const {
  constexpr std::size_t rows_a_statement = 200;
  constexpr std::string_view into =
      "INSERT INTO street_map_cell (level, cell, state, category, is_public, n, lat_sum, lon_sum) VALUES ";
  std::vector<store::Value> values;
  std::string rows;
  std::size_t count = 0, left = sums_.size();
  for (const auto& [key, sum] : sums_) {
    rows += count == 0 ? "(?, ?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?, ?)";
    const auto& [level, cell, state, is_public, category] = key;
    values.insert(values.end(), {store::Value{std::int64_t{level}}, store::Value{cell},
                                 store::Value{std::string(state_codes.code(state))}, store::Value{category},
                                 store::Value{std::int64_t{is_public ? 1 : 0}}, store::Value{sum.n},
                                 store::Value{sum.lat}, store::Value{sum.lon}});
    ++count;
    --left;
    if (count < rows_a_statement && left > 0) continue;
    const auto done = session.execute(std::string(into) + rows, values);
    if (!done) return tl::make_unexpected(done.error());
    values.clear();
    rows.clear();
    count = 0;
  }
  return {};
}

Result<std::int64_t> compact_map(store::Session& session) {
  // PostgreSQL: writers go on adding rows; only those seen here are replaced
  const store::Sql gather{
      "CREATE TEMP TABLE street_map_sum AS SELECT level, cell, state, category, is_public, sum(n) AS n, "
      "sum(lat_sum) AS lat_sum, sum(lon_sum) AS lon_sum FROM street_map_cell "
      "GROUP BY level, cell, state, category, is_public HAVING sum(n) <> 0",
      "CREATE TEMP TABLE street_map_sum ON COMMIT DROP AS WITH gone AS (DELETE FROM street_map_cell "
      "RETURNING *) "
      "SELECT level, cell, state, category, is_public, sum(n)::bigint AS n, sum(lat_sum) AS lat_sum, "
      "sum(lon_sum) AS lon_sum FROM gone GROUP BY level, cell, state, category, is_public HAVING sum(n) <> "
      "0"};
  PARVIS_TRY(gathered_rows, session.execute(gather));
  static_cast<void>(gathered_rows);
  if (session.backend() == store::Backend::sqlite) {
    PARVIS_TRY(deleted, session.execute("DELETE FROM street_map_cell"));
    static_cast<void>(deleted);
  }
  PARVIS_TRY(kept, session.execute(
                       "INSERT INTO street_map_cell (level, cell, state, category, is_public, n, lat_sum, "
                       "lon_sum) SELECT level, cell, state, category, is_public, n, lat_sum, lon_sum "
                       "FROM street_map_sum"));
  if (session.backend() == store::Backend::sqlite) {
    PARVIS_TRY(dropped, session.execute("DROP TABLE street_map_sum"));
    static_cast<void>(dropped);
  }
  return kept;
}

}  // namespace parvis::street
