#include "street/duplicates.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace parvis::street {
namespace {

using std::chrono::days;

bool confusable(const ConfusedLeaves& confused, const std::string& a, const std::string& b) {
  return confused.count({a, b}) > 0 || confused.count({b, a}) > 0;
}

// A degree of latitude is never under 110.5 km: a cheap bound before the haversine.
bool far_in_latitude(base::LatLon a, base::LatLon b, double radius_m) {
  return std::abs(a.lat - b.lat) * 110'500.0 > radius_m;
}

}  // namespace

bool eligible(const DuplicateQuery& query, const KnownReport& known, const DuplicateSettings& settings,
              const ConfusedLeaves& confused) {
  if (known.default_point || (query.public_only && !known.listed)) return false;
  if (known.received_at > query.at || query.at - known.received_at > days{settings.opened_at_most_days})
    return false;
  const bool closed = known.closed_at && *known.closed_at <= query.at;
  if (closed && query.at - *known.closed_at > days{settings.closed_at_most_days}) return false;
  const bool same_subject = known.category == query.category || known.family == query.family ||
                            confusable(confused, known.category, query.category);
  if (!same_subject) return false;
  const double radius = std::min(query.radius_m, settings.max_radius_m);
  return !far_in_latitude(query.position, known.position, radius) &&
         base::haversine_m(query.position, known.position) <= radius;
}

std::vector<DuplicateCandidate> rank_duplicates(const DuplicateQuery& query,
                                                const std::vector<KnownReport>& known,
                                                const DuplicateSettings& settings,
                                                const ConfusedLeaves& confused) {
  std::vector<DuplicateCandidate> candidates;
  for (const KnownReport& report : known) {
    if (!eligible(query, report, settings, confused)) continue;
    const double distance = base::haversine_m(query.position, report.position);
    const double penalty = report.category == query.category ? 0.0 : settings.other_leaf_penalty_m;
    candidates.push_back({report, distance, distance + penalty});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const DuplicateCandidate& a, const DuplicateCandidate& b) {
                     if (a.score_m != b.score_m) return a.score_m < b.score_m;
                     return a.report.received_at > b.report.received_at;
                   });
  return candidates;
}

std::vector<DuplicateCandidate> duplicates_to_show(const DuplicateQuery& query,
                                                   const std::vector<KnownReport>& known,
                                                   const DuplicateSettings& settings,
                                                   const ConfusedLeaves& confused) {
  std::vector<DuplicateCandidate> candidates = rank_duplicates(query, known, settings, confused);
  const auto beyond = std::find_if(
      candidates.begin(), candidates.end(),
      [&settings](const DuplicateCandidate& each) { return each.score_m > settings.max_score_m; });
  candidates.erase(beyond, candidates.end());
  if (candidates.size() > settings.shown) candidates.resize(settings.shown);
  return candidates;
}

double disturbance_threshold(std::vector<double> best_scores, double share) {
  if (best_scores.empty()) return std::numeric_limits<double>::infinity();
  std::sort(best_scores.begin(), best_scores.end());
  const auto allowed = static_cast<std::size_t>(std::floor(share * static_cast<double>(best_scores.size())));
  if (allowed >= best_scores.size()) return best_scores.back();
  // every report at or under the threshold is disturbed: go down until ties are left out too
  const double first_refused = best_scores[allowed];
  const auto below = std::lower_bound(best_scores.begin(), best_scores.end(), first_refused);
  return below == best_scores.begin() ? std::nextafter(first_refused, -1.0) : *(below - 1);
}

}  // namespace parvis::street
