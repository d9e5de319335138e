#include "grants/repair/table_recheck.hpp"

#include <string>
#include <utility>

#include "quality/table_schema/sentence.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::grants {

CheckRepaired recheck_with(std::shared_ptr<const quality::SchemaProgram> schema) {
  return [schema = std::move(schema)](std::string_view csv) -> Result<std::vector<RowFault>> {
    std::vector<RowFault> faults;
    const quality::SentenceWriter sentences(*schema);
    quality::TableCheckOptions options;
    options.fields_match = quality::FieldsMatch::exact;
    quality::TableCheck check(schema, options, [&](const quality::Finding& finding) {
      if (quality::is_warning(finding.code) || finding.row < 2) return;
      RowFault fault;
      fault.row = finding.row - 2;
      if (finding.column < schema->schema.fields.size())
        fault.field = schema->schema.fields[finding.column].name;
      fault.code = std::string(quality::to_text(finding.code));
      sentences.append(fault.message, finding);
      faults.push_back(std::move(fault));
    });
    PARVIS_CHECK(check.feed(csv));
    PARVIS_TRY(summary, check.finish());
    if (!summary.usable)
      return fail(ErrorKind::internal, "Le tableau réparé n'a pas les colonnes du schéma.");
    return faults;
  };
}

}  // namespace parvis::grants
