// Texts that a decision depends on and that nothing else keeps as they were: settings, label schemas, counts.
// A record refers to one by its SHA-256, so that it can be computed again after the town has changed it.
// Written once per content, never changed; never personal data. Thread-safe.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sql.hpp"

namespace parvis::decision {

class Materials {
 public:
  Materials(store::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}
  // Its SHA-256. A text that this process has kept already costs no statement.
  Result<std::string> keep(std::string_view text);
  // Errors: not_found; invalid (code "material_changed") when the text no longer has this digest.
  Result<std::string> text(const std::string& sha256);

 private:
  store::Database& database_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::set<std::string> kept_;
};

}  // namespace parvis::decision
