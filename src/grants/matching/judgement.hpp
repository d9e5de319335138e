// What the matcher says of two requests: how likely one project, which relation, whether to show it unasked,
// and why, in French words whose weights add up to the logit. It says that two requests are alike, never
// more; a person answers. Another year is a renewal and never an alert. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grants/matching/pair_model.hpp"

namespace parvis::grants {

enum class Relation { duplicate, split, renewal, sibling, distinct };
[[nodiscard]] std::string_view to_text(Relation relation);
// «Même projet», «Parties d'un même projet», «Renouvellement», «Autre projet de la même association»,
// «Projets différents».
[[nodiscard]] std::string_view french_name(Relation relation);

struct Reason {
  std::string feature;  // name of the figure, "start" for the starting point
  std::string text;     // French
  double weight = 0;    // part of the logit
};

struct Judgement {
  bool same = false, alert = false;
  double p = 0, logit = 0;
  Relation relation = Relation::distinct;
  std::vector<Reason> reasons;  // heaviest first; their weights add up to `logit`
};

struct ComparedRequests {
  const Request& a;
  const Profile& left;
  const Request& b;
  const Profile& right;
};

[[nodiscard]] Judgement judge(const Request& a, const Request& b, const PairRules& rules,
                              const PairHead& head);
[[nodiscard]] Judgement judge(const ComparedRequests& pair, const PairHead& head);
// The same without its reasons, which cost most of the time.
[[nodiscard]] Judgement judge_briefly(const ComparedRequests& pair, const PairHead& head);

// What a page says above every pair that is shown.
inline constexpr std::string_view alike_sentence =
    "Ces deux demandes se ressemblent. Vérifiez s'il s'agit du même projet.";

}  // namespace parvis::grants
