// Meals given to associations (DO-1): what a slip must say, what a year of gifts sums to, and which duty the
// law puts on a large kitchen. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "canteen/town_history.hpp"
#include "canteen/waste/weighing.hpp"

namespace parvis::canteen {

struct DonationAgreement {
  std::string id;
  std::string kitchen_id;
  std::string association;
  Day signed_on;
  std::optional<Day> ends_on;
  [[nodiscard]] bool holds_on(const Day& day) const {
    return signed_on <= day && (!ends_on || day <= *ends_on);
  }
};

// The slip carries no name of a person: who signed is an account for the canteen's side, and a yes for the
// association's.
struct Donation {
  std::string id, canteen_id, agreement_id;
  Day day;
  std::optional<std::int64_t> meals;
  std::optional<Mass> mass;           // meals, mass or both
  std::string food;                   // kind of food
  std::optional<double> temperature;  // °C when handed over
  std::optional<Day> use_by;
  std::string given_by;               // account id: the canteen's signature
  bool taken_by_association = false;  // the association's signature
  base::Instant at{};
  std::int64_t version = 1;
};

inline constexpr double coldest_donation = -40, hottest_donation = 100;  // °C: beyond, a typing fault

// `agreement`: the one that the slip names, if it exists. Errors (invalid, code = field).
Status check(const Donation& donation, const DonationAgreement* agreement);
// Both signatures are there: only then it counts.
[[nodiscard]] inline bool complete(const Donation& donation) {
  return !donation.given_by.empty() && donation.taken_by_association;
}

// The yearly figures that the declaration asks; complete slips only.
struct YearOfDonations {
  std::int64_t gifts = 0, meals = 0;
  Mass mass;
  bool mass_known = true;          // false: a slip says meals alone
  std::vector<std::string> kinds;  // sorted, each once
};
[[nodiscard]] YearOfDonations year_of(const std::vector<Donation>& donations, int year);

// Meals that could be given at 13:00; what was eaten is counted by then.
[[nodiscard]] std::int64_t meals_to_offer(std::optional<double> ordered, std::optional<double> eaten);

inline constexpr double duty_meals_a_day = 3000;  // above: an agreement must be proposed
inline constexpr int spoiling_fine_euros = 3750;
// French; empty when the duty does not apply or is met.
[[nodiscard]] std::string donation_duty(double meals_a_day, bool has_agreement);

}  // namespace parvis::canteen
