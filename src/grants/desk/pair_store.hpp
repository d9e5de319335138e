// Fundings known from files, and the pairs of them that look alike, with what people answered. Functions run
// in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "grants/matching/judged_pairs.hpp"
#include "store/sql.hpp"

namespace parvis::grants {

struct Funding {
  std::string id, file_id;
  std::int64_t row = 0;  // record number in its file
  Request request;
  std::string fingerprint;
};

struct StoredPair {
  std::string id;
  Funding a, b;
  double p = 0;
  std::string relation;  // duplicate, split, renewal, sibling, distinct
  bool alert = false;
  base::json::array reasons;  // [{text, weight}]
  std::string model_sha256, decision_id;
  bool blind = false;  // the suggestion is shown only after the answer
  AnsweredPair answered;
  std::string why, answered_by;
  base::Instant created_at{};
  std::int64_t version = 1;
};

struct PairFilter {
  bool waiting = true;  // only pairs that nobody has answered
  bool alerts = false;  // only what is shown unasked
  std::string file_id;  // of either side; empty: any
  std::string after;    // id of the last pair of the page before; empty: from the start
  int limit = 50;
};

class PairStore {
 public:
  // Adds or replaces the funding of that file and row; its id stays. Gives the id.
  static Result<std::string> put_funding(store::Session& session, const Funding& funding, base::Instant now);
  static Result<std::vector<Funding>> fundings(store::Session& session);

  // False when the two are already a pair.
  static Result<bool> add(store::Session& session, const StoredPair& pair);
  // Takes away the unanswered pairs of a file, before it is compared again.
  static Status drop_waiting(store::Session& session, const std::string& file_id);
  static Result<std::vector<StoredPair>> list(store::Session& session, const PairFilter& filter);
  static Result<std::int64_t> waiting(store::Session& session);
  // Errors: not_found.
  static Result<StoredPair> find(store::Session& session, const std::string& id);
  // Errors: conflict when somebody answered since `pair.version`.
  static Status save_answer(store::Session& session, const StoredPair& pair, base::Instant now);
};

[[nodiscard]] base::json::object request_json(const Request& request);

}  // namespace parvis::grants
