// The options of a route that only signed-in people with a right may use.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "net/router.hpp"

namespace parvis::account {

// Any one of the rights is enough.
[[nodiscard]] inline net::RouteOptions staff_route(std::vector<std::string> rights, int success = 200) {
  net::RouteOptions options;
  options.access = net::Access::signed_in;
  options.rights = std::move(rights);
  options.success = success;
  return options;
}

}  // namespace parvis::account
