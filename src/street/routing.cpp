#include "street/routing.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace parvis::street {
namespace {

bool one_of(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// How precise a line is for this report; 0: it does not apply. Category and area 5 > family and area 4 > area
// 3 > category 2 > family 1.
int precision(const RoutingRow& row, std::string_view category, std::string_view family,
              const std::vector<std::string>& area_ids) {
  const bool has_area = !row.area.empty();
  if (has_area && !one_of(area_ids, row.area)) return 0;
  if (row.category == category) return has_area ? 5 : 2;
  if (row.category == family) return has_area ? 4 : 1;
  return row.category.empty() && has_area ? 3 : 0;
}

Status bad_row(std::size_t index, const std::string& what) {
  return fail(ErrorKind::invalid, "Ligne " + std::to_string(index + 1) + " : " + what, {}, "routing");
}

}  // namespace

RoutingChoice route(const RoutingMatrix& matrix, const Catalogue& catalogue, std::string_view category,
                    const std::vector<std::string>& area_ids) {
  const Category* known = catalogue.find(category);
  const std::string family = known == nullptr ? std::string(category.substr(0, 3)) : known->family;
  const RoutingRow* best = nullptr;
  int best_precision = 0;
  for (const RoutingRow& row : matrix.rows) {
    const int each = precision(row, category, family, area_ids);
    if (each <= best_precision) continue;  // of two equal lines, the first
    best = &row;
    best_precision = each;
  }
  if (best != nullptr) {
    const std::string rule = best->area.empty() ? best->category : best->category + "@" + best->area;
    return {best->team, "Ligne de la table d'affectation : " + rule, rule};
  }
  if (known != nullptr && !known->team.empty())
    return {known->team, "Équipe de la rubrique", std::string(category)};
  return {std::string(dispatch_team), "Aucune ligne ne convient : la régulation choisit", "defaut"};
}

Result<RoutingMatrix> parse_routing(const base::json::object& object) {
  RoutingMatrix matrix;
  const auto* rows = object.if_contains("rows");
  if (rows == nullptr || !rows->is_array()) {
    return fail(ErrorKind::invalid, "La table d'affectation doit contenir « rows ».", {}, "routing");
  }
  if (const auto* version = object.if_contains("version"); version != nullptr && version->is_int64()) {
    matrix.version = version->get_int64();
  }
  for (const auto& item : rows->get_array()) {
    if (!item.is_object()) return fail(ErrorKind::invalid, "Chaque ligne est un objet JSON.", {}, "routing");
    const auto& row = item.get_object();
    matrix.rows.push_back(
        {base::text_or(row, "category", ""), base::text_or(row, "area", ""), base::text_or(row, "team", "")});
  }
  return matrix;
}

base::json::object to_json(const RoutingMatrix& matrix) {
  base::json::array rows;
  for (const RoutingRow& row : matrix.rows) {
    rows.emplace_back(base::json::object{{"category", row.category}, {"area", row.area}, {"team", row.team}});
  }
  return {{"version", matrix.version}, {"rows", std::move(rows)}};
}

Status validate(const RoutingMatrix& matrix, const Catalogue& catalogue,
                const std::vector<std::string>& area_ids, const std::vector<std::string>& team_ids) {
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    const RoutingRow& row = matrix.rows[i];
    const bool family = std::any_of(catalogue.families().begin(), catalogue.families().end(),
                                    [&row](const Family& each) { return each.code == row.category; });
    if (!row.category.empty() && !family && catalogue.find(row.category) == nullptr) {
      return bad_row(i, "la rubrique « " + row.category + " » n'existe pas.");
    }
    if (!row.area.empty() && !one_of(area_ids, row.area)) return bad_row(i, "cette zone n'existe pas.");
    if (row.category.empty() && row.area.empty()) return bad_row(i, "indiquez une rubrique ou une zone.");
    if (!one_of(team_ids, row.team)) return bad_row(i, "l'équipe « " + row.team + " » n'existe pas.");
    if (!seen.emplace(row.category, row.area).second) {
      return bad_row(i, "cette rubrique et cette zone ont déjà une ligne.");
    }
  }
  return {};
}

}  // namespace parvis::street
