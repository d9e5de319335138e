// The pages that belong to no service: first page, legal pages, plan, theme of the town, and the page of
// every error.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "account/town.hpp"
#include "base/json.hpp"
#include "net/pages.hpp"
#include "net/router.hpp"

namespace parvis::app {

struct SiteContext {
  std::shared_ptr<net::Pages> pages;
  std::function<account::Town()> town;
  // Blocks of the first page that services fill: `notices`, `recent`, `figures` (web/pages/README.md). An
  // error leaves them out: the first page opens whatever happens.
  std::function<Result<base::json::object>()> home = [] { return base::json::object{}; };
  // Day of the accessibility declaration, ISO; renewed after each audit or redesign.
  std::string declared_on = "2026-11-24";
  std::string accessibility = "non conforme";
};

// What every page says of the town, in the shape `site` of web/pages/README.md.
[[nodiscard]] base::json::object site_of(const account::Town& town, const SiteContext& context);

// Gives the town's facts to the pages; called at start and after each change of the town.
void show_town(const account::Town& town, SiteContext& context);

// `/`, `/accessibilite`, `/mentions-legales`, `/donnees-personnelles`, `/ecoconception`, `/plan`,
// `/theme.css`, and the error page of the router. `context` must outlive the router.
void add_site_routes(net::Router& router, SiteContext& context);

}  // namespace parvis::app
