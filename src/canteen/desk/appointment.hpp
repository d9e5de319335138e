// Appointments («rendez-vous»): when a day's meals are ordered, and at what risk. Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

struct Appointment {
  std::string code;              // achats, fournisseurs, production, or the town's own
  std::string label;             // French
  int horizon = 1;               // calendar days before the service day, 1..365
  int cutoff_minutes = 10 * 60;  // after local midnight of that day
  double level = 0.95;           // probability that the meals suffice; inside [0.5, 0.999]
  // What happens when nobody validated at the cut-off: "alerte" (the manager is told) or "passe" (ordered as
  // proposed).
  std::string unattended = "alerte";
  std::string orders = "école";  // who validates: "école" or "cuisine"
  std::int64_t version = 1;
};

// Errors (invalid), each naming its field.
Status check(const Appointment& appointment);

[[nodiscard]] base::Instant cutoff_of(const Appointment& appointment, const Day& day,
                                      const std::string& zone);

// Days whose cut-off is still to come and falls within `days_ahead` days of `today`, by their dates. Days
// without service are among them: who asks drops those.
[[nodiscard]] std::vector<Day> days_to_forecast(const Appointment& appointment, base::Instant now,
                                                const Day& today, int days_ahead, const std::string& zone);

// «1 jour sur 20» for 0.95.
[[nodiscard]] std::string risk_words(double level);

}  // namespace parvis::canteen
