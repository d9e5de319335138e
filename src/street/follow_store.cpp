// The part of ReportStore that holds people: contacts, followers, messages, drafts.
#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "street/report_row.hpp"
#include "street/report_store.hpp"

namespace parvis::street {
namespace {

Subscription subscription_of(const store::Row& row) {
  Subscription subscription;
  subscription.id = row.text("id");
  subscription.report_id = row.text("report_id");
  subscription.origin_report_id = row.text("origin_report_id");
  subscription.contact_id = row.text("contact_id");
  subscription.reason = row.text("reason");
  subscription.created_at = base::from_millis(row.integer("created_at"));
  subscription.confirmed_at = instant_or_nothing(row, "confirmed_at");
  subscription.ended_at = instant_or_nothing(row, "ended_at");
  return subscription;
}

constexpr std::string_view select_subscription =
    "SELECT id, report_id, origin_report_id, contact_id, reason, created_at, confirmed_at, ended_at "
    "FROM street_subscription WHERE ";

MessageRecord message_of(const store::Row& row) {
  MessageRecord message;
  message.id = row.text("id");
  message.report_id = row.text("report_id");
  message.contact_id = row.text("contact_id");
  message.template_code = row.text("template_code");
  message.template_version = row.integer("template_version");
  message.channel = row.text("channel");
  message.status = row.text("status");
  message.subject = row.text("subject");
  message.body = row.text("body");
  message.provider_text = row.text("provider_text");
  message.tries = row.integer("tries");
  message.at = base::from_millis(row.integer("at"));
  return message;
}

}  // namespace

Result<std::string> ReportStore::add_contact(store::Session& session, Contact contact) const {
  if (contact.id.empty()) contact.id = base::random_token();
  PARVIS_TRY(
      written,
      session.execute(
          "INSERT INTO street_contact (id, name, email, phone, language, wants_mail, wants_sms, "
          "erase_after, erased_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {contact.id, contact.name, contact.email, contact.phone, contact.language, flag(contact.wants_mail),
           flag(contact.wants_sms), millis_or_null(contact.erase_after), millis_or_null(contact.erased_at)}));
  static_cast<void>(written);
  return contact.id;
}

Result<Contact> ReportStore::contact(store::Session& session, std::string_view id) const {
  PARVIS_TRY(rows, session.query("SELECT * FROM street_contact WHERE id = ?", {text(id)}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ces coordonnées n'existent pas.", {}, "contact");
  const auto row = rows[0];
  Contact contact{row.text("id"),
                  row.text("name"),
                  row.text("email"),
                  row.text("phone"),
                  row.text("language"),
                  row.boolean("wants_mail"),
                  row.boolean("wants_sms"),
                  {},
                  {}};
  contact.erase_after = instant_or_nothing(row, "erase_after");
  contact.erased_at = instant_or_nothing(row, "erased_at");
  return contact;
}

Status ReportStore::erase_contact(store::Session& session, std::string_view id, base::Instant at) const {
  const std::int64_t now = base::to_millis(at);
  PARVIS_TRY(changed,
             session.execute("UPDATE street_contact SET name = '', email = '', phone = '', wants_mail = 0, "
                             "wants_sms = 0, erased_at = ? WHERE id = ?",
                             {now, text(id)}));
  if (changed == 0) return fail(ErrorKind::not_found, "Ces coordonnées n'existent pas.", {}, "contact");
  PARVIS_CHECK(done(
      session.execute("UPDATE street_message SET body = '', subject = '' WHERE contact_id = ?", {text(id)})));
  return done(
      session.execute("UPDATE street_subscription SET ended_at = ? WHERE contact_id = ? AND ended_at IS NULL",
                      {now, text(id)}));
}

Status ReportStore::subscribe(store::Session& session, Subscription subscription,
                              std::string_view secret) const {
  if (subscription.id.empty()) subscription.id = base::uuid_v7(subscription.created_at);
  if (subscription.origin_report_id.empty()) subscription.origin_report_id = subscription.report_id;
  return done(session.execute(
      "INSERT INTO street_subscription (id, report_id, origin_report_id, contact_id, reason, "
      "secret_hash, created_at, confirmed_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {subscription.id, subscription.report_id, subscription.origin_report_id, subscription.contact_id,
       subscription.reason, base::sha256_hex(secret), base::to_millis(subscription.created_at),
       millis_or_null(subscription.confirmed_at), millis_or_null(subscription.ended_at)}));
}

Result<std::vector<Subscription>> ReportStore::subscriptions(store::Session& session,
                                                             std::string_view report_id) const {
  PARVIS_TRY(rows, session.query(std::string(select_subscription) +
                                     "report_id = ? AND ended_at IS NULL ORDER BY created_at",
                                 {text(report_id)}));
  std::vector<Subscription> subscriptions;
  for (const auto row : rows) subscriptions.push_back(subscription_of(row));
  return subscriptions;
}

Result<Subscription> ReportStore::by_secret(store::Session& session, std::string_view secret) const {
  PARVIS_TRY(rows,
             session.query(std::string(select_subscription) + "secret_hash = ?", {base::sha256_hex(secret)}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce lien de suivi n'est pas valable.", {}, "secret");
  return subscription_of(rows[0]);
}

Status ReportStore::end_subscription(store::Session& session, std::string_view id, base::Instant at) const {
  return done(session.execute("UPDATE street_subscription SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                              {base::to_millis(at), text(id)}));
}

Status ReportStore::move_subscriptions(store::Session& session, std::string_view from_report,
                                       std::string_view to_report) const {
  return done(session.execute("UPDATE street_subscription SET report_id = ? WHERE report_id = ?",
                              {text(to_report), text(from_report)}));
}

Status ReportStore::return_subscriptions(store::Session& session, std::string_view origin_report) const {
  return done(session.execute(
      "UPDATE street_subscription SET report_id = origin_report_id WHERE origin_report_id = ?",
      {text(origin_report)}));
}

Status ReportStore::log_message(store::Session& session, const MessageRecord& message) const {
  return done(session.execute(
      "INSERT INTO street_message (id, report_id, contact_id, template_code, template_version, "
      "channel, status, subject, body, provider_text, tries, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {message.id.empty() ? base::uuid_v7(message.at) : message.id, message.report_id, message.contact_id,
       message.template_code, message.template_version, message.channel, message.status, message.subject,
       message.body, message.provider_text, message.tries, base::to_millis(message.at)}));
}

Status ReportStore::set_message_status(store::Session& session, std::string_view id, std::string_view status,
                                       std::int64_t tries, std::string_view provider_text) const {
  return done(
      session.execute("UPDATE street_message SET status = ?, tries = ?, provider_text = ? WHERE id = ?",
                      {text(status), tries, text(provider_text), text(id)}));
}

Result<std::vector<MessageRecord>> ReportStore::messages(store::Session& session,
                                                         std::string_view report_id) const {
  PARVIS_TRY(rows, session.query("SELECT * FROM street_message WHERE report_id = ? ORDER BY at, id",
                                 {text(report_id)}));
  std::vector<MessageRecord> messages;
  for (const auto row : rows) messages.push_back(message_of(row));
  return messages;
}

Status ReportStore::save_draft(store::Session& session, const Draft& draft) const {
  return done(
      session.execute("INSERT INTO street_draft (id, created_at, expires_at, body) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body",
                      {draft.id, base::to_millis(draft.created_at), base::to_millis(draft.expires_at),
                       base::json::serialize(draft.body)}));
}

Result<Draft> ReportStore::draft(store::Session& session, std::string_view id, base::Instant now) const {
  PARVIS_TRY(rows, session.query("SELECT * FROM street_draft WHERE id = ? AND expires_at > ?",
                                 {text(id), base::to_millis(now)}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce brouillon a expiré : recommencez.", {}, "draft");
  Draft draft{rows[0].text("id"),
              base::from_millis(rows[0].integer("created_at")),
              base::from_millis(rows[0].integer("expires_at")),
              {}};
  PARVIS_TRY(body, base::parse_json_object(rows[0].text("body")));
  draft.body = std::move(body);
  return draft;
}

Status ReportStore::delete_draft(store::Session& session, std::string_view id) const {
  return done(session.execute("DELETE FROM street_draft WHERE id = ?", {text(id)}));
}

Result<std::int64_t> ReportStore::delete_expired_drafts(store::Session& session, base::Instant now) const {
  return session.execute("DELETE FROM street_draft WHERE expires_at <= ?", {base::to_millis(now)});
}

}  // namespace parvis::street
