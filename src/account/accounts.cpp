#include "account/accounts.hpp"

#include <algorithm>

#include "account/password.hpp"
#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "store/audit_log.hpp"

namespace parvis::account {
namespace {

constexpr std::size_t max_tracked_failures = 10'000;
constexpr std::int64_t touch_every_ms = 60'000;  // a session's last use is written at most once a minute

using base::json::array;

std::string list_json(const std::vector<std::string>& items) {
  array list;
  for (const auto& item : items) list.emplace_back(item);
  return base::json::serialize(list);
}

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> items;
  const auto value = base::parse_json(text);
  if (!value || !value->is_array()) return items;
  for (const auto& item : value->get_array())
    if (item.is_string()) items.emplace_back(item.get_string());
  return items;
}

User user_of(const store::Row& row) {
  return {row.text("id"),
          row.text("name"),
          row.text("email"),
          list_of(row.text("roles")),
          list_of(row.text("teams")),
          row.boolean("active")};
}

std::string normal_email(std::string_view email) {
  return base::lower_ascii(base::trim(email));
}

std::string failures_of(const std::string& email) {
  return "account " + email;
}

Status check_roles(const std::vector<std::string>& codes) {
  for (const auto& code : codes) {
    const bool known =
        std::any_of(roles().begin(), roles().end(), [&](const Role& role) { return role.code == code; });
    if (!known) return fail(ErrorKind::invalid, "Le rôle « " + code + " » n’existe pas.", {}, "role_unknown");
  }
  if (codes.empty()) return fail(ErrorKind::invalid, "Choisissez au moins un rôle.", {}, "role_missing");
  return {};
}

Status check_user(const User& user) {
  if (base::trim(user.name).empty() || base::code_points(user.name) > 120)
    return fail(ErrorKind::invalid, "Indiquez un nom, de 120 caractères au plus.", {}, "name_invalid");
  const auto at = user.email.find('@');
  if (at == std::string::npos || at == 0 || at + 1 == user.email.size() ||
      user.email.find_first_of(" \t\r\n,;<>") != std::string::npos)
    return fail(ErrorKind::invalid,
                "Indiquez une adresse électronique complète, par exemple prenom.nom@ville.fr.", {},
                "email_invalid");
  return check_roles(user.roles);
}

bool is_administrator(const std::vector<std::string>& codes) {
  return std::find(codes.begin(), codes.end(), "administration") != codes.end();
}

Status keep_one_administrator(store::Session& session, const User& before, const User& after) {
  const bool loses =
      is_administrator(before.roles) && before.active && !(is_administrator(after.roles) && after.active);
  if (!loses) return {};
  PARVIS_TRY(rows, session.query("SELECT roles FROM account_user WHERE active = 1 AND id <> ?", {before.id}));
  for (const auto row : rows)
    if (is_administrator(list_of(row.text("roles")))) return {};
  return fail(ErrorKind::conflict,
              "C’est le dernier compte d’administration actif. Donnez d’abord ce rôle à une autre personne.",
              {}, "last_administrator");
}

Result<User> find_user(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM account_user WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce compte n’existe pas.", {}, "user_unknown");
  return user_of(rows[0]);
}

Principal principal_from(const User& user) {
  Principal principal;
  principal.user_id = user.id;
  principal.name = user.name;
  principal.email = user.email;
  principal.roles = user.roles;
  principal.rights = rights_of(user.roles);
  principal.teams = user.teams;
  return principal;
}

}  // namespace

std::vector<store::Migration> account_migrations() {
  const std::string user =
      "CREATE TABLE account_user (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, "
      "password_hash TEXT NOT NULL,"
      " roles TEXT NOT NULL, teams TEXT NOT NULL, active INTEGER NOT NULL)";
  const auto session = [](const std::string& big) {
    return "CREATE TABLE account_session (token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES "
           "account_user (id), csrf TEXT NOT NULL,"
           " created_at " +
           big + " NOT NULL, seen_at " + big + " NOT NULL)";
  };
  const std::string town = "CREATE TABLE town (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
  return {{"account",
           1,
           {store::Sql{user + " STRICT", user}, store::Sql{session("INTEGER") + " STRICT", session("BIGINT")},
            store::Sql{"CREATE INDEX account_session_user ON account_session (user_id)"},
            store::Sql{town + " STRICT", town}}}};
}

base::json::object to_json(const User& user) {
  base::json::object object{
      {"id", user.id}, {"name", user.name}, {"email", user.email}, {"active", user.active}};
  object["roles"] = array(user.roles.begin(), user.roles.end());
  object["teams"] = array(user.teams.begin(), user.teams.end());
  return object;
}

Accounts::Accounts(store::Database& database, const base::Clock& clock, SessionSettings settings)
    : database_(database), clock_(clock), settings_(settings) {}

Result<User> Accounts::add(const User& wanted, std::string_view password, std::string_view by) {
  User user = wanted;
  user.email = normal_email(user.email);
  user.name = std::string(base::trim(user.name));
  PARVIS_CHECK(check_user(user));
  PARVIS_CHECK(check_new_password(password));
  if (user.id.empty()) user.id = base::uuid_v7(clock_.now());
  const std::string hash = hash_password(password);
  return database_.write([&](store::Session& session) -> Result<User> {
    const auto inserted = session.execute(
        "INSERT INTO account_user (id, name, email, password_hash, roles, teams, active) VALUES (?, ?, ?, ?, "
        "?, ?, ?)",
        {user.id, user.name, user.email, hash, list_json(user.roles), list_json(user.teams),
         std::int64_t{user.active}});
    if (!inserted && inserted.error().kind == ErrorKind::conflict)
      return fail(ErrorKind::conflict, "Un compte existe déjà pour cette adresse électronique.", {},
                  "email_taken");
    if (!inserted) return tl::make_unexpected(inserted.error());
    PARVIS_CHECK(store::append_audit(session, clock_.now(), "account.added", by, "user:" + user.id,
                                     {{"roles", list_json(user.roles)}}));
    remember_name(user.id, user.name);
    return user;
  });
}

Result<std::vector<User>> Accounts::list() {
  return database_.read([](store::Session& session) -> Result<std::vector<User>> {
    PARVIS_TRY(rows, session.query("SELECT * FROM account_user ORDER BY name, id"));
    std::vector<User> users;
    for (const auto row : rows) users.push_back(user_of(row));
    return users;
  });
}

Result<User> Accounts::by_id(const std::string& id) {
  return database_.read([&](store::Session& session) { return find_user(session, id); });
}

Result<User> Accounts::change(const std::string& id, const UserChange& change, std::string_view by) {
  return database_.write([&](store::Session& session) -> Result<User> {
    PARVIS_TRY(before, find_user(session, id));
    User after = before;
    if (change.name) after.name = *change.name;
    if (change.roles) after.roles = *change.roles;
    if (change.teams) after.teams = *change.teams;
    if (change.active) after.active = *change.active;
    PARVIS_CHECK(check_user(after));
    PARVIS_CHECK(keep_one_administrator(session, before, after));
    PARVIS_CHECK(session.execute(
        "UPDATE account_user SET name = ?, roles = ?, teams = ?, active = ? WHERE id = ?",
        {after.name, list_json(after.roles), list_json(after.teams), std::int64_t{after.active}, id}));
    if (after.roles != before.roles || after.teams != before.teams || after.active != before.active) {
      PARVIS_CHECK(session.execute("DELETE FROM account_session WHERE user_id = ?", {id}));
      PARVIS_CHECK(store::append_audit(session, clock_.now(), "account.rights_changed", by, "user:" + id,
                                       {{"roles", list_json(after.roles)}, {"active", after.active}}));
    }
    remember_name(id, after.name);
    return after;
  });
}

Status Accounts::set_password(const std::string& id, std::string_view password, std::string_view by) {
  PARVIS_CHECK(check_new_password(password));
  const std::string hash = hash_password(password);
  return database_.write([&](store::Session& session) -> Status {
    PARVIS_TRY(changed,
               session.execute("UPDATE account_user SET password_hash = ? WHERE id = ?", {hash, id}));
    if (changed == 0) return fail(ErrorKind::not_found, "Ce compte n’existe pas.", {}, "user_unknown");
    PARVIS_CHECK(session.execute("DELETE FROM account_session WHERE user_id = ?", {id}));
    return store::append_audit(session, clock_.now(), "account.password_changed", by, "user:" + id, {});
  });
}

Status Accounts::change_own_password(const Principal& principal, std::string_view old_password,
                                     std::string_view new_password) {
  const std::string key = failures_of(principal.email);
  PARVIS_CHECK(check_failures(key, settings_.failures_allowed));
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query("SELECT password_hash FROM account_user WHERE id = ?", {principal.user_id});
  }));
  if (rows.empty() || !password_matches(old_password, rows[0].text("password_hash"))) {
    note_failure(key);
    return fail(ErrorKind::invalid, "Le mot de passe actuel n’est pas le bon.", {}, "password_wrong");
  }
  return set_password(principal.user_id, new_password, principal.user_id);
}

std::string Accounts::name_of(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(id);
  return found == names_.end() ? std::string() : found->second;
}

Status Accounts::load_names() {
  PARVIS_TRY(users, list());
  for (const auto& user : users) remember_name(user.id, user.name);
  return {};
}

void Accounts::remember_name(const std::string& id, const std::string& name) {
  const std::lock_guard lock(mutex_);
  names_[id] = name;
}

Status Accounts::check_failures(const std::string& key, int allowed) {
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(key);
  if (found == failures_.end()) return {};
  if (clock_.now() - found->second.since > settings_.failure_window) {
    failures_.erase(found);
    return {};
  }
  if (found->second.count < allowed) return {};
  return fail(ErrorKind::unavailable, "Trop d’essais. Attendez un quart d’heure avant de recommencer.", {},
              "sign_in_slow");
}

void Accounts::note_failure(const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (failures_.size() > max_tracked_failures) failures_.clear();
  auto& failures = failures_[key];
  if (failures.count++ == 0) failures.since = clock_.now();
}

void Accounts::forget_failures(const std::string& key) {
  const std::lock_guard lock(mutex_);
  failures_.erase(key);
}

Result<SignedIn> Accounts::sign_in(std::string_view email, std::string_view password,
                                   std::string_view address) {
  const std::string who = normal_email(email);
  const std::string by_account = failures_of(who);
  const std::string by_address = "address " + std::string(address);
  PARVIS_CHECK(check_failures(by_account, settings_.failures_allowed));
  PARVIS_CHECK(check_failures(by_address, settings_.failures_allowed_by_address));
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query("SELECT * FROM account_user WHERE email = ?", {who});
  }));
  bool good = false;
  if (rows.empty()) {
    spend_password_check();
  } else {
    good = password_matches(password, rows[0].text("password_hash")) && rows[0].boolean("active");
  }
  if (!good) {
    note_failure(by_account);
    note_failure(by_address);
    // The log names the account only when there is one: a mistyped name may be a password.
    PARVIS_CHECK(database_.write([&](store::Session& session) {
      return store::append_audit(session, clock_.now(), "account.sign_in_failed", "visitor",
                                 rows.empty() ? "user:unknown" : "user:" + rows[0].text("id"), {});
    }));
    return fail(ErrorKind::forbidden, "Adresse ou mot de passe incorrect.", {}, "sign_in_failed");
  }
  forget_failures(by_account);

  SignedIn signed_in;
  signed_in.token = base::random_token(32);
  signed_in.principal = principal_from(user_of(rows[0]));
  signed_in.principal.session = base::sha256_hex(signed_in.token);
  signed_in.principal.csrf = base::random_token(18);
  const auto now = base::to_millis(clock_.now());
  PARVIS_CHECK(database_.write([&](store::Session& session) -> Status {
    const auto oldest =
        now - std::chrono::duration_cast<std::chrono::milliseconds>(settings_.absolute).count();
    PARVIS_CHECK(session.execute("DELETE FROM account_session WHERE created_at < ?", {oldest}));
    PARVIS_CHECK(session.execute(
        "INSERT INTO account_session (token_hash, user_id, csrf, created_at, seen_at) VALUES (?, ?, ?, ?, ?)",
        {signed_in.principal.session, signed_in.principal.user_id, signed_in.principal.csrf, now, now}));
    return store::append_audit(session, clock_.now(), "account.signed_in", signed_in.principal.user_id,
                               "user:" + signed_in.principal.user_id, {});
  }));
  return signed_in;
}

Result<std::optional<Principal>> Accounts::session(std::string_view token) {
  if (token.empty()) return std::optional<Principal>();
  const std::string hash = base::sha256_hex(token);
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query(
        "SELECT u.*, s.csrf, s.created_at, s.seen_at FROM account_session s JOIN account_user u ON u.id = "
        "s.user_id WHERE s.token_hash = ?",
        {hash});
  }));
  if (rows.empty() || !rows[0].boolean("active")) return std::optional<Principal>();
  const auto now = clock_.now();
  const bool idle = now - base::from_millis(rows[0].integer("seen_at")) > settings_.idle;
  const bool old = now - base::from_millis(rows[0].integer("created_at")) > settings_.absolute;
  if (idle || old) return std::optional<Principal>();
  if (base::to_millis(now) - rows[0].integer("seen_at") > touch_every_ms) {
    PARVIS_CHECK(database_.write([&](store::Session& session) -> Status {
      PARVIS_CHECK(session.execute("UPDATE account_session SET seen_at = ? WHERE token_hash = ?",
                                   {base::to_millis(now), hash}));
      return {};
    }));
  }
  Principal principal = principal_from(user_of(rows[0]));
  principal.session = hash;
  principal.csrf = rows[0].text("csrf");
  remember_name(principal.user_id, principal.name);
  return std::optional<Principal>(std::move(principal));
}

Status Accounts::sign_out(const Principal& principal) {
  return database_.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(session.execute("DELETE FROM account_session WHERE token_hash = ?", {principal.session}));
    return store::append_audit(session, clock_.now(), "account.signed_out", principal.user_id,
                               "user:" + principal.user_id, {});
  });
}

}  // namespace parvis::account
