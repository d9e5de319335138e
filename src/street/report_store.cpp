#include "street/report_store.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "store/full_text.hpp"
#include "street/event_chain.hpp"
#include "street/map_cells.hpp"
#include "street/map_clusters.hpp"
#include "street/report_row.hpp"

namespace parvis::street {
namespace {

constexpr std::string_view no_report = "Ce signalement n'existe pas.";

tl::unexpected<Error> absent() {
  return fail(ErrorKind::not_found, std::string(no_report), {}, "report");
}

const std::string& select_all() {
  static const std::string text = "SELECT " + column_list(report_columns()) + " FROM street_report";
  return text;
}

int year_of(base::Instant instant) {
  return static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(instant)}.year());
}

std::string reference(int year, std::int64_t number) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%07lld", year, static_cast<long long>(number));
  return buffer;
}

// Takes `count` numbers of the year and answers the first. Numbers of a transaction that fails are lost: gaps
// are fine.
Result<std::int64_t> take_numbers(store::Session& session, int year, std::int64_t count) {
  PARVIS_TRY(rows, session.query(
                       "INSERT INTO street_counter (year, n) VALUES (?, ?) ON CONFLICT (year) DO UPDATE SET "
                       "n = street_counter.n + excluded.n RETURNING n",
                       {std::int64_t{year}, count}));
  return rows[0].integer("n") - count + 1;
}

std::string searchable(const Report& report) {
  return report.description + " " + report.address;
}
std::string publicly_searchable(const Report& report) {
  return publicly_listed(report) ? report.public_description + " " + report.address : std::string{};
}

Status index_words(store::Session& session, const Report& report) {
  PARVIS_CHECK(store::index_text(session, "street_report", report.id, searchable(report)));
  return store::index_text(session, "street_public", report.id, publicly_searchable(report));
}

bool same_words(const Report& a, const Report& b) {
  return searchable(a) == searchable(b) && publicly_searchable(a) == publicly_searchable(b);
}

Result<Report> one(store::Session& session, std::string_view where, std::string_view value) {
  PARVIS_TRY(rows,
             session.query(select_all() + " WHERE " + std::string(where) + " = ?", {std::string(value)}));
  if (rows.empty()) return absent();
  return report_of(rows[0]);
}

std::vector<Report> all_of(const store::Rows& rows) {
  std::vector<Report> reports;
  reports.reserve(rows.size());
  for (const auto row : rows) reports.push_back(report_of(row));
  return reports;
}

EventDraft with_set(const EventDraft& event, base::json::object set) {
  EventDraft full = event;
  full.payload["set"] = std::move(set);
  return full;
}

const std::string& insert_head() {
  static const std::string text = "INSERT INTO street_report (" + column_list(report_columns()) + ") VALUES ";
  return text;
}

}  // namespace

Result<ReportStore::Inserted> ReportStore::insert(store::Session& session, Report report,
                                                  const EventDraft& event) const {
  if (!report.client_ref.empty()) {
    PARVIS_TRY(known, by_client_ref(session, report.jurisdiction, report.client_ref));
    if (known) return Inserted{std::move(*known), true};
  }
  if (report.id.empty()) report.id = base::uuid_v7(report.received_at);
  report.version = 1;
  report.updated_at = report.received_at;
  PARVIS_TRY(number, take_numbers(session, year_of(report.received_at), 1));
  report.ref = reference(year_of(report.received_at), number);

  static const std::string statement = insert_head() + "(" + placeholders(report_columns().size()) +
                                       ") ON CONFLICT (jurisdiction, client_ref) DO NOTHING";
  PARVIS_TRY(written, session.execute(statement, report_values(report)));
  if (written == 0) {  // the same send came twice at once: the other one won
    PARVIS_TRY(known, by_client_ref(session, report.jurisdiction, report.client_ref));
    if (!known) return absent();
    return Inserted{std::move(*known), true};
  }
  EventDraft first = with_set(event, tracked_fields(report));
  if (first.type.empty()) first.type = "cree";
  PARVIS_TRY(stored, append_to_chain(session, report.id, first, report.received_at, "",
                                     state_codes.code(report.state)));
  static_cast<void>(stored);
  CellChanges cells;
  cells.add(report, 1);
  PARVIS_CHECK(cells.write(session));
  PARVIS_CHECK(index_words(session, report));
  return Inserted{std::move(report), false};
}

Result<Report> ReportStore::update(store::Session& session, const Report& before, Report after,
                                   const EventDraft& event, base::Instant at) const {
  after.id = before.id;
  after.ref = before.ref;
  after.version = before.version + 1;
  after.updated_at = at;
  static const std::string statement = [] {
    std::string sets;
    for (std::string_view column : report_columns())
      sets += (sets.empty() ? "" : ", ") + std::string(column) + " = ?";
    return "UPDATE street_report SET " + sets + " WHERE id = ? AND version = ?";
  }();
  std::vector<store::Value> values = report_values(after);
  values.emplace_back(before.id);
  values.emplace_back(before.version);
  PARVIS_TRY(written, session.execute(statement, values));
  if (written == 0) {
    PARVIS_TRY(current, by_id(session, before.id));
    return fail(ErrorKind::conflict,
                "Ce signalement vient d'être modifié par quelqu'un d'autre. Relisez-le avant d'enregistrer.",
                "version " + std::to_string(current.version) + " is stored", "version");
  }
  const bool moved = before.state != after.state;
  PARVIS_TRY(stored, append_to_chain(session, after.id, with_set(event, changed_fields(before, after)), at,
                                     moved ? state_codes.code(before.state) : "",
                                     moved ? state_codes.code(after.state) : ""));
  static_cast<void>(stored);
  if (!same_on_map(before, after)) {
    CellChanges cells;
    cells.add(before, -1);
    cells.add(after, 1);
    PARVIS_CHECK(cells.write(session));
  }
  if (!same_words(before, after)) PARVIS_CHECK(index_words(session, after));
  return after;
}

Result<Event> ReportStore::append_event(store::Session& session, const Report& report,
                                        const EventDraft& event, base::Instant at) const {
  return append_to_chain(session, report.id, event, at, "", "");
}

Result<Report> ReportStore::by_ref(store::Session& session, std::string_view ref) const {
  return one(session, "ref", ref);
}
Result<Report> ReportStore::by_id(store::Session& session, std::string_view id) const {
  return one(session, "id", id);
}

Result<std::optional<Report>> ReportStore::by_client_ref(store::Session& session,
                                                         std::string_view jurisdiction,
                                                         std::string_view client_ref) const {
  PARVIS_TRY(rows, session.query(select_all() + " WHERE jurisdiction = ? AND client_ref = ?",
                                 {std::string(jurisdiction), std::string(client_ref)}));
  if (rows.empty()) return std::optional<Report>{};
  return std::optional<Report>{report_of(rows[0])};
}

Result<std::vector<Report>> ReportStore::by_ids(store::Session& session,
                                                const std::vector<std::string>& ids) const {
  if (ids.empty()) return std::vector<Report>{};
  std::vector<store::Value> values(ids.begin(), ids.end());
  PARVIS_TRY(rows, session.query(select_all() + " WHERE id IN (" + placeholders(ids.size()) + ")", values));
  return all_of(rows);
}

Result<std::vector<StateCount>> ReportStore::counts(store::Session& session, base::Instant now) const {
  PARVIS_TRY(rows, session.query(
                       "SELECT team, state, count(*) AS n, count(CASE WHEN due_key < ? THEN 1 END) AS late "
                       "FROM street_report WHERE is_open = 1 GROUP BY team, state ORDER BY team, state",
                       {base::to_millis(now)}));
  std::vector<StateCount> counts;
  for (const auto row : rows) {
    counts.push_back({row.text("team"), state_codes.parse(row.text("state")).value_or(State::recu),
                      row.integer("n"), row.integer("late")});
  }
  return counts;
}

Result<std::vector<KnownReport>> ReportStore::near(store::Session& session, base::LatLon centre,
                                                   double radius_m, base::Instant opened_since,
                                                   base::Instant closed_since, std::size_t limit) const {
  const std::string statement =
      "WITH r(a, b) AS (VALUES " + cell_ranges(base::bbox_around(centre, radius_m), report_cell_level) +
      ") SELECT c.id AS id, c.ref AS ref, c.category AS category, c.address AS address, c.lat AS lat, c.lon "
      "AS lon, "
      "c.received_at AS received_at, c.closed_at AS closed_at, c.state AS state, c.is_public AS is_public, "
      "c.quality_flags AS quality_flags FROM r CROSS JOIN street_report c WHERE c.cell16 BETWEEN r.a AND r.b "
      "AND c.received_at >= ? AND (c.closed_at IS NULL OR c.closed_at >= ?) ORDER BY c.received_at DESC "
      "LIMIT ?";
  PARVIS_TRY(rows, session.query(statement, {base::to_millis(opened_since), base::to_millis(closed_since),
                                             static_cast<std::int64_t>(limit)}));
  std::vector<KnownReport> reports;
  for (const auto row : rows) {
    KnownReport known;
    known.id = row.text("id");
    known.ref = row.text("ref");
    known.category = row.text("category");
    known.family = known.category.substr(0, 3);
    known.address = row.text("address");
    known.position = {row.real("lat"), row.real("lon")};
    if (base::haversine_m(centre, known.position) > radius_m) continue;
    known.received_at = base::from_millis(row.integer("received_at"));
    known.closed_at = instant_or_nothing(row, "closed_at");
    known.state = state_codes.parse(row.text("state")).value_or(State::recu);
    known.listed = row.boolean("is_public");
    known.default_point = row.text("quality_flags").find("|point_par_defaut|") != std::string::npos;
    reports.push_back(std::move(known));
  }
  return reports;
}

Result<std::vector<Report>> ReportStore::duplicates_of(store::Session& session,
                                                       std::string_view head_id) const {
  if (head_id.empty()) return std::vector<Report>{};
  PARVIS_TRY(rows, session.query(
                       select_all() + " WHERE duplicate_of = ? AND duplicate_of <> '' ORDER BY received_at",
                       {std::string(head_id)}));
  return all_of(rows);
}

Result<std::vector<Report>> ReportStore::waiting_since(store::Session& session, State state,
                                                       base::Instant before, std::size_t limit) const {
  // a planned date that has come, or for a question the time of the last write
  const std::string_view when = state == State::attente_habitant ? "updated_at" : "planned_at";
  PARVIS_TRY(rows, session.query(select_all() + " WHERE state = ? AND " + std::string(when) +
                                     " <= ? ORDER BY received_at LIMIT ?",
                                 {std::string(state_codes.code(state)), base::to_millis(before),
                                  static_cast<std::int64_t>(limit)}));
  return all_of(rows);
}

Result<std::map<std::string, double>> ReportStore::leaf_counts(store::Session& session,
                                                               const std::vector<std::string>& area_ids,
                                                               base::Instant since) const {
  // the latest reports are enough for a prior, and keep the walk short
  constexpr std::int64_t looked_at = 20'000;
  std::string areas;
  std::vector<store::Value> values{base::to_millis(since), looked_at};
  for (const std::string& area : area_ids) {
    areas += areas.empty() ? " WHERE area_ids LIKE ?" : " OR area_ids LIKE ?";
    values.emplace_back("%|" + area + "|%");
  }
  PARVIS_TRY(
      rows, session.query("SELECT category, count(*) AS n FROM (SELECT category, area_ids FROM street_report "
                          "WHERE received_at >= ? ORDER BY received_at DESC LIMIT ?) latest" +
                              areas + " GROUP BY category",
                          values));
  std::map<std::string, double> counts;
  for (const auto row : rows) counts[row.text("category")] = static_cast<double>(row.integer("n"));
  return counts;
}

Result<std::int64_t> ReportStore::insert_many(store::Session& session, std::vector<Report> reports) const {
  constexpr std::size_t rows_a_statement = 100;
  std::map<int, std::int64_t> wanted;
  for (const Report& report : reports) wanted[year_of(report.received_at)] += report.ref.empty() ? 1 : 0;
  std::map<int, std::int64_t> next;
  for (const auto& [year, count] : wanted) {
    if (count == 0) continue;
    PARVIS_TRY(first, take_numbers(session, year, count));
    next[year] = first;
  }
  CellChanges cells;
  EventBatch events;
  for (std::size_t start = 0; start < reports.size(); start += rows_a_statement) {
    const std::size_t end = std::min(start + rows_a_statement, reports.size());
    std::string statement = insert_head();
    std::vector<store::Value> values;
    for (std::size_t i = start; i < end; ++i) {
      Report& report = reports[i];
      if (report.id.empty()) report.id = base::uuid_v7(report.received_at);
      if (report.ref.empty())
        report.ref = reference(year_of(report.received_at), next[year_of(report.received_at)]++);
      report.version = 1;
      if (report.updated_at < report.received_at) report.updated_at = report.received_at;
      statement += (i == start ? "(" : ", (") + placeholders(report_columns().size()) + ")";
      for (store::Value& value : report_values(report)) values.push_back(std::move(value));
      cells.add(report, 1);
      events.first(report);
      PARVIS_CHECK(index_words(session, report));
    }
    PARVIS_TRY(written, session.execute(statement, values));
    static_cast<void>(written);
    PARVIS_CHECK(events.write(session));
  }
  PARVIS_CHECK(cells.write(session));
  return static_cast<std::int64_t>(reports.size());
}

}  // namespace parvis::street
