// Lists, counts and map of a large town: report_list_bench URL [REPORTS]
//
// Fills an empty database (5 % of the reports open, 33 categories, 8 teams, a town of 20 km) unless it
// already holds reports, then prints p50 and p95 of each way of looking, 40 times each. Goal: p95 under 300
// ms at a million reports.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "store/full_text.hpp"
#include "store/sql.hpp"
#include "street/category.hpp"
#include "street/map_clusters.hpp"
#include "street/report_store.hpp"
#include "street/street_migrations.hpp"

namespace {

using namespace parvis;
using namespace parvis::street;
using Clock = std::chrono::steady_clock;

const base::Instant now = base::from_millis(1'780'297'200'000);
constexpr std::int64_t three_years_ms = 3LL * 365 * 86'400'000;

double since_ms(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Report made(std::mt19937_64& random, std::int64_t index, std::int64_t total,
            const std::vector<const Category*>& leaves) {
  Report report;
  report.received_at = now - std::chrono::milliseconds{three_years_ms * (total - index) / total};
  const Category& leaf = *leaves[random() % leaves.size()];
  report.category = leaf.code;
  report.team = leaf.team;
  report.visibility = leaf.visibility;
  report.sla = leaf.sla;
  report.deadline_at = report.received_at + std::chrono::hours{24 * (1 + static_cast<int>(random() % 20))};
  const bool open = index > total * 9 / 10 && random() % 2 == 0;
  constexpr State open_states[] = {State::a_qualifier, State::a_traiter, State::programme, State::en_cours};
  report.state = open ? open_states[random() % 4] : State::resolu;
  if (!open) report.closed_at = report.received_at + std::chrono::hours{24 * static_cast<int>(random() % 40)};
  report.priority = random() % 20 == 0 ? Priority::urgente : Priority::normale;
  std::normal_distribution<double> spread(0.0, 0.045);
  report.position = base::LatLon{48.39 + spread(random), -4.486 + 1.5 * spread(random)};
  report.position_source = PositionSource::carte;
  report.area_ids = {"q" + std::to_string(random() % 30)};
  if (open && random() % 5 == 0) report.assignee = "u" + std::to_string(random() % 40);
  report.address = std::to_string(random() % 200) + " rue numéro " + std::to_string(random() % 900);
  // words on one report in twenty: the text index is measured by the store's own bench
  if (index % 20 == 0) report.description = report.public_description = leaf.label + " près du marché";
  return report;
}

int fill(store::Database& database, std::int64_t total) {
  const auto text = base::read_file(base::home_folder() / "reference/street/categories.json");
  if (!text) return 1;
  const auto catalogue = Catalogue::parse(*text);
  const auto leaves = catalogue->leaves();
  std::mt19937_64 random(1);
  const ReportStore reports;
  const auto start = Clock::now();
  constexpr std::int64_t batch = 5000;
  for (std::int64_t first = 0; first < total; first += batch) {
    std::vector<Report> many;
    for (std::int64_t i = first; i < std::min(first + batch, total); ++i)
      many.push_back(made(random, i, total, leaves));
    const auto done =
        database.write([&](store::Session& session) { return reports.insert_many(session, many); });
    if (!done) {
      std::fprintf(stderr, "%s\n", done.error().detail.c_str());
      return 1;
    }
  }
  std::printf("%lld reports in %.1f s\n", static_cast<long long>(total), since_ms(start) / 1000);
  const auto compacting = Clock::now();
  const auto kept = database.write([](store::Session& session) { return compact_map(session); });
  std::printf("map compacted to %lld rows in %.1f s\n", static_cast<long long>(kept.value_or(-1)),
              since_ms(compacting) / 1000);
  static_cast<void>(database.write([](store::Session& session) { return session.execute("ANALYZE"); }));
  return 0;
}

void measure(const char* name, const std::function<bool()>& look) {
  std::vector<double> times;
  const auto queries = store::queries_run();
  constexpr int runs = 40;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    if (!look()) {
      std::printf("%-44s failed\n", name);
      return;
    }
    times.push_back(since_ms(start));
  }
  std::sort(times.begin(), times.end());
  std::printf("%-44s p50 %7.1f ms   p95 %7.1f ms   %.1f queries\n", name, times[runs / 2],
              times[runs * 95 / 100], static_cast<double>(store::queries_run() - queries) / runs);
}

void lists(store::Database& database) {
  const ReportStore reports;
  auto list = [&](const char* name, const ReportFilter& filter, PageRequest page = {}) {
    measure(name, [&] {
      return database.read([&](store::Session& session) { return reports.list(session, filter, page); })
          .has_value();
    });
  };
  ReportFilter open;
  open.open = true;
  list("all, newest first", {});
  list("open, newest first", open);
  list("open, by deadline", open, {SortBy::deadline, false, {}, 50});
  list("open, by priority", open, {SortBy::priority, true, {}, 50});
  ReportFilter filter = open;
  filter.teams = {"T-VOI"};
  list("open of a team, by deadline", filter, {SortBy::deadline, false, {}, 50});
  filter.states = {State::programme};
  list("planned of a team", filter);
  filter = open;
  filter.late_at = now;
  list("late", filter);
  filter = {};
  filter.categories = {"VOI-NID"};
  filter.area = "q7";
  list("a category in a quarter", filter);
  filter = {};
  filter.public_only = true;
  filter.families = {"EAU"};
  list("public, a family", filter);
  filter = {};
  filter.states = {State::en_attente};
  list("a state that holds none", filter);
  filter = open;
  filter.flag = "exif_conflict";
  list("open with a flag that none has", filter);
  filter = open;
  filter.assignee = "u7";
  list("open of an agent", filter);
  filter = open;
  filter.bbox = base::BBox{48.385, -4.50, 48.40, -4.48};
  list("open in a quarter's box", filter);
  filter.bbox = base::BBox{48.0, -5.0, 49.0, -4.0};
  list("open in the town's box", filter);
  filter = {};
  filter.query = "graffiti marché";
  list("words", filter);
  filter.query = "2025-0412345";
  list("a number", filter);
  measure("counts by team and state", [&] {
    return database.read([&](store::Session& session) { return reports.counts(session, now); }).has_value();
  });
  measure("reports near a point", [&] {
    return database
        .read([&](store::Session& session) {
          return reports.near(session, {48.39, -4.486}, 100, now - std::chrono::days{90},
                              now - std::chrono::days{7});
        })
        .has_value();
  });
}

void maps(store::Database& database) {
  auto map = [&](const char* name, const ReportFilter& filter, base::BBox box, int zoom) {
    std::size_t shown = 0;
    measure(name, [&] {
      const auto view =
          database.read([&](store::Session& session) { return map_view(session, filter, box, zoom); });
      if (view) shown = view->clusters.size() + view->markers.size();
      return view.has_value();
    });
    std::printf("%44zu shown\n", shown);
  };
  const base::BBox region{47.0, -6.0, 49.5, -2.0}, town{48.25, -4.75, 48.53, -4.22},
      quarter{48.37, -4.52, 48.41, -4.45}, street{48.388, -4.489, 48.392, -4.483};
  ReportFilter open;
  open.open = true;
  map("map of the region, all", {}, region, 8);
  map("map of the town, all", {}, town, 11);
  map("map of the town, open", open, town, 12);
  map("map of a quarter, all", {}, quarter, 14);
  map("map of a quarter, open", open, quarter, 15);
  map("map of a street, all", {}, street, 18);
  open.teams = {"T-VOI"};
  map("map of the town, open of a team", open, town, 12);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: report_list_bench URL [REPORTS]\n");
    return 2;
  }
  const std::int64_t total = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
  auto database = store::Database::open(argv[1], 2);
  if (!database || !store::migrate(**database, store::full_text_migrations()) ||
      !store::migrate(**database, street_migrations())) {
    std::fprintf(stderr, "the database cannot be opened\n");
    return 1;
  }
  const auto rows = (*database)->read(
      [](store::Session& session) { return session.query("SELECT 1 AS one FROM street_report LIMIT 1"); });
  if (rows && rows->empty() && fill(**database, total) != 0) return 1;
  lists(**database);
  maps(**database);
  return 0;
}
