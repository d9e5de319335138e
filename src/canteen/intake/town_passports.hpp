// The five passports of a town's canteen data (governance §10): comptages, effectifs, calendrier, menus,
// grèves. They describe the data as used, repairs accepted: red counts or a red calendar mean that nothing
// may be fitted. Pure.
#pragma once

#include <string>
#include <vector>

#include "canteen/intake/finding.hpp"
#include "canteen/intake/intake.hpp"
#include "canteen/town_history.hpp"
#include "quality/passport/passport.hpp"

namespace parvis::canteen {

struct PassportInput {
  const TownHistory& history;
  const std::vector<IntakeTable>& tables;  // their findings may have been moved to `findings`
  const std::vector<Finding>& findings;
  const Acceptance& accept;
  std::string made_at;  // ISO instant
};

[[nodiscard]] std::vector<quality::Passport> town_passports(const PassportInput& input);
// The passport of one file checked alone: completeness, validity, duplicates and origin.
[[nodiscard]] quality::Passport table_passport(const IntakeTable& table, const std::vector<Finding>& findings,
                                               const std::string& made_at);
// A column of dates by itself: governance's check of swapped dates.
[[nodiscard]] quality::CheckResult swapped_dates_check(const std::vector<Day>& dates, bool repaired);

}  // namespace parvis::canteen
