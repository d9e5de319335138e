// Which state may follow which, who may do it and what it needs: one table, one pure check. Tests walk the
// table: every state is reachable, every open state has a way to a closed one, no closed state opens by
// itself.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "street/report.hpp"

namespace parvis::street {

enum class Who { system, dispatcher, staff, citizen, partner };

// What a transition needs; the codes are those of the API's `needs`.
enum class Need { text, reason, date, duplicate_of, partner, contact, category, team, after_photo };
inline constexpr base::CodeList<Need, 9> need_codes{
    {"text", "reason", "date", "duplicate_of", "partner", "contact", "category", "team", "after_photo"}};

struct Transition {
  State from, to;
  std::set<Who> who;
  std::set<Need> needs;
  bool by_memory = false;  // only to the state remembered when it came in
};
const std::vector<Transition>& transitions();

inline constexpr int reopening_days = 30;  // a citizen's, after closing
inline constexpr int reopenings_at_most = 2;
inline constexpr int waiting_days_at_most = 365;
inline constexpr int question_days = 10;
inline constexpr int returns_before_dispatch = 2;

struct TransitionRequest {
  State to = State::recu;
  Actor actor;
  std::set<std::string> rights;  // street.triage, street.work, street.close, ...
  std::string text, reason;
  std::optional<base::Instant> date;
  std::string duplicate_of;  // id of the head
  std::string partner;
  bool has_contact = false;
  bool has_after_photo = false;
  bool after_photo_required = false;  // by the category
  bool all_blurred = false;
  bool head_is_open = false;  // of duplicate_of
  bool head_is_duplicate = false;
  std::string zone = "Europe/Paris";  // whose day "today" is
};

// Nothing, or conflict (code "transition", the message lists the allowed targets), forbidden (right missing)
// or invalid (text, reason, date... missing or out of range).
Status check_transition(const Report& report, const TransitionRequest& request, base::Instant now);

// The report after an allowed transition: state, reason, dates, pauses, counters. Deadlines are recomputed by
// sla_clock, by the caller, which knows the calendar.
Report after_transition(const Report& report, const TransitionRequest& request, base::Instant now);

struct AllowedTarget {
  State to;
  std::vector<Need> needs;
};
// What this person may do now; empty list when nothing.
std::vector<AllowedTarget> allowed_targets(const Report& report, const Actor& actor,
                                           const std::set<std::string>& rights, base::Instant now);

const std::vector<std::string_view>& refusal_reasons();  // of non_retenu
const std::vector<std::string_view>& waiting_reasons();  // of en_attente
const std::vector<std::string_view>& return_reasons();   // of a_traiter -> a_qualifier

}  // namespace parvis::street
