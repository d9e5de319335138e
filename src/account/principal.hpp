// Who makes a request and what they may do. Filled once per request by the account hook (account_api.hpp);
// handlers and use cases read it. A right is a name such as "street.triage"; roles are only bundles of
// rights.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"

namespace parvis::account {

struct Principal {
  std::string user_id;
  std::string name;
  std::string email;
  std::vector<std::string> roles;
  std::set<std::string> rights;
  std::vector<std::string> teams;
  std::string session;  // hash that names the session; never the token
  std::string csrf;     // token that every write of this session must carry

  [[nodiscard]] bool may(std::string_view right) const { return rights.contains(std::string(right)); }
};

// Null for a visitor.
[[nodiscard]] const Principal* principal_of(const net::Request& request);
// Errors: forbidden (code "sign_in") for a visitor, (code "right_missing") when the right is not among
// theirs.
Result<Principal> require(const net::Request& request, std::string_view right);

struct Role {
  std::string_view code;
  std::string_view label;  // French
  std::vector<std::string_view> rights;
};
[[nodiscard]] const std::vector<Role>& roles();
[[nodiscard]] std::set<std::string> rights_of(const std::vector<std::string>& role_codes);

}  // namespace parvis::account
