#include "street/notices.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "base/hashing.hpp"
#include "base/log.hpp"
#include "store/jobs.hpp"
#include "street/job_kinds.hpp"
#include "street/report_intake.hpp"
#include "street/street_secrets.hpp"

namespace parvis::street {
namespace {

namespace json = base::json;

// What the message needs, read in one transaction.
struct Notice {
  Report report;
  std::shared_ptr<const Config> config;
  std::string words;  // reason or text of the change
  std::vector<Subscription> followers;
  std::vector<MessageRecord> sent;
  bool folded = false;  // a later change will tell more
};

const Event* event_of(const std::vector<Event>& events, std::int64_t seq) {
  for (const Event& event : events) {
    if (event.seq == seq) return &event;
  }
  return nullptr;
}

bool told_later(const std::vector<Event>& events, std::int64_t seq) {
  return std::any_of(events.begin(), events.end(), [seq](const Event& event) {
    return event.seq > seq && event.payload.contains("message");
  });
}

std::string words_of(const Report& report, const Event* event) {
  std::string words;
  if (!report.state_reason.empty()) words = reason_label(report.state_reason);
  if (event && event->text_public && !event->text.empty()) {
    if (!words.empty()) words += ". ";
    words += event->text;
  }
  return words;
}

// Whom to write to. The followers of a duplicate have moved to its head: the job names them.
Result<std::vector<Subscription>> recipients(StreetContext& context, store::Session& session,
                                             const Report& report, const json::object& payload) {
  const auto* named = payload.if_contains("followers");
  if (!named || !named->is_array()) return context.reports.subscriptions(session, report.id);
  PARVIS_TRY(followers, context.reports.subscriptions(
                            session, report.duplicate_of.empty() ? report.id : report.duplicate_of));
  std::erase_if(followers, [&](const Subscription& one) {
    const json::array& ids = named->get_array();
    return std::none_of(ids.begin(), ids.end(),
                        [&](const json::value& id) { return id == json::value(one.id); });
  });
  return followers;
}

Result<Notice> read_notice(StreetContext& context, const json::object& payload) {
  const std::string report_id = base::text_or(payload, "report");
  const std::int64_t seq = base::integer_or(payload, "seq");
  return context.database.read([&](store::Session& session) -> Result<Notice> {
    Notice notice;
    PARVIS_TRY(report, context.reports.by_id(session, report_id));
    PARVIS_TRY(config, context.config.load(session));
    PARVIS_TRY(events, context.reports.events(session, report_id));
    PARVIS_TRY(followers, recipients(context, session, report, payload));
    PARVIS_TRY(sent, context.reports.messages(session, report_id));
    notice.folded = told_later(events, seq);
    notice.words = words_of(report, event_of(events, seq));
    notice.report = std::move(report);
    notice.config = config;
    notice.followers = std::move(followers);
    notice.sent = std::move(sent);
    return notice;
  });
}

// The same message twice is the same row: a job that starts again does not write twice to those already
// reached.
std::string message_id(const std::string& report, std::int64_t seq, std::string_view code,
                       const std::string& contact) {
  return base::sha256_hex(report + "\n" + std::to_string(seq) + "\n" + std::string(code) + "\n" + contact)
      .substr(0, 32);
}

Status deliver(StreetContext& context, const Notice& notice, const MessageTemplate& text,
               const Contact& contact, const Subscription& follower, std::int64_t seq) {
  const std::string id = message_id(notice.report.id, seq, text.code, contact.id);
  std::int64_t tries = 0;
  bool logged = false;
  for (const MessageRecord& one : notice.sent) {
    if (one.id != id) continue;
    if (one.status == "envoye") return {};
    tries = one.tries;
    logged = true;
  }
  auto values = message_values(context, *notice.config, notice.report, notice.words);
  values["lien"] =
      report_url(context, notice.report.ref, follow_secret(context.settings.secret_key, follower.id));
  const RenderedMessage message = render(text, values);
  if (!logged) {
    MessageRecord record;
    record.id = id;
    record.report_id = notice.report.id;
    record.contact_id = contact.id;
    record.template_code = text.code;
    record.template_version = text.version;
    record.subject = message.subject;
    record.body = message.body;
    record.at = context.clock.now();
    PARVIS_CHECK(context.database.write(
        [&](store::Session& session) { return context.reports.log_message(session, record); }));
  }
  net::Mail mail;
  mail.from = context.settings.mail_from;
  mail.to = contact.email;
  mail.subject = message.subject;
  mail.text = message.body;
  Status sent = context.mailer.send(mail);
  if (!sent)
    base::log_warning("street.mail_failed", {{"report", notice.report.ref}, {"code", sent.error().code}});
  PARVIS_CHECK(context.database.write([&](store::Session& session) {
    return context.reports.set_message_status(session, id, sent ? "envoye" : "echec", tries + 1,
                                              sent ? "" : "mail");
  }));
  // an address that can never work is not tried again
  if (!sent && sent.error().kind != ErrorKind::invalid) return sent;
  return {};
}

}  // namespace

std::string_view notice_code(State from, State to) {
  switch (to) {
    case State::programme:
      return "programme";
    case State::attente_habitant:
      return "question";
    case State::en_attente:
      return "en_attente";
    case State::transfere:
      return "transmis_partenaire";
    case State::resolu:
      return from == State::reouverture ? "reouverture_refusee" : "resolu";
    case State::non_retenu:
      return from == State::reouverture ? "reouverture_refusee" : "non_retenu";
    case State::doublon:
      return "doublon";
    case State::a_traiter:
    case State::a_qualifier:
      if (from == State::reouverture || !is_open(from)) return "reouverture_acceptee";
      return {};
    default:
      return {};
  }
}

Status queue_notice(StreetContext& context, store::Session& session, const Report& report, std::int64_t seq,
                    std::string_view code) {
  const base::Instant now = context.clock.now();
  base::Instant when = now;
  PARVIS_TRY(sent, context.reports.messages(session, report.id));
  const auto fold = std::chrono::minutes{context.settings.message_fold_minutes};
  for (const MessageRecord& one : sent) {
    if (one.template_code != "accuse_reception") when = std::max(when, one.at + fold);
  }
  json::object payload{{"report", report.id}, {"seq", seq}, {"code", code}};
  if (report.state == State::doublon) {
    PARVIS_TRY(followers, context.reports.subscriptions(session, report.id));
    json::array ids;
    for (const Subscription& one : followers) ids.push_back(json::value(one.id));
    payload["followers"] = std::move(ids);
  }
  return store::enqueue(session, job_notice, payload, when);
}

std::map<std::string, std::string> message_values(const StreetContext& context, const Config& config,
                                                  const Report& report, const std::string& words) {
  const TownFacts town = context.town();
  std::map<std::string, std::string> values{{"ref", report.ref},
                                            {"categorie", config.catalogue.label(report.category)},
                                            {"adresse", report.address},
                                            {"motif", words},
                                            {"ville", town.name}};
  if (report.planned_at)
    values["date_prevue"] = base::french_date(*report.planned_at, town.zone);
  else if (report.deadline_at)
    values["date_prevue"] = base::french_date(*report.deadline_at, town.zone);
  if (const Category* category = config.catalogue.find(report.category)) {
    if (auto sla = parse_sla(category->sla)) values["delai_usuel"] = sla_in_words(*sla);
  }
  values["lien"] = report_url(context, report.ref);
  return values;
}

Status send_notice(StreetContext& context, const json::object& payload) {
  const std::string code = base::text_or(payload, "code");
  const std::int64_t seq = base::integer_or(payload, "seq");
  auto read = read_notice(context, payload);
  if (!read)
    return read.error().kind == ErrorKind::not_found ? Status() : Status(tl::make_unexpected(read.error()));
  const Notice& notice = *read;
  const bool author_only = base::flag_or(payload, "author_only");
  if (notice.folded && code != "accuse_reception") return {};
  const MessageTemplate* text =
      choose_template(notice.config->templates, code, "courriel", notice.report.category);
  if (!text) return {};
  std::optional<Error> failed;
  for (const Subscription& follower : notice.followers) {
    if (follower.ended_at || follower.contact_id.empty() || (author_only && follower.reason != "auteur"))
      continue;
    auto contact = context.database.read(
        [&](store::Session& session) { return context.reports.contact(session, follower.contact_id); });
    if (!contact || contact->erased_at || !contact->wants_mail || contact->email.empty()) continue;
    if (Status done = deliver(context, notice, *text, *contact, follower, seq); !done) failed = done.error();
  }
  if (failed) return tl::make_unexpected(*failed);
  return {};
}

}  // namespace parvis::street
