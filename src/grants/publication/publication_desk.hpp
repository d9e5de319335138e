// Publishing grants: rows of checked files are taken into the basket of their year, a person answers what
// waits, and a version is published only if the table checker finds no error in the very bytes written.
// Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "grants/grants_context.hpp"
#include "grants/publication/publication_store.hpp"
#include "grants/publication/scdl_file.hpp"
#include "quality/passport/passport.hpp"

namespace parvis::grants {

// The errors that the SCDL schema finds in these CSV bytes, in French, none when the file is valid.
using CheckBytes = std::function<Result<std::vector<std::string>>(std::string_view csv)>;

struct RefusedRow {
  std::int64_t row = 0;  // record number in the file, header = 1
  std::vector<CellFault> faults;
};

struct Taken {
  std::size_t added = 0, replaced = 0;
  std::vector<RefusedRow> refused;
  std::vector<int> years;
  std::string decision_id;
};

struct YearRow {
  BasketRow basket;
  Judged judged;
  std::optional<base::Day> due;
};

struct YearView {
  int year = 0;
  Scope scope = Scope::above_threshold;
  std::vector<YearRow> rows;
  std::vector<RowChange> changes;  // against the last version that stands
  std::vector<Publication> versions;
  std::size_t publishable = 0, waiting = 0, below = 0, excluded = 0;
  std::int64_t publishable_cents = 0;
};

// What a person says of one row.
struct RowAnswer {
  enum class Kind { release, exclude, restore } kind = Kind::release;
  Hold hold = Hold::formula;  // of a release
  std::string why;            // of an exclusion; needed
  std::int64_t version = 0;   // of the row as the person saw it
};

class PublicationDesk {
 public:
  PublicationDesk(GrantsContext& context, CheckBytes check) : context_(context), check_(std::move(check)) {}

  // A UTF-8 SCDL file with a header, as the repair desk writes it. Rows that cannot be published are named
  // and left; the others enter the basket. Errors: invalid for what is no CSV or lacks the columns.
  Result<Taken> take(const std::string& file_name, std::string_view csv, const std::string& actor);
  Result<YearView> year(int year);
  Result<std::vector<int>> years();
  Status answer(const std::string& row_id, const RowAnswer& answer, const std::string& actor);
  // Errors: conflict (code "nothing_to_publish", "nothing_changed", "not_valid", "passport_red").
  Result<Publication> publish(int year, const std::string& actor);
  Status withdraw(int year, int version, const std::string& why, const std::string& actor);
  Status set_scope(Scope scope, const std::string& actor);

  // Published and standing: the newest version of a year, or that very one. Errors: not_found; withdrawn
  // versions are not_found with code "withdrawn" and the reason.
  Result<Publication> standing(int year, int version = 0);
  Result<std::vector<Publication>> all_versions();
  // Of a version that stands; what the public addresses give.
  [[nodiscard]] PublishedFile described(const Publication& publication) const;

 private:
  Result<std::string> record(const Taken& taken, const std::string& sha256,
                             const std::vector<BasketRow>& rows);
  Result<YearView> view(store::Session& session, int year);
  Result<std::vector<ScdlRow>> rows_of_version(const Publication& publication);
  GrantsContext& context_;
  CheckBytes check_;
};

// The passport of the rows of one version; `year` with its changes.
[[nodiscard]] quality::Passport publication_passport(const YearView& year,
                                                     const std::vector<DatedRule>& rules,
                                                     const std::string& csv_sha256, base::Instant now);

}  // namespace parvis::grants
