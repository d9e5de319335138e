// Stretches in which one canteen has no count while the town eats: closed for works, or a file that lost a
// site. They are asked, never filled. Pure.
#pragma once

#include <string>
#include <vector>

#include "canteen/intake/finding.hpp"
#include "canteen/town_history.hpp"

namespace parvis::canteen {

// Service days of the town without any count of the canteen, between two days that have one.
inline constexpr int hole_to_ask_days = 10;

struct CanteenHole {
  int canteen = 0;
  Day first, last;  // service days of the town
  int service_days = 0;
};
[[nodiscard]] std::vector<CanteenHole> canteen_holes(const TownHistory& town);
[[nodiscard]] std::vector<Finding> hole_findings(const TownHistory& town, const std::string& file);

}  // namespace parvis::canteen
