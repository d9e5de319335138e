#include "street/street_cli.hpp"

#include <optional>
#include <string_view>

#include "base/file.hpp"
#include "base/json.hpp"
#include "street/report_export.hpp"
#include "street/street_cli_model.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr int done = 0, wrong_usage = 2;
constexpr std::uint64_t max_area_file_bytes = 50'000'000;

constexpr std::string_view usage =
    "Usage : parvis street COMMANDE\n"
    "  export [--format csv|geojson]            données ouvertes, sans information personnelle\n"
    "  import-areas FICHIER --kind SORTE        secteurs d'un fichier GeoJSON\n"
    "                                           (territoire, quartier, secteur, commune)\n"
    "Exemple : parvis street export --format geojson > signalements.geojson\n";

int failed(std::ostream& err, const Error& error) {
  err << error.message << '\n';
  return exit_code(error.kind);
}

// The value after `name`, or nothing.
std::optional<std::string> option(const std::vector<std::string>& args, std::string_view name) {
  for (std::size_t i = 0; i + 1 < args.size(); ++i) {
    if (args[i] == name) return args[i + 1];
  }
  return std::nullopt;
}

bool has(const std::vector<std::string>& args, std::string_view name) {
  for (const std::string& arg : args) {
    if (arg == name) return true;
  }
  return false;
}

Status write_export(StreetContext& context, bool geojson, std::ostream& out) {
  auto config = context.database.read([&](store::Session& session) { return context.config.load(session); });
  if (!config) return tl::make_unexpected(config.error());
  const ExportContext facts{&(*config)->catalogue, &(*config)->areas, context.town().zone};
  ReportFilter filter;
  filter.public_only = true;
  bool first = true;
  out << (geojson ? R"({"type":"FeatureCollection","features":[)" : open_csv_header());
  PARVIS_CHECK(context.reports.each(context.database, filter, [&](const Report& report) -> Status {
    if (!geojson) {
      out << open_csv_row(report, facts);
      return {};
    }
    if (auto feature = open_geojson_feature(report, facts)) {
      if (!first) out << ",\n";
      first = false;
      out << *feature;
    }
    return {};
  }));
  if (geojson) out << "]}\n";
  return {};
}

int export_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
                   const OpenStreet& open) {
  const std::string format = option(args, "--format").value_or("csv");
  if (format != "csv" && format != "geojson") {
    err << usage;
    return wrong_usage;
  }
  auto context = open();
  if (!context) return failed(err, context.error());
  const Status written = write_export(**context, format == "geojson", out);
  return written ? done : failed(err, written.error());
}

int import_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
                   const OpenStreet& open) {
  const auto kind = area_kind_codes.parse(option(args, "--kind").value_or("quartier"));
  if (args.size() < 2 || !kind || args[1].rfind("--", 0) == 0) {
    err << usage;
    return wrong_usage;
  }
  auto text = base::read_file(args[1], max_area_file_bytes);
  if (!text) return failed(err, text.error());
  auto areas = import_areas(*text, *kind);
  if (!areas) return failed(err, areas.error());
  auto context = open();
  if (!context) return failed(err, context.error());
  StreetContext& street = **context;
  const Status kept = street.database.write([&](store::Session& session) -> Status {
    for (const Area& area : *areas) {
      if (auto id = street.config.put_area(session, area); !id) return tl::make_unexpected(id.error());
    }
    return {};
  });
  if (!kept) return failed(err, kept.error());
  for (const Area& area : *areas) {
    if (has(args, "--json")) {
      out << json::serialize(json::object{{"name", area.name}, {"kind", area_kind_codes.code(area.kind)}})
          << '\n';
    } else {
      out << area.name << '\n';
    }
  }
  return done;
}

}  // namespace

int street_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
                   const OpenStreet& open) {
  if (args.empty() || args[0] == "--help" || args[0] == "help") {
    (args.empty() ? err : out) << usage << model_usage();
    return args.empty() ? wrong_usage : done;
  }
  if (is_model_command(args[0])) return street_model_command(args, out, err);
  if (args.size() > 1 && args[1] == "--help") {
    out << usage;
    return done;
  }
  if (args[0] == "export") return export_command(args, out, err, open);
  if (args[0] == "import-areas") return import_command(args, out, err, open);
  err << usage << model_usage();
  return wrong_usage;
}

}  // namespace parvis::street
