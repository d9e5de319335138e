#include "street/street_pages.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ids.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"
#include "street/street_secrets.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

std::string_view kind_of(State state) {
  switch (state) {
    case State::recu:
    case State::a_qualifier:
    case State::reouverture:
      return "new";
    case State::resolu:
      return "done";
    case State::non_retenu:
    case State::doublon:
    case State::annule:
      return "closed";
    default:
      return "progress";
  }
}

}  // namespace

std::string typeset(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'')
      out += "\u2019";
    else
      out += c;
  }
  return out;
}

std::string decimal_text(double value) {
  std::string text = std::to_string(value);
  std::replace(text.begin(), text.end(), ',', '.');
  return text;
}

json::object date_view(base::Instant at, const std::string& zone) {
  return {{"iso", base::format_local(at, zone)}, {"text", base::french_date(at, zone)}};
}

json::object state_view(State state) {
  return {{"label", typeset(citizen_label(state))}, {"kind", kind_of(state)}};
}

json::object map_model(const TownFacts& town) {
  return {{"lat", decimal_text(town.centre.lat)},
          {"lon", decimal_text(town.centre.lon)},
          {"zoom", std::to_string(town.zoom)},
          {"tiles", town.tiles}};
}

json::object report_card(const ViewContext& view, const Report& report, const std::vector<Photo>* photos) {
  const Category* category = view.config->catalogue.find(report.category);
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(view.now - report.received_at).count();
  json::object card{{"ref", report.ref},
                    {"url", "/signalements/" + report.ref},
                    {"title", view.config->catalogue.label(report.category)},
                    {"address", report.address},
                    {"received", date_view(report.received_at, view.zone)},
                    {"ago", net::french_ago(age)},
                    {"state", state_view(report.state)},
                    {"thumb", photos ? public_photo_url(report, *photos, true) : std::string()},
                    {"picture", category ? picture_of(*category) : "aut"}};
  if (report.followers > 0) card["followers"] = report.followers + 1;
  return card;
}

json::object form_model(const ViewContext& view, const json::object& values,
                        const std::vector<FormFault>& faults, const std::vector<std::string>& kept_photos) {
  const std::string chosen = base::text_or(values, "category");
  json::array families, guidance, errors, kept;
  for (const Family& family : view.config->catalogue.families()) {
    json::array leaves;
    for (const Category& category : view.config->catalogue.all()) {
      if (category.family != family.code || category.guidance || !category.active ||
          category.code == unqualified_code)
        continue;
      leaves.push_back(json::object{{"code", category.code},
                                    {"label", category.label},
                                    {"picture", picture_of(category)},
                                    {"hint", category.hint},
                                    {"selected", category.code == chosen}});
    }
    if (!leaves.empty())
      families.push_back(json::object{{"label", family.label}, {"options", std::move(leaves)}});
  }
  for (const Category& category : view.config->catalogue.all()) {
    if (category.guidance && category.active) guidance.push_back(json::object{{"label", category.label}});
  }
  json::object error;
  for (const FormFault& fault : faults) {
    errors.push_back(json::object{{"field", fault.field}, {"message", typeset(fault.message)}});
    error[fault.field] = typeset(fault.message);
  }
  for (const std::string& name : kept_photos) kept.push_back(json::object{{"name", name}});
  const StreetSettings& settings = view.context->settings;
  json::object shown = values;
  if (base::text_or(shown, "client_ref").empty()) shown["client_ref"] = base::random_token();
  return {{"values", std::move(shown)},
          {"families", std::move(families)},
          {"guidance", std::move(guidance)},
          {"errors", std::move(errors)},
          {"error", std::move(error)},
          {"form_time", form_time(settings.secret_key, view.now)},
          {"kept_photos", std::move(kept)},
          {"limits", json::object{{"photos", max_photos_per_report},
                                  {"photo_mb", settings.max_photo_mb},
                                  {"request_mb", settings.max_request_mb}}},
          {"map", map_model(view.context->town())},
          {"path", "/signaler"}};
}

Result<json::object> home_model(StreetContext& context) {
  PARVIS_TRY(config, current_config(context));
  const ViewContext view = view_context(context, config);
  ReportFilter resolved, open;
  resolved.public_only = open.public_only = true;
  resolved.states = {State::resolu};
  resolved.from = view.now - std::chrono::days{60};
  open.open = true;
  PageRequest page;
  page.limit = 3;
  return context.database.read([&](store::Session& session) -> Result<json::object> {
    PARVIS_TRY(done, context.reports.list(session, resolved, page));
    PARVIS_TRY(under_way, context.reports.list(session, open, page));
    std::vector<Report> recent = done.items;
    for (const Report& report : under_way.items) {
      if (recent.size() < 3) recent.push_back(report);
    }
    std::vector<std::string> ids;
    for (const Report& report : recent) ids.push_back(report.id);
    PARVIS_TRY(photos, context.photos.of_reports(session, ids));
    json::array cards;
    for (const Report& report : recent) cards.push_back(report_card(view, report, &photos[report.id]));
    json::object out{{"recent", std::move(cards)}};
    if (under_way.total_estimate > 0 || done.total_estimate > 0) {
      out["figures"] =
          json::object{{"open", net::french_number(static_cast<double>(under_way.total_estimate))},
                       {"resolved", net::french_number(static_cast<double>(done.total_estimate))}};
    }
    return out;
  });
}

void add_page(net::Router& router, StreetContext& context, PageRoute page) {
  net::RouteOptions options;
  options.page = true;
  options.csrf = false;
  options.limit_anonymous = page.method == "POST";
  options.response_type = "text/html";
  router.add({std::move(page.method), std::move(page.pattern), std::move(page.summary), "street",
              [&context, handler = page.handler](net::Request& request) { return handler(context, request); },
              options});
}

}  // namespace parvis::street
