#include "street/report_intake.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "store/jobs.hpp"
#include "street/draft_body.hpp"
#include "street/job_kinds.hpp"
#include "street/public_text.hpp"
#include "street/quality_flags.hpp"
#include "street/routing.hpp"
#include "street/sla_clock.hpp"
#include "street/street_secrets.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;
using ConfigPtr = std::shared_ptr<const Config>;

constexpr std::size_t max_name_characters = 120, max_phone_characters = 30;

Result<ConfigPtr> load_config(StreetContext& context) {
  return context.database.read([&](store::Session& session) { return context.config.load(session); });
}

PositionInput position_input(const SentPlace& place, const std::vector<TakenPhoto>& photos,
                             base::Instant now) {
  PositionInput input;
  input.sent_at = now;
  for (const TakenPhoto& photo : photos) {
    if (photo.exif_position)
      input.photos.push_back({*photo.exif_position, photo.exif_error_m, photo.taken_at});
  }
  if (!place.position) return input;
  switch (place.source) {
    case PositionSource::exif:
      input.photos.insert(input.photos.begin(), {*place.position, place.precision_m, std::nullopt});
      break;
    case PositionSource::adresse:
      input.address = place.position;
      break;
    case PositionSource::equipement:
      input.equipment = place.position;
      break;
    case PositionSource::appareil:
      input.browser = place.position;
      input.browser_accuracy_m = place.precision_m;
      break;
    default:
      input.pin = place.position;
  }
  return input;
}

bool outside(const Config& config, const ChosenPosition& chosen) {
  return chosen.position && config.areas.place(*chosen.position) == Territory::outside;
}

Status check_territory(const Config& config, const ChosenPosition& chosen) {
  if (!outside(config, chosen)) return {};
  base::log_info("street.outside_territory");
  const std::string neighbour = config.areas.neighbour(*chosen.position).value_or("");
  return fail(ErrorKind::invalid,
              neighbour.empty()
                  ? "Ce lieu n'est pas dans la commune. Vérifiez le repère\u00A0: rien n'a été enregistré."
                  : "Ce lieu est sur la commune de " + neighbour +
                        ". Signalez-le à sa mairie\u00A0: rien n'a été enregistré.",
              neighbour, "outside_territory");
}

// The place of the report. A photo taken in another town does not outweigh an address that was typed: a
// person looks.
ChosenPosition place_of_report(const Config& config, const DraftBody& body, const std::string& address,
                               base::Instant now) {
  const ChosenPosition chosen = choose_position(position_input(body.place, body.photos, now));
  if (chosen.source != PositionSource::exif || body.place.position || base::trim(address).empty() ||
      !outside(config, chosen)) {
    return chosen;
  }
  ChosenPosition none;
  none.conflict = true;
  return none;
}

// The photos kept, with the refused ones left out; the deadline is shared by all.
std::vector<TakenPhoto> kept(const std::vector<PhotoAnswer>& answers) {
  std::vector<TakenPhoto> photos;
  for (const PhotoAnswer& answer : answers) {
    if (answer.photo) photos.push_back(*answer.photo);
  }
  return photos;
}

bool disk_full(const Error& error) {
  return error.code == "disk_full";
}

std::string leaf_for_candidates(const DraftBody& body) {
  if (!body.category.empty()) return body.category;
  if (body.suggestion && !body.suggestion->suggestion.top.empty())
    return body.suggestion->suggestion.top.front().code;
  return {};
}

Result<std::vector<DuplicateCandidate>> find_candidates(StreetContext& context, const Config& config,
                                                        const ChosenPosition& chosen,
                                                        const std::string& leaf) {
  const Category* category = config.catalogue.find(leaf);
  if (!chosen.position || !category) return std::vector<DuplicateCandidate>{};
  const base::Instant now = context.clock.now();
  const DuplicateSettings& settings = context.settings.duplicates;
  DuplicateQuery query{*chosen.position, leaf, category->family, category->duplicate_radius_m, now, true};
  auto known = context.database.read([&](store::Session& session) {
    return context.reports.near(session, query.position, std::min(query.radius_m, settings.max_radius_m),
                                now - std::chrono::days{settings.opened_at_most_days},
                                now - std::chrono::days{settings.closed_at_most_days});
  });
  if (!known) return tl::make_unexpected(known.error());
  for (KnownReport& one : *known) {
    if (one.family.empty()) {
      if (const Category* of = config.catalogue.find(one.category)) one.family = of->family;
    }
  }
  return duplicates_to_show(query, *known, settings);
}

std::optional<MadeSuggestion> try_suggestion(StreetContext& context, const Config& config,
                                             const std::string& kind, const std::string& id,
                                             const DraftBody& body, const ChosenPosition& chosen) {
  SuggestionQuestion question{kind, id, body.photos, body.text, {}};
  if (chosen.position) question.area_ids = config.areas.holding(*chosen.position);
  auto made = make_suggestion(context, config, question);
  if (made) return std::move(*made);
  base::log_warning("street.suggestion_unavailable",
                    {{"code", made.error().code}, {"detail", made.error().detail}});
  return std::nullopt;
}

Status save(StreetContext& context, const std::string& id, const DraftBody& body) {
  const base::Instant now = context.clock.now();
  Draft draft{id, now, now + std::chrono::days{context.settings.draft_days}, to_json(body)};
  return context.database.write(
      [&](store::Session& session) { return context.reports.save_draft(session, draft); });
}

Result<DraftBody> load(StreetContext& context, const std::string& id) {
  auto draft = context.database.read(
      [&](store::Session& session) { return context.reports.draft(session, id, context.clock.now()); });
  if (!draft) return tl::make_unexpected(draft.error());
  return draft_body(draft->body);
}

Result<DraftAnswer> answer_of(StreetContext& context, const Config& config, const std::string& id,
                              DraftBody& body) {
  DraftAnswer answer;
  answer.id = id;
  answer.all_photos = body.photos;
  answer.category = body.category;
  answer.position = choose_position(position_input(body.place, body.photos, context.clock.now()));
  answer.suggestion = body.suggestion;
  if (outside(config, answer.position)) {
    answer.outside = config.areas.neighbour(*answer.position.position).value_or("");
    return answer;
  }
  PARVIS_TRY(candidates, find_candidates(context, config, answer.position, leaf_for_candidates(body)));
  body.shown.clear();
  for (const DuplicateCandidate& one : candidates)
    body.shown.push_back({one.report.id, one.score_m, one.distance_m});
  answer.candidates = std::move(candidates);
  return answer;
}

Status check_input(const ReportInput& input, const Config& config, const DraftBody& body,
                   const ChosenPosition& chosen) {
  if (!chosen.position && base::trim(input.address).empty()) {
    return fail(ErrorKind::invalid,
                "Indiquez où se trouve le problème : une adresse, un repère ou un point sur la carte.", {},
                "place");
  }
  if (body.photos.empty() && base::code_points(base::trim(input.description)) < short_text_characters) {
    return fail(ErrorKind::invalid, "Ajoutez une photo, ou décrivez le problème en 10 caractères au moins.",
                {}, "description");
  }
  const Category* category = config.catalogue.find(input.category);
  if (!input.category.empty() && (!category || category->guidance || !category->active)) {
    return fail(ErrorKind::invalid, "Cette rubrique n'existe pas : choisissez-en une dans la liste.", {},
                "category");
  }
  if (!input.email.empty() && !plausible_email(input.email)) {
    return fail(ErrorKind::invalid, "Écrivez l'adresse électronique sous la forme prenom@exemple.fr.", {},
                "email");
  }
  return {};
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

Result<std::string> add_contact(StreetContext& context, store::Session& session, const ReportInput& input) {
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

Result<std::string> follow(StreetContext& context, store::Session& session, const std::string& report_id,
                           const std::string& contact_id, std::string_view reason) {
  const base::Instant now = context.clock.now();
  Subscription subscription;
  subscription.id = base::uuid_v7(now);
  subscription.report_id = report_id;
  subscription.contact_id = contact_id;
  subscription.reason = reason;
  subscription.created_at = now;
  subscription.confirmed_at = now;
  const std::string secret = follow_secret(context.settings.secret_key, subscription.id);
  PARVIS_CHECK(context.reports.subscribe(session, subscription, secret));
  return secret;
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
  PARVIS_TRY(contact_id, add_contact(context, session, input));
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
  PARVIS_TRY(secret, follow(context, session, written.report.id, contact_id, "auteur"));
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

Result<DraftAnswer> ReportIntake::draft(const DraftInput& input) {
  DraftBody body;
  if (!input.draft_id.empty()) {
    PARVIS_TRY(stored, load(context_, input.draft_id));
    body = std::move(stored);
  }
  if (body.photos.size() + input.photos.size() > max_photos_per_report) {
    return fail(ErrorKind::too_large, "Six photos au plus par signalement.", {}, "photo_count");
  }
  std::vector<PhotoAnswer> answers =
      take_photos(context_, input.photos, context_.settings.suggestion_deadline_ms);
  const std::vector<TakenPhoto> taken = kept(answers);
  if (taken.empty() && !answers.empty() && body.photos.empty())
    return tl::make_unexpected(*answers.front().error);
  body.photos.insert(body.photos.end(), taken.begin(), taken.end());
  if (!input.text.empty()) body.text = clean_text(input.text, max_description_characters);
  if (!input.category.empty()) body.category = input.category;
  if (input.place.position) body.place = input.place;

  PARVIS_TRY(config, load_config(context_));
  const ChosenPosition chosen =
      choose_position(position_input(body.place, body.photos, context_.clock.now()));
  const std::string id = input.draft_id.empty() ? base::random_token() : input.draft_id;
  if (!taken.empty() || !input.text.empty() || !body.suggestion) {
    body.suggestion = try_suggestion(context_, *config, "street_draft", id, body, chosen);
  }
  PARVIS_TRY(answer, answer_of(context_, *config, id, body));
  answer.photos = std::move(answers);
  PARVIS_CHECK(save(context_, id, body));
  return answer;
}

Result<DraftAnswer> ReportIntake::draft_again(const std::string& id) {
  PARVIS_TRY(body, load(context_, id));
  PARVIS_TRY(config, load_config(context_));
  return answer_of(context_, *config, id, body);
}

Status ReportIntake::keep_fields(const std::string& draft_id, const ReportInput& input) {
  PARVIS_TRY(body, load(context_, draft_id));
  body.text = input.description;
  body.category = input.category;
  body.address = input.address;
  body.client_ref = input.client_ref;
  if (input.place.position) body.place = input.place;
  PARVIS_TRY(config, load_config(context_));
  const ChosenPosition chosen = place_of_report(*config, body, input.address, context_.clock.now());
  PARVIS_CHECK(check_territory(*config, chosen));
  PARVIS_CHECK(check_input(input, *config, body, chosen));
  PARVIS_TRY(contact, context_.database.write(
                          [&](store::Session& session) { return add_contact(context_, session, input); }));
  body.contact_id = contact;
  PARVIS_TRY(answer, answer_of(context_, *config, draft_id, body));
  return save(context_, draft_id, body);
}

Result<ReportInput> ReportIntake::kept_input(const std::string& draft_id) {
  PARVIS_TRY(body, load(context_, draft_id));
  ReportInput input;
  input.draft_id = draft_id;
  input.client_ref = body.client_ref;
  input.category = body.category;
  input.description = body.text;
  input.address = body.address;
  input.place = body.place;
  input.contact_id = body.contact_id;
  return input;
}

Result<AcceptedReport> ReportIntake::submit(const ReportInput& input) {
  PARVIS_TRY(known, known_already(context_, input.client_ref));
  if (known) return accepted_of(context_, *known);
  PARVIS_TRY(config, load_config(context_));
  DraftBody body;
  if (!input.draft_id.empty()) {
    PARVIS_TRY(stored, load(context_, input.draft_id));
    body = std::move(stored);
  }
  if (body.photos.size() + input.photos.size() > max_photos_per_report) {
    return fail(ErrorKind::too_large, "Six photos au plus par signalement.", {}, "photo_count");
  }
  std::vector<PhotoAnswer> answers =
      take_photos(context_, input.photos, context_.settings.suggestion_deadline_ms);
  const std::vector<TakenPhoto> taken = kept(answers);
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

Result<ReportIntake::MeToo> ReportIntake::me_too(const std::string& ref, const std::string& email,
                                                 const std::string& draft_id) {
  if (!email.empty() && !plausible_email(email)) {
    return fail(ErrorKind::invalid, "Écrivez l'adresse électronique sous la forme prenom@exemple.fr.", {},
                "email");
  }
  DraftBody body;
  if (!draft_id.empty()) {
    if (auto stored = load(context_, draft_id)) body = std::move(*stored);
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
    PARVIS_TRY(contact, add_contact(context_, session, identity));
    Report after = report;
    after.followers += 1;
    if (after.followers >= urgent_followers && after.priority == Priority::normale)
      after.priority = Priority::urgente;
    const base::Instant now = context_.clock.now();
    PARVIS_TRY(updated, context_.reports.update(session, report, std::move(after),
                                                {{ActorKind::habitant, {}}, "suivi", {}, {}, false}, now));
    PARVIS_TRY(secret, follow(context_, session, report.id, contact, "moi_aussi"));
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
