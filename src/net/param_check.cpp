// Typed parameters of a route, judged before its handler runs; declared in router.hpp.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "base/text.hpp"
#include "net/router.hpp"

namespace parvis::net {
namespace {

Status wrong(const Param& param, std::string_view why) {
  return fail(ErrorKind::invalid, "Le paramètre «\u00A0" + param.name + "\u00A0» " + std::string(why) + ".",
              "parameter " + param.name, "bad_parameter");
}

std::string written(double bound) {
  std::ostringstream out;
  out.precision(12);
  out << bound;
  return out.str();
}

Status check_bounds(const Param& param, double value, std::string_view unit) {
  if (param.min && value < *param.min)
    return wrong(param, "doit être au moins " + written(*param.min) + std::string(unit));
  if (param.max && value > *param.max)
    return wrong(param, "doit être au plus " + written(*param.max) + std::string(unit));
  return {};
}

template <class Number>
bool read_number(const std::string& text, Number& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size();
}

Status check_integer(const Param& param, const std::string& text) {
  std::int64_t value = 0;
  if (!read_number(text, value)) return wrong(param, "doit être un nombre entier");
  return check_bounds(param, static_cast<double>(value), "");
}

Status check_number(const Param& param, const std::string& text) {
  double value = 0;
  if (!read_number(text, value) || !std::isfinite(value)) return wrong(param, "doit être un nombre");
  return check_bounds(param, value, "");
}

Status check_choice(const Param& param, const std::string& text) {
  if (std::find(param.choices.begin(), param.choices.end(), text) != param.choices.end()) return {};
  return wrong(param, "doit être l’une des valeurs\u00A0: " + base::join(param.choices, ", "));
}

Status check_boolean(const Param& param, const std::string& text) {
  static constexpr std::string_view kKnown[] = {"0", "1", "false", "true", "on", "off", "oui", "non"};
  if (std::find(std::begin(kKnown), std::end(kKnown), text) != std::end(kKnown)) return {};
  return wrong(param, "doit valoir 1 ou 0");
}

Status check_value(const Param& param, const std::string& text) {
  switch (param.type) {
    case ParamType::text:
      return check_bounds(param, static_cast<double>(base::code_points(text)), " caractères");
    case ParamType::integer:
      return check_integer(param, text);
    case ParamType::number:
      return check_number(param, text);
    case ParamType::boolean:
      return check_boolean(param, text);
    case ParamType::choice:
      return check_choice(param, text);
  }
  return {};
}

}  // namespace

Status check_params(const Route& route, const Request& request) {
  for (const auto& param : route.options.params) {
    const auto& place = param.place == ParamPlace::path ? request.params : request.query;
    const auto values = place.all(param.name);
    // A filter left empty in a form is the same as no filter.
    const bool absent = values.empty() || (values.size() == 1 && values.front().empty());
    if (absent && param.required) return wrong(param, "manque");
    if (absent) continue;
    if (values.size() > 1 && !param.many) return wrong(param, "ne peut être donné qu’une fois");
    for (const auto& value : values) PARVIS_CHECK(check_value(param, value));
  }
  return {};
}

}  // namespace parvis::net
