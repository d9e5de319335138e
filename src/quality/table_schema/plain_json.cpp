#include "quality/table_schema/plain_json.hpp"

#include <array>
#include <charconv>

namespace parvis::quality {

std::string plain_json(const base::json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_null()) return {};
  if (value.is_double()) {
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value.as_double());
    return {text.data(), end.ptr};
  }
  return base::json::serialize(value);
}

}  // namespace parvis::quality
