// The protocol of duplicates on the Boston 311 file: duplicates_bench SHARED_DIR
//
// Rows at the tool's default point are dropped. Label: the closure reason says «duplicate». Recall: labelled
// queries that show a candidate; disturbance: unlabelled queries that show one. A query sees only what was
// known when it came: rows opened before, and whether they were closed by then. Prints the peers' rule at
// several radii, then the untrained order at 10 % and 15.6 % of disturbance, on queries of April to June.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/csv.hpp"
#include "street/boston_file.hpp"
#include "street/duplicates.hpp"

namespace {

using namespace parvis;
using namespace parvis::street;

struct Row {
  KnownReport report;
  bool labelled = false;
};

std::vector<Row> rows_of(const std::string& text) {
  std::vector<Row> rows;
  const auto table = base::parse_csv(text);
  if (!table) return rows;
  for (std::size_t i = 1; i < table->size(); ++i) {
    const auto& cells = (*table)[i];
    Row row;
    row.report.id = cells[0];
    row.report.category = cells[10];
    row.report.family = "311";
    row.report.position = {std::strtod(cells[15].c_str(), nullptr), std::strtod(cells[16].c_str(), nullptr)};
    if (row.report.position == base::LatLon{42.3594, -71.0587}) continue;
    const auto opened = base::parse_instant(cells[1]);
    if (!opened) continue;
    row.report.received_at = *opened;
    if (const auto closed = base::parse_instant(cells[3])) row.report.closed_at = *closed;
    std::string reason = cells[6];
    std::transform(reason.begin(), reason.end(), reason.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    row.labelled = reason.find("duplicate") != std::string::npos;
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.report.received_at, a.report.id) < std::pair(b.report.received_at, b.report.id);
  });
  return rows;
}

constexpr double cell_degrees =
    0.004;  // 445 m north, 330 m east in Boston: a circle of 250 m touches nine cells at most

std::int64_t cell(double lat, double lon) {
  return static_cast<std::int64_t>(std::floor(lat / cell_degrees)) * 1'000'000 +
         static_cast<std::int64_t>(std::floor(lon / cell_degrees));
}

// Best score of each query of April to June; infinity when it shows nothing.
struct Scores {
  std::vector<double> labelled, others;
};

Scores scores_of(const std::vector<Row>& rows, const DuplicateSettings& settings, double radius_m,
                 bool same_type) {
  const base::Instant april = *base::parse_instant("2015-04-01T00:00:00");
  std::unordered_map<std::int64_t, std::vector<std::size_t>> grid;
  Scores scores;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const KnownReport& report = rows[i].report;
    if (report.received_at >= april) {
      const DuplicateQuery query{report.position, report.category,    "311",
                                 radius_m,        report.received_at, false};
      double best = std::numeric_limits<double>::infinity();
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          const auto found = grid.find(
              cell(report.position.lat + dy * cell_degrees, report.position.lon + dx * cell_degrees));
          if (found == grid.end()) continue;
          for (std::size_t j : found->second) {
            const KnownReport& known = rows[j].report;
            if ((same_type && known.category != report.category) || !eligible(query, known, settings))
              continue;
            const double penalty = known.category == report.category ? 0.0 : settings.other_leaf_penalty_m;
            best = std::min(best, base::haversine_m(report.position, known.position) + penalty);
          }
        }
      }
      (rows[i].labelled ? scores.labelled : scores.others).push_back(best);
    }
    grid[cell(report.position.lat, report.position.lon)].push_back(i);
  }
  return scores;
}

double share_under(const std::vector<double>& scores, double threshold) {
  const auto under =
      std::count_if(scores.begin(), scores.end(), [threshold](double score) { return score <= threshold; });
  return 100.0 * static_cast<double>(under) / static_cast<double>(scores.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string text = argc > 1 ? boston_file(argv[1]) : std::string{};
  if (text.empty()) {
    std::fprintf(stderr, "usage: duplicates_bench SHARED_DIR (the Boston file was not found)\n");
    return 2;
  }
  const std::vector<Row> rows = rows_of(text);
  DuplicateSettings settings;
  settings.closed_at_most_days = 0;
  for (const auto& [radius, window] :
       std::vector<std::pair<double, int>>{{10, 30}, {50, 30}, {50, 84}, {100, 30}, {250, 90}}) {
    settings.opened_at_most_days = window;
    const Scores scores = scores_of(rows, settings, radius, true);
    std::printf(
        "same type, open, %3.0f m, %2d days: recall %.1f %%, disturbance %.1f %% (%zu labelled, %zu "
        "others)\n",
        radius, window, share_under(scores.labelled, radius), share_under(scores.others, radius),
        scores.labelled.size(), scores.others.size());
  }
  settings.opened_at_most_days = 90;
  for (bool same_type : {true, false}) {
    const Scores scores = scores_of(rows, settings, 250, same_type);
    for (double share : {0.10, 0.156}) {
      const double threshold = disturbance_threshold(scores.others, share);
      std::printf(
          "%s, 90 days, at most %.1f %% disturbed: threshold %.1f m, recall %.1f %%, disturbance %.2f %%\n",
          same_type ? "distance, same type" : "distance + 60 m if the type differs", 100 * share, threshold,
          share_under(scores.labelled, threshold), share_under(scores.others, threshold));
    }
  }
  return 0;
}
