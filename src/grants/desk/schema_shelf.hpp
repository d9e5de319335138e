// The Table Schemas that the program ships, read and compiled once each, when first asked for. Thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "grants/repair/repair_plan.hpp"
#include "quality/table_schema/table_check.hpp"

namespace parvis::grants {

struct ReadySchema {
  std::string name;
  std::shared_ptr<const quality::SchemaProgram> program;
  std::shared_ptr<const RepairPlan> plan;
};

class SchemaShelf {
 public:
  // Errors: not_found (code "schema_unknown") with the name; those of a broken schema.
  Result<ReadySchema> ready(const std::string& name);

 private:
  std::mutex lock_;
  std::map<std::string, ReadySchema> ready_;
};

}  // namespace parvis::grants
