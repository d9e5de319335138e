// What people are told, and when: one e-mail a report and person in 30 minutes at most, later changes folded
// into the last one. Each message has a log line; a failure is tried again by its job and never holds a state
// change back.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/report.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

// The message that a state change sends, or empty: some changes are seen on the page only.
std::string_view notice_code(State from, State to);

// In the transaction of the change: `seq` is the number of its event.
// The event of the change carries payload["message"], so that earlier ones still waiting fold into it.
Status queue_notice(StreetContext& context, store::Session& session, const Report& report, std::int64_t seq,
                    std::string_view code);

// Values of the closed list of variables; {lien} is left to the recipient's own secret.
std::map<std::string, std::string> message_values(const StreetContext& context, const Config& config,
                                                  const Report& report, const std::string& words);

// The job: sends to every follower who asked for mail, once each. Errors: unavailable when a mail could not
// leave.
Status send_notice(StreetContext& context, const base::json::object& payload);

}  // namespace parvis::street
