// What the public may do with the table checker, and what its page shows: schemas by name, checks under way,
// the limit on how often one sender begins. Nothing of a table is kept. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "grants/checking/check_runs.hpp"
#include "net/rate_limit.hpp"

namespace parvis::grants {

struct SchemaChoice {
  std::string name;   // "scdl/subventions"
  std::string title;  // "Subventions"
};

inline constexpr std::string_view default_check_schema = "scdl/subventions";

class CheckDesk {
 public:
  explicit CheckDesk(CheckSettings settings);

  // Errors: invalid (422) with code "schema_unknown" or "schema_invalid".
  Result<std::shared_ptr<const quality::SchemaProgram>> program(const std::string& name);
  // Those that ship: the default first, then SCDL, then by name.
  std::vector<SchemaChoice> choices();
  // Errors: unavailable with code "too_many_requests".
  Status admit(const std::string& address);

  [[nodiscard]] CheckRuns& runs() { return runs_; }
  [[nodiscard]] const CheckSettings& settings() const { return settings_; }
  [[nodiscard]] quality::ReadLimits read_limits() const;

 private:
  CheckSettings settings_;
  CheckRuns runs_;
  net::RateLimit limit_;
  std::mutex lock_;
  std::map<std::string, std::shared_ptr<const quality::SchemaProgram>> programs_;
  std::vector<SchemaChoice> choices_;
};

}  // namespace parvis::grants
