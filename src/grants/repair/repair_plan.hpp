// What the repair desk knows of a schema before it sees a file: how each field is read, by which labels its
// column may be known, what role it plays. Made from the Table Schema and, for the schemas of
// reference/grants/headers.json, from its list of labels. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::grants {

enum class FieldReads : std::uint8_t {
  text,  // a name, a title, a reference: only damage is mended
  siret,
  siren,
  rna,
  amount,
  date,
  period,
  rate,
  boolean,
  nature,
  conditions,
  rae,   // at most five characters of a European register
  list,  // one of the schema's values
  other  // left as it is
};
[[nodiscard]] std::optional<FieldReads> field_reads_named(std::string_view name);

enum class FieldRole : std::uint8_t {
  none,
  giver_name,
  giver_id,
  receiver_name,
  receiver_id,
  receiver_rna,
  amount,
  reference
};

struct FieldPlan {
  std::string name;
  FieldReads reads = FieldReads::text;
  FieldRole role = FieldRole::none;
  bool required = false;
  std::string title;
  std::vector<std::string> allowed;  // of list and boolean: all that the schema takes
  std::string yes = "oui", no = "non";
};

enum class LabelMatch : std::uint8_t { none, name, folded, synonym };

struct RepairPlan {
  std::string schema_name, schema_version, schema_sha256;
  std::vector<FieldPlan> fields;
  // Of two fields one must be given ("one-of-required"), as indexes.
  std::vector<std::pair<std::size_t, std::size_t>> one_of;

  struct Found {
    std::size_t field = 0;
    LabelMatch match = LabelMatch::none;
  };
  [[nodiscard]] Found field_labelled(std::string_view label) const;
  [[nodiscard]] std::optional<std::size_t> field_named(std::string_view name) const;
  [[nodiscard]] std::optional<std::size_t> field_of(FieldRole role) const;
  // The other field of a one-of pair.
  [[nodiscard]] std::optional<std::size_t> partner_of(std::size_t field) const;

  std::unordered_map<std::string, std::size_t> by_key;  // label_key of titles and synonyms
};

// Letters and digits of the folded label: «Date(s) ou période(s)» -> "datesouperiodes".
[[nodiscard]] std::string label_key(std::string_view label);

// `headers` is the content of reference/grants/headers.json. Errors (invalid): an unknown way of reading.
Result<RepairPlan> repair_plan(const quality::TableSchema& schema, const base::json::object& headers);
// Reads reference/grants/headers.json of this program.
Result<base::json::object> repair_headers();

}  // namespace parvis::grants
