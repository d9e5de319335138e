// How reports are kept. Every function works inside the caller's transaction (store::Session), so that a
// report, its event, its text and its messages are written together or not at all. Safe to call from several
// threads, each with its own session. The same behaviour on SQLite and PostgreSQL.
//
// The history is append-only: the database refuses UPDATE and DELETE on street_event; each event carries the
// hash of the one before. Free text stands apart in street_event_text, which may be blanked without breaking
// the chain; the reporter's identity stands only in street_contact.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sql.hpp"
#include "street/duplicates.hpp"
#include "street/report.hpp"

namespace parvis::street {

// What a use case says about a write; the store adds seq, hashes and payload["set"].
struct EventDraft {
  Actor actor;
  std::string type;
  base::json::object payload;
  std::string text;  // free text, kept apart
  bool text_public = false;
};

enum class SortBy { received, deadline, priority };
inline constexpr base::CodeList<SortBy, 3> sort_codes{{"received", "deadline", "priority"}};

// Empty or absent = no restriction.
struct ReportFilter {
  std::vector<State> states;
  std::optional<bool> open;
  std::vector<std::string> categories,
      families;  // families are expanded by the caller's catalogue into categories
  std::vector<std::string> teams;
  std::string assignee;
  std::string query;  // words, or a reference (then every other restriction is ignored)
  std::optional<base::BBox> bbox;
  std::optional<base::Instant> from, to;  // received_at, [from, to)
  std::optional<base::Instant> late_at;   // open, and due before this instant
  std::string area;
  std::string flag;
  bool photos_to_check = false;  // holds a photo that a person has still to look at
  bool public_only = false;
};

struct PageRequest {
  SortBy sort = SortBy::received;
  bool descending = true;
  std::string cursor;      // next_cursor of the page before; empty: first page
  std::size_t limit = 50;  // 1..max_page
};
inline constexpr std::size_t max_page = 200;

struct ReportPage {
  std::vector<Report> items;        // without pauses, answers and contact
  std::string next_cursor;          // empty: last page
  std::int64_t total_estimate = 0;  // exact up to max_counted
  bool total_is_exact = true;
};
inline constexpr std::int64_t max_counted = 1000;

struct StateCount {
  std::string team;
  State state = State::recu;
  std::int64_t count = 0;
  std::int64_t late = 0;
};

struct SuggestionRecord {
  std::string id, report_id, decision_id, model_sha;
  std::vector<std::string> inputs;
  std::vector<std::pair<std::string, double>> top;
  bool abstained = true;
  std::string reason;
  std::int64_t latency_ms = 0;
  std::optional<double> energy_uwh;
  std::string chosen, decided_by;
  std::optional<base::Instant> decided_at;
  std::vector<std::pair<std::string, std::string>> factors;  // input, French sentence
  base::Instant created_at{};
};

struct Correction {
  std::string report_id, field, suggested,
      final_value;  // field: categorie, equipe, position, doublon, floutage
  Actor actor;
  base::Instant at{};
  bool usable_for_training = true;
};

struct DuplicateLink {
  std::string id, report_id, draft_id, candidate_id;
  double score = 0, distance_m = 0;
  std::string decision;  // moi_aussi, autre, lie_agent, delie
  Actor actor;
  base::Instant at{};
};

struct Subscription {
  std::string id, report_id, contact_id, reason;  // auteur, moi_aussi, suivi
  std::string
      origin_report_id;  // the report followed before it was linked to a head; given back when unlinked
  base::Instant created_at{};
  std::optional<base::Instant> confirmed_at, ended_at;
};

struct MessageRecord {
  std::string id, report_id, contact_id, template_code, channel = "courriel", status = "file", subject, body,
                                                        provider_text;
  std::int64_t template_version = 1, tries = 0;
  base::Instant at{};
};

struct Draft {
  std::string id;
  base::Instant created_at{}, expires_at{};
  base::json::object body;
};

class ReportStore {
 public:
  // --- reports ---
  // Gives id (when empty), ref, version 1, and writes event 1. If client_ref is already known, answers the
  // stored report and adds nothing.
  struct Inserted {
    Report report;
    bool already_known = false;
  };
  Result<Inserted> insert(store::Session& session, Report report, const EventDraft& event) const;

  // Writes `after` if the stored version is still `before.version` (else conflict, code "version"), with one
  // event whose payload["set"] is computed. Answers the row as written: version + 1, updated_at = `at`.
  Result<Report> update(store::Session& session, const Report& before, Report after, const EventDraft& event,
                        base::Instant at) const;
  // An event that changes no field (a public note, an opened original).
  Result<Event> append_event(store::Session& session, const Report& report, const EventDraft& event,
                             base::Instant at) const;

  Result<Report> by_ref(store::Session& session, std::string_view ref) const;  // not_found
  Result<Report> by_id(store::Session& session, std::string_view id) const;
  Result<std::optional<Report>> by_client_ref(store::Session& session, std::string_view jurisdiction,
                                              std::string_view client_ref) const;
  Result<std::vector<Report>> by_ids(store::Session& session, const std::vector<std::string>& ids) const;
  Result<ReportPage> list(store::Session& session, const ReportFilter& filter, const PageRequest& page) const;
  Result<std::vector<StateCount>> counts(store::Session& session, base::Instant now) const;
  // Reports near a point that may be the same thing, for duplicates.hpp; at most `limit`, nearest cells
  // first.
  Result<std::vector<KnownReport>> near(store::Session& session, base::LatLon centre, double radius_m,
                                        base::Instant opened_since, base::Instant closed_since,
                                        std::size_t limit = 2000) const;
  Result<std::vector<Report>> duplicates_of(store::Session& session, std::string_view head_id) const;
  // Open reports whose planned_at (resumption) or question has run out, for the nightly rules.
  Result<std::vector<Report>> waiting_since(store::Session& session, State state, base::Instant before,
                                            std::size_t limit) const;

  // --- history ---
  Result<std::vector<Event>> events(store::Session& session, std::string_view report_id) const;
  // Events of every report after (at, id), oldest first: the feed of updates. Cursor as in list.
  Result<std::vector<Event>> events_since(store::Session& session, base::Instant since,
                                          std::size_t limit) const;
  // Recomputes the chain of one report; internal, code "chain", at the first event that does not hold.
  Status verify_chain(store::Session& session, std::string_view report_id) const;
  Status blank_text(store::Session& session, std::string_view text_id, base::Instant at) const;

  // --- identity ---
  Result<std::string> add_contact(store::Session& session, Contact contact) const;  // id
  Result<Contact> contact(store::Session& session, std::string_view id) const;
  // Blanks name, e-mail and phone, and ends the subscriptions.
  Status erase_contact(store::Session& session, std::string_view id, base::Instant at) const;

  // --- followers ---
  // `secret` is given to the person and kept hashed; reason auteur, moi_aussi, suivi.
  Status subscribe(store::Session& session, Subscription subscription, std::string_view secret) const;
  Result<std::vector<Subscription>> subscriptions(store::Session& session, std::string_view report_id) const;
  Result<Subscription> by_secret(store::Session& session, std::string_view secret) const;  // not_found
  Status end_subscription(store::Session& session, std::string_view id, base::Instant at) const;
  // Followers of a duplicate go to the head; they keep their own link.
  Status move_subscriptions(store::Session& session, std::string_view from_report,
                            std::string_view to_report) const;
  // Unlinking gives them back to the report they first followed.
  Status return_subscriptions(store::Session& session, std::string_view origin_report) const;

  // --- messages ---
  Status log_message(store::Session& session, const MessageRecord& message) const;
  Status set_message_status(store::Session& session, std::string_view id, std::string_view status,
                            std::int64_t tries, std::string_view provider_text) const;
  Result<std::vector<MessageRecord>> messages(store::Session& session, std::string_view report_id) const;

  // --- suggestions and what people made of them ---
  Status add_suggestion(store::Session& session, const SuggestionRecord& suggestion) const;
  Status decide_suggestion(store::Session& session, std::string_view id, std::string_view chosen,
                           std::string_view decided_by, base::Instant at) const;
  Result<std::optional<SuggestionRecord>> suggestion(store::Session& session,
                                                     std::string_view report_id) const;
  // Latest suggestion of each report, for a page of a list: one query.
  Result<std::map<std::string, SuggestionRecord>> suggestions(
      store::Session& session, const std::vector<std::string>& report_ids) const;
  Status add_correction(store::Session& session, const Correction& correction) const;
  Result<std::vector<Correction>> corrections(store::Session& session, base::Instant since,
                                              std::size_t limit) const;
  Status add_duplicate_link(store::Session& session, const DuplicateLink& link) const;
  Result<std::vector<DuplicateLink>> duplicate_links(store::Session& session,
                                                     std::string_view report_id) const;

  // Leaf -> reports of these areas received since, all months: the prior of the place.
  Result<std::map<std::string, double>> leaf_counts(store::Session& session,
                                                    const std::vector<std::string>& area_ids,
                                                    base::Instant since) const;

  // --- drafts ---
  Status save_draft(store::Session& session, const Draft& draft) const;  // inserts or replaces
  Result<Draft> draft(store::Session& session, std::string_view id,
                      base::Instant now) const;  // not_found once expired
  Status delete_draft(store::Session& session, std::string_view id) const;
  Result<std::int64_t> delete_expired_drafts(store::Session& session, base::Instant now) const;

  // --- many at once: the demonstration town and the benches ---
  // Fills id and ref when empty; one event each; map cells and text index included. Same result as `insert`
  // in a loop.
  Result<std::int64_t> insert_many(store::Session& session, std::vector<Report> reports) const;

  // Streams rows to `row` in order of reference without holding them; stops at the first error. Each inner
  // page is its own read, so a long export never blocks a writer.
  template <class F>
  Status each(store::Database& database, const ReportFilter& filter, F row,
              std::size_t page_size = 500) const {
    PageRequest page{SortBy::received, false, {}, page_size};
    while (true) {
      auto items = database.read([&](store::Session& session) { return page_of(session, filter, page); });
      if (!items) return tl::make_unexpected(items.error());
      for (const Report& report : items->items) {
        if (Status status = row(report); !status) return status;
      }
      if (items->next_cursor.empty()) return {};
      page.cursor = items->next_cursor;
    }
  }

 private:
  // list without the count
  Result<ReportPage> page_of(store::Session& session, const ReportFilter& filter,
                             const PageRequest& page) const;
};

}  // namespace parvis::street
