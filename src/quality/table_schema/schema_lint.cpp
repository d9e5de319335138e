#include "quality/table_schema/schema_lint.hpp"

#include <array>

#include "quality/table_schema/column_program.hpp"
#include "quality/table_schema/pattern_matcher.hpp"
#include "quality/table_schema/plain_json.hpp"
#include "quality/table_schema/quick_test.hpp"
#include "quality/table_schema/schema.hpp"

namespace parvis::quality {
namespace {

namespace json = base::json;

// A `|` outside every bracket.
bool has_open_alternative(std::string_view pattern) {
  int depth = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\')
      ++i;
    else if (in_class)
      in_class = c != ']';
    else if (c == '[')
      in_class = true;
    else if (c == '(')
      ++depth;
    else if (c == ')')
      --depth;
    else if (c == '|' && depth == 0)
      return true;
  }
  return false;
}

bool example_fits(const SchemaField& field, const std::vector<std::string>& missing,
                  const std::string& example) {
  const ColumnProgram program(field, missing);
  CellValue value;
  if (program.is_missing(example)) return true;
  if (program.reader.read(example, value) != Cause::none) return false;
  if (program.pattern && PatternMatcher(program.pattern).match(example) == PatternVerdict::differs)
    return false;
  if (!field.constraints.allowed) return true;
  std::string canonical;
  append_canonical(canonical, value);
  return program.allowed.contains(canonical);
}

void lint_members(const json::object& field, const std::string& name, std::vector<LintRemark>& out) {
  for (const auto& [wrong, right] : {std::pair{"contraints", "constraints"}, std::pair{"exemple", "example"}})
    if (field.contains(wrong))
      out.push_back({name, "misspelt-member",
                     std::string("«\u00A0") + wrong + "\u00A0» est ignoré\u00A0: écrivez «\u00A0" + right +
                         "\u00A0»."});
  static constexpr std::array<std::string_view, 8> constraints{
      "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "unique", "required"};
  for (const auto constraint : constraints)
    if (field.contains(constraint))
      out.push_back(
          {name, "constraint-outside",
           "«\u00A0" + std::string(constraint) + "\u00A0» est ignoré hors de «\u00A0constraints\u00A0»."});
}

}  // namespace

std::vector<LintRemark> lint_schema(std::string_view json_text) {
  std::vector<LintRemark> out;
  for (const auto& fault : schema_faults(json_text)) out.push_back({{}, fault.code, fault.message});
  const auto parsed = base::parse_json(json_text, 64);
  if (!parsed || !parsed->is_object() || !parsed->as_object().contains("fields")) return out;
  if (const auto* fields = parsed->as_object().at("fields").if_array())
    for (const auto& field : *fields)
      if (field.is_object()) lint_members(field.as_object(), base::text_or(field.as_object(), "name"), out);
  const auto schema = read_schema(json_text);
  if (!schema) return out;
  for (const auto& field : schema->fields) {
    if (!field.example.empty() && !example_fits(field, schema->missing_values, field.example))
      out.push_back({field.name, "bad-example",
                     "L’exemple «\u00A0" + field.example + "\u00A0» est refusé par son propre champ."});
    if (field.constraints.pattern && has_open_alternative(*field.constraints.pattern))
      out.push_back({field.name, "open-alternative",
                     "Dans l’expression, «\u00A0|\u00A0» n’est pas entre parenthèses\u00A0: elle accepte "
                     "plus qu’elle ne semble."});
  }
  return out;
}

}  // namespace parvis::quality
