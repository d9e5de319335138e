#include "street/street_access.hpp"

#include <algorithm>

#include "account/principal.hpp"

namespace parvis::street {

bool Staff::in_team(std::string_view team) const {
  return !team.empty() && std::find(teams.begin(), teams.end(), team) != teams.end();
}

Result<Staff> require_staff(const net::Request& request, std::string_view right) {
  PARVIS_TRY(principal, account::require(request, right));
  return Staff{principal.user_id, principal.name, principal.rights, principal.teams};
}

bool may_see(const Staff& staff, const Report& report) {
  if (staff.may("street.triage") || staff.may("street.read_private") || staff.in_team(report.team))
    return true;
  return report.visibility != Visibility::prive;
}

bool may_change(const Staff& staff, const Report& report) {
  if (staff.may("street.triage")) return true;
  if (!staff.may("street.work")) return false;
  return staff.teams.empty() || staff.in_team(report.team);
}

Status check_see(const Staff& staff, const Report& report) {
  if (may_see(staff, report)) return {};
  return fail(ErrorKind::not_found, "Ce signalement n'existe pas.");
}

Status check_change(const Staff& staff, const Report& report) {
  PARVIS_CHECK(check_see(staff, report));
  if (may_change(staff, report)) return {};
  return fail(ErrorKind::forbidden, "Ce signalement est suivi par une autre équipe.", {}, "other_team");
}

}  // namespace parvis::street
