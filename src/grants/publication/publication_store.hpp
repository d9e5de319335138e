// How rows to publish and published versions are kept. A version is never changed; withdrawing it adds who,
// when and why. Functions run in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "grants/publication/publication_rules.hpp"
#include "store/sql.hpp"

namespace parvis::grants {

// One row that waits in the basket of its year.
struct BasketRow {
  std::string id;
  int year = 0;
  Candidate candidate;
  std::string excluded_why;
  std::string origin_name, origin_sha256;  // the file it came in
  std::int64_t origin_row = 0;             // record number there, header = 1
  std::string decision_id;                 // the record of the rules that judged its file
  std::int64_t version = 1;
};

struct Publication {
  int year = 0, version = 0;
  std::int64_t rows = 0, amount_cents = 0;
  std::string csv_sha256, json_sha256;
  std::int64_t csv_bytes = 0;
  base::json::object passport;
  base::json::array changes;  // since the version before
  base::Instant made_at{};
  std::string made_by;  // account id
  std::optional<base::Instant> withdrawn_at;
  std::string withdrawn_why;
};

class PublicationStore {
 public:
  // Replaces the row of the same identity and rank among its twins in that year. True when it replaced one.
  static Result<bool> put_row(store::Session& session, const BasketRow& row, int twin, base::Instant now);
  static Result<std::vector<BasketRow>> rows_of(store::Session& session, int year);
  // Errors: not_found.
  static Result<BasketRow> row(store::Session& session, const std::string& id);
  // Keeps what a person answered. Errors: conflict when somebody changed it since `row.version`.
  static Status save_answer(store::Session& session, const BasketRow& row, base::Instant now);
  static Result<std::vector<int>> years(store::Session& session);

  // Errors: conflict when that version exists.
  static Status add(store::Session& session, const Publication& publication);
  // Newest version first; all years when `year` is 0.
  static Result<std::vector<Publication>> publications(store::Session& session, int year);
  static Status withdraw(store::Session& session, int year, int version, const std::string& why,
                         base::Instant now);

  static Result<Scope> scope(store::Session& session);
  static Status set_scope(store::Session& session, Scope scope);
};

}  // namespace parvis::grants
