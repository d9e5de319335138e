#include "grants/grants_routes.hpp"

namespace parvis::grants {

net::RouteOptions staff_route(std::string_view right, int success) {
  net::RouteOptions options;
  options.access = net::Access::signed_in;
  options.rights = {std::string(right)};
  options.success = success;
  return options;
}

net::Param query_param(std::string name, net::ParamType type, std::string description) {
  net::Param param;
  param.name = std::move(name);
  param.type = type;
  param.description = std::move(description);
  return param;
}

}  // namespace parvis::grants
