#include "street/report_export.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>

#include "street/calendar.hpp"
#include "street/position.hpp"

namespace parvis::street {
namespace {

constexpr int open_decimals = 4;

std::string degrees(double value, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return buffer;
}

std::string day(const std::optional<base::Instant>& instant, const std::string& zone) {
  return instant ? base::format_day(base::local_day(*instant, zone)) : std::string{};
}

std::string moment(const std::optional<base::Instant>& instant, const std::string& zone) {
  return instant ? base::format_local(*instant, zone) : std::string{};
}

// Hours from receipt to closing; empty while open, and when the file says it closed before it opened.
std::optional<long> hours_to_close(const Report& report) {
  if (!report.closed_at || *report.closed_at < report.received_at) return std::nullopt;
  return static_cast<long>(
      std::chrono::round<std::chrono::hours>(*report.closed_at - report.received_at).count());
}

std::optional<bool> in_time(const Report& report) {
  if (!report.closed_at || !report.deadline_at) return std::nullopt;
  return *report.closed_at <= *report.deadline_at;
}

std::string area_names(const Report& report, const Areas* areas) {
  std::string names;
  for (const std::string& id : report.area_ids) {
    const Area* area = areas == nullptr ? nullptr : areas->find(id);
    if (area == nullptr) continue;
    if (!names.empty()) names += "|";
    names += area->name;
  }
  return names;
}

std::string family_of(const Report& report, const ExportContext& context) {
  const Category* category = context.catalogue->find(report.category);
  return category == nullptr ? report.category.substr(0, 3) : category->family;
}

// A row under construction: text cells are guarded, numbers are ours and are not.
class Row {
 public:
  explicit Row(char separator) : separator_(separator) {}
  Row& text(std::string_view value) { return raw(csv_cell(value, separator_)); }
  Row& raw(std::string_view value) {
    if (!first_) line_ += separator_;
    first_ = false;
    line_ += value;
    return *this;
  }
  std::string end() { return line_ + "\r\n"; }

 private:
  char separator_;
  bool first_ = true;
  std::string line_;
};

std::string yes_no(const std::optional<bool>& value) {
  return !value ? "" : *value ? "oui" : "non";
}

std::string header_of(const std::vector<std::string_view>& names, char separator) {
  Row row(separator);
  for (std::string_view name : names) row.raw(name);
  return row.end();
}

struct OpenRow {
  std::string lat, lon, received, closed, areas, family, hours;
};

OpenRow open_values(const Report& report, const ExportContext& context) {
  OpenRow row;
  if (report.position) {
    const base::LatLon position = rounded(*report.position, open_decimals);
    row.lat = degrees(position.lat, open_decimals);
    row.lon = degrees(position.lon, open_decimals);
  }
  row.received = day(report.received_at, context.zone);
  row.closed = day(report.closed_at, context.zone);
  row.areas = area_names(report, context.areas);
  row.family = std::string(context.catalogue->family_label(family_of(report, context)));
  if (const auto hours = hours_to_close(report)) row.hours = std::to_string(*hours);
  return row;
}

base::json::object field(std::string_view name, std::string_view type, std::string_view title) {
  return {{"name", name}, {"type", type}, {"title", title}};
}

}  // namespace

std::string csv_cell(std::string_view text, char separator) {
  std::string cell;
  constexpr std::string_view run_by_spreadsheets = "=+-@\t\r";
  if (!text.empty() && run_by_spreadsheets.find(text.front()) != std::string_view::npos) cell += '\'';
  cell += text;
  const bool quote =
      cell.find(separator) != std::string::npos || cell.find_first_of("\"\r\n") != std::string::npos;
  if (!quote) return cell;
  std::string quoted = "\"";
  for (char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string staff_csv_header(bool with_contact) {
  std::vector<std::string_view> names{
      "reference", "etat",     "motif",     "rubrique", "libelle", "famille", "priorite", "visibilite",
      "recu_le",   "echeance", "clos_le",   "equipe",   "agent",   "adresse", "zones",    "insee",
      "lat",       "lon",      "precision", "canal",    "suivis",  "rouvert", "drapeaux", "description"};
  if (with_contact) names.insert(names.end(), {"nom", "courriel", "telephone"});
  return "\xEF\xBB\xBF" + header_of(names, ';');
}

std::string staff_csv_row(const Report& report, const ExportContext& context, bool with_contact,
                          const Contact* contact) {
  std::string flags;
  for (const std::string& flag : report.quality_flags) flags += (flags.empty() ? "" : "|") + flag;
  Row row(';');
  row.text(report.ref).text(staff_label(report.state)).text(reason_label(report.state_reason));
  row.text(report.category).text(context.catalogue->label(report.category));
  row.text(context.catalogue->family_label(family_of(report, context)));
  row.text(priority_label(report.priority)).text(visibility_codes.code(report.visibility));
  row.text(moment(report.received_at, context.zone)).text(moment(report.deadline_at, context.zone));
  row.text(moment(report.closed_at, context.zone))
      .text(report.team)
      .text(report.assignee)
      .text(report.address);
  row.text(area_names(report, context.areas)).text(report.insee);
  row.raw(report.position ? degrees(report.position->lat, 6) : "");
  row.raw(report.position ? degrees(report.position->lon, 6) : "");
  row.raw(report.position_precision_m ? degrees(*report.position_precision_m, 0) : "");
  row.text(channel_codes.code(report.channel)).raw(std::to_string(report.followers));
  row.raw(std::to_string(report.reopened)).text(flags).text(report.description);
  if (with_contact) {
    row.text(contact == nullptr ? "" : contact->name).text(contact == nullptr ? "" : contact->email);
    row.text(contact == nullptr ? "" : contact->phone);
  }
  return row.end();
}

std::string open_csv_header() {
  return header_of({"ref", "categorie", "famille", "libelle", "recu_le", "clos_le", "etat", "zone", "insee",
                    "lat", "lon", "delai_heures", "dans_les_temps", "suivis", "canal"},
                   ',');
}

std::string open_csv_row(const Report& report, const ExportContext& context) {
  if (!publicly_listed(report)) return {};
  const OpenRow values = open_values(report, context);
  Row row(',');
  row.text(report.ref)
      .text(report.category)
      .text(values.family)
      .text(context.catalogue->label(report.category));
  row.text(values.received).text(values.closed).text(state_codes.code(report.state)).text(values.areas);
  row.text(report.insee).raw(values.lat).raw(values.lon).raw(values.hours).text(yes_no(in_time(report)));
  row.raw(std::to_string(report.followers)).text(channel_codes.code(report.channel));
  return row.end();
}

std::optional<std::string> open_geojson_feature(const Report& report, const ExportContext& context) {
  if (!publicly_listed(report)) return std::nullopt;
  const OpenRow values = open_values(report, context);
  base::json::object properties{{"ref", report.ref},
                                {"categorie", report.category},
                                {"famille", values.family},
                                {"libelle", context.catalogue->label(report.category)},
                                {"recu_le", values.received},
                                {"clos_le", nullptr},
                                {"etat", state_codes.code(report.state)},
                                {"zone", values.areas},
                                {"insee", report.insee},
                                {"delai_heures", nullptr},
                                {"dans_les_temps", nullptr},
                                {"suivis", report.followers},
                                {"canal", channel_codes.code(report.channel)}};
  if (!values.closed.empty()) properties["clos_le"] = values.closed;
  if (const auto hours = hours_to_close(report)) properties["delai_heures"] = *hours;
  if (const auto ok = in_time(report)) properties["dans_les_temps"] = *ok;
  // written by hand: a double serialised by the library would show more decimals than we publish
  std::string geometry = "null";
  if (report.position) geometry = R"({"type":"Point","coordinates":[)" + values.lon + "," + values.lat + "]}";
  return R"({"type":"Feature","geometry":)" + geometry + R"(,"properties":)" +
         base::json::serialize(properties) + "}";
}

base::json::object open_table_schema() {
  base::json::array fields{field("ref", "string", "Numéro du signalement"),
                           field("categorie", "string", "Code de la rubrique"),
                           field("famille", "string", "Famille"),
                           field("libelle", "string", "Rubrique"),
                           field("recu_le", "date", "Jour de réception"),
                           field("clos_le", "date", "Jour de clôture"),
                           field("etat", "string", "État"),
                           field("zone", "string", "Zones, séparées par |"),
                           field("insee", "string", "Code de la commune"),
                           field("lat", "number", "Latitude WGS84, 4 décimales"),
                           field("lon", "number", "Longitude WGS84, 4 décimales"),
                           field("delai_heures", "integer", "Heures de la réception à la clôture"),
                           field("dans_les_temps", "boolean", "Clos avant l'échéance"),
                           field("suivis", "integer", "Personnes qui suivent"),
                           field("canal", "string", "Canal de réception")};
  auto& in_time_field = fields[12].as_object();
  in_time_field["trueValues"] = base::json::array{"oui"};
  in_time_field["falseValues"] = base::json::array{"non"};
  return {{"$schema", "https://specs.frictionlessdata.io/schemas/table-schema.json"},
          {"fields", std::move(fields)},
          {"primaryKey", "ref"},
          {"missingValues", base::json::array{""}}};
}

}  // namespace parvis::street
