// Exports, streamed page by page: staff CSV, open-data CSV and GeoJSON, and the public list.
#include <memory>
#include <utility>

#include "store/audit_log.hpp"
#include "street/report_export.hpp"
#include "street/report_views.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr std::size_t rows_per_piece = 200;

// One page of reports at each call: the next is read only when the client took the last.
class PageReader {
 public:
  PageReader(StreetContext& context, ReportFilter filter) : context_(context), filter_(std::move(filter)) {
    page_.descending = false;
    page_.limit = rows_per_piece;
  }
  // False: no more after these.
  template <class F>
  Result<bool> next(F row) {
    auto found = context_.database.read([&](store::Session& session) -> Result<ReportPage> {
      PARVIS_TRY(page, context_.reports.list(session, filter_, page_));
      for (const Report& report : page.items) PARVIS_CHECK(row(session, report));
      return page;
    });
    if (!found) return tl::make_unexpected(found.error());
    page_.cursor = found->next_cursor;
    return !page_.cursor.empty();
  }

 private:
  StreetContext& context_;
  ReportFilter filter_;
  PageRequest page_;
};

struct Export {
  Export(StreetContext& street, std::shared_ptr<const Config> snapshot, ReportFilter filter)
      : config(std::move(snapshot)), pages(street, std::move(filter)) {
    facts.catalogue = &config->catalogue;
    facts.areas = &config->areas;
    facts.zone = street.town().zone;
  }
  std::shared_ptr<const Config> config;
  ExportContext facts;
  PageReader pages;
  bool started = false, written = false;
};

Result<std::shared_ptr<Export>> make_export(StreetContext& context, const net::Request& request,
                                            const Staff* staff) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, staff));
  if (!staff) apply_public_names(request, filter, context.clock.now());
  return std::make_shared<Export>(context, config, std::move(filter));
}

Result<net::Response> open_csv(StreetContext& context, net::Request& request) {
  PARVIS_TRY(run, make_export(context, request, nullptr));
  return net::stream(
      "text/csv; charset=utf-8",
      [run](net::Sink& sink) {
        if (!std::exchange(run->started, true)) sink.write(open_csv_header());
        return run->pages.next([&](store::Session&, const Report& report) -> Status {
          sink.write(open_csv_row(report, run->facts));
          return {};
        });
      },
      "signalements.csv");
}

Result<net::Response> open_geojson(StreetContext& context, net::Request& request) {
  PARVIS_TRY(run, make_export(context, request, nullptr));
  return net::stream(
      "application/geo+json",
      [run](net::Sink& sink) -> Result<bool> {
        if (!std::exchange(run->started, true)) sink.write(R"({"type":"FeatureCollection","features":[)");
        auto more = run->pages.next([&](store::Session&, const Report& report) -> Status {
          if (auto feature = open_geojson_feature(report, run->facts)) {
            if (std::exchange(run->written, true)) sink.write(",\n");
            sink.write(*feature);
          }
          return {};
        });
        if (more && !*more) sink.write("]}\n");
        return more;
      },
      "signalements.geojson");
}

Result<net::Response> staff_csv(StreetContext& context, net::Request& request) {
  PARVIS_TRY(staff, require_staff(request, "street.export"));
  PARVIS_TRY(run, make_export(context, request, &staff));
  const bool with_contact = request.query_flag("contact") && staff.may("street.contact");
  if (with_contact) {
    PARVIS_CHECK(context.database.write([&](store::Session& session) {
      return store::append_audit(session, context.clock.now(), "street.export.contact", staff.id,
                                 "street_report", {});
    }));
  }
  return net::stream(
      "text/csv; charset=utf-8",
      [run, &context, with_contact](net::Sink& sink) {
        if (!std::exchange(run->started, true)) sink.write(staff_csv_header(with_contact));
        return run->pages.next([&](store::Session& session, const Report& report) -> Status {
          if (!with_contact) {
            sink.write(staff_csv_row(report, run->facts, false, nullptr));
            return {};
          }
          // a page of a list comes without contacts
          PARVIS_TRY(whole, context.reports.by_id(session, report.id));
          if (whole.contact_id.empty()) {
            sink.write(staff_csv_row(report, run->facts, true, nullptr));
            return {};
          }
          PARVIS_TRY(contact, context.reports.contact(session, whole.contact_id));
          sink.write(staff_csv_row(report, run->facts, true, &contact));
          return {};
        });
      },
      "signalements-agents.csv");
}

Result<net::Response> public_list(StreetContext& context, net::Request& request) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, nullptr));
  apply_public_names(request, filter, context.clock.now());
  PARVIS_TRY(page, page_of(request));
  const ViewContext view = view_context(context, config);
  auto out = context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(found, context.reports.list(session, filter, page));
    std::vector<std::string> ids;
    for (const Report& report : found.items) ids.push_back(report.id);
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    json::array items;
    for (const Report& report : found.items) items.push_back(public_row(view, report, &photos[report.id]));
    return json::object{
        {"items", std::move(items)},
        {"next_cursor", found.next_cursor.empty() ? json::value() : json::value(found.next_cursor)},
        {"total_estimate", found.total_estimate}};
  });
  if (!out) return tl::make_unexpected(out.error());
  return json_answer(*out);
}

}  // namespace

void add_export_routes(net::Router& router, StreetContext& context) {
  net::RouteOptions csv, geojson;
  csv.response_type = "text/csv";
  geojson.response_type = "application/geo+json";
  router.add({"GET", "/api/street/public/reports", "Liste publique des signalements", "street",
              [&context](net::Request& request) { return public_list(context, request); }});
  router.add({"GET", "/api/street/public/export.csv", "Données ouvertes, CSV", "street",
              [&context](net::Request& request) { return open_csv(context, request); }, csv});
  router.add({"GET", "/api/street/public/export.geojson", "Données ouvertes, GeoJSON", "street",
              [&context](net::Request& request) { return open_geojson(context, request); }, geojson});
  router.add({"GET", "/api/street/public/export.schema.json", "Schéma des données ouvertes", "street",
              [](net::Request&) -> Result<net::Response> { return json_answer(open_table_schema()); }});
  net::RouteOptions staff = staff_route({"street.export"});
  staff.response_type = "text/csv";
  router.add({"GET", "/api/street/export.csv", "Signalements pour les agents, CSV", "street",
              [&context](net::Request& request) { return staff_csv(context, request); }, staff});
}

}  // namespace parvis::street
