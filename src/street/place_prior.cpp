#include "street/place_prior.hpp"

#include <chrono>

#include "base/text.hpp"

namespace parvis::street {

std::map<std::string, double> PlacePrior::counts(store::Database& database, const ReportStore& reports,
                                                 const std::vector<std::string>& area_ids,
                                                 base::Instant now) {
  if (area_ids.empty()) return {};
  const std::string key = base::join(area_ids, "\n");
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key);
    if (found != kept_.end() && now - found->second.at < std::chrono::hours{1}) return found->second.counts;
  }
  auto counted = database.read([&](store::Session& session) {
    return reports.leaf_counts(session, area_ids, now - std::chrono::days{730});
  });
  if (!counted) return {};
  const std::lock_guard lock(mutex_);
  if (kept_.size() > 1000) kept_.clear();
  kept_[key] = {now, *counted};
  return *counted;
}

}  // namespace parvis::street
