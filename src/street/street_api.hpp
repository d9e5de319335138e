// How street reports are reached over HTTP: the JSON API under /api/street/, the public pages and the photos.
#pragma once

#include "net/router.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

// Adds every route of the service. `context` must outlive the router.
void add_street_routes(net::Router& router, StreetContext& context);

}  // namespace parvis::street
