#include "street/report_intake.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "store/jobs.hpp"
#include "street/job_kinds.hpp"
#include "street/public_text.hpp"
#include "street/quality_flags.hpp"
#include "street/report_intake_steps.hpp"
#include "street/routing.hpp"
#include "street/sla_clock.hpp"
#include "street/street_secrets.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

bool disk_full(const Error& error) {
  return error.code == "disk_full";
}

// The report as sent, before it is read by any rule.
Report new_report(const ReportInput& input, const DraftBody& body, const ChosenPosition& chosen,
                  base::Instant now) {
  Report report;
  report.id = base::uuid_v7(now);
  report.client_ref = input.client_ref;
  report.channel = input.channel;
  report.received_at = report.updated_at = now;
  report.clock_start = now;
  for (const TakenPhoto& photo : body.photos) {
    if (photo.taken_at && *photo.taken_at <= now + std::chrono::minutes{5} && !report.observed_at) {
      report.observed_at = photo.taken_at;
    }
  }
  report.description = clean_text(input.description, max_description_characters);
  report.address = clean_text(input.address, max_address_characters);
  report.insee = input.insee;
  report.position = chosen.position;
  report.position_source = chosen.source;
  report.position_precision_m = chosen.precision_m;
  return report;
}

// Whether a person has to read the report before a team gets it, and why; empty when the rules suffice.
std::string reason_to_qualify(const StreetContext& context, const Config& config, const Report& report,
                              const DraftBody& body, bool held_text) {
  if (report.category == unqualified_code) return "sans_categorie";
  if (!report.position) return "sans_position";
  if (held_text) return "texte_a_relire";
  const Category* category = config.catalogue.find(report.category);
  if (category && category->danger()) return "danger";
  if (!body.suggestion) return {};
  return needs_qualification(config.catalogue, body.suggestion->suggestion, report.category,
                             context.settings.fusion)
      .value_or("");
}

void apply_category(Report& report, const ReportInput& input, const Config& config, const DraftBody& body) {
  report.category = input.category.empty() ? std::string(unqualified_code) : input.category;
  report.category_confirmed = !input.category.empty() && input.category != unqualified_code;
  const bool from_model = body.suggestion && !body.suggestion->suggestion.top.empty() &&
                          body.suggestion->suggestion.top.front().code == input.category;
  report.category_source = from_model ? CategorySource::modele_accepte : CategorySource::habitant;
  if (const Category* category = config.catalogue.find(report.category)) {
    report.visibility = category->visibility;
    if (category->danger()) report.priority = Priority::danger;
  }
}

struct Prepared {
  Report report;
  std::string qualify_reason;
};

Prepared prepare(StreetContext& context, const Config& config, const ReportInput& input,
                 const DraftBody& body, const ChosenPosition& chosen,
                 const std::set<std::string>& seen_before) {
  const base::Instant now = context.clock.now();
  Prepared out{new_report(input, body, chosen, now), {}};
  Report& report = out.report;
  if (chosen.position) report.area_ids = config.areas.holding(*chosen.position);
  apply_category(report, input, config, body);
  const PublicText shown = public_text(report.description);
  report.public_description = shown.hold ? std::string() : shown.text;
  const Category* category = config.catalogue.find(report.category);
  QualityInput quality;
  quality.report = &report;
  for (const TakenPhoto& photo : body.photos) {
    quality.photos.push_back(quality_of(photo, seen_before.count(photo.original_sha) > 0));
  }
  quality.exif_conflict = chosen.conflict;
  if (chosen.position) quality.territory = config.areas.place(*chosen.position);
  quality.category = category;
  report.quality_flags = quality_flags(quality);
  report.team = route(config.routing, config.catalogue, report.category, report.area_ids).team;
  if (category) set_deadline(report, *category, config.calendar, now);
  out.qualify_reason = reason_to_qualify(context, config, report, body, shown.hold);
  return out;
}

// recu -> a_qualifier or a_traiter, by the table, as the system.
Result<Report> settle(StreetContext& context, store::Session& session, const Config& config,
                      const Report& received, const std::string& qualify_reason) {
  TransitionRequest request;
  request.to = qualify_reason.empty() ? State::a_traiter : State::a_qualifier;
  request.zone = context.town().zone;
  const base::Instant now = context.clock.now();
  if (Status allowed = check_transition(received, request, now); !allowed) request.to = State::a_qualifier;
  Report after = after_transition(received, request, now);
  if (request.to == State::a_qualifier) after.team = std::string(dispatch_team);
  EventDraft event{{}, "etat", {}, {}, false};
  if (!qualify_reason.empty()) event.payload["motif"] = qualify_reason;
  event.payload["regle"] = route(config.routing, config.catalogue, received.category, received.area_ids).rule;
  return context.reports.update(session, received, std::move(after), event, now);
}

Status add_photos(StreetContext& context, store::Session& session, const Report& report,
                  const std::vector<TakenPhoto>& photos) {
  std::int64_t rank = 0;
  for (const TakenPhoto& photo : photos) {
    PARVIS_TRY(id, context.photos.add(session, as_photo(photo, report.id, PhotoKind::ensemble, rank++)));
    PARVIS_CHECK(store::enqueue(session, job_cover_photo, json::object{{"photo", id}}, context.clock.now()));
  }
  return {};
}

Status keep_suggestion(StreetContext& context, store::Session& session, const Report& report,
                       const DraftBody& body) {
  if (body.suggestion) {
    SuggestionRecord record = body.suggestion->record;
    record.report_id = report.id;
    PARVIS_CHECK(context.reports.add_suggestion(session, record));
    if (report.category_confirmed) {
      PARVIS_CHECK(context.reports.decide_suggestion(session, record.id, report.category, "habitant",
                                                     report.received_at));
      if (!record.top.empty() && record.top.front().first != report.category) {
        Correction correction{report.id,
                              "categorie",
                              record.top.front().first,
                              report.category,
                              {ActorKind::habitant, {}},
                              report.received_at,
                              true};
        PARVIS_CHECK(context.reports.add_correction(session, correction));
      }
    }
  }
  const bool unseen = std::any_of(body.photos.begin(), body.photos.end(),
                                  [](const TakenPhoto& photo) { return !photo.seen; });
  if (!unseen && body.suggestion) return {};
  if (body.photos.empty() && report.description.empty()) return {};
  PARVIS_TRY(event, context.reports.append_event(
                        session, report, {{}, "suggestion_indisponible", {}, {}, false}, report.received_at));
  return store::enqueue(session, job_late_suggestion, json::object{{"report", report.id}},
                        context.clock.now());
}

Status keep_duplicate_answers(StreetContext& context, store::Session& session, const Report& report,
                              const std::string& draft_id, const DraftBody& body) {
  for (const auto& shown : body.shown) {
    DuplicateLink link{base::uuid_v7(report.received_at),
                       report.id,
                       draft_id,
                       shown.id,
                       shown.score,
                       shown.distance_m,
                       "autre",
                       {ActorKind::habitant, {}},
                       report.received_at};
    PARVIS_CHECK(context.reports.add_duplicate_link(session, link));
  }
  return {};
}

struct Written {
  Report report;
  bool already_known = false;
  std::string secret;
};

Result<std::string> author_secret(StreetContext& context, store::Session& session, const Report& report) {
  PARVIS_TRY(subscriptions, context.reports.subscriptions(session, report.id));
  for (const Subscription& one : subscriptions) {
    if (one.reason == "auteur") return follow_secret(context.settings.secret_key, one.id);
  }
  return std::string();
}

Result<Written> write_report(StreetContext& context, store::Session& session, const Config& config,
                             const ReportInput& input, const DraftBody& body, const Prepared& prepared) {
  Report report = prepared.report;
  PARVIS_TRY(contact_id, keep_contact(context, session, input));
  report.contact_id = contact_id;
  EventDraft created{input.actor,
                     "cree",
                     {{"canal", channel_codes.code(input.channel)}, {"photos", body.photos.size()}},
                     {},
                     false};
  if (body.suggestion) created.payload["decision"] = body.suggestion->record.decision_id;
  PARVIS_TRY(inserted, context.reports.insert(session, report, created));
  Written written{inserted.report, inserted.already_known, {}};
  if (inserted.already_known) {
    PARVIS_TRY(secret, author_secret(context, session, written.report));
    written.secret = secret;
    return written;
  }
  PARVIS_TRY(secret, add_follower(context, session, written.report.id, contact_id, "auteur"));
  written.secret = secret;
  PARVIS_CHECK(add_photos(context, session, written.report, body.photos));
  PARVIS_TRY(settled, settle(context, session, config, written.report, prepared.qualify_reason));
  written.report = settled;
  PARVIS_CHECK(keep_suggestion(context, session, written.report, body));
  if (!input.draft_id.empty()) {
    PARVIS_CHECK(keep_duplicate_answers(context, session, written.report, input.draft_id, body));
    PARVIS_CHECK(context.reports.delete_draft(session, input.draft_id));
  }
  PARVIS_CHECK(store::enqueue(
      session, job_notice,
      json::object{
          {"report", written.report.id}, {"seq", 1}, {"code", "accuse_reception"}, {"author_only", true}},
      context.clock.now()));
  return written;
}

Result<std::optional<Written>> known_already(StreetContext& context, const std::string& client_ref) {
  if (client_ref.empty()) return std::optional<Written>();
  return context.database.read([&](store::Session& session) -> Result<std::optional<Written>> {
    PARVIS_TRY(report, context.reports.by_client_ref(session, Report{}.jurisdiction, client_ref));
    if (!report) return std::optional<Written>();
    PARVIS_TRY(secret, author_secret(context, session, *report));
    return std::optional<Written>(Written{*report, true, secret});
  });
}

Result<std::set<std::string>> seen_before(StreetContext& context, const std::vector<TakenPhoto>& photos) {
  return context.database.read([&](store::Session& session) -> Result<std::set<std::string>> {
    std::set<std::string> seen;
    for (const TakenPhoto& photo : photos) {
      PARVIS_TRY(known, context.photos.sha_known(session, photo.original_sha, ""));
      if (known) seen.insert(photo.original_sha);
    }
    return seen;
  });
}

AcceptedReport accepted_of(const StreetContext& context, const Written& written) {
  AcceptedReport accepted;
  accepted.report = written.report;
  accepted.already_known = written.already_known;
  accepted.secret = written.secret;
  accepted.tracking_url = report_url(context, written.report.ref, written.secret);
  return accepted;
}

}  // namespace

Result<AcceptedReport> ReportIntake::submit(const ReportInput& input) {
  PARVIS_TRY(known, known_already(context_, input.client_ref));
  if (known) return accepted_of(context_, *known);
  PARVIS_TRY(config, intake_config(context_));
  DraftBody body;
  if (!input.draft_id.empty()) {
    PARVIS_TRY(stored, load_draft(context_, input.draft_id));
    body = std::move(stored);
  }
  if (body.photos.size() + input.photos.size() > max_photos_per_report) {
    return fail(ErrorKind::too_large, "Six photos au plus par signalement.", {}, "photo_count");
  }
  std::vector<PhotoAnswer> answers =
      take_photos(context_, input.photos, context_.settings.suggestion_deadline_ms);
  const std::vector<TakenPhoto> taken = kept_photos(answers);
  body.photos.insert(body.photos.end(), taken.begin(), taken.end());
  const bool lost = std::any_of(answers.begin(), answers.end(),
                                [](const PhotoAnswer& one) { return one.error && disk_full(*one.error); });
  body.text = input.description;
  if (input.place.position) body.place = input.place;
  const ChosenPosition chosen = place_of_report(*config, body, input.address, context_.clock.now());
  PARVIS_CHECK(check_territory(*config, chosen));
  if (Status checked = check_input(input, *config, body, chosen);
      !checked && !(lost && checked.error().code == "description")) {
    // a photo refused by name says more than «ajoutez une photo»
    if (checked.error().code == "description" && !answers.empty())
      return tl::make_unexpected(*answers.front().error);
    return tl::make_unexpected(checked.error());
  }
  if (!body.suggestion || !taken.empty()) {
    const std::string subject =
        input.client_ref.empty() ? base::uuid_v7(context_.clock.now()) : input.client_ref;
    body.suggestion = try_suggestion(context_, *config, "street_report", subject, body, chosen);
  }
  PARVIS_TRY(seen, seen_before(context_, body.photos));
  const Prepared prepared = prepare(context_, *config, input, body, chosen, seen);
  PARVIS_TRY(written, context_.database.write([&](store::Session& session) {
    return write_report(context_, session, *config, input, body, prepared);
  }));
  if (!written.already_known && body.suggestion && written.report.category_confirmed) {
    tell_choice(context_, body.suggestion->record, written.report.category, input.actor, "habitant");
  }
  AcceptedReport accepted = accepted_of(context_, written);
  accepted.photos = std::move(answers);
  accepted.photos_lost = lost;
  return accepted;
}

}  // namespace parvis::street
