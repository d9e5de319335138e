#include "net/answer_schema.hpp"

#include "base/text.hpp"

namespace parvis::net {
namespace {

namespace json = base::json;

json::value simple(std::string_view type) {
  if (type == "text") return json::object{{"type", "string"}};
  if (type == "flag") return json::object{{"type", "boolean"}};
  if (type == "any") return json::object{{"type", "object"}, {"additionalProperties", true}};
  return json::object{{"type", type}};
}

json::object or_null(const json::value& schema) {
  return {{"anyOf", json::array{schema, json::object{{"type", "null"}}}}};
}

json::object list_of(const json::value& item) {
  return {{"type", "array"}, {"items", item}};
}

}  // namespace

json::object object_of(std::string_view fields, const Shapes& shapes) {
  json::object properties;
  json::array required;
  for (const std::string& field : base::split(fields, ' ')) {
    const std::size_t colon = field.find(':');
    std::string name = field.substr(0, colon), type = field.substr(colon + 1);
    const bool nullable = type.ends_with('?');
    if (nullable) type.pop_back();
    const bool many = type.ends_with("[]");
    if (many) type.resize(type.size() - 2);
    const auto shape = shapes.find(type);
    json::value schema = shape == shapes.end() ? simple(type) : shape->second;
    if (many) schema = list_of(schema);
    if (nullable) schema = or_null(schema);
    if (name.ends_with('?'))
      name.pop_back();
    else
      required.push_back(json::value(name));
    properties[name] = std::move(schema);
  }
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::object items_of(std::string_view item_fields, const Shapes& shapes, std::string_view more) {
  Shapes all = shapes;
  all["item"] = object_of(item_fields, shapes);
  return object_of("items:item[]" + std::string(more.empty() ? "" : " ") + std::string(more), all);
}

}  // namespace parvis::net
