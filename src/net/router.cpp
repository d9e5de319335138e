#include "net/router.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "base/log.hpp"

namespace parvis::net {
namespace {

// Walks pattern and path one segment at a time; fills `params` for {names}.
bool matches(std::string_view pattern, std::string_view path, Fields& params) {
  while (!pattern.empty() && !path.empty()) {
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const auto wanted = pattern.substr(0, pattern.find('/'));
    auto found = path.substr(0, path.find('/'));
    if (wanted.starts_with('{') && wanted.ends_with("...}")) {
      params.add(std::string(wanted.substr(1, wanted.size() - 5)), std::string(path));
      return true;
    }
    if (wanted.starts_with('{')) {
      // A name may stand before a fixed end: "/photos/{name}.jpg".
      const auto close = wanted.find('}');
      const auto tail = wanted.substr(close + 1);
      if (found.size() <= tail.size() || !found.ends_with(tail)) return false;
      params.add(std::string(wanted.substr(1, close - 1)),
                 std::string(found.substr(0, found.size() - tail.size())));
    } else if (wanted != found) {
      return false;
    }
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(found.size());
  }
  return pattern.empty() && path.empty();
}

// Fixed segments come before named ones, named ones before the rest of a path.
std::string precedence(std::string_view pattern) {
  std::string key;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto segment = pattern.substr(at + 1, pattern.find('/', at + 1) - at - 1);
    key += segment.ends_with("...}")  ? '3'
           : segment.starts_with('{') ? segment.ends_with('}') ? '2' : '1'
                                      : '0';
    at += segment.size() + 1;
  }
  return key;
}

bool accepts_type(const Route& route, const std::string& type) {
  static const std::vector<std::string> kUsual = {"application/json", "application/x-www-form-urlencoded",
                                                  "multipart/form-data"};
  const auto& accepted = route.options.accepts.empty() ? kUsual : route.options.accepts;
  return std::find(accepted.begin(), accepted.end(), type) != accepted.end();
}

bool succeeded(int status) {
  return status >= 200 && status < 300;
}

}  // namespace

Router::Router() : rate_limit_(std::make_shared<RateLimit>()) {}

void Router::add(Route route) {
  if (!route.pattern.starts_with('/') || !route.handler) throw std::logic_error("route " + route.pattern);
  for (const auto& known : routes_) {
    if (known->method == route.method && known->pattern == route.pattern) {
      throw std::logic_error("route added twice: " + route.method + " " + route.pattern);
    }
  }
  auto added = std::make_unique<Route>(std::move(route));
  const auto key = precedence(added->pattern);
  const auto place = std::find_if(routes_.begin(), routes_.end(),
                                  [&](const auto& other) { return key < precedence(other->pattern); });
  routes_.insert(place, std::move(added));
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  for (const auto& route : routes_) {
    Fields params;
    if (!matches(route->pattern, path, params)) continue;
    if (route->method == method || (method == "HEAD" && route->method == "GET")) {
      match.route = route.get();
      match.params = std::move(params);
      match.status = 200;
      return match;
    }
    if (match.allow.find(route->method) == std::string::npos) {
      match.allow += (match.allow.empty() ? "" : ", ") + route->method;
      if (route->method == "GET") match.allow += ", HEAD";
    }
  }
  match.status = match.allow.empty() ? 404 : 405;
  return match;
}

Response Router::answer(Request& request) const {
  return answer(request, match(request.method, request.path));
}

Response Router::answer(Request& request, const Match& match) const {
  if (match.route == nullptr) {
    const bool unknown = match.status == 404;
    auto response = refuse(
        request, match.status,
        {unknown ? ErrorKind::not_found : ErrorKind::invalid,
         unknown ? "Cette page n’existe pas ou n’existe plus." : "Cette adresse n’accepte pas cette méthode.",
         "", unknown ? "not_found" : "method_not_allowed"});
    if (!unknown) response.header("Allow", match.allow);
    return response;
  }
  request.route = match.route->pattern;
  request.params = match.params;
  try {
    return run(request, *match.route);
  } catch (const std::exception& bug) {
    base::log_error("http.exception",
                    {{"route", request.route}, {"request_id", request.request_id}, {"what", bug.what()}});
  } catch (...) {
    base::log_error("http.exception", {{"route", request.route}, {"request_id", request.request_id}});
  }
  return refuse(request, 500,
                {ErrorKind::internal, "Une erreur est survenue. Elle a été notée.", "", "internal"});
}

Response Router::run(Request& request, const Route& route) const {
  const bool has_body = request.body_bytes > 0;
  if (has_body && !accepts_type(route, request.content_type())) {
    return refuse(request, 415,
                  {ErrorKind::unsupported, "Ce type de contenu n’est pas accepté ici.", "", "media_type"});
  }
  if (const auto checked = check_params(route, request); !checked)
    return refuse(request, 400, checked.error());
  for (const auto& hook : hooks_) {
    if (auto answered = hook(request, route)) return std::move(*answered);
  }
  if (route.options.limit_anonymous && !request.principal.has_value()) {
    if (const auto wait = rate_limit_->take(request.remote_address)) {
      return refuse(request, 429,
                    {ErrorKind::unavailable,
                     "Vous avez fait beaucoup d’envois. Veuillez patienter avant le suivant.", "",
                     "too_many_requests"})
          .header("Retry-After", std::to_string(wait->count()));
    }
  }
  auto outcome = route.handler(request);
  if (!outcome) {
    const auto& error = outcome.error();
    const int status = error.code == "disk_full" ? 507 : http_status(error.kind);
    if (status >= 500) {
      base::log_error("http.error", {{"route", request.route},
                                     {"request_id", request.request_id},
                                     {"code", error.code},
                                     {"detail", error.detail}});
    }
    return refuse(request, status, error);
  }
  if (route.options.ai_output && succeeded(outcome->status) && !outcome->headers.has("Parvis-Decision")) {
    base::log_error("alarm.ai_output_without_decision",
                    {{"route", request.route}, {"request_id", request.request_id}});
    return refuse(request, 500,
                  {ErrorKind::internal, "Une proposition non enregistrée a été retenue.", "", "no_decision"});
  }
  return std::move(*outcome);
}

Response Router::refuse(const Request& request, int status, const Error& error) const {
  Response response;
  if (error_page_ && request.wants_html()) {
    try {
      response = error_page_(request, status, error);
      response.status = status;
    } catch (const std::exception& bug) {
      base::log_error("http.error_page", {{"what", bug.what()}});
      response = problem(status, error.message, error.code);
    }
  } else {
    response = problem(status, error.message, error.code);
  }
  if (status == 503 && !response.headers.has("Retry-After")) response.header("Retry-After", "5");
  return response;
}

}  // namespace parvis::net
