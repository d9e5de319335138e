// Sending a report over the API: drafts with their proposals, the report itself, «moi aussi».
#include <memory>
#include <utility>

#include "net/rate_limit.hpp"
#include "street/report_desk.hpp"
#include "street/report_intake.hpp"
#include "street/report_views.hpp"
#include "street/request_fields.hpp"
#include "street/street_routes.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

constexpr int disk_full_status = 507;

Result<net::Response> post_draft(StreetContext& context, net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  PARVIS_TRY(place, place_field(fields));
  DraftInput input;
  input.photos = photo_files(request);
  input.text = base::text_or(fields, "text", base::text_or(fields, "description"));
  input.category = base::text_or(fields, "category");
  input.place = place;
  input.draft_id = base::text_or(fields, "draft");
  ReportIntake intake(context);
  auto answer = intake.draft(input);
  if (!answer && answer.error().kind == ErrorKind::not_found && !input.draft_id.empty()) {
    // sent meanwhile or expired: a new one is opened, its name says so
    input.draft_id.clear();
    answer = intake.draft(input);
  }
  if (!answer) return tl::make_unexpected(answer.error());
  PARVIS_TRY(config, current_config(context));
  PARVIS_TRY(pictures, candidate_pictures(context, answer->candidates));
  net::Response response = json_answer(draft_view(view_context(context, config), *answer, pictures));
  response.headers.set("Parvis-Decision",
                       answer->suggestion ? answer->suggestion->record.decision_id : "aucune");
  return response;
}

json::array refused_photos(const std::vector<PhotoAnswer>& photos) {
  json::array out;
  for (const PhotoAnswer& photo : photos) {
    if (photo.error) {
      out.push_back(
          json::object{{"name", photo.name}, {"error", photo.error->message}, {"code", photo.error->code}});
    }
  }
  return out;
}

net::Response accepted_response(const AcceptedReport& accepted) {
  json::object out{{"ref", accepted.report.ref},
                   {"url", accepted.tracking_url},
                   {"state", state_codes.code(accepted.report.state)},
                   {"photos_refused", refused_photos(accepted.photos)}};
  if (!accepted.photos_lost) return json_answer(out, accepted.already_known ? 200 : 201);
  out["type"] = "about:blank";
  out["title"] = "Place insuffisante";
  out["status"] = disk_full_status;
  out["code"] = "disk_full";
  out["detail"] = "Votre signalement " + accepted.report.ref +
                  " est enregistré, mais la place manque pour la photo. Vous pourrez l'ajouter plus tard.";
  return json_answer(out, disk_full_status);
}

Result<net::Response> post_report(StreetContext& context, net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  PARVIS_CHECK(check_form(context, fields, false));
  PARVIS_TRY(input, report_input(request));
  if (auto staff = require_staff(request, "street.work")) {
    input.actor = staff->actor();
    input.channel = channel_codes.parse(base::text_or(fields, "channel")).value_or(Channel::agent);
  }
  ReportIntake intake(context);
  auto accepted = intake.submit(input);
  if (!accepted && accepted.error().kind == ErrorKind::not_found && !input.draft_id.empty()) {
    return fail(ErrorKind::conflict,
                "Les photos de ce brouillon ne sont plus gardées : joignez-les de nouveau.", {},
                "draft_gone");
  }
  if (!accepted) return tl::make_unexpected(accepted.error());
  return accepted_response(*accepted);
}

Result<net::Response> post_me_too(StreetContext& context, net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  ReportIntake intake(context);
  PARVIS_TRY(done, intake.me_too(request.param("ref"), base::text_or(fields, "email"),
                                 base::text_or(fields, "draft")));
  return json_answer(json::object{{"ref", done.report.ref},
                                  {"followers", done.report.followers},
                                  {"url", done.tracking_url},
                                  {"email_kept", done.email_kept}});
}

Result<net::Response> post_answer(StreetContext& context, net::Request& request) {
  PARVIS_TRY(fields, body_object(request));
  ReportDesk desk(context);
  PARVIS_TRY(report,
             desk.answer(request.param("ref"), base::text_or(fields, "t"), base::text_or(fields, "text")));
  return json_answer(json::object{{"ref", report.ref}, {"state", state_codes.code(report.state)}});
}

}  // namespace

void add_draft_routes(net::Router& router, StreetContext& context) {
  net::RouteOptions draft;
  draft.ai_output = true;
  draft.csrf = false;
  auto limit = std::make_shared<net::RateLimit>(
      net::RateLimitSettings{context.settings.drafts_per_minute, context.settings.drafts_per_hour, 100'000});
  router.add({"POST", "/api/street/drafts",
              "Ouvre ou complète un brouillon : photos, propositions, déjà signalé", "street",
              [&context, limit](net::Request& request) -> Result<net::Response> {
                if (auto wait = limit->take(net::sender_of(request.remote_address))) {
                  net::Response busy =
                      net::problem(429, "Trop d'envois en peu de temps. Attendez un peu.", "rate_limit");
                  busy.headers.set("Retry-After", std::to_string(wait->count()));
                  return busy;
                }
                return post_draft(context, request);
              },
              draft});
  net::RouteOptions send;
  send.csrf = false;
  send.limit_anonymous = true;
  send.success = 201;
  router.add({"POST", "/api/street/reports", "Envoie un signalement", "street",
              [&context](net::Request& request) { return post_report(context, request); }, send});
  send.success = 200;
  router.add({"POST", "/api/street/reports/{ref}/me-too", "Ajoute sa voix à un signalement", "street",
              [&context](net::Request& request) { return post_me_too(context, request); }, send});
  router.add({"POST", "/api/street/reports/{ref}/answer", "Répond à une question, par le lien de suivi",
              "street", [&context](net::Request& request) { return post_answer(context, request); }, send});
}

}  // namespace parvis::street
