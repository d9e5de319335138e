// What was ordered and eaten, per canteen, service and day. A count that changes keeps the one before as an
// earlier version. Functions run in the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/code_list.hpp"
#include "base/time.hpp"
#include "canteen/town_history.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

inline constexpr base::CodeList<CountFlag, 4> count_flag_codes{{"ok", "fermé", "partiel", "doute"}};
inline constexpr std::string_view midday = "midi";

struct StoredCount {
  std::string canteen_id;
  std::string service = std::string(midday);
  Day day;
  std::optional<double> ordered, eaten;
  std::optional<double> present;  // sum of the parts that are there, when one is missing
  CountFlag flag = CountFlag::ok;
  base::Instant counted_at{};
  std::string source = "saisie";  // or the id of an import
  std::string counted_by;         // account id; empty for an import
  std::int64_t version = 1;
};

class CountStore {
 public:
  // Nothing when there is none.
  static Result<std::optional<StoredCount>> find(store::Session& session, const std::string& canteen_id,
                                                 const std::string& service, const Day& day);
  // Adds, or puts a new version over the one that `count.version` names; false when nothing differs.
  // Errors: conflict (code "version").
  static Result<bool> put(store::Session& session, const StoredCount& count, bool exists);
  // Midday counts of `canteen_id` (empty: all), both days included, by day then canteen.
  static Result<std::vector<StoredCount>> between(store::Session& session, const std::string& canteen_id,
                                                  const Day& from, const Day& to);
  // The last day with a midday count that was in the database at `cutoff`. Nothing without counts.
  static Result<std::optional<Day>> origin_at(store::Session& session, base::Instant cutoff);
};

}  // namespace parvis::canteen
