#include "account/account_api.hpp"

#include <chrono>
#include <optional>

#include "account/password.hpp"
#include "base/hashing.hpp"
#include "base/text.hpp"

namespace parvis::account {
namespace {

constexpr const char* session_cookie = "parvis_session";
constexpr const char* csrf_cookie = "parvis_csrf";
constexpr const char* desk = "/agent/";
constexpr const char* slow = "sign_in_slow";

bool is_write(const std::string& method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

std::string csrf_of(const net::Request& request) {
  const std::string_view header = request.header("X-CSRF-Token");
  return header.empty() ? request.form_text("_csrf") : std::string(header);
}

bool from_elsewhere(const net::Request& request) {
  return is_write(request.method) && request.header("Sec-Fetch-Site") == "cross-site";
}

// Trying too often is the sender's fault, not the server's: 429, with the time to wait.
net::Response too_many_tries(net::Response response, const AccountContext& context) {
  response.status = 429;
  const auto wait = std::chrono::seconds(context.accounts.settings().failure_window);
  return std::move(response).header("Retry-After", std::to_string(wait.count()));
}

bool csrf_good(const net::Request& request, const Principal& principal) {
  return base::constant_time_equal(csrf_of(request), principal.csrf);
}

net::Response ask_to_sign_in(const net::Request& request) {
  if (request.wants_html())
    return net::redirect("/agent/connexion?retour=" + net::percent_encode(request.path));
  return net::problem(401, "Connectez-vous pour continuer.", "sign_in");
}

bool has_one(const Principal& principal, const std::vector<std::string>& rights) {
  if (rights.empty()) return true;
  for (const auto& right : rights)
    if (principal.may(right)) return true;
  return false;
}

// Only a path of the desk: an address of elsewhere would make the sign-in page a springboard.
std::string safe_next(const std::string& next) {
  const bool inside = next.starts_with("/agent") && !next.starts_with("/agent/connexion") &&
                      next.find_first_of("\\\r\n") == std::string::npos;
  return inside ? next : desk;
}

base::json::object me_json(const Principal& principal) {
  base::json::object me{{"id", principal.user_id}, {"name", principal.name}, {"email", principal.email}};
  me["roles"] = base::json::array(principal.roles.begin(), principal.roles.end());
  me["rights"] = base::json::array(principal.rights.begin(), principal.rights.end());
  me["teams"] = base::json::array(principal.teams.begin(), principal.teams.end());
  return me;
}

std::vector<std::string> texts(const base::json::object& object, std::string_view key) {
  std::vector<std::string> items;
  const auto list = base::need_array(object, key);
  if (!list) return items;
  for (const auto& item : *list)
    if (item.is_string()) items.emplace_back(item.get_string());
  return items;
}

Result<base::json::object> json_body(net::Request& request) {
  PARVIS_TRY(text, request.body_text());
  return base::parse_json_object(text);
}

class AccountRoutes {
 public:
  explicit AccountRoutes(AccountContext& context) : context_(context) {}

  net::Response open(net::Response response, const SignedIn& signed_in) const {
    net::Cookie session{session_cookie, signed_in.token};
    session.secure = context_.secure_cookies;
    net::Cookie csrf{csrf_cookie, signed_in.principal.csrf};
    csrf.http_only = false;  // the desk's script sends it back in a header
    csrf.secure = context_.secure_cookies;
    response.cookie(session);
    response.cookie(csrf);
    return response;
  }

  net::Response closed(net::Response response) const {
    for (const char* name : {session_cookie, csrf_cookie}) {
      net::Cookie gone{name, ""};
      gone.max_age_s = 0;
      response.cookie(gone);
    }
    return response;
  }

  Result<net::Response> sign_in(net::Request& request) const {
    PARVIS_TRY(body, json_body(request));
    PARVIS_TRY(email, base::need_text(body, "email"));
    PARVIS_TRY(password, base::need_text(body, "password"));
    const auto signed_in = context_.accounts.sign_in(email, password, request.remote_address);
    if (!signed_in && signed_in.error().code == slow)
      return too_many_tries(net::problem(429, signed_in.error().message, slow), context_);
    if (!signed_in) return tl::make_unexpected(signed_in.error());
    return open(net::json(base::json::serialize(me_json(signed_in->principal)), 201), *signed_in);
  }

  Result<net::Response> page(const net::Request& request, const std::string& email,
                             const std::string& message, int status) const {
    base::json::object data{{"action", "/agent/connexion"}, {"email", email}};
    data["next"] =
        safe_next(request.form.has("next") ? request.form_text("next") : request.query_text("retour"));
    base::json::array errors;
    if (!message.empty()) {
      errors.push_back(base::json::object{{"field", "email"}, {"text", message}});
      data["error"] = base::json::object{{"email", message}};
    }
    data["errors"] = std::move(errors);
    base::json::array demo;
    for (const auto& [address, role] : context_.demo_accounts)
      demo.push_back(base::json::object{{"email", address}, {"role", role}});
    data["has_demo"] = !demo.empty();
    data["demo"] = std::move(demo);
    PARVIS_TRY(page, context_.sign_in_page(data));
    return net::html(page, status);
  }

  Result<net::Response> sign_in_form(net::Request& request) const {
    const std::string email = request.form_text("email");
    auto signed_in = context_.accounts.sign_in(email, request.form_text("password"), request.remote_address);
    if (!signed_in && signed_in.error().kind == ErrorKind::internal)
      return tl::make_unexpected(signed_in.error());
    if (!signed_in) {
      PARVIS_TRY(refused,
                 page(request, email, signed_in.error().message, http_status(signed_in.error().kind)));
      return signed_in.error().code == slow ? too_many_tries(std::move(refused), context_)
                                            : std::move(refused);
    }
    return open(net::redirect(safe_next(request.form_text("next"))), *signed_in);
  }

  Result<net::Response> add_user(net::Request& request) const {
    PARVIS_TRY(body, json_body(request));
    User user;
    user.name = base::text_or(body, "name");
    user.email = base::text_or(body, "email");
    user.roles = texts(body, "roles");
    user.teams = texts(body, "teams");
    PARVIS_TRY(added,
               context_.accounts.add(user, base::text_or(body, "password"), principal_of(request)->user_id));
    return net::json(base::json::serialize(to_json(added)), 201);
  }

  Result<net::Response> change_user(net::Request& request) const {
    PARVIS_TRY(body, json_body(request));
    const std::string id = request.param("id");
    const std::string by = principal_of(request)->user_id;
    UserChange change;
    if (body.contains("name")) change.name = base::text_or(body, "name");
    if (body.contains("roles")) change.roles = texts(body, "roles");
    if (body.contains("teams")) change.teams = texts(body, "teams");
    if (body.contains("active")) change.active = base::flag_or(body, "active");
    if (body.contains("password")) PARVIS_CHECK(check_new_password(base::text_or(body, "password")));
    PARVIS_TRY(user, context_.accounts.change(id, change, by));
    if (body.contains("password"))
      PARVIS_CHECK(context_.accounts.set_password(id, base::text_or(body, "password"), by));
    return net::json(base::json::serialize(to_json(user)));
  }

  Result<net::Response> users(net::Request&) const {
    PARVIS_TRY(users, context_.accounts.list());
    base::json::array items;
    for (const auto& user : users) items.push_back(to_json(user));
    return net::json(base::json::serialize(base::json::object{{"items", std::move(items)}}));
  }

  Result<net::Response> own_password(net::Request& request) const {
    PARVIS_TRY(body, json_body(request));
    PARVIS_CHECK(context_.accounts.change_own_password(
        *principal_of(request), base::text_or(body, "old_password"), base::text_or(body, "new_password")));
    return closed(net::no_content());
  }

  [[nodiscard]] net::Response town_answer() const {
    const Town town = context_.town.town();
    auto object = to_json(town);
    object["colour_used"] = context_.readable_colour(town.colour);
    return net::json(base::json::serialize(object));
  }

  Result<net::Response> put_town(net::Request& request) const {
    PARVIS_TRY(body, json_body(request));
    PARVIS_TRY(town, parse_town(body, context_.town.town()));
    PARVIS_CHECK(context_.town.save(town, principal_of(request)->user_id));
    return town_answer();
  }

 private:
  AccountContext& context_;
};

net::RouteOptions signed_in(std::vector<std::string> rights = {}) {
  net::RouteOptions options;
  options.access = net::Access::signed_in;
  options.rights = std::move(rights);
  return options;
}

net::RouteOptions page_options() {
  net::RouteOptions options;
  options.page = true;
  return options;
}

}  // namespace

net::Router::Before principal_hook(AccountContext& context) {
  return [&context](net::Request& request, const net::Route& route) -> std::optional<net::Response> {
    const auto found = context.accounts.session(request.cookie(session_cookie));
    // Without its sessions the house still serves what is open to everyone.
    if (!found && route.options.access != net::Access::signed_in) return std::nullopt;
    if (!found) return net::problem(found.error());
    // Also without a session: another site must not sign someone in under a name of its own.
    if ((*found || route.options.csrf) && from_elsewhere(request))
      return net::problem(403, "Cette demande vient d’un autre site. Recommencez depuis cette page.", "csrf");
    if (*found) request.principal = std::make_shared<const Principal>(**found);
    if (route.options.access != net::Access::signed_in) return std::nullopt;
    if (!*found) return ask_to_sign_in(request);
    if (is_write(request.method) && route.options.csrf && !csrf_good(request, **found))
      return net::problem(403, "La page est restée ouverte trop longtemps. Rechargez-la, puis recommencez.",
                          "csrf");
    if (!has_one(**found, route.options.rights))
      return net::problem(403, "Vos droits ne permettent pas cette action. Demandez-les à l’administration.",
                          "right_missing");
    return std::nullopt;
  };
}

void add_account_routes(net::Router& router, AccountContext& context) {
  const auto routes = std::make_shared<AccountRoutes>(context);
  const auto bind = [routes](Result<net::Response> (AccountRoutes::*method)(net::Request&) const) {
    return [routes, method](net::Request& request) { return ((*routes).*method)(request); };
  };
  net::RouteOptions created;
  created.success = 201;
  router.add({"POST", "/api/account/session", "Ouvrir une session", "account", bind(&AccountRoutes::sign_in),
              created});
  router.add({"DELETE", "/api/account/session", "Fermer la session", "account",
              [routes, &context](net::Request& request) -> Result<net::Response> {
                PARVIS_CHECK(context.accounts.sign_out(*principal_of(request)));
                return routes->closed(net::no_content());
              },
              signed_in()});
  router.add({"GET", "/api/account/me", "Qui suis-je, et avec quels droits", "account",
              [](net::Request& request) -> Result<net::Response> {
                return net::json(base::json::serialize(me_json(*principal_of(request))));
              },
              signed_in()});
  router.add({"PUT", "/api/account/password", "Changer son mot de passe", "account",
              bind(&AccountRoutes::own_password), signed_in()});
  router.add({"GET", "/api/account/users", "Lister les comptes", "account", bind(&AccountRoutes::users),
              signed_in({"account.admin"})});
  auto add_options = signed_in({"account.admin"});
  add_options.success = 201;
  router.add({"POST", "/api/account/users", "Ajouter un compte", "account", bind(&AccountRoutes::add_user),
              add_options});
  router.add({"PATCH", "/api/account/users/{id}", "Modifier un compte", "account",
              bind(&AccountRoutes::change_user), signed_in({"account.admin"})});
  router.add({"GET", "/api/account/town", "Identité de la collectivité", "account",
              [routes](net::Request&) -> Result<net::Response> { return routes->town_answer(); },
              signed_in()});
  router.add({"PUT", "/api/account/town", "Modifier l’identité de la collectivité", "account",
              bind(&AccountRoutes::put_town), signed_in({"town.config"})});
  if (!context.sign_in_page) return;
  router.add({"GET", "/agent/connexion", "Se connecter", "page",
              [routes](net::Request& request) { return routes->page(request, "", "", 200); },
              page_options()});
  router.add({"POST", "/agent/connexion", "Se connecter", "page", bind(&AccountRoutes::sign_in_form),
              page_options()});
}

}  // namespace parvis::account
