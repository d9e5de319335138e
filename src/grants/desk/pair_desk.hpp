// «Ce qui se ressemble»: the rows of a repaired file are compared with all fundings known, what looks alike
// is recorded as a suggestion and waits for a person's answer. Nothing follows from a likeness by itself.
// Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grants/desk/pair_store.hpp"
#include "grants/desk/repair_desk.hpp"
#include "grants/grants_context.hpp"
#include "grants/matching/pair_model.hpp"
#include "grants/matching/pair_rules.hpp"

namespace parvis::grants {

struct Compared {
  std::size_t rows = 0;      // of the file, those with a name and a title
  std::size_t known = 0;     // fundings of other files
  std::size_t pairs = 0;     // new ones that wait
  std::size_t settled = 0;   // found again and already answered
  std::size_t left_out = 0;  // past most_pairs, the least likely
};

struct PairAnswerGiven {
  PairAnswer answer = PairAnswer::unanswered;
  std::string why;
  std::int64_t version = 0;
  std::optional<double> seconds;  // shown before the answer
};

inline constexpr std::size_t most_pairs = 2000;        // kept of one comparison
inline constexpr std::size_t most_fundings = 200'000;  // compared at once

class PairDesk {
 public:
  // Errors: those of the shipped head and word lists.
  static Result<std::unique_ptr<PairDesk>> make(GrantsContext& context, RepairDesk& repair);

  // Errors: not_found; too_large (code "too_many_fundings").
  Result<Compared> compare(const std::string& file_id, const std::string& actor);
  Result<std::vector<StoredPair>> list(const PairFilter& filter);
  Result<std::int64_t> waiting();
  Result<StoredPair> pair(const std::string& id);
  Result<StoredPair> answer(const std::string& id, const PairAnswerGiven& given, const std::string& actor,
                            const std::string& role);

 private:
  PairDesk(GrantsContext& context, RepairDesk& repair, PairRules rules, PairHead head)
      : context_(context), repair_(repair), rules_(std::move(rules)), head_(std::move(head)) {}
  Result<StoredPair> suggested(store::Session& session, const Funding& a, const Funding& b,
                               base::Instant now);
  GrantsContext& context_;
  RepairDesk& repair_;
  PairRules rules_;
  PairHead head_;
};

}  // namespace parvis::grants
