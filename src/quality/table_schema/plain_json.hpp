// A JSON value as the text that a cell would hold: "1.5", "true", "abc"; objects and arrays as compact JSON.
#pragma once

#include <string>

#include "base/json.hpp"

namespace parvis::quality {

[[nodiscard]] std::string plain_json(const base::json::value& value);

}  // namespace parvis::quality
