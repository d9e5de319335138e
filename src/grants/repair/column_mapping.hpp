// Which column of the file is which field of the schema (RP-3): by name, by the name folded, by a known
// synonym; what only the content tells is a suggestion. Two columns for one field: neither is taken, unless
// one alone has the very name. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grants/repair/repair_plan.hpp"
#include "quality/table_reader/table_row.hpp"

namespace parvis::grants {

enum class MappedBy : std::uint8_t { none, name, synonym, content, memory, person };
[[nodiscard]] std::string_view to_text(MappedBy by);  // "nom", "synonyme", "contenu", "mémoire", "personne"

struct ColumnMap {
  std::size_t position = 0;          // from 0
  std::string label;                 // as in the file
  std::optional<std::size_t> field;  // none: kept aside
  MappedBy by = MappedBy::none;
  bool folded = false;   // the name but for case, accents and signs
  std::string evidence;  // French
};

struct MapSuggestion {
  std::size_t position = 0;
  std::size_t field = 0;
  std::string evidence;  // French
};

struct ColumnMaps {
  std::vector<ColumnMap> columns;                                          // one per label
  std::vector<std::optional<std::size_t>> position_of;                     // of each field
  std::vector<std::pair<std::size_t, std::vector<std::size_t>>> disputed;  // field and its positions

  void take(std::size_t position, std::optional<std::size_t> field, MappedBy by);
};

// What was confirmed for files of the same giver and schema: label_key -> field name, "" for kept aside.
using MapMemory = std::map<std::string, std::string>;

[[nodiscard]] ColumnMaps map_columns(const std::vector<std::string>& labels, const RepairPlan& plan,
                                     const MapMemory& memory = {});

// Fields without a column that a kept-aside column would fit by its content, from the first rows of data.
[[nodiscard]] std::vector<MapSuggestion> suggest_by_content(
    const ColumnMaps& maps, const RepairPlan& plan, const std::vector<const quality::TableRow*>& data);

}  // namespace parvis::grants
