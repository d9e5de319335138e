// Shapes of the JSON answers that the desk reads, as JSON Schema: the OpenAPI document carries them, the
// desk's types are made from it, and a test holds every answer of the scenarios against them.
#pragma once

#include <string>
#include <string_view>

namespace parvis::street {

// "" when the answer of that route is not described.
std::string answer_schema(std::string_view method, std::string_view pattern);

}  // namespace parvis::street
