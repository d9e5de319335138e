// The models that this installation has had in its hands, by SHA-256: which one, its card, when it was first
// seen and last loaded. What a decision names must be found here; `unregistered` lists what is not.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sql.hpp"

namespace parvis::decision {

struct ModelRecord {
  std::string sha256, name;
  std::string kind;         // règles, linéaire, arbres, réseau
  base::json::object card;  // as it came with the model; may be empty
  base::Instant first_seen_at{};
  std::optional<base::Instant> loaded_at;  // the last time a server took it into service
};

[[nodiscard]] base::json::object to_json(const ModelRecord& model);

class ModelRegistry {
 public:
  ModelRegistry(store::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}

  // A model that may be used from now on. The card of the first sight stays. Errors (invalid): no SHA-256.
  Status seen(const ModelRecord& model);
  // A server takes it into service: seen, the time kept, and the audit line "model.loaded".
  Status loaded(const ModelRecord& model);

  // Last loaded first.
  Result<std::vector<ModelRecord>> all();
  // Errors: not_found.
  Result<ModelRecord> find(const std::string& sha256);
  // Hashes that decisions name and the registry does not know. Rules without a model file name none.
  Result<std::vector<std::string>> unregistered();

 private:
  store::Database& database_;
  const base::Clock& clock_;
};

}  // namespace parvis::decision
