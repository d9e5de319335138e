// A Table Schema (v1 and v2) as read from its JSON: what a table must hold. Reading checks it: a schema that
// is not valid says everything that is wrong with it. Immutable once read; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::quality {

enum class FieldType : std::uint8_t {
  any,
  string,
  number,
  integer,
  boolean,
  date,
  datetime,
  time,
  year,
  yearmonth,
  duration,
  geopoint,
  geojson,
  object,
  array,
  list
};
[[nodiscard]] std::string_view type_name(FieldType type);
[[nodiscard]] std::optional<FieldType> type_named(std::string_view name);

struct FieldConstraints {
  bool required = false;
  bool unique = false;
  std::optional<std::uint64_t> min_length, max_length;
  // As written in the schema; read by the field's own reader when it is compiled.
  std::optional<std::string> minimum, maximum, exclusive_minimum, exclusive_maximum;
  std::optional<std::vector<std::string>> allowed;  // enum
  std::optional<std::string> pattern;
};

struct SchemaField {
  std::string name, title, description, example;
  FieldType type = FieldType::any;
  std::string format = "default";
  FieldConstraints constraints;
  std::optional<std::vector<std::string>> missing_values;  // v2: of this field alone
  std::vector<std::string> true_values = {"true", "True", "TRUE", "1"};
  std::vector<std::string> false_values = {"false", "False", "FALSE", "0"};
  std::string decimal_char = ".";
  std::string group_char;
  bool bare_number = true;
  std::string delimiter = ",";                         // list
  std::optional<FieldType> item_type;                  // list
  std::vector<SchemaField> array_item;                 // none or one
  std::optional<std::vector<std::string>> categories;  // v2: enforced as a list of values
};

struct ForeignKey {
  std::vector<std::string> fields, reference_fields;
  std::string resource;  // "" is the table itself
};

struct CustomCheck {
  std::string name;
  base::json::object params;
};

enum class FieldsMatch : std::uint8_t { exact, equal, subset, superset, partial };
[[nodiscard]] std::string_view fields_match_name(FieldsMatch match);
[[nodiscard]] std::optional<FieldsMatch> fields_match_named(std::string_view name);

struct TableSchema {
  std::string name, title, version, homepage;
  std::string sha256;  // of the bytes it was read from
  std::vector<SchemaField> fields;
  std::vector<std::string> missing_values = {""};
  std::vector<std::string> primary_key;
  std::vector<std::vector<std::string>> unique_keys;
  std::vector<ForeignKey> foreign_keys;
  std::optional<FieldsMatch> fields_match;
  std::vector<CustomCheck> custom_checks;

  [[nodiscard]] std::optional<std::size_t> field_number(std::string_view field) const;  // from 0
};

// Errors (invalid, code "schema-error"): the first of schema_faults in words. A file that is not a table
// schema at all has code "not-table-schema".
Result<TableSchema> read_schema(std::string_view json_text);
// Everything that is wrong, in French; empty when the schema is valid. Code of each: "not-table-schema" or
// "schema-error".
[[nodiscard]] std::vector<Error> schema_faults(std::string_view json_text);

inline constexpr std::size_t max_schema_bytes = 16U << 20;
inline constexpr std::size_t max_schema_fields = 16'384;

}  // namespace parvis::quality
