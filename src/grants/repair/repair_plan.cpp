#include "grants/repair/repair_plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "grants/reading/cell_text.hpp"

namespace parvis::grants {

namespace {

namespace json = base::json;
using quality::FieldType;
using quality::SchemaField;
using quality::TableSchema;

constexpr std::uint64_t max_headers_bytes = 1 << 20;

constexpr std::array<std::string_view, 14> reads_names{"text",       "siret",  "siren", "rna",     "amount",
                                                       "date",       "period", "rate",  "boolean", "nature",
                                                       "conditions", "rae",    "list",  "other"};
constexpr std::array<std::string_view, 8> role_names{
    "none", "giver_name", "giver_id", "receiver_name", "receiver_id", "receiver_rna", "amount", "reference"};

FieldRole role_named(std::string_view name) {
  const auto* found = std::find(role_names.begin(), role_names.end(), name);
  return found == role_names.end() ? FieldRole::none : static_cast<FieldRole>(found - role_names.begin());
}

bool has_check(const TableSchema& schema, std::string_view field, std::string_view name,
               std::string_view old_name) {
  return std::any_of(schema.custom_checks.begin(), schema.custom_checks.end(), [&](const auto& check) {
    return (check.name == name || check.name == old_name) && base::text_or(check.params, "column") == field;
  });
}

// How a field of a schema without a list of its own is read.
FieldReads natural_reads(const TableSchema& schema, const SchemaField& field) {
  if (has_check(schema, field.name, "siret", "french-siret-value")) return FieldReads::siret;
  if (has_check(schema, field.name, "siren", "french-siren-value")) return FieldReads::siren;
  if (field.constraints.allowed) return FieldReads::list;
  const bool default_form = field.format == "default";
  if (field.type == FieldType::date && default_form) return FieldReads::date;
  if (field.type == FieldType::boolean) return FieldReads::boolean;
  const bool plain_number = field.decimal_char == "." && field.group_char.empty();
  if (field.type == FieldType::number && plain_number) return FieldReads::amount;
  if (field.type == FieldType::string && default_form && !field.constraints.pattern) return FieldReads::text;
  return FieldReads::other;
}

FieldPlan natural_plan(const TableSchema& schema, const SchemaField& field) {
  FieldPlan out;
  out.name = field.name;
  out.title = field.title;
  out.required = field.constraints.required;
  out.reads = natural_reads(schema, field);
  if (field.constraints.allowed) out.allowed = *field.constraints.allowed;
  if (field.type == FieldType::boolean) {
    out.allowed = field.true_values;
    out.allowed.insert(out.allowed.end(), field.false_values.begin(), field.false_values.end());
  }
  if (!field.true_values.empty()) out.yes = field.true_values.front();
  if (!field.false_values.empty()) out.no = field.false_values.front();
  return out;
}

Status refine(FieldPlan& plan, const json::object& words) {
  const std::string reads = base::text_or(words, "reads");
  if (!reads.empty()) {
    const auto found = field_reads_named(reads);
    if (!found)
      return fail(ErrorKind::invalid,
                  "Lecture inconnue pour «\u00A0" + plan.name + "\u00A0»\u00A0: " + reads + ".");
    plan.reads = *found;
  }
  plan.role = role_named(base::text_or(words, "role"));
  return {};
}

void add_labels(RepairPlan& plan, std::size_t field, const json::object* words) {
  plan.by_key.emplace(label_key(plan.fields[field].title), field);
  if (words == nullptr) return;
  const auto* labels = words->if_contains("labels");
  if (labels == nullptr || !labels->is_array()) return;
  for (const auto& label : labels->get_array())
    if (label.is_string()) plan.by_key.emplace(label_key(std::string_view(label.get_string())), field);
}

const json::object* object_in(const json::object* parent, std::string_view key) {
  if (parent == nullptr) return nullptr;
  const auto* found = parent->if_contains(key);
  return found != nullptr ? found->if_object() : nullptr;
}

}  // namespace

std::optional<FieldReads> field_reads_named(std::string_view name) {
  const auto* found = std::find(reads_names.begin(), reads_names.end(), name);
  if (found == reads_names.end()) return std::nullopt;
  return static_cast<FieldReads>(found - reads_names.begin());
}

std::string label_key(std::string_view label) {
  std::string out;
  for (const char c : folded_text(label))
    if (is_ascii_digit(c) || is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '%')
      out += c;
  return out;
}

RepairPlan::Found RepairPlan::field_labelled(std::string_view label) const {
  if (const auto named = field_named(label)) return {*named, LabelMatch::name};
  const std::string key = label_key(label);
  if (key.empty()) return {};
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (label_key(fields[i].name) == key) return {i, LabelMatch::folded};
  const auto found = by_key.find(key);
  return found == by_key.end() ? Found{} : Found{found->second, LabelMatch::synonym};
}

std::optional<std::size_t> RepairPlan::field_named(std::string_view name) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return i;
  return std::nullopt;
}

std::optional<std::size_t> RepairPlan::field_of(FieldRole role) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].role == role) return i;
  return std::nullopt;
}

std::optional<std::size_t> RepairPlan::partner_of(std::size_t field) const {
  for (const auto& [first, second] : one_of) {
    if (first == field) return second;
    if (second == field) return first;
  }
  return std::nullopt;
}

Result<RepairPlan> repair_plan(const TableSchema& schema, const json::object& headers) {
  RepairPlan plan;
  plan.schema_name = schema.name;
  plan.schema_version = schema.version;
  plan.schema_sha256 = schema.sha256;
  const json::object* known = object_in(&headers, schema.name);
  for (const auto& field : schema.fields) {
    plan.fields.push_back(natural_plan(schema, field));
    const json::object* words = object_in(known, field.name);
    if (words != nullptr) PARVIS_CHECK(refine(plan.fields.back(), *words));
  }
  for (std::size_t i = 0; i < plan.fields.size(); ++i)
    add_labels(plan, i, object_in(known, plan.fields[i].name));
  for (const auto& check : schema.custom_checks) {
    if (check.name != "one-of-required") continue;
    const auto first = plan.field_named(base::text_or(check.params, "column1"));
    const auto second = plan.field_named(base::text_or(check.params, "column2"));
    if (first && second) plan.one_of.emplace_back(*first, *second);
  }
  return plan;
}

Result<json::object> repair_headers() {
  PARVIS_TRY(text, base::read_file(base::home_folder() / "reference/grants/headers.json", max_headers_bytes));
  return base::parse_json_object(text);
}

}  // namespace parvis::grants
