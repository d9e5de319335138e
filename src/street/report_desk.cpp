#include "street/report_desk.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "store/jobs.hpp"
#include "street/job_kinds.hpp"
#include "street/notices.hpp"
#include "street/position.hpp"
#include "street/public_text.hpp"
#include "street/routing.hpp"
#include "street/sla_clock.hpp"
#include "street/suggestion_service.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;
using ConfigPtr = std::shared_ptr<const Config>;

Status check_version(const Report& report, std::int64_t version) {
  if (version == 0 || version == report.version) return {};
  return fail(ErrorKind::conflict,
              "Ce signalement a changé pendant que vous l'aviez sous les yeux. Relisez-le, puis recommencez.",
              {}, "version_conflict");
}

Error no_report() {
  return {ErrorKind::not_found, "Ce signalement n'existe pas.", {}, {}};
}

// The suggestion that a person's category answers: kept for the next training, told to the ledger after the
// commit.
Result<std::optional<SuggestionRecord>> answer_suggestion(StreetContext& context, store::Session& session,
                                                          const Report& before, const Report& after,
                                                          const Actor& actor) {
  PARVIS_TRY(suggestion, context.reports.suggestion(session, before.id));
  const base::Instant now = context.clock.now();
  if (suggestion) {
    PARVIS_CHECK(context.reports.decide_suggestion(session, suggestion->id, after.category, actor.id, now));
  }
  const std::string suggested =
      suggestion && !suggestion->top.empty() ? suggestion->top.front().first : before.category;
  if (suggested != after.category) {
    PARVIS_CHECK(context.reports.add_correction(
        session, {before.id, "categorie", suggested, after.category, actor, now, true}));
  }
  return suggestion;
}

void take_category(Report& after, const Category& category, const Category* old, const Config& config) {
  const bool as_category = old && after.visibility == old->visibility;
  after.category = category.code;
  after.category_source = CategorySource::regulation;
  after.category_confirmed = true;
  if (as_category || category.visibility > after.visibility) after.visibility = category.visibility;
  if (category.danger()) after.priority = Priority::danger;
  const bool open_to_rules =
      after.state == State::recu || after.state == State::a_qualifier || after.state == State::a_traiter;
  if (open_to_rules)
    after.team = route(config.routing, config.catalogue, after.category, after.area_ids).team;
}

Result<Report> patched(const Report& before, const ReportPatch& patch, const Config& config,
                       base::Instant now) {
  Report after = before;
  if (patch.position) {
    if (!plausible(*patch.position))
      return fail(ErrorKind::invalid, "Cette position n'existe pas.", {}, "position");
    if (config.areas.place(*patch.position) == Territory::outside) {
      return fail(ErrorKind::invalid, "Ce lieu n'est pas dans la commune.", {}, "outside_territory");
    }
    after.position = rounded(*patch.position);
    after.position_source = PositionSource::carte;
    after.position_precision_m = 5;
    after.area_ids = config.areas.holding(*patch.position);
    std::erase_if(after.quality_flags, [](const std::string& flag) {
      return flag == "sans_position" || flag == "imprecis" || flag == "exif_conflict" ||
             flag == "point_par_defaut";
    });
  }
  if (patch.address) after.address = clean_text(*patch.address, max_address_characters);
  if (patch.category) {
    const Category* category = config.catalogue.find(*patch.category);
    if (!category || category->guidance)
      return fail(ErrorKind::invalid, "Cette rubrique n'existe pas.", {}, "category");
    take_category(after, *category, config.catalogue.find(before.category), config);
    set_deadline(after, *category, config.calendar, now);
  }
  if (patch.team) {
    if (!patch.team->empty() && !config.team(*patch.team)) {
      return fail(ErrorKind::invalid, "Cette équipe n'existe pas.", {}, "team");
    }
    after.team = *patch.team;
    if (!patch.assignee) after.assignee.clear();
  }
  if (patch.assignee) after.assignee = *patch.assignee;
  if (patch.priority) after.priority = *patch.priority;
  if (patch.visibility) after.visibility = *patch.visibility;
  return after;
}

std::string_view event_type(const ReportPatch& patch) {
  if (patch.category) return "categorie";
  if (patch.position || patch.address) return "position";
  if (patch.team || patch.assignee) return "equipe";
  if (patch.visibility) return "visibilite";
  return "priorite";
}

Result<std::int64_t> last_seq(StreetContext& context, store::Session& session, const Report& report) {
  PARVIS_TRY(events, context.reports.events(session, report.id));
  return events.empty() ? std::int64_t{1} : events.back().seq;
}

struct MoveFacts {
  Report report;
  std::optional<Report> head;
  TransitionRequest request;
};

Status fill_request(StreetContext& context, store::Session& session, const Config& config, MoveFacts& facts,
                    const TransitionOrder& order) {
  TransitionRequest& request = facts.request;
  const Report& report = facts.report;
  request.to = order.to;
  request.reason = order.reason;
  request.text = clean_text(order.text, max_description_characters);
  request.date = order.date;
  request.zone = context.town().zone;
  request.has_contact = !report.contact_id.empty();
  const Category* category = config.catalogue.find(report.category);
  request.after_photo_required = category && category->after_photo_required;
  PARVIS_TRY(photos, context.photos.of_report(session, report.id));
  request.has_after_photo = std::any_of(photos.begin(), photos.end(),
                                        [](const Photo& photo) { return photo.kind == PhotoKind::apres; });
  PARVIS_TRY(blurred, context.photos.all_blurred(session, report.id));
  request.all_blurred = blurred;
  if (order.duplicate_ref.empty()) return {};
  auto head = context.reports.by_ref(session, order.duplicate_ref);
  if (!head) {
    return fail(ErrorKind::invalid, "Aucun signalement ne porte le numéro " + order.duplicate_ref + ".", {},
                "duplicate_of");
  }
  request.duplicate_of = head->id;
  request.head_is_open = is_open(head->state);
  request.head_is_duplicate = !head->duplicate_of.empty();
  facts.head = std::move(*head);
  return {};
}

// Followers of a duplicate go to the head; both histories say so.
Status join_heads(StreetContext& context, store::Session& session, const Report& duplicate,
                  const Report& head, const Actor& actor) {
  const base::Instant now = context.clock.now();
  PARVIS_TRY(children, context.reports.duplicates_of(session, duplicate.id));
  if (!children.empty()) {
    return fail(ErrorKind::conflict,
                "D'autres signalements sont des doublons de celui-ci : déliez-les d'abord.", {},
                "duplicate_head");
  }
  PARVIS_CHECK(context.reports.move_subscriptions(session, duplicate.id, head.id));
  Report after = head;
  after.followers += 1 + duplicate.followers;
  PARVIS_TRY(updated, context.reports.update(session, head, std::move(after),
                                             {actor, "doublon", {{"ref", duplicate.ref}}, {}, false}, now));
  DuplicateLink link;
  link.id = base::uuid_v7(now);
  link.report_id = duplicate.id;
  link.candidate_id = head.id;
  if (duplicate.position && head.position)
    link.distance_m = base::haversine_m(*duplicate.position, *head.position);
  link.score = link.distance_m;
  link.decision = "lie_agent";
  link.actor = actor;
  link.at = now;
  return context.reports.add_duplicate_link(session, link);
}

// The write itself, shared by staff, citizens and the nightly rules.
Result<Report> apply_move(StreetContext& context, store::Session& session, const Config& config,
                          MoveFacts& facts) {
  const base::Instant now = context.clock.now();
  TransitionRequest& request = facts.request;
  const Report& before = facts.report;
  PARVIS_CHECK(check_transition(before, request, now));
  Report after = after_transition(before, request, now);
  if (const Category* category = config.catalogue.find(after.category)) {
    set_deadline(after, *category, config.calendar, now);
  }
  if (request.to == State::a_qualifier && before.state == State::a_traiter)
    after.team = std::string(dispatch_team);
  EventDraft event{request.actor, "etat", {}, request.text, request.actor.kind != ActorKind::habitant};
  const std::string_view message = notice_code(before.state, request.to);
  if (!message.empty()) event.payload["message"] = message;
  if (!request.reason.empty()) event.payload["motif"] = request.reason;
  PARVIS_TRY(updated, context.reports.update(session, before, std::move(after), event, now));
  if (!message.empty()) {
    PARVIS_TRY(seq, last_seq(context, session, updated));
    PARVIS_CHECK(queue_notice(context, session, updated, seq, message));
  }
  if (request.to == State::doublon && facts.head) {
    PARVIS_CHECK(join_heads(context, session, updated, *facts.head, request.actor));
  }
  return updated;
}

void tell_closing(StreetContext& context, const Report& report) {
  if (report.state != State::resolu) return;
  auto suggestion = context.database.read(
      [&](store::Session& session) { return context.reports.suggestion(session, report.id); });
  if (suggestion && *suggestion) tell_outcome(context, **suggestion, report.category);
}

Result<ConfigPtr> load_config(StreetContext& context) {
  return context.database.read([&](store::Session& session) { return context.config.load(session); });
}

Result<base::Instant> parse_when(const std::string& text, const std::string& zone) {
  if (auto day = base::parse_day(text)) return base::instant_on(*day, 12 * 60, zone);
  return base::parse_instant(text);
}

}  // namespace

Result<ReportPatch> parse_patch(const json::object& object) {
  ReportPatch patch;
  auto text = [&](std::string_view key) -> std::optional<std::string> {
    const auto* found = object.if_contains(key);
    if (!found) return std::nullopt;
    return found->is_string() ? std::string(found->get_string()) : std::string();
  };
  patch.category = text("category");
  patch.team = text("team");
  patch.assignee = text("assignee");
  patch.address = text("address");
  if (auto priority = text("priority")) {
    patch.priority = priority_codes.parse(*priority);
    if (!patch.priority) return fail(ErrorKind::invalid, "Cette priorité n'existe pas.", {}, "priority");
  }
  if (auto visibility = text("visibility")) {
    patch.visibility = visibility_codes.parse(*visibility);
    if (!patch.visibility)
      return fail(ErrorKind::invalid, "Cette visibilité n'existe pas.", {}, "visibility");
  }
  const auto lat = base::opt_number(object, "lat"), lon = base::opt_number(object, "lon");
  if (lat.has_value() != lon.has_value()) {
    return fail(ErrorKind::invalid, "Donnez la latitude et la longitude.", {}, "position");
  }
  if (lat) patch.position = base::LatLon{*lat, *lon};
  if (!patch.category && !patch.team && !patch.assignee && !patch.address && !patch.priority &&
      !patch.visibility && !patch.position) {
    return fail(ErrorKind::invalid, "Rien à changer.", {}, "empty");
  }
  return patch;
}

Result<TransitionOrder> parse_transition(const json::object& object, const std::string& zone) {
  TransitionOrder order;
  PARVIS_TRY(to, base::need_text(object, "to"));
  const auto state = state_codes.parse(to);
  if (!state) return fail(ErrorKind::invalid, "L'état « " + to + " » n'existe pas.", {}, "to");
  order.to = *state;
  order.reason = base::text_or(object, "reason");
  order.text = base::text_or(object, "text");
  order.duplicate_ref = base::text_or(object, "duplicate_of");
  const std::string date = base::text_or(object, "date");
  if (!date.empty()) {
    auto when = parse_when(date, zone);
    if (!when) return fail(ErrorKind::invalid, "Écrivez la date sous la forme 2026-05-31.", {}, "date");
    order.date = *when;
  }
  return order;
}

Result<Report> ReportDesk::change(const std::string& ref, std::int64_t version, const ReportPatch& patch,
                                  const Staff& staff) {
  PARVIS_TRY(config, load_config(context_));
  std::optional<SuggestionRecord> suggestion;
  PARVIS_TRY(updated, context_.database.write([&](store::Session& session) -> Result<Report> {
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    PARVIS_CHECK(check_change(staff, report));
    PARVIS_CHECK(check_version(report, version));
    const base::Instant now = context_.clock.now();
    PARVIS_TRY(after, patched(report, patch, *config, now));
    if (patch.category) {
      PARVIS_TRY(answered, answer_suggestion(context_, session, report, after, staff.actor()));
      suggestion = answered;
    }
    return context_.reports.update(session, report, std::move(after),
                                   {staff.actor(), std::string(event_type(patch)), {}, {}, false}, now);
  }));
  if (suggestion) tell_choice(context_, *suggestion, updated.category, staff.actor(), "regulation");
  return updated;
}

Result<Report> ReportDesk::move(const std::string& ref, std::int64_t version, const TransitionOrder& order,
                                const Staff& staff) {
  PARVIS_TRY(config, load_config(context_));
  PARVIS_TRY(moved, context_.database.write([&](store::Session& session) -> Result<Report> {
    MoveFacts facts;
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    PARVIS_CHECK(check_change(staff, report));
    PARVIS_CHECK(check_version(report, version));
    facts.report = std::move(report);
    PARVIS_CHECK(fill_request(context_, session, *config, facts, order));
    facts.request.actor = staff.actor();
    facts.request.rights = staff.rights;
    return apply_move(context_, session, *config, facts);
  }));
  tell_closing(context_, moved);
  return moved;
}

Status ReportDesk::note(const std::string& ref, const std::string& text, bool shown, const Staff& staff) {
  const std::string clean = clean_text(text, max_description_characters);
  if (clean.empty()) return fail(ErrorKind::invalid, "Écrivez la note.", {}, "text");
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    PARVIS_CHECK(check_change(staff, report));
    PARVIS_TRY(event, context_.reports.append_event(
                          session, report, {staff.actor(), "note", {}, clean, shown}, context_.clock.now()));
    return {};
  });
}

Result<std::vector<PhotoAnswer>> ReportDesk::add_photos(const std::string& ref, PhotoKind kind,
                                                        const std::vector<SentPhoto>& photos,
                                                        const Staff& staff) {
  PARVIS_TRY(report, context_.database.read(
                         [&](store::Session& session) { return context_.reports.by_ref(session, ref); }));
  PARVIS_CHECK(check_change(staff, report));
  if (photos.empty()) return fail(ErrorKind::invalid, "Choisissez une photo.", {}, "photo");
  std::vector<PhotoAnswer> answers = take_photos(context_, photos, 0);
  if (std::none_of(answers.begin(), answers.end(),
                   [](const PhotoAnswer& one) { return one.photo.has_value(); })) {
    return tl::make_unexpected(*answers.front().error);
  }
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(before, context_.photos.of_report(session, report.id));
    auto rank = static_cast<std::int64_t>(before.size());
    for (const PhotoAnswer& answer : answers) {
      if (!answer.photo) continue;
      PARVIS_TRY(id, context_.photos.add(session, as_photo(*answer.photo, report.id, kind, rank++)));
      PARVIS_CHECK(
          store::enqueue(session, job_cover_photo, json::object{{"photo", id}}, context_.clock.now()));
      PARVIS_TRY(
          event,
          context_.reports.append_event(
              session, report,
              {staff.actor(), "photo", {{"photo", id}, {"sorte", photo_kind_codes.code(kind)}}, {}, false},
              context_.clock.now()));
    }
    return {};
  }));
  return answers;
}

Result<Report> ReportDesk::link(const std::string& ref, const std::string& head_ref, const Staff& staff) {
  TransitionOrder order;
  order.to = State::doublon;
  order.duplicate_ref = head_ref;
  return move(ref, 0, order, staff);
}

Result<Report> ReportDesk::unlink(const std::string& ref, const Staff& staff) {
  PARVIS_TRY(config, load_config(context_));
  return context_.database.write([&](store::Session& session) -> Result<Report> {
    MoveFacts facts;
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    PARVIS_CHECK(check_change(staff, report));
    if (report.duplicate_of.empty()) {
      return fail(ErrorKind::conflict, "Ce signalement n'est lié à aucun autre.", {}, "not_duplicate");
    }
    PARVIS_TRY(head, context_.reports.by_id(session, report.duplicate_of));
    facts.report = report;
    facts.request.to = State::a_qualifier;
    facts.request.actor = staff.actor();
    facts.request.rights = staff.rights;
    facts.request.zone = context_.town().zone;
    PARVIS_TRY(updated, apply_move(context_, session, *config, facts));
    PARVIS_CHECK(context_.reports.move_subscriptions(session, head.id, report.id));
    Report after = head;
    after.followers = std::max<std::int64_t>(0, after.followers - 1 - report.followers);
    PARVIS_TRY(rest,
               context_.reports.update(session, head, std::move(after),
                                       {staff.actor(), "doublon_delie", {{"ref", report.ref}}, {}, false},
                                       context_.clock.now()));
    DuplicateLink link;
    link.id = base::uuid_v7(context_.clock.now());
    link.report_id = report.id;
    link.candidate_id = head.id;
    link.decision = "delie";
    link.actor = staff.actor();
    link.at = context_.clock.now();
    PARVIS_CHECK(context_.reports.add_duplicate_link(session, link));
    return updated;
  });
}

Result<BulkOutcome> ReportDesk::bulk(const std::vector<std::string>& refs, const BulkAction& action,
                                     const Staff& staff) {
  if (refs.empty() || refs.size() > context_.settings.max_bulk) {
    return fail(ErrorKind::invalid,
                "Choisissez de 1 à " + std::to_string(context_.settings.max_bulk) + " signalements.", {},
                "refs");
  }
  BulkOutcome outcome;
  for (const std::string& ref : refs) {
    const Result<Report> done =
        action.transition ? move(ref, 0, *action.transition, staff) : change(ref, 0, action.patch, staff);
    if (done)
      outcome.done.push_back(ref);
    else
      outcome.refused.emplace_back(ref, done.error().message);
  }
  return outcome;
}

Result<LinkHolder> ReportDesk::holder(const std::string& ref, const std::string& secret) {
  if (secret.empty()) return LinkHolder::nobody;
  return context_.database.read([&](store::Session& session) -> Result<LinkHolder> {
    auto subscription = context_.reports.by_secret(session, secret);
    if (!subscription) {
      if (subscription.error().kind == ErrorKind::not_found) return LinkHolder::nobody;
      return tl::make_unexpected(subscription.error());
    }
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    // the author of a duplicate keeps the page of the report they sent
    if (subscription->reason == "auteur" && subscription->origin_report_id == report.id)
      return LinkHolder::author;
    const bool follows =
        subscription->report_id == report.id || subscription->report_id == report.duplicate_of;
    return follows ? LinkHolder::follower : LinkHolder::nobody;
  });
}

Result<Report> ReportDesk::by_citizen(const std::string& ref, const std::string& secret, State to,
                                      const std::string& text) {
  PARVIS_TRY(held_by, holder(ref, secret));
  const bool may =
      held_by == LinkHolder::author || (held_by == LinkHolder::follower && to == State::reouverture);
  if (!may) return tl::make_unexpected(no_report());
  PARVIS_TRY(config, load_config(context_));
  return context_.database.write([&](store::Session& session) -> Result<Report> {
    MoveFacts facts;
    PARVIS_TRY(report, context_.reports.by_ref(session, ref));
    TransitionOrder order;
    order.to = to == State::attente_habitant ? report.remembered_state.value_or(State::a_qualifier) : to;
    order.text = text;
    facts.report = std::move(report);
    PARVIS_CHECK(fill_request(context_, session, *config, facts, order));
    facts.request.actor = {ActorKind::habitant, {}};
    return apply_move(context_, session, *config, facts);
  });
}

Result<Report> ReportDesk::cancel(const std::string& ref, const std::string& secret) {
  return by_citizen(ref, secret, State::annule, {});
}

Result<Report> ReportDesk::reopen(const std::string& ref, const std::string& secret,
                                  const std::string& text) {
  return by_citizen(ref, secret, State::reouverture, text);
}

Result<Report> ReportDesk::answer(const std::string& ref, const std::string& secret,
                                  const std::string& text) {
  if (base::trim(text).empty()) return fail(ErrorKind::invalid, "Écrivez votre réponse.", {}, "text");
  return by_citizen(ref, secret, State::attente_habitant, text);
}

}  // namespace parvis::street
