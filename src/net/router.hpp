// Which handler answers which request, and what has to be true before it runs. A Route describes itself well
// enough for the OpenAPI document to be generated from it, so that document and program cannot part. Order of
// checks: route (404), method (405), body type (415), typed parameters (400), hooks (sign-in, rights, CSRF),
// sending limit (429), handler. Routes are added before the server starts; from then on a Router is read-only
// and safe to use from every worker.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"
#include "net/metrics.hpp"
#include "net/rate_limit.hpp"

namespace parvis::net {

enum class ParamType { text, integer, number, boolean, choice };
enum class ParamPlace { path, query };

// A parameter of a route. For text, min and max bound the length in characters; for numbers, the value.
struct Param {
  std::string name;
  ParamType type = ParamType::text;
  std::string description = {};
  ParamPlace place = ParamPlace::query;
  bool required = false;
  std::optional<double> min = std::nullopt;
  std::optional<double> max = std::nullopt;
  std::vector<std::string> choices = {};  // of ParamType::choice
  bool many = false;                      // may occur several times
};

enum class Access { everyone, signed_in };

struct RouteOptions {
  Access access = Access::everyone;
  std::vector<std::string> rights = {};   // any one of them is enough; checked by the account room's hook
  bool csrf = true;                       // unsafe methods of signed-in routes need the CSRF token
  std::uint64_t body_limit_bytes = 0;     // 0: the server's max_body_bytes, or max_upload_bytes for multipart
  std::vector<std::string> accepts = {};  // body types; empty: JSON, urlencoded and multipart
  // The handler runs when the head is there and reads request.body_stream while the body comes; its answer
  // may leave meanwhile, and the connection closes after it. Not for multipart.
  bool stream_body = false;
  bool ai_output = false;        // a 2xx answer must carry Parvis-Decision
  bool limit_anonymous = false;  // 5 a minute and 20 an hour per address for senders not signed in
  bool page = false;             // a page for people: left out of the OpenAPI document
  std::vector<Param> params = {};
  std::string request_schema = {};   // JSON Schema as text
  std::string response_schema = {};  // JSON Schema of the 200 or 201 answer, as text
  std::string response_type = "application/json";
  int success = 200;
};

using Handler = std::function<Result<Response>(Request&)>;

struct Route {
  std::string method;   // GET answers HEAD too
  std::string pattern;  // "/api/street/reports/{ref}"; a last "{rest...}" takes slashes
  std::string summary;  // French, one line
  std::string tag;      // group in the document: "street"
  Handler handler;
  RouteOptions options = {};
};

class Router {
 public:
  // Answers the request itself (sign-in page, 403) or lets it go on with nullopt.
  using Before = std::function<std::optional<Response>(Request&, const Route&)>;
  // Page shown for an error when a browser asked for HTML.
  using ErrorPage = std::function<Response(const Request&, int status, const Error&)>;

  struct Match {
    const Route* route = nullptr;  // null: `status` says why
    int status = 0;                // 404 or 405
    std::string allow;             // for 405
    Fields params;
  };

  Router();

  void add(Route route);
  void before(Before hook) { hooks_.push_back(std::move(hook)); }
  void set_error_page(ErrorPage page) { error_page_ = std::move(page); }
  void set_rate_limit(std::shared_ptr<RateLimit> limit) { rate_limit_ = std::move(limit); }

  [[nodiscard]] Match match(std::string_view method, std::string_view path) const;
  // Checks, hooks, handler, and the rules every answer obeys. Never throws.
  [[nodiscard]] Response answer(Request& request) const;
  // The same, with the outcome of match() at hand.
  [[nodiscard]] Response answer(Request& request, const Match& match) const;
  // The answer for an error that happened before or beside a handler.
  [[nodiscard]] Response refuse(const Request& request, int status, const Error& error) const;

  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  [[nodiscard]] Response run(Request& request, const Route& route) const;

  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<Before> hooks_;
  ErrorPage error_page_;
  std::shared_ptr<RateLimit> rate_limit_;
};

// First parameter that is missing or wrong, as an Error naming it; nothing when all are right.
[[nodiscard]] Status check_params(const Route& route, const Request& request);

}  // namespace parvis::net
