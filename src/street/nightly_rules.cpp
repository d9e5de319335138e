#include "street/nightly_rules.hpp"

#include <chrono>
#include <utility>

#include "street/calendar.hpp"
#include "street/draft_body.hpp"
#include "street/map_clusters.hpp"
#include "street/notices.hpp"
#include "street/sla_clock.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

constexpr std::size_t per_run = 500;

// The system moves a report; one that changed meanwhile is left for the next night.
Status move_by_time(StreetContext& context, const Config& config, const Report& report, State to,
                    std::string_view why) {
  return context.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(before, context.reports.by_id(session, report.id));
    if (before.version != report.version) return {};
    TransitionRequest request;
    request.to = to;
    request.zone = config.calendar.zone;
    const base::Instant now = context.clock.now();
    if (Status allowed = check_transition(before, request, now); !allowed) return {};
    Report after = after_transition(before, request, now);
    if (const Category* category = config.catalogue.find(after.category)) {
      set_deadline(after, *category, config.calendar, now);
    }
    PARVIS_TRY(updated, context.reports.update(session, before, std::move(after),
                                               {{}, "etat", {{"motif", why}}, {}, false}, now));
    return {};
  });
}

Status end_waits(StreetContext& context, const Config& config) {
  const base::Instant now = context.clock.now();
  std::vector<Report> resumed, unanswered;
  PARVIS_CHECK(context.database.read([&](store::Session& session) -> Status {
    PARVIS_TRY(waiting, context.reports.waiting_since(session, State::en_attente, now, per_run));
    PARVIS_TRY(asked, context.reports.waiting_since(session, State::attente_habitant,
                                                    now - std::chrono::days{question_days}, per_run));
    resumed = std::move(waiting);
    unanswered = std::move(asked);
    return {};
  }));
  for (const Report& report : resumed)
    PARVIS_CHECK(move_by_time(context, config, report, State::a_traiter, "reprise"));
  for (const Report& report : unanswered) {
    PARVIS_CHECK(move_by_time(context, config, report, report.remembered_state.value_or(State::a_qualifier),
                              "sans_reponse"));
  }
  return {};
}

// Whether no report and no other draft holds this photo.
Result<bool> photo_unused(StreetContext& context, store::Session& session, const std::string& sha) {
  PARVIS_TRY(sent, context.photos.sha_known(session, sha, ""));
  if (sent) return false;
  PARVIS_TRY(drafts,
             session.query("SELECT id FROM street_draft WHERE body LIKE ? LIMIT 1", {"%" + sha + "%"}));
  return drafts.empty();
}

// A draft never sent takes its photos and its contact with it.
Status drop_drafts(StreetContext& context) {
  const base::Instant now = context.clock.now();
  std::vector<std::string> shas, unused;
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    shas.clear();
    unused.clear();
    PARVIS_TRY(expired,
               session.query("SELECT body FROM street_draft WHERE expires_at <= ?", {base::to_millis(now)}));
    for (const store::Row row : expired) {
      PARVIS_TRY(body, base::parse_json_object(row.text("body")));
      const DraftBody draft = draft_body(body);
      for (const TakenPhoto& photo : draft.photos) shas.push_back(photo.original_sha);
      const std::string& contact = draft.contact_id;
      if (!contact.empty()) PARVIS_CHECK(context.reports.erase_contact(session, contact, now));
    }
    const auto deleted = context.reports.delete_expired_drafts(session, now);
    if (!deleted) return tl::make_unexpected(deleted.error());
    for (const std::string& sha : shas) {
      PARVIS_TRY(free, photo_unused(context, session, sha));
      if (free) unused.push_back(sha);
    }
    return {};
  }));
  for (const std::string& sha : unused) PARVIS_CHECK(context.originals.remove(sha));
  return {};
}

Status tell_late(StreetContext& context, const Config& config) {
  const base::Instant now = context.clock.now();
  if (!config.calendar.works(base::local_day(now, config.calendar.zone))) return {};
  ReportFilter filter;
  filter.late_at = now;
  std::vector<std::string> late;
  PARVIS_CHECK(context.reports.each(context.database, filter, [&](const Report& report) -> Status {
    late.push_back(report.id);
    return {};
  }));
  for (const std::string& id : late) {
    PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
      PARVIS_TRY(report, context.reports.by_id(session, id));
      PARVIS_TRY(events, context.reports.events(session, id));
      for (const Event& event : events) {
        if (event.type == "delai_depasse" && event.at >= report.clock_start.value_or(report.received_at))
          return {};
      }
      EventDraft told{{}, "delai_depasse", {{"message", "delai_depasse"}}, {}, false};
      PARVIS_TRY(event, context.reports.append_event(session, report, told, now));
      return queue_notice(context, session, report, event.seq, "delai_depasse");
    }));
  }
  return {};
}

}  // namespace

Status run_nightly_rules(StreetContext& context) {
  auto config = context.database.read([&](store::Session& session) { return context.config.load(session); });
  if (!config) return tl::make_unexpected(config.error());
  PARVIS_CHECK(end_waits(context, **config));
  PARVIS_CHECK(drop_drafts(context));
  PARVIS_CHECK(tell_late(context, **config));
  const auto rows = context.database.write([](store::Session& session) { return compact_map(session); });
  return rows ? Status() : Status(tl::make_unexpected(rows.error()));
}

}  // namespace parvis::street
