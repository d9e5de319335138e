// The parts of the HTTP interface, one function a file; street_api.hpp adds them all.
#pragma once

#include "account/staff_route.hpp"
#include "base/json.hpp"
#include "net/json_body.hpp"
#include "net/router.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

void add_draft_routes(net::Router& router, StreetContext& context);   // drafts, sending, «moi aussi»
void add_report_routes(net::Router& router, StreetContext& context);  // the desk
void add_photo_routes(net::Router& router, StreetContext& context);
void add_map_routes(net::Router& router, StreetContext& context);
void add_config_routes(net::Router& router, StreetContext& context);
void add_export_routes(net::Router& router, StreetContext& context);
void add_list_routes(net::Router& router, StreetContext& context);      // the public list
void add_tracking_routes(net::Router& router, StreetContext& context);  // the page of a report
void add_form_routes(net::Router& router, StreetContext& context);      // the public form without script

using account::staff_route;
using net::json_answer;
// A snapshot of the town's settings.
Result<std::shared_ptr<const Config>> current_config(StreetContext& context);

}  // namespace parvis::street
