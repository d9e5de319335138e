// The people of the town hall and their sessions. Thread-safe; each call is one transaction.
// Sign-in is slowed by account (five failures in fifteen minutes) and by address (twenty: a town hall may
// share one).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "account/principal.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::account {

std::vector<store::Migration> account_migrations();

struct User {
  std::string id;
  std::string name;
  std::string email;
  std::vector<std::string> roles;
  std::vector<std::string> teams;
  bool active = true;
};
base::json::object to_json(const User& user);

struct UserChange {
  std::optional<std::string> name;
  std::optional<std::vector<std::string>> roles, teams;
  std::optional<bool> active;
};

struct SignedIn {
  std::string token;  // for the cookie; kept only as a hash
  Principal principal;
};

struct SessionSettings {
  std::chrono::minutes idle{120};
  std::chrono::hours absolute{12};
  int failures_allowed = 5;              // of one account
  int failures_allowed_by_address = 20;  // of one address, all accounts together
  std::chrono::minutes failure_window{15};
};

class Accounts {
 public:
  Accounts(store::Database& database, const base::Clock& clock, SessionSettings settings = {});

  // Errors: invalid (name, e-mail, role, password); conflict when the e-mail is taken. `by` goes to the audit
  // log.
  Result<User> add(const User& user, std::string_view password, std::string_view by);
  Result<std::vector<User>> list();
  Result<User> by_id(const std::string& id);
  // Rights changes end the person's sessions. The last active administration account cannot lose its role.
  Result<User> change(const std::string& id, const UserChange& change, std::string_view by);
  Status set_password(const std::string& id, std::string_view password, std::string_view by);
  // A wrong old password counts as a failed sign-in.
  Status change_own_password(const Principal& principal, std::string_view old_password,
                             std::string_view new_password);
  // Name shown to colleagues; empty when unknown. Reads no row, so it may be called inside any transaction:
  // names are read by load_names, and when a person is added, changed or signs a request.
  std::string name_of(const std::string& id) const;
  Status load_names();

  // Errors: forbidden "sign_in_failed" (says no more than that), unavailable "sign_in_slow" with the wait in
  // words.
  Result<SignedIn> sign_in(std::string_view email, std::string_view password, std::string_view address);
  // Nothing for an unknown, expired or closed session.
  Result<std::optional<Principal>> session(std::string_view token);
  Status sign_out(const Principal& principal);
  [[nodiscard]] const SessionSettings& settings() const { return settings_; }

 private:
  struct Failures {
    int count = 0;
    base::Instant since{};
  };
  Status check_failures(const std::string& key, int allowed);
  void note_failure(const std::string& key);
  void remember_name(const std::string& id, const std::string& name);
  void forget_failures(const std::string& key);

  store::Database& database_;
  const base::Clock& clock_;
  SessionSettings settings_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Failures> failures_;
  std::unordered_map<std::string, std::string> names_;
};

}  // namespace parvis::account
