#include "street/street_api.hpp"

#include <utility>

#include "street/street_routes.hpp"

namespace parvis::street {

Result<std::shared_ptr<const Config>> current_config(StreetContext& context) {
  return context.database.read([&](store::Session& session) { return context.config.load(session); });
}

void add_street_routes(net::Router& router, StreetContext& context) {
  add_draft_routes(router, context);
  add_report_routes(router, context);
  add_photo_routes(router, context);
  add_map_routes(router, context);
  add_config_routes(router, context);
  add_export_routes(router, context);
  if (context.pages) {
    add_list_routes(router, context);
    add_tracking_routes(router, context);
    add_form_routes(router, context);
  }
}

}  // namespace parvis::street
