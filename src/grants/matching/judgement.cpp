#include "grants/matching/judgement.hpp"

#include <algorithm>
#include <array>

#include "grants/matching/pair_reasons.hpp"
#include "grants/matching/relation.hpp"

namespace parvis::grants {
namespace {

struct RelationLine {
  std::string_view name, french;
};
constexpr std::array<RelationLine, 5> relations = {{{"duplicate", "Même projet"},
                                                    {"split", "Parties d'un même projet"},
                                                    {"renewal", "Renouvellement"},
                                                    {"sibling", "Autre projet de la même association"},
                                                    {"distinct", "Projets différents"}}};

Judgement weigh(const ComparedRequests& pair, const Comparison& comparison, const PairHead& head) {
  Judgement judgement;
  judgement.logit = head.logit(comparison.figures);
  judgement.p = probability_of(judgement.logit);
  judgement.same = judgement.p >= head.same_from;
  judgement.relation = relation_of(pair, comparison, judgement.same);
  const bool alerting = judgement.relation == Relation::duplicate || judgement.relation == Relation::split;
  judgement.alert = alerting && judgement.p >= head.alert_from;
  return judgement;
}

}  // namespace

std::string_view to_text(Relation relation) {
  return relations[static_cast<std::size_t>(relation)].name;
}

std::string_view french_name(Relation relation) {
  return relations[static_cast<std::size_t>(relation)].french;
}

Judgement judge_briefly(const ComparedRequests& pair, const PairHead& head) {
  return weigh(pair, compare(pair.a, pair.left, pair.b, pair.right), head);
}

Judgement judge(const ComparedRequests& pair, const PairHead& head) {
  const Comparison comparison = compare(pair.a, pair.left, pair.b, pair.right);
  Judgement judgement = weigh(pair, comparison, head);
  judgement.reasons = reasons_of(pair, comparison, head);
  return judgement;
}

Judgement judge(const Request& a, const Request& b, const PairRules& rules, const PairHead& head) {
  const Profile left = profile_of(a, rules), right = profile_of(b, rules);
  return judge(ComparedRequests{a, left, b, right}, head);
}

}  // namespace parvis::grants
