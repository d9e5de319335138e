// What may be published, what waits for a person, what is left out, and until when it is due. Thresholds and
// delays are dated data (reference/grants/rules.json) and apply by the date of the facts. Sources: loi
// 2000-321 art. 10, décret 2001-495 (agreement above 23,000 € a year from one giver); décret 2017-779
// (publication within three months of the agreement). Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "grants/publication/scdl_row.hpp"

namespace parvis::grants {

// One value of a rule between two dates; `to` is the last day, absent while in force.
struct DatedRule {
  std::string id, unit, applies, source, url, status;
  std::int64_t value = 0;
  base::Day from{};
  std::optional<base::Day> to, checked_on;  // checked_on: absent when nobody has read the official text
};
// Errors: invalid, naming the rule and its fault; conflict when two values of a rule overlap.
Result<std::vector<DatedRule>> parse_rules(std::string_view json);
// The value in force on a day; null before the first.
[[nodiscard]] const DatedRule* rule_on(const std::vector<DatedRule>& rules, std::string_view id,
                                       const base::Day& day);
// A rule that nobody has checked, or not for a year, is shown in orange.
[[nodiscard]] bool stale(const DatedRule& rule, const base::Day& today);

enum class Scope { above_threshold, all };

// Why a row waits until a person has answered.
enum class Hold { formula, natural_person, shares, negative_amount, twin };
[[nodiscard]] std::string_view to_text(Hold hold);  // formule, personne, parts, montant, doublon
[[nodiscard]] std::string_view french(Hold hold);   // the sentence that the publisher reads
std::optional<Hold> hold_of(std::string_view text);

struct Judged {
  bool published = false;
  bool below_threshold = false;  // left out by the scope; no fault
  std::vector<Hold> holds;       // still to be answered
};

struct Candidate {
  ScdlRow row;
  std::vector<Hold> released;  // holds that a person has lifted
  bool excluded = false;       // kept out by a person
};

// The rows of one year, judged together: shares of one agreement must add to 1 ± 0.01, the threshold looks at
// all that one giver gave one beneficiary in the year, and equal rows stop each other.
[[nodiscard]] std::vector<Judged> judge(const std::vector<Candidate>& rows,
                                        const std::vector<DatedRule>& rules, Scope scope);

// The last day to publish an agreement.
[[nodiscard]] std::optional<base::Day> publication_due(const base::Day& agreed_on,
                                                       const std::vector<DatedRule>& rules);

}  // namespace parvis::grants
