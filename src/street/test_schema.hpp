// Holds a JSON value against the part of JSON Schema that street_schemas.cpp writes: type, properties,
// required, items, anyOf, additionalProperties. Answers the first fault as "where: what", or nothing.
#pragma once

#include <string>

#include "base/json.hpp"

namespace parvis::street {

inline bool is_of_type(const base::json::value& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  return value.is_number();
}

inline std::string schema_fault(const base::json::value& value, const base::json::object& schema,
                                const std::string& where = "answer") {
  if (const auto* any = schema.if_contains("anyOf")) {
    std::string fault;
    for (const auto& one : any->as_array()) {
      fault = schema_fault(value, one.as_object(), where);
      if (fault.empty()) return {};
    }
    return fault;
  }
  const std::string type = base::text_or(schema, "type");
  if (!is_of_type(value, type)) return where + ": no " + type;
  if (const auto* required = schema.if_contains("required")) {
    for (const auto& name : required->as_array()) {
      if (!value.as_object().contains(name.as_string()))
        return where + " lacks " + std::string(name.as_string());
    }
  }
  if (value.is_array()) {
    for (const auto& item : value.get_array()) {
      const std::string fault = schema_fault(item, schema.at("items").as_object(), where + "[]");
      if (!fault.empty()) return fault;
    }
  }
  if (!value.is_object()) return {};
  const auto* properties = schema.if_contains("properties");
  const auto* others = schema.if_contains("additionalProperties");
  for (const auto& member : value.get_object()) {
    const auto* known = properties ? properties->as_object().if_contains(member.key()) : nullptr;
    if (!known && others && others->is_object()) known = others;
    if (!known) continue;
    const std::string fault =
        schema_fault(member.value(), known->as_object(), where + "." + std::string(member.key()));
    if (!fault.empty()) return fault;
  }
  return {};
}

}  // namespace parvis::street
