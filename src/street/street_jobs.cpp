#include "street/street_jobs.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/log.hpp"
#include "street/draft_body.hpp"
#include "street/job_kinds.hpp"
#include "street/nightly_rules.hpp"
#include "street/notices.hpp"
#include "street/photo_desk.hpp"
#include "street/suggestion_service.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

// The report's photos as the model now sees them. An error that time may mend is given back.
Result<std::vector<TakenPhoto>> seen_photos(StreetContext& context, const std::vector<Photo>& photos) {
  std::vector<TakenPhoto> out;
  for (const Photo& photo : photos) {
    if (photo.kind == PhotoKind::apres || photo.kind == PhotoKind::piece || photo.original_purged_at)
      continue;
    TakenPhoto taken;
    taken.id = photo.id;
    taken.original_sha = photo.original_sha;
    auto seen = see_photo(context, photo.original_sha, context.settings.late_suggestion_deadline_ms);
    if (seen)
      taken.seen = std::move(*seen);
    else if (seen.error().kind == ErrorKind::unavailable)
      return tl::make_unexpected(seen.error());
    out.push_back(std::move(taken));
  }
  return out;
}

// SG-7: what intake could not wait for, for the dispatcher's eyes.
Status late_suggestion(StreetContext& context, const json::object& payload) {
  const std::string id = base::text_or(payload, "report");
  std::vector<Photo> photos;
  std::shared_ptr<const Config> config;
  auto report = context.database.read([&](store::Session& session) -> Result<Report> {
    PARVIS_TRY(found, context.reports.by_id(session, id));
    PARVIS_TRY(own, context.photos.of_report(session, id));
    PARVIS_TRY(snapshot, context.config.load(session));
    photos = std::move(own);
    config = snapshot;
    return found;
  });
  if (!report)
    return report.error().kind == ErrorKind::not_found ? Status()
                                                       : Status(tl::make_unexpected(report.error()));
  PARVIS_TRY(seen, seen_photos(context, photos));
  PARVIS_TRY(made, make_suggestion(context, *config,
                                   {"street_report", report->id, std::move(seen), report->description,
                                    report->area_ids}));
  SuggestionRecord record = made.record;
  record.report_id = report->id;
  return context.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(context.reports.add_suggestion(session, record));
    PARVIS_TRY(event, context.reports.append_event(session, *report,
                                                   {{ActorKind::modele, record.model_sha},
                                                    "suggestion",
                                                    {{"decision", record.decision_id}},
                                                    {},
                                                    false},
                                                   context.clock.now()));
    return {};
  });
}

Status nightly(StreetContext& context) {
  const Status done = run_nightly_rules(context);
  if (!done) base::log_warning("street.nightly_failed", {{"code", done.error().code}});
  // the next night stands in the queue whatever this one gave
  return schedule_street_jobs(context);
}

}  // namespace

void register_street_jobs(store::JobWorker& worker, StreetContext& context) {
  worker.on(std::string(job_cover_photo), [&context](const json::object& payload) {
    return PhotoDesk(context).cover(base::text_or(payload, "photo"));
  });
  worker.on(std::string(job_late_suggestion),
            [&context](const json::object& payload) { return late_suggestion(context, payload); });
  worker.on(std::string(job_notice),
            [&context](const json::object& payload) { return send_notice(context, payload); });
  worker.on(std::string(job_nightly), [&context](const json::object&) { return nightly(context); });
}

Status schedule_street_jobs(StreetContext& context) {
  const base::Instant now = context.clock.now();
  base::LocalTime local = base::to_local(now, context.town().zone);
  local.hour = 3;
  local.minute = 15;
  local.second = 0;
  base::Instant next = base::from_local(local, context.town().zone);
  if (next <= now) next += std::chrono::hours{24};
  return context.database.write([&](store::Session& session) -> Status {
    // the night that asks is itself 'running', with a lease that ends later than now
    PARVIS_TRY(waiting, session.query("SELECT id FROM job WHERE kind = ? AND state = 'waiting' LIMIT 1",
                                      {std::string(job_nightly)}));
    if (!waiting.empty()) return {};
    return store::enqueue(session, job_nightly, {}, next);
  });
}

}  // namespace parvis::street
