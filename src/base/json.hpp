// JSON for every room: Boost.JSON behind one header, with depth limits, typed access that names the field at
// fault, and the canonical form of RFC 8785.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::base {

namespace json = boost::json;

// Errors (invalid): malformed, deeper than `max_depth`, not UTF-8; the message gives the byte.
Result<json::value> parse_json(std::string_view text, std::size_t max_depth = 32);
Result<json::object> parse_json_object(std::string_view text, std::size_t max_depth = 32);

// Absent or null gives the default; a wrong type too.
[[nodiscard]] std::string text_or(const json::object& object, std::string_view key,
                                  std::string_view otherwise = {});
[[nodiscard]] double number_or(const json::object& object, std::string_view key, double otherwise = 0);
[[nodiscard]] std::int64_t integer_or(const json::object& object, std::string_view key,
                                      std::int64_t otherwise = 0);
[[nodiscard]] bool flag_or(const json::object& object, std::string_view key, bool otherwise = false);
[[nodiscard]] std::optional<double> opt_number(const json::object& object, std::string_view key);

// Errors (invalid) name the key.
Result<std::string> need_text(const json::object& object, std::string_view key);
Result<double> need_number(const json::object& object, std::string_view key);
Result<std::int64_t> need_integer(const json::object& object, std::string_view key);
Result<json::array> need_array(const json::object& object, std::string_view key);
Result<json::object> need_object(const json::object& object, std::string_view key);

// RFC 8785: keys sorted by UTF-16 code units, shortest numbers, minimal escapes. Non-finite numbers become
// null.
[[nodiscard]] std::string canonical_json(const json::value& value);

}  // namespace parvis::base
