#include "account/account_api.hpp"

#include <gmock/gmock.h>

#include "store/audit_log.hpp"
#include "store/migrations.hpp"
#include "store/test_database.hpp"

namespace parvis::account {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* phrase = "une phrase assez longue";
constexpr const char* other_phrase = "une autre phrase encore";

struct Browser {
  std::string session, csrf;
};

std::string set_cookie(const net::Response& response, const std::string& name) {
  for (const auto& [field, value] : response.headers.pairs())
    if (field == "Set-Cookie" && value.starts_with(name + "=")) return value;
  return {};
}

std::string value_of(const std::string& cookie) {
  const auto start = cookie.find('=') + 1;
  return cookie.substr(start, cookie.find(';') - start);
}

std::string body_of(const net::Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  return text != nullptr ? *text : std::string();
}

std::string code_of(const net::Response& response) {
  const auto problem = base::parse_json_object(body_of(response));
  return problem ? base::text_or(*problem, "code") : std::string();
}

class AccountApi : public testing::Test {
 protected:
  AccountApi() {
    EXPECT_TRUE(store::migrate(*database_, store::audit_migrations()));
    EXPECT_TRUE(store::migrate(*database_, account_migrations()));
    context_.sign_in_page = [](const base::json::object& data) -> Result<std::string> {
      return base::json::serialize(data);
    };
    router_.before(principal_hook(context_));
    add_account_routes(router_, context_);
    add("alix@ville.example", "regulation");
    add("admin@ville.example", "administration");
  }

  void add(const std::string& email, const std::string& role) {
    EXPECT_TRUE(accounts_.add({"", "Alix Mairand", email, {role}, {}, true}, phrase, "test"));
  }

  static net::Request asked(const std::string& method, const std::string& path,
                            const base::json::object& body = {}) {
    net::Request request;
    request.method = method;
    request.path = path;
    request.remote_address = "192.0.2.1";
    if (method == "GET") return request;
    request.headers.add("Content-Type", "application/json");
    request.body = base::json::serialize(body);
    request.body_bytes = request.body.size();
    return request;
  }
  net::Response ask(net::Request request) const { return router_.answer(request); }
  net::Response ask_as(const Browser& browser, const std::string& method, const std::string& path,
                       const base::json::object& body = {}) const {
    auto request = asked(method, path, body);
    request.cookies.add("parvis_session", browser.session);
    request.headers.add("X-CSRF-Token", browser.csrf);
    return ask(std::move(request));
  }
  net::Response try_sign_in(const std::string& email, const std::string& password,
                            const std::string& address = "192.0.2.1") const {
    auto request = asked("POST", "/api/account/session", {{"email", email}, {"password", password}});
    request.remote_address = address;
    return ask(std::move(request));
  }
  Browser sign_in(const std::string& email, const std::string& password = phrase) const {
    const auto response = try_sign_in(email, password);
    EXPECT_EQ(response.status, 201) << body_of(response);
    return {value_of(set_cookie(response, "parvis_session")), value_of(set_cookie(response, "parvis_csrf"))};
  }
  std::string audit_text() {
    const auto lines =
        database_->read([](store::Session& session) { return store::audit_lines(session, 0); });
    std::string all;
    for (const auto& line : *lines) all += line + "\n";
    return all;
  }

  store::TestDatabase database_{store::Backend::sqlite};
  base::FixedClock clock_{base::from_millis(1'780'000'000'000)};
  Accounts accounts_{*database_, clock_};
  TownStore town_{*database_, clock_};
  AccountContext context_{accounts_, town_};
  net::Router router_;
};

TEST_F(AccountApi, CookiesOfASessionAreKeptFromScriptsAndOtherSites) {
  const auto response = try_sign_in("alix@ville.example", phrase);
  const std::string session = set_cookie(response, "parvis_session");
  EXPECT_THAT(session, HasSubstr("; Path=/"));
  EXPECT_THAT(session, HasSubstr("; HttpOnly"));
  EXPECT_THAT(session, HasSubstr("; SameSite=Lax"));
  EXPECT_THAT(session, Not(HasSubstr("Secure")));
  EXPECT_THAT(session, Not(HasSubstr("Max-Age")));  // ends with the browser
  EXPECT_GE(value_of(session).size(), 43U);         // 256 bits
  EXPECT_THAT(set_cookie(response, "parvis_csrf"), Not(HasSubstr("HttpOnly")));
  context_.secure_cookies = true;
  const auto secure = try_sign_in("alix@ville.example", phrase);
  EXPECT_THAT(set_cookie(secure, "parvis_session"), HasSubstr("; Secure"));
  EXPECT_THAT(set_cookie(secure, "parvis_csrf"), HasSubstr("; Secure"));
}

TEST_F(AccountApi, TheTokenOfASessionIsNowhereInTheDatabase) {
  const auto browser = sign_in("alix@ville.example");
  const auto rows = database_->read(
      [](store::Session& session) { return session.query("SELECT token_hash FROM account_session"); });
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_NE((*rows)[0].text("token_hash"), browser.session);
}

TEST_F(AccountApi, AWriteWithoutTheRightTokenIsRefused) {
  const auto alix = sign_in("alix@ville.example"), admin = sign_in("admin@ville.example");
  for (const std::string& csrf : {std::string(), std::string("faux"), admin.csrf, alix.session}) {
    const auto refused = ask_as({alix.session, csrf}, "DELETE", "/api/account/session");
    EXPECT_EQ(refused.status, 403) << csrf;
    EXPECT_EQ(code_of(refused), "csrf");
  }
  EXPECT_EQ(ask_as(alix, "GET", "/api/account/me").status, 200);
  EXPECT_EQ(ask_as(alix, "DELETE", "/api/account/session").status, 204);
}

TEST_F(AccountApi, TheTokenMayComeFromAForm) {
  const auto alix = sign_in("alix@ville.example");
  net::Request request = asked("DELETE", "/api/account/session");
  request.cookies.add("parvis_session", alix.session);
  request.form.add("_csrf", alix.csrf);
  EXPECT_EQ(ask(request).status, 204);
}

TEST_F(AccountApi, AnotherSiteCannotWriteNorSignSomeoneIn) {
  const auto alix = sign_in("alix@ville.example");
  auto out = asked("DELETE", "/api/account/session");
  out.cookies.add("parvis_session", alix.session);
  out.headers.add("X-CSRF-Token", alix.csrf);
  auto in = asked("POST", "/api/account/session", {{"email", "alix@ville.example"}, {"password", phrase}});
  auto form = asked("POST", "/agent/connexion");
  for (auto* request : {&out, &in, &form}) {
    request->headers.add("Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(ask(*request).status, 403) << request->path;
    request->headers.set("Sec-Fetch-Site", "same-origin");
    EXPECT_NE(code_of(ask(*request)), "csrf") << request->path;
  }
}

TEST_F(AccountApi, RightsAreAskedOnTheServer) {
  const auto alix = sign_in("alix@ville.example");
  for (const auto& [method, path] :
       std::vector<std::pair<std::string, std::string>>{{"GET", "/api/account/users"},
                                                        {"POST", "/api/account/users"},
                                                        {"PATCH", "/api/account/users/x"},
                                                        {"PUT", "/api/account/town"}}) {
    const auto refused = ask_as(alix, method, path);
    EXPECT_EQ(refused.status, 403) << method << path;
    EXPECT_EQ(code_of(refused), "right_missing") << method << path;
    EXPECT_EQ(ask(asked(method, path)).status, 401) << method << path;
  }
  const auto admin = sign_in("admin@ville.example");
  EXPECT_EQ(ask_as(admin, "GET", "/api/account/users").status, 200);
  EXPECT_EQ(ask_as(admin, "PUT", "/api/account/town", {{"name", "Sainte-Aubaine"}}).status, 200);
  EXPECT_EQ(town_.town().name, "Sainte-Aubaine");
}

TEST_F(AccountApi, AVisitorOfTheDeskIsSentToTheSignInPage) {
  net::RouteOptions staff;
  staff.access = net::Access::signed_in;
  staff.page = true;
  router_.add({"GET", "/agent/{rest...}", "Bureau", "page",
               [](net::Request&) -> Result<net::Response> { return net::html("desk"); }, staff});
  auto request = asked("GET", "/agent/signalements");
  request.headers.add("Accept", "text/html");
  const auto response = ask(request);
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(response.headers.get("Location"), "/agent/connexion?retour=%2Fagent%2Fsignalements");
}

TEST_F(AccountApi, TheSignInPageLeadsNowhereElse) {
  for (const auto& [next, goes] :
       std::vector<std::pair<std::string, std::string>>{{"/agent/signalements", "/agent/signalements"},
                                                        {"https://ailleurs.example/", "/agent/"},
                                                        {"//ailleurs.example/agent", "/agent/"},
                                                        {"/agent\\ailleurs.example", "/agent/"},
                                                        {"/agent/connexion", "/agent/"},
                                                        {"/agent/\r\nSet-Cookie: a=b", "/agent/"}}) {
    net::Request request = asked("POST", "/agent/connexion");
    request.form.add("email", "alix@ville.example");
    request.form.add("password", phrase);
    request.form.add("next", next);
    const auto response = ask(request);
    EXPECT_EQ(response.status, 303) << next;
    EXPECT_EQ(response.headers.get("Location"), goes) << next;
  }
}

TEST_F(AccountApi, ASessionEndsWhenIdleAndWhenOld) {
  const auto idle = sign_in("alix@ville.example");
  clock_.advance(std::chrono::minutes(121));
  EXPECT_EQ(ask_as(idle, "GET", "/api/account/me").status, 401);
  const auto old = sign_in("alix@ville.example");
  for (int i = 0; i < 6; ++i) {
    clock_.advance(std::chrono::minutes(119));
    EXPECT_EQ(ask_as(old, "GET", "/api/account/me").status, 200) << i;
  }
  clock_.advance(std::chrono::minutes(7));
  EXPECT_EQ(ask_as(old, "GET", "/api/account/me").status, 401);
}

TEST_F(AccountApi, SigningOutEndsThatSessionAndClearsTheCookies) {
  const auto here = sign_in("alix@ville.example"), elsewhere = sign_in("alix@ville.example");
  const auto out = ask_as(here, "DELETE", "/api/account/session");
  EXPECT_THAT(set_cookie(out, "parvis_session"), HasSubstr("parvis_session=; Path=/; Max-Age=0"));
  EXPECT_THAT(set_cookie(out, "parvis_csrf"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(ask_as(here, "GET", "/api/account/me").status, 401);
  EXPECT_EQ(ask_as(elsewhere, "GET", "/api/account/me").status, 200);
}

TEST_F(AccountApi, ANewPasswordEndsEverySession) {
  const auto here = sign_in("alix@ville.example"), elsewhere = sign_in("alix@ville.example");
  const auto change = [&](const std::string& old_one, const std::string& new_one) {
    return ask_as(here, "PUT", "/api/account/password",
                  {{"old_password", old_one}, {"new_password", new_one}});
  };
  EXPECT_EQ(code_of(change("pas celui-là non plus", other_phrase)), "password_wrong");
  EXPECT_EQ(code_of(change(phrase, "trop court")), "password_short");
  EXPECT_EQ(ask_as(elsewhere, "GET", "/api/account/me").status, 200);
  EXPECT_EQ(change(phrase, other_phrase).status, 204);
  EXPECT_EQ(ask_as(here, "GET", "/api/account/me").status, 401);
  EXPECT_EQ(ask_as(elsewhere, "GET", "/api/account/me").status, 401);
  EXPECT_EQ(try_sign_in("alix@ville.example", phrase).status, 403);
  EXPECT_EQ(try_sign_in("alix@ville.example", other_phrase).status, 201);
}

TEST_F(AccountApi, GuessingTheOldPasswordInAnOpenSessionIsSlowed) {
  const auto alix = sign_in("alix@ville.example");
  for (int i = 0; i < 5; ++i)
    ask_as(alix, "PUT", "/api/account/password", {{"old_password", "faux"}, {"new_password", other_phrase}});
  EXPECT_EQ(code_of(ask_as(alix, "PUT", "/api/account/password",
                           {{"old_password", phrase}, {"new_password", other_phrase}})),
            "sign_in_slow");
}

TEST_F(AccountApi, AnUnknownNameAndAWrongPasswordGetTheSameAnswer) {
  const auto wrong = try_sign_in("alix@ville.example", "faux"),
             unknown = try_sign_in("personne@ville.example", "faux");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(unknown.status, wrong.status);
  EXPECT_EQ(body_of(unknown), body_of(wrong));
  EXPECT_TRUE(set_cookie(wrong, "parvis_session").empty());
}

TEST_F(AccountApi, AnAccountIsSlowedAfterFiveFailuresFromAnywhere) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(try_sign_in("alix@ville.example", "faux", "192.0.2." + std::to_string(i)).status, 403);
  const auto slowed = try_sign_in("alix@ville.example", phrase, "192.0.2.99");
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(code_of(slowed), "sign_in_slow");
  EXPECT_EQ(slowed.headers.get("Retry-After"), "900");
  EXPECT_EQ(try_sign_in("admin@ville.example", phrase, "192.0.2.99").status, 201);
  auto form = asked("POST", "/agent/connexion");
  form.form.add("email", "alix@ville.example");
  form.form.add("password", phrase);
  EXPECT_EQ(ask(form).status, 429);
  clock_.advance(std::chrono::minutes(16));
  EXPECT_EQ(try_sign_in("alix@ville.example", phrase).status, 201);
}

TEST_F(AccountApi, AnAddressIsSlowedAfterTwentyFailuresOnAnyAccount) {
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(try_sign_in("nom" + std::to_string(i) + "@ville.example", "faux").status, 403) << i;
  EXPECT_EQ(try_sign_in("alix@ville.example", phrase).status, 429);
  EXPECT_EQ(try_sign_in("alix@ville.example", phrase, "192.0.2.2").status, 201);
}

TEST_F(AccountApi, TheAuditLogTellsSignInsWithoutNamingWhoWasTyped) {
  try_sign_in("mot-de-passe-tape-par-erreur", "faux");
  try_sign_in("alix@ville.example", "faux");
  const auto alix = sign_in("alix@ville.example");
  ask_as(alix, "DELETE", "/api/account/session");
  const std::string log = audit_text();
  for (const char* action : {"account.sign_in_failed", "account.signed_in", "account.signed_out"})
    EXPECT_THAT(log, HasSubstr(action));
  EXPECT_THAT(log, HasSubstr("user:unknown"));
  for (const auto& secret : {std::string("mot-de-passe-tape"), std::string("alix@"), std::string("Mairand"),
                             alix.session, alix.csrf})
    EXPECT_THAT(log, Not(HasSubstr(secret)));
}

TEST_F(AccountApi, ARefusedPasswordLeavesTheRestOfAChangeUndone) {
  const auto admin = sign_in("admin@ville.example");
  const auto alix = accounts_.list()->front().email == "alix@ville.example" ? accounts_.list()->front()
                                                                            : accounts_.list()->back();
  const auto refused =
      ask_as(admin, "PATCH", "/api/account/users/" + alix.id, {{"name", "Autre Nom"}, {"password", "court"}});
  EXPECT_EQ(code_of(refused), "password_short");
  EXPECT_EQ(accounts_.by_id(alix.id)->name, "Alix Mairand");
}

}  // namespace
}  // namespace parvis::account
