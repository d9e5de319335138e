// When a report is due. `h`: real elapsed time less the pauses. `jc`: the end of the day, n calendar days
// after the day received. `j`: day 0 is the local day of the start if it is worked and its end is not
// reached, else the next working day; due at the end of the n-th working day after day 0, moved by one for
// each working day's end that falls inside a pause (start < t <= end). Local time throughout: a clock change
// moves no deadline counted in days.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "street/calendar.hpp"
#include "street/category.hpp"
#include "street/report.hpp"

namespace parvis::street {

// A pause still open at the end counts up to `now`.
base::Instant deadline(const Sla& sla, const Calendar& calendar, base::Instant start,
                       const std::vector<Pause>& pauses, base::Instant now);

enum class DeadlineStatus { dans_les_temps, bientot, retard, retard_grave };
inline constexpr base::CodeList<DeadlineStatus, 4> deadline_status_codes{
    {"dans_les_temps", "bientot", "retard", "retard_grave"}};
std::string_view deadline_status_label(DeadlineStatus status);  // «à échéance sous 24 h»

// Grave: three times the amount has passed. Nothing when the report has no deadline or is closed.
std::optional<DeadlineStatus> deadline_status(const Report& report, const Calendar& calendar,
                                              base::Instant now);

// Sets sla and deadline_at of an open report from its category and original start (received_at, or the last
// reopening). A closed report is left alone.
void set_deadline(Report& report, const Category& category, const Calendar& calendar, base::Instant now);

}  // namespace parvis::street
