#include "quality/table_schema/schema.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/hashing.hpp"
#include "quality/table_schema/cell_reader.hpp"
#include "quality/table_schema/pattern_program.hpp"
#include "quality/table_schema/plain_json.hpp"

namespace parvis::quality {
namespace {

namespace json = base::json;

constexpr std::array<std::pair<FieldType, std::string_view>, 16> types{{{FieldType::any, "any"},
                                                                        {FieldType::string, "string"},
                                                                        {FieldType::number, "number"},
                                                                        {FieldType::integer, "integer"},
                                                                        {FieldType::boolean, "boolean"},
                                                                        {FieldType::date, "date"},
                                                                        {FieldType::datetime, "datetime"},
                                                                        {FieldType::time, "time"},
                                                                        {FieldType::year, "year"},
                                                                        {FieldType::yearmonth, "yearmonth"},
                                                                        {FieldType::duration, "duration"},
                                                                        {FieldType::geopoint, "geopoint"},
                                                                        {FieldType::geojson, "geojson"},
                                                                        {FieldType::object, "object"},
                                                                        {FieldType::array, "array"},
                                                                        {FieldType::list, "list"}}};

constexpr std::array<std::pair<FieldsMatch, std::string_view>, 5> matches{
    {{FieldsMatch::exact, "exact"},
     {FieldsMatch::equal, "equal"},
     {FieldsMatch::subset, "subset"},
     {FieldsMatch::superset, "superset"},
     {FieldsMatch::partial, "partial"}}};

bool has_length(FieldType type) {
  return type == FieldType::string || type == FieldType::array || type == FieldType::object ||
         type == FieldType::list;
}

bool has_order(FieldType type) {
  switch (type) {
    case FieldType::number:
    case FieldType::integer:
    case FieldType::date:
    case FieldType::datetime:
    case FieldType::time:
    case FieldType::year:
    case FieldType::yearmonth:
    case FieldType::duration:
      return true;
    default:
      return false;
  }
}

class SchemaReader {
 public:
  TableSchema schema;
  std::vector<Error> faults;

  void read(std::string_view text) {
    const auto parsed = base::parse_json(text, 64);
    if (!parsed || !parsed->is_object()) return foreign("Ce fichier n’est pas un objet JSON.");
    const json::object& top = parsed->as_object();
    const json::value* fields = top.if_contains("fields");
    if (fields == nullptr || !fields->is_array() || fields->as_array().empty())
      return foreign("Ce fichier n’a pas de liste « fields » : ce n’est pas un schéma de table.");
    if (fields->as_array().size() > max_schema_fields) return fault("Plus de 16 384 champs.");
    schema.sha256 = base::sha256_hex(text);
    schema.name = base::text_or(top, "name");
    schema.title = base::text_or(top, "title");
    schema.version = base::text_or(top, "version");
    schema.homepage = base::text_or(top, "homepage");
    missing_values(top, schema.missing_values, "Le schéma");
    for (const auto& field : fields->as_array()) read_field(field);
    unique_names();
    read_keys(top);
    read_match(top);
    read_checks(top);
  }

 private:
  void foreign(std::string message) {
    faults.push_back({ErrorKind::invalid, std::move(message), {}, "not-table-schema"});
  }
  void fault(std::string message) {
    faults.push_back({ErrorKind::invalid, std::move(message), {}, "schema-error"});
  }

  void read_field(const json::value& value) {
    if (!value.is_object()) return fault("Un élément de « fields » n’est pas un objet.");
    SchemaField field;
    if (read_one(value.as_object(), field)) schema.fields.push_back(std::move(field));
  }

  bool read_one(const json::object& object, SchemaField& field) {
    const json::value* name = object.if_contains("name");
    if (name == nullptr || !name->is_string()) {
      fault("Un champ n’a pas de nom (« name »).");
      return false;
    }
    field.name = std::string(name->as_string());
    field.title = base::text_or(object, "title");
    field.description = base::text_or(object, "description");
    if (const json::value* example = object.if_contains("example"); example != nullptr)
      field.example = plain_json(*example);
    const json::value* type = object.if_contains("type");
    const auto known = type == nullptr     ? std::optional(FieldType::any)
                       : type->is_string() ? type_named(type->as_string())
                                           : std::nullopt;
    if (!known) {
      fault(said(field) + " : type inconnu.");
      return false;
    }
    field.type = *known;
    if (object.contains("required"))
      fault(said(field) + " : « required » doit être placé dans « constraints ».");
    read_options(object, field);
    read_constraints(object, field);
    check_compiled(field);
    return true;
  }

  static std::string said(const SchemaField& field) { return "Champ « " + field.name + " »"; }

  void read_options(const json::object& object, SchemaField& field) {
    field.format = base::text_or(object, "format", "default");
    if (field.format.empty()) field.format = "default";
    field.decimal_char = base::text_or(object, "decimalChar", ".");
    field.group_char = base::text_or(object, "groupChar");
    field.bare_number = base::flag_or(object, "bareNumber", true);
    field.delimiter = base::text_or(object, "delimiter", ",");
    if (const auto item = base::text_or(object, "itemType"); !item.empty()) {
      field.item_type = type_named(item);
      if (!field.item_type) fault(said(field) + " : « itemType » inconnu.");
    }
    texts(object, "trueValues", field.true_values, field);
    texts(object, "falseValues", field.false_values, field);
    if (object.contains("missingValues")) {
      field.missing_values.emplace();
      missing_values(object, *field.missing_values, said(field));
    }
    if (const json::value* categories = object.if_contains("categories");
        categories != nullptr && categories->is_array()) {
      field.categories.emplace();
      for (const auto& item : categories->as_array()) {
        const json::value* inner = item.is_object() ? item.as_object().if_contains("value") : &item;
        if (inner != nullptr) field.categories->push_back(plain_json(*inner));
      }
    }
    if (const json::value* item = object.if_contains("arrayItem");
        item != nullptr && field.type == FieldType::array)
      read_item(*item, field);
  }

  void read_item(const json::value& value, SchemaField& field) {
    if (!value.is_object()) return fault(said(field) + " : « arrayItem » n’est pas un objet.");
    json::object object = value.as_object();
    object["name"] = field.name;
    SchemaField item;
    if (read_one(object, item)) field.array_item.push_back(std::move(item));
  }

  void texts(const json::object& object, std::string_view key, std::vector<std::string>& into,
             const SchemaField& field) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr) return;
    if (!value->is_array())
      return fault(said(field) + " : « " + std::string(key) + " » n’est pas une liste.");
    into.clear();
    for (const auto& item : value->as_array()) into.push_back(plain_json(item));
  }

  void missing_values(const json::object& object, std::vector<std::string>& into, const std::string& who) {
    const json::value* value = object.if_contains("missingValues");
    if (value == nullptr) return;
    if (!value->is_array()) return fault(who + " : « missingValues » n’est pas une liste.");
    into.clear();
    for (const auto& item : value->as_array()) {
      const json::value* inner = item.is_object() ? item.as_object().if_contains("value") : &item;
      if (inner != nullptr) into.push_back(plain_json(*inner));
    }
  }

  void read_constraints(const json::object& object, SchemaField& field) {
    const json::value* value = object.if_contains("constraints");
    if (value == nullptr) return;
    if (!value->is_object()) return fault(said(field) + " : « constraints » n’est pas un objet.");
    const json::object& constraints = value->as_object();
    FieldConstraints& out = field.constraints;
    flag(constraints, "required", out.required, field);
    flag(constraints, "unique", out.unique, field);
    length(constraints, "minLength", out.min_length, field);
    length(constraints, "maxLength", out.max_length, field);
    bound(constraints, "minimum", out.minimum, field);
    bound(constraints, "maximum", out.maximum, field);
    bound(constraints, "exclusiveMinimum", out.exclusive_minimum, field);
    bound(constraints, "exclusiveMaximum", out.exclusive_maximum, field);
    if (const json::value* list = constraints.if_contains("enum"); list != nullptr) {
      if (!list->is_array() || list->as_array().empty())
        return fault(said(field) + " : « enum » n’est pas une liste.");
      out.allowed.emplace();
      for (const auto& item : list->as_array()) out.allowed->push_back(plain_json(item));
    }
    if (const json::value* pattern = constraints.if_contains("pattern"); pattern != nullptr) {
      if (!pattern->is_string()) return fault(said(field) + " : « pattern » n’est pas un texte.");
      if (field.type != FieldType::string) return unsupported(field, "pattern");
      out.pattern = std::string(pattern->as_string());
      if (const auto compiled = compile_pattern(*out.pattern); !compiled)
        fault(said(field) + " : " + compiled.error().message);
    }
  }

  void unsupported(const SchemaField& field, std::string_view constraint) {
    fault(said(field) + " : la contrainte « " + std::string(constraint) +
          " » n’a pas de sens pour le type « " + std::string(type_name(field.type)) + " ».");
  }

  void flag(const json::object& object, std::string_view key, bool& into, const SchemaField& field) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr) return;
    if (!value->is_bool())
      return fault(said(field) + " : « " + std::string(key) + " » doit valoir true ou false.");
    into = value->as_bool();
  }

  void length(const json::object& object, std::string_view key, std::optional<std::uint64_t>& into,
              const SchemaField& field) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr) return;
    if (!has_length(field.type)) return unsupported(field, key);
    if (!value->is_int64() || value->as_int64() < 0)
      return fault(said(field) + " : « " + std::string(key) + " » doit être un entier positif.");
    into = static_cast<std::uint64_t>(value->as_int64());
  }

  void bound(const json::object& object, std::string_view key, std::optional<std::string>& into,
             const SchemaField& field) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr) return;
    if (!has_order(field.type)) return unsupported(field, key);
    into = plain_json(*value);
  }

  // Bounds and lists must be readable by the field's own reader.
  void check_compiled(const SchemaField& field) {
    CellReader reader(field);
    const FieldConstraints& c = field.constraints;
    for (const auto* bound : {&c.minimum, &c.maximum, &c.exclusive_minimum, &c.exclusive_maximum}) {
      CellValue value;
      if (*bound && reader.read(**bound, value) != Cause::none)
        fault(said(field) + " : la borne « " + **bound + " » n’est pas une valeur du type « " +
              std::string(type_name(field.type)) + " ».");
    }
    if (c.allowed)
      for (const auto& item : *c.allowed) {
        CellValue value;
        if (reader.read(item, value) != Cause::none)
          fault(said(field) + " : la valeur permise « " + item + " » n’est pas du type « " +
                std::string(type_name(field.type)) + " ».");
      }
  }

  void unique_names() {
    std::set<std::string> names;
    for (const auto& field : schema.fields)
      if (!names.insert(field.name).second) fault("Deux champs s’appellent « " + field.name + " ».");
  }

  static std::vector<std::string> names_in(const json::value* value) {
    std::vector<std::string> names;
    if (value == nullptr) return names;
    if (value->is_string()) names.emplace_back(value->as_string());
    if (value->is_array())
      for (const auto& item : value->as_array())
        if (item.is_string()) names.emplace_back(item.as_string());
    return names;
  }

  void known_fields(const std::vector<std::string>& names, std::string_view where) {
    for (const auto& name : names)
      if (!schema.field_number(name))
        fault("« " + std::string(where) + " » nomme le champ « " + name + " », qui n’existe pas.");
  }

  void read_keys(const json::object& top) {
    schema.primary_key = names_in(top.if_contains("primaryKey"));
    known_fields(schema.primary_key, "primaryKey");
    if (const json::value* keys = top.if_contains("uniqueKeys"); keys != nullptr && keys->is_array())
      for (const auto& key : keys->as_array()) {
        schema.unique_keys.push_back(names_in(&key));
        known_fields(schema.unique_keys.back(), "uniqueKeys");
      }
    const json::value* foreign_keys = top.if_contains("foreignKeys");
    if (foreign_keys == nullptr || !foreign_keys->is_array()) return;
    for (const auto& item : foreign_keys->as_array()) {
      if (!item.is_object()) {
        fault("Une clé étrangère n’est pas un objet.");
        continue;
      }
      ForeignKey key;
      key.fields = names_in(item.as_object().if_contains("fields"));
      known_fields(key.fields, "foreignKeys");
      const json::value* reference = item.as_object().if_contains("reference");
      if (reference == nullptr || !reference->is_object()) {
        fault("Une clé étrangère n’a pas de « reference ».");
        continue;
      }
      key.resource = base::text_or(reference->as_object(), "resource");
      key.reference_fields = names_in(reference->as_object().if_contains("fields"));
      if (key.fields.size() != key.reference_fields.size() || key.fields.empty())
        fault("Une clé étrangère n’a pas autant de champs que sa référence.");
      schema.foreign_keys.push_back(std::move(key));
    }
  }

  void read_match(const json::object& top) {
    const json::value* value = top.if_contains("fieldsMatch");
    if (value == nullptr) return;
    if (value->is_array() && value->as_array().size() == 1) value = value->as_array().data();
    schema.fields_match = value->is_string() ? fields_match_named(value->as_string()) : std::nullopt;
    if (!schema.fields_match) fault("« fieldsMatch » inconnu.");
  }

  void read_checks(const json::object& top) {
    const json::value* checks = top.if_contains("custom_checks");
    if (checks == nullptr || !checks->is_array()) return;
    for (const auto& item : checks->as_array()) {
      CustomCheck check;
      if (item.is_object()) {
        check.name = base::text_or(item.as_object(), "name");
        if (const json::value* params = item.as_object().if_contains("params");
            params != nullptr && params->is_object())
          check.params = params->as_object();
      }
      schema.custom_checks.push_back(std::move(check));
    }
  }
};

}  // namespace

std::string_view type_name(FieldType type) {
  return types[static_cast<std::size_t>(type)].second;
}

std::optional<FieldType> type_named(std::string_view name) {
  for (const auto& [type, text] : types)
    if (text == name) return type;
  return std::nullopt;
}

std::string_view fields_match_name(FieldsMatch match) {
  return matches[static_cast<std::size_t>(match)].second;
}

std::optional<FieldsMatch> fields_match_named(std::string_view name) {
  for (const auto& [match, text] : matches)
    if (text == name) return match;
  return std::nullopt;
}

std::optional<std::size_t> TableSchema::field_number(std::string_view field) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == field) return i;
  return std::nullopt;
}

Result<TableSchema> read_schema(std::string_view json_text) {
  if (json_text.size() > max_schema_bytes)
    return fail(ErrorKind::too_large, "Ce schéma dépasse 16 Mio.", {}, "schema-error");
  SchemaReader reader;
  reader.read(json_text);
  if (!reader.faults.empty()) return tl::make_unexpected(reader.faults.front());
  return std::move(reader.schema);
}

std::vector<Error> schema_faults(std::string_view json_text) {
  SchemaReader reader;
  reader.read(json_text);
  return std::move(reader.faults);
}

}  // namespace parvis::quality
