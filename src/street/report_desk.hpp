// What agents do with reports: change, move by the table of states, write, join duplicates, act on many at
// once. Every function checks the person's rights on that very report and works on the version that the
// person saw.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/photo_intake.hpp"
#include "street/report.hpp"
#include "street/street_access.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

struct ReportPatch {
  std::optional<std::string> category, team, assignee, address;
  std::optional<Priority> priority;
  std::optional<Visibility> visibility;
  std::optional<base::LatLon> position;
};
Result<ReportPatch> parse_patch(const base::json::object& object);

struct TransitionOrder {
  State to = State::recu;
  std::string reason, text, duplicate_ref;
  std::optional<base::Instant> date;
};
// `zone`: whose day a date without time is; it then ends at noon of that day.
Result<TransitionOrder> parse_transition(const base::json::object& object, const std::string& zone);

struct BulkAction {
  ReportPatch patch;
  std::optional<TransitionOrder> transition;
};
struct BulkOutcome {
  std::vector<std::string> done;
  std::vector<std::pair<std::string, std::string>> refused;  // ref, French reason
};

// Whose link a secret is. Anyone becomes a follower by «moi aussi», so only the author reads their own words
// as typed, answers a question and cancels; a follower sees the public page and may say that it is still
// there.
enum class LinkHolder { nobody, follower, author };

// `version` 0: whatever stands now (mass actions, citizens).
class ReportDesk {
 public:
  explicit ReportDesk(StreetContext& context) : context_(context) {}

  Result<Report> change(const std::string& ref, std::int64_t version, const ReportPatch& patch,
                        const Staff& staff);
  Result<Report> move(const std::string& ref, std::int64_t version, const TransitionOrder& order,
                      const Staff& staff);
  Status note(const std::string& ref, const std::string& text, bool shown, const Staff& staff);
  Result<std::vector<PhotoAnswer>> add_photos(const std::string& ref, PhotoKind kind,
                                              const std::vector<SentPhoto>& photos, const Staff& staff);
  // Links `ref` to the open report `head_ref`; followers move to it.
  Result<Report> link(const std::string& ref, const std::string& head_ref, const Staff& staff);
  // Gives the report its own way back: state a_qualifier, own followers, own clock.
  Result<Report> unlink(const std::string& ref, const Staff& staff);
  Result<BulkOutcome> bulk(const std::vector<std::string>& refs, const BulkAction& action,
                           const Staff& staff);

  // The citizen, by the secret of their link.
  Result<Report> cancel(const std::string& ref, const std::string& secret);
  Result<Report> reopen(const std::string& ref, const std::string& secret, const std::string& text);
  Result<Report> answer(const std::string& ref, const std::string& secret, const std::string& text);
  Result<LinkHolder> holder(const std::string& ref, const std::string& secret);

 private:
  Result<Report> by_citizen(const std::string& ref, const std::string& secret, State to,
                            const std::string& text);
  StreetContext& context_;
};

}  // namespace parvis::street
