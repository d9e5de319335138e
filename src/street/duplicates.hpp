// «Déjà signalé ?»: which known reports may be the same thing as a new one. Untrained order: distance, plus
// 60 m when the leaf differs, ties by the most recent. Nothing is ever merged without a person.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/geo.hpp"
#include "base/time.hpp"
#include "street/report.hpp"

namespace parvis::street {

struct DuplicateSettings {
  double max_radius_m = 250;
  double other_leaf_penalty_m = 60;
  int closed_at_most_days = 7;
  int opened_at_most_days = 90;
  std::size_t shown = 3;
  // A candidate is shown up to this score; see disturbance_threshold.
  double max_score_m = 100;
};

struct DuplicateQuery {
  base::LatLon position;
  std::string category, family;
  double radius_m = 100;  // the category's
  base::Instant at{};
  bool public_only = true;
};

struct KnownReport {
  std::string id, ref, category, family, address;
  base::LatLon position;
  base::Instant received_at{};
  std::optional<base::Instant> closed_at;
  State state = State::recu;
  bool listed = true;  // publicly_listed
  bool default_point = false;
};

struct DuplicateCandidate {
  KnownReport report;
  double distance_m = 0;
  double score_m = 0;  // lower is likelier
};

// Pairs of leaves often taken for each other (from corrections), in either order.
using ConfusedLeaves = std::set<std::pair<std::string, std::string>>;

bool eligible(const DuplicateQuery& query, const KnownReport& known, const DuplicateSettings& settings,
              const ConfusedLeaves& confused = {});

// Eligible candidates, best first, all of them.
std::vector<DuplicateCandidate> rank_duplicates(const DuplicateQuery& query,
                                                const std::vector<KnownReport>& known,
                                                const DuplicateSettings& settings,
                                                const ConfusedLeaves& confused = {});

// The ranked candidates under the disturbance threshold, at most `settings.shown`.
std::vector<DuplicateCandidate> duplicates_to_show(const DuplicateQuery& query,
                                                   const std::vector<KnownReport>& known,
                                                   const DuplicateSettings& settings,
                                                   const ConfusedLeaves& confused = {});

// The largest threshold at which at most `share` of the new reports would see the question. `best_scores`
// holds, for each past report, the score of its best candidate, or infinity.
double disturbance_threshold(std::vector<double> best_scores, double share);

}  // namespace parvis::street
