// The OpenAPI 3.1 document of a router, as JSON text. Pages are left out; everything else is in it.
#pragma once

#include <string>

#include "net/router.hpp"

namespace parvis::net {

[[nodiscard]] std::string openapi_document(const Router& router);

}  // namespace parvis::net
