// JSON Schemas of answers, written short: what the OpenAPI document says of a route. Pure, thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace parvis::net {

using Shapes = std::map<std::string, base::json::value, std::less<>>;

// An object written "name:type" by field, spaces between. Types: text, integer, number, flag, any, or the
// name of a shape; then "[]" for a list, "?" for null. A name ended by "?" may be absent.
[[nodiscard]] base::json::object object_of(std::string_view fields, const Shapes& shapes = {});
// {"items": [...]} of such objects, with more fields beside.
[[nodiscard]] base::json::object items_of(std::string_view item_fields, const Shapes& shapes = {},
                                          std::string_view more = {});

}  // namespace parvis::net
