#include "grants/grants_routes.hpp"

namespace parvis::grants {

net::Param query_param(std::string name, net::ParamType type, std::string description) {
  net::Param param;
  param.name = std::move(name);
  param.type = type;
  param.description = std::move(description);
  return param;
}

}  // namespace parvis::grants
