#include "account/principal.hpp"

#include <algorithm>
#include <any>

namespace parvis::account {

const Principal* principal_of(const net::Request& request) {
  const auto* held = std::any_cast<std::shared_ptr<const Principal>>(&request.principal);
  return held != nullptr ? held->get() : nullptr;
}

Result<Principal> require(const net::Request& request, std::string_view right) {
  const Principal* principal = principal_of(request);
  if (principal == nullptr)
    return fail(ErrorKind::forbidden, "Connectez-vous pour continuer.", {}, "sign_in");
  if (!principal->may(right))
    return fail(ErrorKind::forbidden,
                "Vos droits ne permettent pas cette action. Demandez-les à l’administration.",
                std::string(right), "right_missing");
  return *principal;
}

const std::vector<Role>& roles() {
  static const std::vector<Role> all = {
      {"lecture", "Lecture seule", {"street.read", "decision.read"}},
      {"agent_terrain",
       "Agent de terrain",
       {"street.read", "street.read_private", "street.work", "street.close"}},
      {"chef_equipe",
       "Chef d’équipe",
       {"street.read", "street.read_private", "street.work", "street.close", "street.mass", "street.export",
        "decision.read"}},
      {"regulation",
       "Régulation",
       {"street.read", "street.read_private", "street.triage", "street.work", "street.close", "street.mass",
        "street.contact", "street.export", "decision.read"}},
      {"subventions",
       "Subventions : instruction",
       {"grants.read", "grants.repair", "grants.instruct", "decision.read"}},
      {"publication",
       "Subventions : publication",
       {"grants.read", "grants.repair", "grants.publish", "decision.read"}},
      {"restauration",
       "Restauration scolaire : responsable",
       {"canteen.read", "canteen.count", "canteen.order", "canteen.kitchen", "canteen.strike", "canteen.plan",
        "canteen.weigh", "canteen.report", "canteen.config", "decision.read"}},
      {"cuisine",
       "Restauration scolaire : cuisine centrale",
       {"canteen.read", "canteen.order", "canteen.kitchen", "canteen.weigh"}},
      {"ecole",
       "Restauration scolaire : agent de l’école",
       {"canteen.read", "canteen.count", "canteen.order", "canteen.strike", "canteen.plan", "canteen.weigh"}},
      {"dietetique",
       "Restauration scolaire : diététique",
       {"canteen.read", "canteen.plan", "canteen.report"}},
      {"administration",
       "Administration",
       {"street.read",    "street.read_private", "street.triage",    "street.work",
        "street.close",   "street.mass",         "street.contact",   "street.photo.original",
        "street.export",  "street.config",       "street.retention", "street.model.promote",
        "grants.read",    "grants.repair",       "grants.instruct",  "grants.publish",
        "canteen.read",   "canteen.count",       "canteen.order",    "canteen.kitchen",
        "canteen.strike", "canteen.plan",        "canteen.weigh",    "canteen.report",
        "canteen.config", "decision.read",       "audit.read",       "account.admin",
        "town.config"}},
  };
  return all;
}

std::set<std::string> rights_of(const std::vector<std::string>& role_codes) {
  std::set<std::string> rights;
  for (const auto& role : roles()) {
    if (std::find(role_codes.begin(), role_codes.end(), role.code) == role_codes.end()) continue;
    for (const auto right : role.rights) rights.emplace(right);
  }
  return rights;
}

}  // namespace parvis::account
