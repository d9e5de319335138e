#include "net/router.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "base/json.hpp"
#include "base/log.hpp"
#include "net/openapi.hpp"
#include "net/server.hpp"

namespace parvis::net {
namespace {

using testing::HasSubstr;

Handler says(std::string word) {
  return [word](Request&) -> Result<Response> { return text(word); };
}

Request request_for(std::string method, std::string path) {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  return request;
}

Response ask(const Router& router, std::string method, std::string path) {
  auto request = request_for(std::move(method), std::move(path));
  return router.answer(request);
}

std::string body_of(const Response& response) {
  return std::get<std::string>(response.body);
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() { base::set_log_level(base::LogLevel::silent); }
  Router router;
};

TEST_F(RouterTest, PrefersTheMoreExactPattern) {
  router.add({"GET", "/agent/{path...}", "", "", says("rest")});
  router.add({"GET", "/agent/{name}", "", "", says("named")});
  router.add({"GET", "/agent/connexion", "", "", says("exact")});
  router.add({"GET", "/photos/{name}.jpg", "", "",
              [](Request& request) -> Result<Response> { return text(request.param("name")); }});
  router.add({"GET", "/", "", "", says("home")});
  EXPECT_EQ(body_of(ask(router, "GET", "/agent/connexion")), "exact");
  EXPECT_EQ(body_of(ask(router, "GET", "/agent/x")), "named");
  EXPECT_EQ(body_of(ask(router, "GET", "/agent/x/y")), "rest");
  EXPECT_EQ(body_of(ask(router, "GET", "/agent/")), "rest");
  EXPECT_EQ(body_of(ask(router, "GET", "/photos/abc.jpg")), "abc");
  EXPECT_EQ(body_of(ask(router, "GET", "/")), "home");
  EXPECT_EQ(ask(router, "GET", "/photos/.jpg").status, 404);
  EXPECT_EQ(ask(router, "GET", "/photos/abc.png").status, 404);
  EXPECT_EQ(ask(router, "GET", "/agent").status, 404);
}

TEST_F(RouterTest, ARouteIsAddedOnce) {
  router.add({"GET", "/a", "", "", says("a")});
  EXPECT_THROW(router.add({"GET", "/a", "", "", says("b")}), std::logic_error);
}

TEST_F(RouterTest, NamesTheWrongParameter) {
  RouteOptions options;
  options.params = {{.name = "limit", .type = ParamType::integer, .min = 1, .max = 100},
                    {.name = "lat", .type = ParamType::number, .required = true, .min = -90, .max = 90},
                    {.name = "late", .type = ParamType::boolean},
                    {.name = "sort", .type = ParamType::choice, .choices = {"received", "deadline"}},
                    {.name = "q", .max = 5},
                    {.name = "state", .many = true}};
  router.add({"GET", "/list", "", "", says("ok"), options});
  const auto outcome = [&](const std::string& query) {
    auto request = request_for("GET", "/list");
    request.query = parse_urlencoded(query, 100).value();
    const auto answer = router.answer(request);
    return std::to_string(answer.status) + " " + body_of(answer);
  };
  EXPECT_EQ(outcome("lat=48.5&limit=1&late=1&sort=deadline&q=%C3%A9t%C3%A9%C3%A9%C3%A9"), "200 ok");
  EXPECT_EQ(outcome("lat=90&limit=100&limit2=x&state=a&state=b&q="), "200 ok");
  EXPECT_THAT(outcome(""), HasSubstr("lat"));
  EXPECT_THAT(outcome("lat=90.1"), HasSubstr("doit être au plus 90"));
  EXPECT_THAT(outcome("lat=nan"), HasSubstr("lat"));
  EXPECT_THAT(outcome("lat=1&limit=101"), HasSubstr("limit"));
  EXPECT_THAT(outcome("lat=1&limit=0"), HasSubstr("doit être au moins 1"));
  EXPECT_THAT(outcome("lat=1&limit=1.5"), HasSubstr("nombre entier"));
  EXPECT_THAT(outcome("lat=1&limit=1&limit=2"), HasSubstr("qu’une fois"));
  EXPECT_THAT(outcome("lat=1&late=maybe"), HasSubstr("late"));
  EXPECT_THAT(outcome("lat=1&sort=name"), HasSubstr("received, deadline"));
  EXPECT_THAT(outcome("lat=1&q=abcdef"), HasSubstr("5 caractères"));
  EXPECT_THAT(outcome("lat=1&q=abcdef"), HasSubstr("bad_parameter"));
}

TEST_F(RouterTest, HooksMayAnswerInsteadOfTheHandler) {
  RouteOptions options;
  options.access = Access::signed_in;
  router.add({"GET", "/desk", "", "", says("desk"), options});
  router.add({"GET", "/open", "", "", says("open")});
  router.before([](Request& request, const Route& route) -> std::optional<Response> {
    if (route.options.access == Access::everyone) return std::nullopt;
    if (request.cookie("session") == "good") return std::nullopt;
    return problem(401, "Veuillez vous connecter.", "sign_in");
  });
  EXPECT_EQ(ask(router, "GET", "/desk").status, 401);
  EXPECT_EQ(ask(router, "GET", "/open").status, 200);
  auto request = request_for("GET", "/desk");
  request.cookies.add("session", "good");
  EXPECT_EQ(router.answer(request).status, 200);
}

TEST_F(RouterTest, AnAiOutputNeedsItsDecision) {
  RouteOptions options;
  options.ai_output = true;
  router.add({"GET", "/with", "", "",
              [](Request&) -> Result<Response> { return text("x").header("Parvis-Decision", "d1"); },
              options});
  router.add({"GET", "/without", "", "", says("suggestion"), options});
  router.add({"GET", "/refused", "", "",
              [](Request&) -> Result<Response> { return fail(ErrorKind::invalid, "Non."); }, options});
  EXPECT_EQ(ask(router, "GET", "/with").status, 200);
  const auto held = ask(router, "GET", "/without");
  EXPECT_EQ(held.status, 500);
  EXPECT_THAT(body_of(held), testing::Not(HasSubstr("suggestion")));
  EXPECT_EQ(ask(router, "GET", "/refused").status, 400);
}

TEST_F(RouterTest, LimitsSendersWhoAreNotSignedIn) {
  RouteOptions options;
  options.limit_anonymous = true;
  router.add({"POST", "/send", "", "", says("ok"), options});
  const auto send = [&](const char* address, bool signed_in) {
    auto request = request_for("POST", "/send");
    request.remote_address = address;
    if (signed_in) request.principal = 1;
    return router.answer(request);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send("192.0.2.1", false).status, 200);
  const auto refused = send("192.0.2.1", false);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.get("Retry-After"), "12");
  EXPECT_EQ(send("192.0.2.1", true).status, 200);
  EXPECT_EQ(send("192.0.2.2", false).status, 200);
}

TEST_F(RouterTest, ErrorKindsBecomeStatuses) {
  router.add({"GET", "/{kind}", "", "", [](Request& request) -> Result<Response> {
                if (request.param("kind") == "full")
                  return fail(ErrorKind::unavailable, "Plein.", "", "disk_full");
                return fail(ErrorKind::unavailable, "Plus tard.");
              }});
  EXPECT_EQ(ask(router, "GET", "/full").status, 507);
  const auto later = ask(router, "GET", "/later");
  EXPECT_EQ(later.status, 503);
  EXPECT_TRUE(later.headers.has("Retry-After"));
}

TEST_F(RouterTest, BrowsersGetAPageForAnError) {
  router.set_error_page([](const Request&, int status, const Error& error) {
    return html("<h1>" + error.message + "</h1>", status);
  });
  auto page = request_for("GET", "/rien");
  page.headers.add("Accept", "text/html,*/*");
  EXPECT_THAT(body_of(router.answer(page)), HasSubstr("<h1>"));
  auto api = request_for("GET", "/api/rien");
  api.headers.add("Accept", "text/html,*/*");
  EXPECT_THAT(body_of(router.answer(api)), HasSubstr("\"code\""));
}

// What OpenAPI 3.1 asks of every operation, checked without a network.
void check_operation(const base::json::object& operation, std::string_view path) {
  EXPECT_TRUE(operation.at("operationId").is_string());
  const auto& responses = operation.at("responses").as_object();
  EXPECT_FALSE(responses.empty());
  for (const auto& response : responses) {
    const auto& written = response.value().as_object();
    EXPECT_TRUE(written.contains("$ref") || written.contains("description")) << path;
  }
  if (!operation.contains("parameters")) return;
  for (const auto& parameter : operation.at("parameters").as_array()) {
    const auto& written = parameter.as_object();
    EXPECT_TRUE(written.at("name").is_string());
    EXPECT_TRUE(written.at("schema").is_object());
    if (written.at("in") == "path") {
      EXPECT_TRUE(written.at("required").as_bool());
      EXPECT_NE(path.find("{" + base::text_or(written, "name") + "}"), std::string_view::npos);
    }
  }
}

TEST_F(RouterTest, EveryRouteIsInTheOpenApiDocument) {
  Metrics metrics;
  add_standard_routes(router, metrics);
  RouteOptions options;
  options.params = {
      {.name = "limit", .type = ParamType::integer, .description = "Au plus", .min = 1, .max = 100},
      {.name = "state", .type = ParamType::choice, .choices = {"nouveau", "fait"}, .many = true},
      {.name = "ref", .place = ParamPlace::path, .max = 20}};
  options.access = Access::signed_in;
  options.rights = {"street.read"};
  options.ai_output = true;
  options.response_schema = R"({"type":"object","required":["ref"]})";
  router.add({"GET", "/api/street/reports/{ref}", "Un signalement", "street", says("x"), options});
  RouteOptions create;
  create.request_schema = R"({"type":"object"})";
  create.success = 201;
  router.add({"POST", "/api/street/reports", "Signaler", "street", says("x"), create});
  router.add({"GET", "/api/files/{path...}", "Fichier", "files", says("x")});
  RouteOptions page;
  page.page = true;
  router.add({"GET", "/signaler", "Page", "pages", says("x"), page});

  const auto document = base::parse_json_object(openapi_document(router), 64).value();
  EXPECT_EQ(base::text_or(document, "openapi"), "3.1.0");
  EXPECT_TRUE(document.at("info").as_object().contains("version"));
  const auto& paths = document.at("paths").as_object();
  std::size_t operations = 0;
  for (const auto& path : paths) {
    for (const auto& operation : path.value().as_object()) {
      check_operation(operation.value().as_object(), path.key());
      ++operations;
    }
  }
  EXPECT_EQ(operations, router.routes().size() - 1) << "all but the page";
  EXPECT_TRUE(paths.contains("/api/files/{path}"));
  const auto& read = paths.at("/api/street/reports/{ref}").as_object().at("get").as_object();
  const auto& parameters = read.at("parameters").as_array();
  ASSERT_EQ(parameters.size(), 3U);
  EXPECT_EQ(parameters[0].at("schema").at("maxLength"), 20);
  EXPECT_EQ(parameters[1].at("schema").at("maximum"), 100.0);
  EXPECT_EQ(parameters[2].at("schema").at("items").at("enum").as_array().size(), 2U);
  EXPECT_TRUE(read.at("responses").at("200").at("headers").as_object().contains("Parvis-Decision"));
  EXPECT_TRUE(read.at("security").is_array());
}

}  // namespace
}  // namespace parvis::net
