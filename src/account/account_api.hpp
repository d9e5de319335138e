// Sign-in and the people of the town hall over HTTP, and the hook that says who makes each request.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "account/accounts.hpp"
#include "account/town.hpp"
#include "base/json.hpp"
#include "net/router.hpp"

namespace parvis::account {

struct AccountContext {
  Accounts& accounts;
  TownStore& town;
  bool secure_cookies = false;  // set behind HTTPS
  // The colour that pages use for the one asked for, "#rrggbb".
  std::function<std::string(const std::string&)> readable_colour = [](const std::string& asked) {
    return asked;
  };
  // Renders the sign-in page (web/pages/README.md, `sign_in`); absent: the JSON way only.
  std::function<Result<std::string>(const base::json::object&)> sign_in_page;
  // Shown on the sign-in page of a demonstration: address and role.
  std::vector<std::pair<std::string, std::string>> demo_accounts;
};

// Fills request.principal; answers 401 (or the sign-in page), 403 and CSRF refusals itself. Add before the
// routes serve.
net::Router::Before principal_hook(AccountContext& context);

// `context` must outlive the router.
void add_account_routes(net::Router& router, AccountContext& context);

}  // namespace parvis::account
