// Menus as the API gives them, to the dietician and to families. Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "canteen/desk/menu_store.hpp"

namespace parvis::canteen {

[[nodiscard]] base::json::object to_json(const DayMenu& menu);  // all that is known
[[nodiscard]] base::json::object public_json(const DayMenu& menu);
[[nodiscard]] std::string menus_ical(const std::vector<DayMenu>& menus, const std::string& town,
                                     base::Instant now);

}  // namespace parvis::canteen
