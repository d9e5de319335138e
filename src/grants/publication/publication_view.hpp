// Publications as the API and the pages give them.
#pragma once

#include "base/json.hpp"
#include "grants/publication/publication_desk.hpp"

namespace parvis::grants {

[[nodiscard]] base::json::object to_json(const Publication& publication);
[[nodiscard]] base::json::object to_json(const Taken& taken);
[[nodiscard]] base::json::object to_json(const YearView& year);
[[nodiscard]] base::json::object to_json(const std::vector<DatedRule>& rules, const base::Day& today);

}  // namespace parvis::grants
