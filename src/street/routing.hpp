// Which team gets a report: a matrix category x area -> team. The most precise line wins: category and area,
// then family and area, then area, then category, then the category's own team, then the dispatchers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/category.hpp"

namespace parvis::street {

inline constexpr std::string_view dispatch_team = "T-REG";

struct RoutingRow {
  std::string category;  // leaf code, family code, or empty for any
  std::string area;      // area id, or empty for any
  std::string team;
};

struct RoutingMatrix {
  std::int64_t version = 0;
  std::vector<RoutingRow> rows;
};

struct RoutingChoice {
  std::string team;
  std::string reason;  // French: which line gave it
  std::string rule;    // "VOI-NID@centre", "VOI-NID", "defaut"
};

RoutingChoice route(const RoutingMatrix& matrix, const Catalogue& catalogue, std::string_view category,
                    const std::vector<std::string>& area_ids);

Result<RoutingMatrix> parse_routing(const base::json::object& object);
base::json::object to_json(const RoutingMatrix& matrix);
// Unknown category, area or team, or the same pair twice: says which row.
Status validate(const RoutingMatrix& matrix, const Catalogue& catalogue,
                const std::vector<std::string>& area_ids, const std::vector<std::string>& team_ids);

}  // namespace parvis::street
