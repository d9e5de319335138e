// The public list of reports with its filters, and the map beside it.
#include <utility>

#include "street/request_fields.hpp"
#include "street/street_pages.hpp"
#include "street/street_routes.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr std::size_t reports_per_page = 20;

std::string query_without(const net::Request& request, std::string_view left_out,
                          std::string_view page = {}) {
  std::string out;
  for (const std::string_view name : {"q", "etat", "famille", "depuis"}) {
    const std::string value = request.query_text(name);
    if (value.empty() || name == left_out) continue;
    out += (out.empty() ? "" : "&") + std::string(name) + "=" + net::percent_encode(value);
  }
  if (!page.empty()) out += (out.empty() ? "" : "&") + std::string("cursor=") + net::percent_encode(page);
  return out;
}

std::string list_url(const std::string& query) {
  return query.empty() ? "/signalements" : "/signalements?" + query;
}

json::array options(const std::vector<std::pair<std::string, std::string>>& list,
                    const std::string& selected) {
  json::array out;
  for (const auto& [code, label] : list) {
    out.push_back(json::object{{"code", code}, {"label", label}, {"selected", code == selected}});
  }
  return out;
}

const std::vector<std::pair<std::string, std::string>>& state_options() {
  static const std::vector<std::pair<std::string, std::string>> list{
      {"", "Tous les états"}, {"ouverts", "En cours"}, {"resolu", "Résolus"}, {"clos", "Clos"}};
  return list;
}

const std::vector<std::pair<std::string, std::string>>& period_options() {
  static const std::vector<std::pair<std::string, std::string>> list{
      {"", "Depuis toujours"}, {"7", "Depuis 7 jours"}, {"30", "Depuis 30 jours"}, {"365", "Depuis un an"}};
  return list;
}

std::vector<std::pair<std::string, std::string>> family_options(const Config& config) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Family& family : config.catalogue.families()) {
    if (family.code != "ORI" && family.code != "AUT") out.emplace_back(family.code, family.label);
  }
  return out;
}

json::array chips(const net::Request& request, const Config& config) {
  json::array out;
  auto add = [&](std::string_view name, const std::vector<std::pair<std::string, std::string>>* list) {
    const std::string value = request.query_text(name);
    if (value.empty()) return;
    std::string label = value;
    if (list) {
      for (const auto& [code, text] : *list) {
        if (code == value) label = text;
      }
    }
    out.push_back(json::object{{"label", label}, {"url", list_url(query_without(request, name))}});
  };
  const auto families = family_options(config);
  add("q", nullptr);
  add("etat", &state_options());
  add("famille", &families);
  add("depuis", &period_options());
  return out;
}

Result<net::Response> get_list_page(StreetContext& context, net::Request& request) {
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(filter, filter_of(request, *config, context, nullptr));
  apply_public_names(request, filter, context.clock.now());
  PageRequest page;
  page.limit = reports_per_page;
  page.cursor = request.query_text("cursor");
  const ViewContext view = view_context(context, config);
  json::array items;
  auto found = context.database.read([&](store::Session& session) -> Result<ReportPage> {
    PARVIS_TRY(list, context.reports.list(session, filter, page));
    std::vector<std::string> ids;
    for (const Report& report : list.items) ids.push_back(report.id);
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    items.clear();
    for (const Report& report : list.items) items.push_back(report_card(view, report, &photos[report.id]));
    return list;
  });
  if (!found) return tl::make_unexpected(found.error());
  const std::string filters = query_without(request, {});
  const std::string suffix = filters.empty() ? std::string() : "?" + filters;
  json::object model{
      {"q", request.query_text("q")},
      {"states", options(state_options(), request.query_text("etat"))},
      {"families", options(family_options(*config), request.query_text("famille"))},
      {"periods", options(period_options(), request.query_text("depuis"))},
      {"chips", chips(request, *config)},
      {"total", (found->total_is_exact ? "" : "Plus de ") +
                    net::french_count(found->total_estimate, "signalement", "signalements")},
      {"items", std::move(items)},
      {"previous_url", page.cursor.empty() ? std::string() : list_url(filters)},
      {"next_url",
       found->next_cursor.empty() ? std::string() : list_url(query_without(request, {}, found->next_cursor))},
      {"csv_url", "/api/street/public/export.csv" + suffix},
      {"geojson_url", "/api/street/public/export.geojson" + suffix},
      {"map", map_model(context.town())},
      {"map_query", filters},
      {"path", "/signalements"}};
  PARVIS_TRY(html, context.pages->render("reports", model));
  return net::html(std::move(html));
}

}  // namespace

void add_list_routes(net::Router& router, StreetContext& context) {
  add_page(router, context, {"GET", "/signalements", "Liste publique", get_list_page});
}

}  // namespace parvis::street
