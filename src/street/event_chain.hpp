// Writing a report's history: each event carries the hash of the one before. Inside the room only.
//
// hash = SHA-256 of prev_hash followed by the canonical JSON (RFC 8785) of
// {actor:{id,kind}, at, from, payload, report, seq, text_id, to, type}; prev_hash of event 1 is empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/sql.hpp"
#include "street/report_store.hpp"

namespace parvis::street {

std::string event_hash(const Event& event);

Result<Event> append_to_chain(store::Session& session, std::string_view report_id, const EventDraft& draft,
                              base::Instant at, std::string_view from, std::string_view to);

// First events of many reports, written in few statements.
class EventBatch {
 public:
  void first(const Report& report);
  Status write(store::Session& session);

 private:
  std::vector<Event> events_;
};

}  // namespace parvis::street
