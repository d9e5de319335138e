#include "canteen/canteen_routes.hpp"

#include <algorithm>
#include <charconv>

namespace parvis::canteen {
namespace {

constexpr std::string_view canteen_team = "cantine:";

std::optional<std::int64_t> version_in(std::string_view text) {
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc() || end != text.data() + text.size() || version < 0) return std::nullopt;
  return version;
}

Result<Day> named_day(const std::string& text, std::string_view name) {
  auto day = base::parse_day(text);
  if (!day) {
    Error error = day.error();
    error.code = std::string(name);
    return tl::make_unexpected(std::move(error));
  }
  return *day;
}

}  // namespace

void add_route(net::Router& router, const RouteText& text, net::RouteOptions options, net::Handler handler) {
  router.add({text.method, "/api/v1/canteen/" + text.path, text.summary, "canteen", std::move(handler),
              std::move(options)});
}

net::RouteOptions route_options(const char* right, const base::json::object& schema, int success) {
  net::RouteOptions options = staff_route({right}, success);
  if (!schema.empty()) options.response_schema = base::json::serialize(schema);
  return options;
}

net::Param query_param(std::string name, net::ParamType type, std::string description, bool required) {
  net::Param param;
  param.name = std::move(name);
  param.type = type;
  param.description = std::move(description);
  param.required = required;
  return param;
}

Result<Day> day_param(const net::Request& request, std::string_view name) {
  return named_day(request.param(name), name);
}

Result<Day> day_query(const net::Request& request, std::string_view name) {
  return named_day(request.query_text(name), name);
}

Result<std::optional<Day>> opt_day(const base::json::object& body, std::string_view key) {
  const std::string text = base::text_or(body, key);
  if (text.empty()) return std::optional<Day>();
  PARVIS_TRY(day, named_day(text, key));
  return std::optional<Day>(day);
}

Result<Day> need_day(const base::json::object& body, std::string_view key) {
  return named_day(base::text_or(body, key), key);
}

Result<Write> write_of(const net::Request& request, const char* right, Version version,
                       const base::json::object& body) {
  PARVIS_TRY(person, account::require(request, right));
  Write out;
  out.actor = person.user_id;
  out.role = person.roles.empty() ? std::string() : person.roles[0];
  out.key = std::string(request.header("Idempotency-Key"));
  out.seconds = base::opt_number(body, "seconds");
  const std::string_view match = request.header("If-Match");
  const auto seen = version_in(match);
  if (!match.empty() && !seen)
    return fail(ErrorKind::invalid, "If-Match porte la version vue, par exemple \"3\".", {}, "if_match");
  if (!seen && version == Version::needed)
    return fail(ErrorKind::invalid, "Donnez la version vue dans If-Match.", {}, "if_match");
  out.version = seen.value_or(0);
  return out;
}

Status may_touch(const net::Request& request, const std::string& canteen_id) {
  const account::Principal* person = account::principal_of(request);
  if (person == nullptr || person->may(config_right)) return {};
  bool limited = false;
  for (const std::string& team : person->teams) {
    if (!team.starts_with(canteen_team)) continue;
    if (team.substr(canteen_team.size()) == canteen_id) return {};
    limited = true;
  }
  if (!limited) return {};
  return fail(ErrorKind::forbidden, "Votre compte est attaché à une autre cantine.", {}, "other_canteen");
}

net::Response with_version(net::Response response, std::int64_t version) {
  response.header("ETag", "\"" + std::to_string(version) + "\"");
  return response;
}

net::Response carrying(net::Response response, std::string_view decision_id) {
  response.header("Parvis-Decision", std::string(decision_id.empty() ? no_decision : decision_id));
  return response;
}

}  // namespace parvis::canteen
