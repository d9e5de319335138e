// Drafts: photos sent ahead, proposals and «déjà signalé ?» before anything is a report.
#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "street/public_text.hpp"
#include "street/quality_flags.hpp"
#include "street/report_intake_steps.hpp"

namespace parvis::street {
namespace {

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

Result<DraftAnswer> answer_of(StreetContext& context, const Config& config, const std::string& id,
                              DraftBody& body) {
  DraftAnswer answer;
  answer.id = id;
  answer.all_photos = body.photos;
  answer.category = body.category;
  answer.position = place_of_draft(body, context.clock.now());
  answer.suggestion = body.suggestion;
  if (is_outside(config, answer.position)) {
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

}  // namespace

Result<ConfigPtr> intake_config(StreetContext& context) {
  return context.database.read([&](store::Session& session) { return context.config.load(session); });
}

ChosenPosition place_of_draft(const DraftBody& body, base::Instant now) {
  return choose_position(position_input(body.place, body.photos, now));
}

bool is_outside(const Config& config, const ChosenPosition& chosen) {
  return chosen.position && config.areas.place(*chosen.position) == Territory::outside;
}

Status check_territory(const Config& config, const ChosenPosition& chosen) {
  if (!is_outside(config, chosen)) return {};
  base::log_info("street.outside_territory");
  const std::string neighbour = config.areas.neighbour(*chosen.position).value_or("");
  return fail(ErrorKind::invalid,
              neighbour.empty()
                  ? "Ce lieu n'est pas dans la commune. Vérifiez le repère\u00A0: rien n'a été enregistré."
                  : "Ce lieu est sur la commune de " + neighbour +
                        ". Signalez-le à sa mairie\u00A0: rien n'a été enregistré.",
              neighbour, "outside_territory");
}

ChosenPosition place_of_report(const Config& config, const DraftBody& body, const std::string& address,
                               base::Instant now) {
  const ChosenPosition chosen = place_of_draft(body, now);
  if (chosen.source != PositionSource::exif || body.place.position || base::trim(address).empty() ||
      !is_outside(config, chosen)) {
    return chosen;
  }
  ChosenPosition none;
  none.conflict = true;
  return none;
}

std::vector<TakenPhoto> kept_photos(const std::vector<PhotoAnswer>& answers) {
  std::vector<TakenPhoto> photos;
  for (const PhotoAnswer& answer : answers) {
    if (answer.photo) photos.push_back(*answer.photo);
  }
  return photos;
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

Status keep_draft(StreetContext& context, const std::string& id, const DraftBody& body) {
  const base::Instant now = context.clock.now();
  Draft draft{id, now, now + std::chrono::days{context.settings.draft_days}, to_json(body)};
  return context.database.write(
      [&](store::Session& session) { return context.reports.save_draft(session, draft); });
}

Result<DraftBody> load_draft(StreetContext& context, const std::string& id) {
  auto draft = context.database.read(
      [&](store::Session& session) { return context.reports.draft(session, id, context.clock.now()); });
  if (!draft) return tl::make_unexpected(draft.error());
  return draft_body(draft->body);
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

Result<DraftAnswer> ReportIntake::draft(const DraftInput& input) {
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
  if (taken.empty() && !answers.empty() && body.photos.empty())
    return tl::make_unexpected(*answers.front().error);
  body.photos.insert(body.photos.end(), taken.begin(), taken.end());
  if (!input.text.empty()) body.text = clean_text(input.text, max_description_characters);
  if (!input.category.empty()) body.category = input.category;
  if (input.place.position) body.place = input.place;

  PARVIS_TRY(config, intake_config(context_));
  const ChosenPosition chosen = place_of_draft(body, context_.clock.now());
  const std::string id = input.draft_id.empty() ? base::random_token() : input.draft_id;
  const bool readable = !body.photos.empty() || !body.text.empty();
  if (readable && (!taken.empty() || !input.text.empty() || !body.suggestion)) {
    body.suggestion = try_suggestion(context_, *config, "street_draft", id, body, chosen);
  }
  PARVIS_TRY(answer, answer_of(context_, *config, id, body));
  answer.photos = std::move(answers);
  PARVIS_CHECK(keep_draft(context_, id, body));
  return answer;
}

Result<DraftAnswer> ReportIntake::draft_again(const std::string& id) {
  PARVIS_TRY(body, load_draft(context_, id));
  PARVIS_TRY(config, intake_config(context_));
  return answer_of(context_, *config, id, body);
}

Status ReportIntake::keep_fields(const std::string& draft_id, const ReportInput& input) {
  PARVIS_TRY(body, load_draft(context_, draft_id));
  body.text = input.description;
  body.category = input.category;
  body.address = input.address;
  body.client_ref = input.client_ref;
  if (input.place.position) body.place = input.place;
  PARVIS_TRY(config, intake_config(context_));
  const ChosenPosition chosen = place_of_report(*config, body, input.address, context_.clock.now());
  PARVIS_CHECK(check_territory(*config, chosen));
  PARVIS_CHECK(check_input(input, *config, body, chosen));
  PARVIS_TRY(contact, context_.database.write(
                          [&](store::Session& session) { return keep_contact(context_, session, input); }));
  body.contact_id = contact;
  PARVIS_TRY(answer, answer_of(context_, *config, draft_id, body));
  return keep_draft(context_, draft_id, body);
}

Result<ReportInput> ReportIntake::kept_input(const std::string& draft_id) {
  PARVIS_TRY(body, load_draft(context_, draft_id));
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

}  // namespace parvis::street
