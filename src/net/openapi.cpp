#include "net/openapi.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "base/json.hpp"
#include "base/text.hpp"

namespace parvis::net {
namespace {

namespace json = base::json;

constexpr std::string_view kJson = "application/json";

std::string_view type_name(ParamType type) {
  switch (type) {
    case ParamType::integer:
      return "integer";
    case ParamType::number:
      return "number";
    case ParamType::boolean:
      return "boolean";
    case ParamType::text:
    case ParamType::choice:
      return "string";
  }
  return "string";
}

json::object value_schema(const Param& param) {
  json::object schema{{"type", type_name(param.type)}};
  const bool text = param.type == ParamType::text;
  const auto bound = [&](std::string_view for_text, std::string_view for_number, double value) {
    if (text) {
      schema[for_text] = static_cast<std::int64_t>(value);
    } else {
      schema[for_number] = value;
    }
  };
  if (param.min) bound("minLength", "minimum", *param.min);
  if (param.max) bound("maxLength", "maximum", *param.max);
  if (param.type == ParamType::choice) schema["enum"] = json::value_from(param.choices);
  return schema;
}

json::object parameter(const Param& param) {
  const bool in_path = param.place == ParamPlace::path;
  json::object written{{"name", param.name}, {"in", in_path ? "path" : "query"}};
  if (!param.description.empty()) written["description"] = param.description;
  written["required"] = in_path || param.required;
  auto schema = value_schema(param);
  if (param.many) schema = json::object{{"type", "array"}, {"items", std::move(schema)}};
  written["schema"] = std::move(schema);
  return written;
}

// Names in braces, in order; "{rest...}" gives "rest".
std::vector<std::string> path_names(std::string_view pattern) {
  std::vector<std::string> names;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    if (name.ends_with("...")) name.remove_suffix(3);
    names.emplace_back(name);
  }
  return names;
}

std::string document_path(std::string_view pattern) {
  std::string path(pattern);
  if (const auto dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
  return path;
}

json::array parameters(const Route& route) {
  json::array written;
  for (const auto& name : path_names(route.pattern)) {
    const auto& params = route.options.params;
    const auto described = std::find_if(params.begin(), params.end(), [&](const Param& param) {
      return param.place == ParamPlace::path && param.name == name;
    });
    Param plain;
    plain.name = name;
    plain.place = ParamPlace::path;
    written.push_back(parameter(described != params.end() ? *described : plain));
  }
  for (const auto& param : route.options.params) {
    if (param.place == ParamPlace::query) written.push_back(parameter(param));
  }
  return written;
}

json::value schema_of(const Route& route, const std::string& text) {
  if (text.empty()) return json::object{};
  auto schema = base::parse_json(text, 64);
  if (!schema) throw std::logic_error("schema of " + route.method + " " + route.pattern);
  return std::move(*schema);
}

json::object content(const std::vector<std::string>& types, const json::value& schema) {
  json::object written;
  for (const auto& type : types) written[type] = json::object{{"schema", schema}};
  return written;
}

json::object responses(const Route& route) {
  const auto& options = route.options;
  json::object success{{"description", status_title(options.success)}};
  if (options.success != 204 && options.success / 100 == 2) {
    success["content"] = content({options.response_type}, schema_of(route, options.response_schema));
  }
  if (options.ai_output) {
    success["headers"] =
        json::object{{"Parvis-Decision", json::object{{"description",
                                                       "Identifiant de la décision enregistrée ; « aucune » "
                                                       "sans proposition, « par ligne » dans une liste"},
                                                      {"required", true},
                                                      {"schema", json::object{{"type", "string"}}}}}};
  }
  json::object written{{std::to_string(options.success), std::move(success)},
                       {"default", json::object{{"$ref", "#/components/responses/Problem"}}}};
  if (options.limit_anonymous) written["429"] = json::object{{"$ref", "#/components/responses/Problem"}};
  return written;
}

std::string operation_id(const Route& route) {
  std::string id = base::lower_ascii(route.method);
  bool separate = true;
  for (const char c : route.pattern) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
      separate = true;
    } else {
      if (separate) id += '_';
      separate = false;
      id += c;
    }
  }
  return id;
}

json::object operation(const Route& route) {
  const auto& options = route.options;
  json::object written{{"operationId", operation_id(route)}, {"summary", route.summary}};
  if (!route.tag.empty()) written["tags"] = json::array{json::value(route.tag)};
  if (auto described = parameters(route); !described.empty()) written["parameters"] = std::move(described);
  if (!options.request_schema.empty() || !options.accepts.empty()) {
    const auto types =
        options.accepts.empty() ? std::vector<std::string>{std::string(kJson)} : options.accepts;
    written["requestBody"] = json::object{
        {"required", true}, {"content", content(types, schema_of(route, options.request_schema))}};
  }
  written["responses"] = responses(route);
  if (options.access == Access::signed_in) {
    json::object need{{"session", json::array{}}};
    if (options.csrf && route.method != "GET") need["csrf"] = json::array{};
    written["security"] = json::array{std::move(need)};
  }
  if (!options.rights.empty()) written["x-parvis-rights"] = json::value_from(options.rights);
  return written;
}

json::object components() {
  const json::object problem_schema{{"type", "object"},
                                    {"required", json::array{"title", "status"}},
                                    {"properties", json::object{{"title", json::object{{"type", "string"}}},
                                                                {"status", json::object{{"type", "integer"}}},
                                                                {"detail", json::object{{"type", "string"}}},
                                                                {"code", json::object{{"type", "string"}}}}}};
  const json::object reference{{"$ref", "#/components/schemas/Problem"}};
  return json::object{
      {"schemas", json::object{{"Problem", problem_schema}}},
      {"responses",
       json::object{
           {"Problem", json::object{{"description", "Refus ou erreur, avec sa raison (RFC 9457)"},
                                    {"content", json::object{{"application/problem+json",
                                                              json::object{{"schema", reference}}}}}}}}},
      {"securitySchemes",
       json::object{
           {"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "parvis_session"}}},
           {"csrf", json::object{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}}}}}};
}

}  // namespace

std::string openapi_document(const Router& router) {
  json::object paths;
  for (const auto& route : router.routes()) {
    if (route->options.page) continue;
    auto& path = paths[document_path(route->pattern)];
    if (!path.is_object()) path.emplace_object();
    path.as_object()[base::lower_ascii(route->method)] = operation(*route);
  }
  const json::object document{
      {"openapi", "3.1.0"},
      {"info", json::object{{"title", "Parvis"},
                            {"description", "Services publics d’une commune, ouverts aux autres systèmes."},
                            {"version", "1"}}},
      {"paths", std::move(paths)},
      {"components", components()}};
  return json::serialize(document);
}

}  // namespace parvis::net
