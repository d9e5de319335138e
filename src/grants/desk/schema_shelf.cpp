#include "grants/desk/schema_shelf.hpp"

#include "quality/table_schema/schema_catalogue.hpp"

namespace parvis::grants {

Result<ReadySchema> SchemaShelf::ready(const std::string& name) {
  const std::lock_guard guard(lock_);
  if (const auto found = ready_.find(name); found != ready_.end()) return found->second;
  PARVIS_TRY(schema, quality::shipped_schema(name));
  PARVIS_TRY(headers, repair_headers());
  PARVIS_TRY(plan, repair_plan(schema, headers));
  ReadySchema made;
  made.name = name;
  made.plan = std::make_shared<const RepairPlan>(std::move(plan));
  made.program = std::make_shared<const quality::SchemaProgram>(std::move(schema));
  return ready_.emplace(name, std::move(made)).first->second;
}

}  // namespace parvis::grants
