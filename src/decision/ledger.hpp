// The decision ledger: record before showing, human event, outcome. Rows are only ever added; the database
// itself refuses to change or remove one (G-02). Thread-safe. A failed write of the record fails the
// suggestion, never the agent's work: callers drop the suggestion and go on (G-04).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "decision/decision.hpp"
#include "decision/material.hpp"
#include "decision/replay.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::decision {

std::vector<store::Migration> decision_migrations();

struct LedgerSettings {
  double blind_rate = 0.02;  // 0.01 to 0.05; 0 switches the sample off
  std::string key;           // of the blind draw and of agent keys; secret
};

struct Proportion {
  std::int64_t hits = 0, n = 0;
  double value = 0, low = 0, high = 0;  // Wilson 95 % interval
};
// Wilson, E. B. (1927), with z = 1.959964. n = 0 gives zeros and the interval [0, 1].
[[nodiscard]] Proportion wilson(std::int64_t hits, std::int64_t n);

inline constexpr std::int64_t fewest_shown = 30;  // no figure is shown under this

struct Figures {
  std::int64_t decisions = 0, abstained = 0, judged = 0;
  std::optional<Proportion> override_rate;     // (modifié + refusé) / (accepté + modifié + refusé)
  std::optional<Proportion> coverage;          // decisions that proposed something
  std::optional<Proportion> blind_agreement;   // blind cases where the person chose what was withheld
  std::optional<Proportion> reflex;            // accepted in under two seconds, of those accepted
  std::optional<Proportion> right_outcome;     // outcome equals the proposal
  std::optional<double> uwh_per_decision;      // mean of those with a number
  std::optional<double> median_seconds;        // taken with the proposal in sight
  std::optional<double> blind_median_seconds;  // taken without it: the "without AI" time
};
[[nodiscard]] base::json::object to_json(const Figures& figures);

class Ledger {
 public:
  Ledger(store::Database& database, const base::Clock& clock, LedgerSettings settings);

  // Gives id, instant and blind draw when absent, writes the core and its audit line. `may_be_blind` is false
  // for urgent subjects. The answer is the decision as recorded.
  Result<Decision> record(Decision decision, bool may_be_blind = true);
  Result<Decision> record_in(store::Session& session, Decision decision, bool may_be_blind = true);

  // Errors: not_found; invalid for an unknown action.
  Status human(const std::string& id, const HumanEvent& event);
  Status human_in(store::Session& session, const std::string& id, const HumanEvent& event);
  Status outcome(const std::string& id, const Outcome& outcome);
  Status outcome_in(store::Session& session, const std::string& id, const Outcome& outcome);

  Status appeal(const std::string& id, const Appeal& appeal);

  Result<DecisionView> view(const std::string& id);
  Result<DecisionView> view_in(store::Session& session, const std::string& id);
  // Ids after `after`, in the order of their making ("" for the first).
  Result<std::vector<std::string>> ids(const std::string& after, int limit = 1000);
  Result<Figures> figures(std::string_view use_case, base::Instant from, base::Instant to);

  // Whether this id falls into the blind sample; no look at the database, so a list can ask for each row.
  [[nodiscard]] bool drawn(std::string_view id) const {
    return drawn_blind(id, settings_.key, settings_.blind_rate);
  }

  // The key under which an agent's acts are grouped; never the account id itself (G-06).
  [[nodiscard]] std::string agent_key(std::string_view user_id) const;

  // What records refer to by hash.
  [[nodiscard]] Materials& materials() { return materials_; }

  void replay_with(std::string use_case, Replayer replayer) {
    replayers_[std::move(use_case)] = std::move(replayer);
  }
  Result<ReplayResult> replay(const std::string& id);

 private:
  Status append(store::Session& session, const std::string& id, std::string_view type,
                const base::json::object& content);
  store::Database& database_;
  const base::Clock& clock_;
  LedgerSettings settings_;
  Materials materials_;
  std::map<std::string, Replayer, std::less<>> replayers_;
};

}  // namespace parvis::decision
