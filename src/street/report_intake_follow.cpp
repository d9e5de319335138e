// The people of a report: who sent it, who follows it, «moi aussi».
#include <algorithm>
#include <utility>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "street/public_text.hpp"
#include "street/report_intake_steps.hpp"
#include "street/street_secrets.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

constexpr std::size_t max_name_characters = 120, max_phone_characters = 30;

}  // namespace

Result<std::string> keep_contact(StreetContext& context, store::Session& session, const ReportInput& input) {
  if (!input.contact_id.empty()) return input.contact_id;
  if (input.email.empty() && input.name.empty() && input.phone.empty()) return std::string();
  Contact contact;
  contact.id = base::uuid_v7(context.clock.now());
  contact.name = clean_text(input.name, max_name_characters);
  contact.email = std::string(base::trim(input.email));
  contact.phone = clean_text(input.phone, max_phone_characters);
  contact.wants_mail = !contact.email.empty();
  return context.reports.add_contact(session, contact);
}

Result<std::string> add_follower(StreetContext& context, store::Session& session,
                                 const std::string& report_id, const std::string& contact_id,
                                 std::string_view reason) {
  const base::Instant now = context.clock.now();
  Subscription subscription;
  subscription.id = base::uuid_v7(now);
  subscription.report_id = report_id;
  subscription.contact_id = contact_id;
  subscription.reason = reason;
  subscription.created_at = now;
  subscription.confirmed_at = now;
  std::string secret = follow_secret(context.settings.secret_key, subscription.id);
  PARVIS_CHECK(context.reports.subscribe(session, subscription, secret));
  return secret;
}

std::string report_url(const StreetContext& context, std::string_view ref, std::string_view secret) {
  std::string url = context.settings.base_url + "/signalements/" + std::string(ref);
  if (!secret.empty()) url += "?t=" + std::string(secret);
  return url;
}

bool plausible_email(std::string_view email) {
  email = base::trim(email);
  const std::size_t at = email.find('@');
  if (email.size() > 254 || at == std::string_view::npos || at == 0 ||
      email.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = email.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == domain.size()) return false;
  return std::none_of(email.begin(), email.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '"' ||
           c == 0x7F;
  });
}

Result<ReportIntake::MeToo> ReportIntake::me_too(const std::string& ref, const std::string& email,
                                                 const std::string& draft_id) {
  if (!email.empty() && !plausible_email(email)) {
    return fail(ErrorKind::invalid, "Écrivez l'adresse électronique sous la forme prenom@exemple.fr.", {},
                "email");
  }
  DraftBody body;
  if (!draft_id.empty()) {
    if (auto stored = load_draft(context_, draft_id)) body = std::move(*stored);
  }
  return context_.database.write([&](store::Session& session) -> Result<MeToo> {
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    if (!publicly_listed(report)) return fail(ErrorKind::not_found, "Ce signalement n'existe pas.");
    if (!is_open(report.state)) {
      return fail(ErrorKind::conflict, "Ce signalement est clos : vous pouvez en envoyer un nouveau.", {},
                  "closed");
    }
    ReportInput identity;
    identity.email = email;
    identity.contact_id = body.contact_id;
    PARVIS_TRY(contact, keep_contact(context_, session, identity));
    Report after = report;
    after.followers += 1;
    if (after.followers >= urgent_followers && after.priority == Priority::normale)
      after.priority = Priority::urgente;
    const base::Instant now = context_.clock.now();
    PARVIS_TRY(updated, context_.reports.update(session, report, std::move(after),
                                                {{ActorKind::habitant, {}}, "suivi", {}, {}, false}, now));
    PARVIS_TRY(secret, add_follower(context_, session, report.id, contact, "moi_aussi"));
    for (const auto& shown : body.shown) {
      DuplicateLink link{base::uuid_v7(now),
                         {},
                         draft_id,
                         shown.id,
                         shown.score,
                         shown.distance_m,
                         shown.id == report.id ? "moi_aussi" : "autre",
                         {ActorKind::habitant, {}},
                         now};
      PARVIS_CHECK(context_.reports.add_duplicate_link(session, link));
    }
    if (!draft_id.empty()) PARVIS_CHECK(context_.reports.delete_draft(session, draft_id));
    return MeToo{updated, report_url(context_, ref, secret), !contact.empty()};
  });
}

}  // namespace parvis::street
