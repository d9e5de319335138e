// The JSON that ma-cantine takes: one body per measured period, and the waste part of the yearly declaration.
// Field names are the platform's; what it computes itself (id, days in the period, yearly estimate) is never
// written. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "canteen/waste/donation.hpp"
#include "canteen/waste/waste_declaration.hpp"

namespace parvis::canteen {

// Masses are texts with two decimals ("12.30"), as the platform's decimals are written. Errors: invalid, code
// = field, when a rule of WG-2 that is no warning is broken.
Result<base::json::object> measurement_json(const WasteDeclaration& declared,
                                            const std::vector<Period>& others, const Day& today);

// Codes of the platform with its own French labels.
struct WasteAction {
  std::string_view code, label;
};
[[nodiscard]] const std::vector<WasteAction>& waste_actions();

struct YearlyWasteDeclaration {
  int year = 0;
  bool has_diagnostic = false, has_plan = false;
  std::vector<std::string> actions;  // codes
  std::string other_action;
  bool has_agreement = false;
  YearOfDonations donations;
};
// Errors (invalid): an unknown action.
Result<base::json::object> yearly_json(const YearlyWasteDeclaration& declared);

}  // namespace parvis::canteen
