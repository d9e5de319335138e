// What people answered about pairs. A pair judged different does not come back unless one of its two requests
// changes (EV-7); a pair judged one project or a renewal stays answered in the same way. Pure: the answers
// are kept by a store, this is the rule.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "grants/matching/request.hpp"

namespace parvis::grants {

enum class PairAnswer { unanswered, same_project, parts, renewal, different };
[[nodiscard]] std::string_view to_text(PairAnswer answer);
// «Même projet», «Parties d'un même projet», «Renouvellement», «Projets différents».
[[nodiscard]] std::string_view french_label(PairAnswer answer);
// Errors: invalid for an unknown name.
Result<PairAnswer> pair_answer_of(std::string_view text);

struct AnsweredPair {
  PairAnswer answer = PairAnswer::unanswered;
  std::string fingerprint_a, fingerprint_b;  // of the requests as they were when answered
};

[[nodiscard]] AnsweredPair answer_pair(PairAnswer answer, const Request& a, const Request& b);
// True when the answer still holds for the two requests, in either order: the pair is not shown again.
[[nodiscard]] bool still_answered(const AnsweredPair& answered, const Request& a, const Request& b);

}  // namespace parvis::grants
