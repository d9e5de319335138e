// What the repair tests share: the SCDL schema, written here or of the shared data, findings by code.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/file.hpp"
#include "grants/repair/repair_report.hpp"
#include "grants/repair/repair_session.hpp"
#include "quality/table_schema/row_checker.hpp"

namespace parvis::grants {

struct ScdlForTests {
  std::shared_ptr<const RepairPlan> plan;
  std::shared_ptr<const quality::SchemaProgram> program;
};

inline constexpr std::string_view small_schema = R"({
  "name": "subventions", "version": "2.1.1",
  "fields": [
    {"name": "nomAttribuant", "type": "string", "constraints": {"required": true}},
    {"name": "idAttribuant", "type": "string", "constraints": {"required": true, "pattern": "^\\d{14}$"}},
    {"name": "dateConvention", "type": "date", "constraints": {"required": true}},
    {"name": "referenceDecision", "type": "string"},
    {"name": "nomBeneficiaire", "type": "string", "constraints": {"required": true}},
    {"name": "idBeneficiaire", "type": "string"},
    {"name": "rnaBeneficiaire", "type": "string", "constraints": {"pattern": "^W\\d{9}$"}},
    {"name": "objet", "type": "string", "constraints": {"required": true, "maxLength": 256}},
    {"name": "montant", "type": "number", "constraints": {"required": true}},
    {"name": "nature", "type": "string", "constraints": {"required": true,
      "enum": ["aide en numéraire", "aide en nature", "aide en numéraire;aide en nature"]}},
    {"name": "conditionsVersement", "type": "string", "constraints": {"required": true, "maxLength": 256}},
    {"name": "datesPeriodeVersement", "type": "string", "constraints": {"required": true,
      "pattern": "^[0-9]{4}\\-[0-9]{2}\\-[0-9]{2}(\\/[0-9]{4}\\-[0-9]{2}\\-[0-9]{2})?$"}},
    {"name": "idRAE", "type": "string", "constraints": {"maxLength": 5}},
    {"name": "notificationUE", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"],
      "constraints": {"required": true}},
    {"name": "pourcentageSubvention", "type": "number",
      "constraints": {"required": true, "minimum": 0.01, "maximum": 1}},
    {"name": "dispositifAide", "type": "string"}
  ],
  "custom_checks": [
    {"name": "siret", "params": {"column": "idAttribuant"}},
    {"name": "siret", "params": {"column": "idBeneficiaire"}},
    {"name": "one-of-required", "params": {"column1": "idBeneficiaire", "column2": "rnaBeneficiaire"}}
  ]})";

inline ScdlForTests made_from(std::string_view schema_text) {
  const auto headers = base::read_file(std::string(PARVIS_SOURCE_DIR) + "/reference/grants/headers.json");
  auto schema = quality::read_schema(schema_text);
  if (!headers || !schema) return {};
  const auto words = base::parse_json_object(*headers);
  if (!words) return {};
  auto plan = repair_plan(*schema, *words);
  if (!plan) return {};
  return {std::make_shared<const RepairPlan>(std::move(*plan)),
          std::make_shared<const quality::SchemaProgram>(std::move(*schema))};
}

// The fields and checks of the grants schema.
inline ScdlForTests small_scdl() {
  return made_from(small_schema);
}

// The published schema; no plan where the shared data is absent.
inline ScdlForTests shared_scdl() {
  const auto text =
      base::read_file(std::string(PARVIS_SHARED_DIR) + "/data/grants/scdl_subventions/schema.json");
  return text ? made_from(*text) : ScdlForTests{};
}

// Cells counted under a defect code in a column; in any column when empty.
inline std::uint64_t counted(const RepairSession& session, std::string_view defect,
                             std::string_view column = {}) {
  std::uint64_t count = 0;
  for (const auto& one : count_defects(session))
    if (code(one.defect) == defect && (column.empty() || one.column == column)) count += one.count;
  return count;
}

inline std::string cell_of(const RepairSession& session, std::uint64_t record, std::string_view field) {
  const auto row = session.table().row_numbered(record);
  const auto index = session.table().plan().field_named(field);
  return row && index ? session.table().cell(*row, *index) : std::string();
}

}  // namespace parvis::grants
