#include "street/sla_clock.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace parvis::street {
namespace {

using std::chrono::hours;

constexpr int reopening_answer_days = 5;
// A calendar that never works again would loop for ever; no deadline lies further than this.
constexpr int max_days_walked = 20'000;

base::Instant end_of(const Pause& pause, base::Instant now) {
  return pause.end ? *pause.end : std::max(now, pause.start);
}

bool inside_pause(base::Instant instant, const std::vector<Pause>& pauses, base::Instant now) {
  return std::any_of(pauses.begin(), pauses.end(), [&](const Pause& pause) {
    return pause.start < instant && instant <= end_of(pause, now);
  });
}

base::Instant hours_deadline(int amount, base::Instant start, std::vector<Pause> pauses, base::Instant now) {
  std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) { return a.start < b.start; });
  base::Instant due = start + hours{amount};
  for (const Pause& pause : pauses) {
    const base::Instant from = std::max(pause.start, start), to = end_of(pause, now);
    if (from >= due || to <= from) continue;
    due += to - from;
  }
  return due;
}

// The end of the n-th counted day after the first counted one; a day whose end falls in a pause does not
// count.
template <class Counts>
base::Instant days_deadline(int amount, const Calendar& calendar, Day day, const std::vector<Pause>& pauses,
                            base::Instant now, Counts counts) {
  int counted = -1;
  base::Instant end{};
  for (int walked = 0; walked < max_days_walked; ++walked, day = base::plus_days(day, 1)) {
    if (!counts(day)) continue;
    end = calendar.end_of(day);
    if (inside_pause(end, pauses, now)) continue;
    if (++counted == amount) return end;
  }
  return end;
}

}  // namespace

base::Instant deadline(const Sla& sla, const Calendar& calendar, base::Instant start,
                       const std::vector<Pause>& pauses, base::Instant now) {
  if (sla.unit == SlaUnit::hours) return hours_deadline(sla.amount, start, pauses, now);
  Day day = base::local_day(start, calendar.zone);
  if (sla.unit == SlaUnit::calendar_days) {
    return days_deadline(sla.amount, calendar, day, pauses, now, [](Day) { return true; });
  }
  if (calendar.works(day) && start >= calendar.end_of(day)) day = base::plus_days(day, 1);
  return days_deadline(sla.amount, calendar, day, pauses, now,
                       [&calendar](Day each) { return calendar.works(each); });
}

std::string_view deadline_status_label(DeadlineStatus status) {
  constexpr std::array<std::string_view, 4> labels{"dans les temps", "à échéance sous 24 h", "en retard",
                                                   "en retard grave"};
  return labels[static_cast<std::size_t>(status)];
}

std::optional<DeadlineStatus> deadline_status(const Report& report, const Calendar& calendar,
                                              base::Instant now) {
  if (!report.deadline_at || !is_open(report.state)) return std::nullopt;
  const auto sla = parse_sla(report.sla);
  const base::Instant start = report.clock_start.value_or(report.received_at);
  const bool paused = !report.pauses.empty() && !report.pauses.back().end;
  base::Instant due = *report.deadline_at;
  if (paused && sla) due = deadline(*sla, calendar, start, report.pauses, now);
  if (now <= due) return due - now <= hours{24} ? DeadlineStatus::bientot : DeadlineStatus::dans_les_temps;
  if (!sla) return DeadlineStatus::retard;
  Sla three_times = *sla;
  three_times.amount *= 3;
  const base::Instant grave = deadline(three_times, calendar, start, report.pauses, now);
  return now > grave ? DeadlineStatus::retard_grave : DeadlineStatus::retard;
}

void set_deadline(Report& report, const Category& category, const Calendar& calendar, base::Instant now) {
  if (!is_open(report.state)) return;
  if (!report.clock_start) report.clock_start = report.received_at;
  report.sla = category.sla;
  if (report.state == State::reouverture)
    report.sla = sla_text({reopening_answer_days, SlaUnit::working_days});
  const auto sla = parse_sla(report.sla);
  report.deadline_at.reset();
  if (sla) report.deadline_at = deadline(*sla, calendar, *report.clock_start, report.pauses, now);
}

}  // namespace parvis::street
