#include "net/json_body.hpp"

namespace parvis::net {

Result<base::json::object> body_object(const Request& request) {
  if (request.content_type() == "application/json") {
    PARVIS_TRY(text, request.body_text());
    return base::parse_json_object(text);
  }
  base::json::object object;
  for (const auto& [name, value] : request.form.pairs()) {
    if (!object.contains(name)) object[name] = value;
  }
  return object;
}

Response json_answer(const base::json::value& value, int status) {
  return json(base::json::serialize(value), status);
}

}  // namespace parvis::net
