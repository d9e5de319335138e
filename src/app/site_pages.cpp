#include "app/site_pages.hpp"

#include <array>
#include <utility>

#include "base/log.hpp"
#include "base/time.hpp"
#include "net/theme.hpp"

namespace parvis::app {
namespace {

namespace json = base::json;

constexpr std::string_view theme_cache = "public, max-age=300";

struct PlainPage {
  std::string_view path, page, summary;
};
constexpr std::array<PlainPage, 5> plain_pages{{
    {"/accessibilite", "accessibility", "Déclaration d’accessibilité"},
    {"/mentions-legales", "legal", "Mentions légales"},
    {"/donnees-personnelles", "privacy", "Données personnelles"},
    {"/ecoconception", "ecodesign", "Déclaration d’écoconception"},
    {"/plan", "site_map", "Plan du site"},
}};

net::RouteOptions page_options(std::string type = "text/html") {
  net::RouteOptions options;
  options.page = true;
  options.response_type = std::move(type);
  return options;
}

json::object day(const std::string& iso, const std::string& zone) {
  const auto instant = base::parse_instant(iso + "T12:00:00Z");
  return {{"iso", iso}, {"text", instant ? base::french_date(*instant, zone) : iso}};
}

Result<net::Response> shown(const SiteContext& context, std::string_view page, const json::object& view) {
  PARVIS_TRY(made, context.pages->render(page, view));
  return net::html(std::move(made));
}

Result<net::Response> home(const SiteContext& context) {
  auto blocks = context.home();
  if (!blocks) {
    base::log_warning("home_blocks_missing", {{"detail", blocks.error().detail}});
    return shown(context, "home", {});
  }
  return shown(context, "home", *blocks);
}

Result<net::Response> theme(const SiteContext& context) {
  auto derived = net::derive_theme(context.town().colour);
  // A colour that cannot be read leaves the house colours of the style sheet.
  net::Response response = net::text(derived ? net::theme_css(*derived) : std::string());
  response.headers.set("Content-Type", "text/css; charset=utf-8");
  response.headers.set("Cache-Control", std::string(theme_cache));
  return response;
}

}  // namespace

json::object site_of(const account::Town& town, const SiteContext& context) {
  return {{"town",
           {{"name", town.name},
            {"tagline", town.tagline},
            {"phone", town.phone},
            {"email", town.email},
            {"web", town.web},
            {"counter", town.address},
            {"hours", town.opening_hours}}},
          {"legal",
           {{"authority", town.name},
            {"address", town.address},
            {"phone", town.phone},
            {"director", town.publication_director},
            {"host_name", town.host},
            {"host_address", town.host_address},
            {"host_phone", town.host_phone},
            {"dpo_email", town.dpo_email},
            {"accessibility", context.accessibility},
            {"declared", day(context.declared_on, town.zone)}}}};
}

void show_town(const account::Town& town, SiteContext& context) {
  context.pages->set_site(site_of(town, context));
}

void add_site_routes(net::Router& router, SiteContext& context) {
  show_town(context.town(), context);
  router.add({"GET", "/", "Première page", "site", [&context](net::Request&) { return home(context); },
              page_options()});
  for (const auto& plain : plain_pages) {
    router.add({"GET", std::string(plain.path), std::string(plain.summary), "site",
                [&context, page = plain.page](net::Request&) { return shown(context, page, {}); },
                page_options()});
  }
  router.add({"GET", "/theme.css", "Couleurs de la ville", "site",
              [&context](net::Request&) { return theme(context); }, page_options("text/css")});
  router.set_error_page([&context](const net::Request& request, int status, const Error& error) {
    return net::html(context.pages->error_page(status, error.message, request.request_id), status);
  });
}

}  // namespace parvis::app
