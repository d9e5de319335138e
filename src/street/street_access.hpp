// Who asks, and what of a report they may see: one place for the rules, used by every route of the desk.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"
#include "street/report.hpp"

namespace parvis::street {

struct Staff {
  std::string id, name;
  std::set<std::string> rights;
  std::vector<std::string> teams;

  bool may(std::string_view right) const { return rights.count(std::string(right)) > 0; }
  bool in_team(std::string_view team) const;
  Actor actor() const { return {ActorKind::agent, id}; }
};

// Errors: forbidden without an account or without the right.
Result<Staff> require_staff(const net::Request& request, std::string_view right);

// Dispatchers see and change everything; others read public reports and, with street.read_private or as
// members of the team, private ones; they change those of their own teams.
bool may_see(const Staff& staff, const Report& report);
bool may_change(const Staff& staff, const Report& report);
// not_found for a report that this person may not see, so that it does not tell it exists.
Status check_see(const Staff& staff, const Report& report);
Status check_change(const Staff& staff, const Report& report);

}  // namespace parvis::street
