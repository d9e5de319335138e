#include "street/report_row.hpp"

#include "street/map_clusters.hpp"

namespace parvis::street {
namespace {

store::Value number(const std::optional<double>& value) {
  return store::opt(value);
}
store::Value code(std::string_view text) {
  return std::string(text);
}

std::string pauses_text(const std::vector<Pause>& pauses) {
  if (pauses.empty()) return "[]";
  base::json::array array;
  for (const Pause& pause : pauses) {
    base::json::value end = nullptr;
    if (pause.end) end = base::to_millis(*pause.end);
    array.emplace_back(base::json::array{base::to_millis(pause.start), end});
  }
  return base::json::serialize(array);
}

std::vector<Pause> pauses_of(std::string_view text) {
  std::vector<Pause> pauses;
  if (text == "[]") return pauses;
  const auto parsed = base::parse_json(text);
  if (!parsed || !parsed->is_array()) return pauses;
  for (const auto& item : parsed->get_array()) {
    const auto& pair = item.as_array();
    Pause pause{base::from_millis(pair.at(0).as_int64()), std::nullopt};
    if (pair.at(1).is_int64()) pause.end = base::from_millis(pair.at(1).get_int64());
    pauses.push_back(pause);
  }
  return pauses;
}

base::json::object answers_of(std::string_view text) {
  if (text == "{}") return {};
  auto parsed = base::parse_json_object(text);
  return parsed ? std::move(*parsed) : base::json::object{};
}

std::int64_t due_key(const Report& report) {
  const bool paused = !report.pauses.empty() && !report.pauses.back().end;
  if (!report.deadline_at || paused || !is_open(report.state)) return never_due;
  return base::to_millis(*report.deadline_at);
}

template <class E, std::size_t N>
E parsed(const base::CodeList<E, N>& codes, const std::string& text) {
  return codes.parse(text).value_or(E{});
}

}  // namespace

const std::vector<std::string_view>& report_columns() {
  static const std::vector<std::string_view> columns{"id",
                                                     "ref",
                                                     "client_ref",
                                                     "jurisdiction",
                                                     "channel",
                                                     "received_at",
                                                     "observed_at",
                                                     "updated_at",
                                                     "closed_at",
                                                     "description",
                                                     "public_description",
                                                     "category",
                                                     "category_source",
                                                     "category_confirmed",
                                                     "state",
                                                     "state_reason",
                                                     "priority",
                                                     "visibility",
                                                     "lat",
                                                     "lon",
                                                     "position_source",
                                                     "position_precision_m",
                                                     "address",
                                                     "address_id",
                                                     "insee",
                                                     "area_ids",
                                                     "quality_flags",
                                                     "team",
                                                     "assignee",
                                                     "partner",
                                                     "sla",
                                                     "clock_start",
                                                     "deadline_at",
                                                     "first_answer_deadline_at",
                                                     "pauses",
                                                     "planned_at",
                                                     "remembered_state",
                                                     "answers",
                                                     "followers",
                                                     "reopened",
                                                     "reopening_requests",
                                                     "returns",
                                                     "duplicate_of",
                                                     "parent",
                                                     "contact_id",
                                                     "version",
                                                     "is_open",
                                                     "is_public",
                                                     "due_key",
                                                     "cell16"};
  return columns;
}

std::vector<store::Value> report_values(const Report& report) {
  store::Value client_ref, lat, lon, remembered;
  if (!report.client_ref.empty()) client_ref = report.client_ref;
  std::int64_t cell = no_cell;
  if (report.position) {
    lat = report.position->lat;
    lon = report.position->lon;
    cell = cell_key(cell_of(*report.position, report_cell_level), report_cell_level);
  }
  if (report.remembered_state) remembered = code(state_codes.code(*report.remembered_state));
  return {report.id,
          report.ref,
          client_ref,
          report.jurisdiction,
          code(channel_codes.code(report.channel)),
          base::to_millis(report.received_at),
          millis_or_null(report.observed_at),
          base::to_millis(report.updated_at),
          millis_or_null(report.closed_at),
          report.description,
          report.public_description,
          report.category,
          code(category_source_codes.code(report.category_source)),
          flag(report.category_confirmed),
          code(state_codes.code(report.state)),
          report.state_reason,
          static_cast<std::int64_t>(report.priority),
          code(visibility_codes.code(report.visibility)),
          lat,
          lon,
          code(position_source_codes.code(report.position_source)),
          number(report.position_precision_m),
          report.address,
          report.address_id,
          report.insee,
          bar_list(report.area_ids),
          bar_list(report.quality_flags),
          report.team,
          report.assignee,
          report.partner,
          report.sla,
          millis_or_null(report.clock_start),
          millis_or_null(report.deadline_at),
          millis_or_null(report.first_answer_deadline_at),
          pauses_text(report.pauses),
          millis_or_null(report.planned_at),
          remembered,
          report.answers.empty() ? std::string("{}") : base::json::serialize(report.answers),
          report.followers,
          report.reopened,
          report.reopening_requests,
          report.returns,
          report.duplicate_of,
          report.parent,
          report.contact_id,
          report.version,
          flag(is_open(report.state)),
          flag(publicly_listed(report)),
          due_key(report),
          cell};
}

Report report_of(const store::Row& row) {
  Report report;
  report.id = row.text("id");
  report.ref = row.text("ref");
  report.client_ref = row.text("client_ref");
  report.jurisdiction = row.text("jurisdiction");
  report.channel = parsed(channel_codes, row.text("channel"));
  report.received_at = base::from_millis(row.integer("received_at"));
  report.observed_at = instant_or_nothing(row, "observed_at");
  report.updated_at = base::from_millis(row.integer("updated_at"));
  report.closed_at = instant_or_nothing(row, "closed_at");
  report.description = row.text("description");
  report.public_description = row.text("public_description");
  report.category = row.text("category");
  report.category_source = parsed(category_source_codes, row.text("category_source"));
  report.category_confirmed = row.boolean("category_confirmed");
  report.state = parsed(state_codes, row.text("state"));
  report.state_reason = row.text("state_reason");
  report.priority = static_cast<Priority>(row.integer("priority"));
  report.visibility = parsed(visibility_codes, row.text("visibility"));
  if (!row.is_null("lat")) report.position = base::LatLon{row.real("lat"), row.real("lon")};
  report.position_source = parsed(position_source_codes, row.text("position_source"));
  report.position_precision_m = row.opt_real("position_precision_m");
  report.address = row.text("address");
  report.address_id = row.text("address_id");
  report.insee = row.text("insee");
  report.area_ids = from_bar_list(row.text("area_ids"));
  report.quality_flags = from_bar_list(row.text("quality_flags"));
  report.team = row.text("team");
  report.assignee = row.text("assignee");
  report.partner = row.text("partner");
  report.sla = row.text("sla");
  report.clock_start = instant_or_nothing(row, "clock_start");
  report.deadline_at = instant_or_nothing(row, "deadline_at");
  report.first_answer_deadline_at = instant_or_nothing(row, "first_answer_deadline_at");
  report.pauses = pauses_of(row.text("pauses"));
  report.planned_at = instant_or_nothing(row, "planned_at");
  if (!row.is_null("remembered_state"))
    report.remembered_state = parsed(state_codes, row.text("remembered_state"));
  report.answers = answers_of(row.text("answers"));
  report.followers = row.integer("followers");
  report.reopened = row.integer("reopened");
  report.reopening_requests = row.integer("reopening_requests");
  report.returns = row.integer("returns");
  report.duplicate_of = row.text("duplicate_of");
  report.parent = row.text("parent");
  report.contact_id = row.text("contact_id");
  report.version = row.integer("version");
  return report;
}

std::string column_list(const std::vector<std::string_view>& columns) {
  std::string list;
  for (std::string_view column : columns) {
    if (!list.empty()) list += ", ";
    list += column;
  }
  return list;
}

std::string placeholders(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "?" : ", ?";
  return list;
}

std::string bar_list(const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "|" : "") + value + "|";
  return list;
}

std::vector<std::string> from_bar_list(std::string_view text) {
  std::vector<std::string> values;
  std::size_t at = 1;
  while (at < text.size()) {
    const std::size_t end = text.find('|', at);
    if (end == std::string_view::npos) break;
    values.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return values;
}

store::Value millis_or_null(const std::optional<base::Instant>& instant) {
  if (!instant) return {};
  return base::to_millis(*instant);
}

std::optional<base::Instant> instant_or_nothing(const store::Row& row, std::string_view column) {
  const auto value = row.opt_integer(column);
  if (!value) return std::nullopt;
  return base::from_millis(*value);
}

}  // namespace parvis::street
