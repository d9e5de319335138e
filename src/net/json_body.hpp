// JSON in and out of a handler.
#pragma once

#include "base/json.hpp"
#include "net/http.hpp"

namespace parvis::net {

// The body as an object: JSON, or the text fields of a form (the first of each name). Errors: invalid.
Result<base::json::object> body_object(const Request& request);
[[nodiscard]] Response json_answer(const base::json::value& value, int status = 200);

}  // namespace parvis::net
