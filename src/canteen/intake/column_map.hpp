// Which column of a file is what: by the name of its label, by the names that towns give it, then by what it
// holds. The mapping is shown, saved beside the town and given again for the next file of the same shape;
// columns that nothing knows are kept as they are. Pure, thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_list.hpp"
#include "base/json.hpp"
#include "canteen/intake/raw_table.hpp"

namespace parvis::canteen {

// What a file is about. The last three are read from a town's folder, not asked for by name.
enum class TableKind {
  counts,
  canteens,
  sites,
  schools,
  pupils,
  menus,
  holidays,
  strikes,
  strike_sheets,
  outings,
  closures,
  city,
  school_years,
  public_holidays
};
inline constexpr base::CodeList<TableKind, 14> table_kind_codes{
    {"counts", "canteens", "sites", "schools", "pupils", "menus", "holidays", "strikes", "strike-sheets",
     "outings", "closures", "city", "school-years", "public-holidays"}};
// French, for people: «comptages».
[[nodiscard]] std::string_view kind_label(TableKind kind);

enum class Field {
  date,
  site,
  site_type,
  service,
  ordered,
  eaten,
  canteen,
  canteen_type,
  sector,
  siret,
  school,
  school_year,
  pupils,
  dish,
  rank,
  component,
  name,
  first,
  last,
  zone,
  audience,
  strike,
  scope,
  staff_expected,
  staff_declared,
  teachers_declared,
  classes_closed,
  strength,
  kept_service,
  class_label,
  pupils_away,
  picnic,
  reason,
  host,
  public_holiday
};
inline constexpr base::CodeList<Field, 35> field_codes{{"date",           "site",
                                                        "site_type",      "service",
                                                        "ordered",        "eaten",
                                                        "canteen",        "canteen_type",
                                                        "sector",         "siret",
                                                        "school",         "school_year",
                                                        "pupils",         "dish",
                                                        "rank",           "component",
                                                        "name",           "first",
                                                        "last",           "zone",
                                                        "audience",       "strike",
                                                        "scope",          "staff_expected",
                                                        "staff_declared", "teachers_declared",
                                                        "classes_closed", "strength",
                                                        "kept_service",   "class_label",
                                                        "pupils_away",    "picnic",
                                                        "reason",         "host",
                                                        "public_holiday"}};

struct KindShape {
  std::vector<Field> required, optional;
};
[[nodiscard]] const KindShape& shape_of(TableKind kind);

// Field -> column, from 0.
using ColumnMapping = std::map<Field, std::size_t>;

struct MappingResult {
  ColumnMapping columns;
  std::vector<Field> by_content;  // found by what the column holds: to be confirmed
  std::vector<Field> missing;     // required ones that nothing fits
};
// `given`: label by field, from an earlier file; it goes first.
[[nodiscard]] MappingResult map_columns(const RawTable& table, TableKind kind,
                                        const std::map<Field, std::string>& given = {});
// The kind that labels (and, for a lone date, the file's name) tell.
[[nodiscard]] std::optional<TableKind> guess_kind(const RawTable& table);

// {"date": "Jour", …} and back. Errors (invalid): an unknown field, or a value that is no text.
[[nodiscard]] base::json::object mapping_json(const RawTable& table, const ColumnMapping& mapping);
Result<std::map<Field, std::string>> mapping_from_json(const base::json::object& object);

}  // namespace parvis::canteen
