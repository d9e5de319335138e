// What is usually reported in these areas: counts of leaves over 24 months, kept in memory for an hour
// because they change slowly and every suggestion asks. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/sql.hpp"
#include "street/report_store.hpp"

namespace parvis::street {

class PlacePrior {
 public:
  // Empty when there is no area or the database does not answer: the suggestion then goes without the place.
  std::map<std::string, double> counts(store::Database& database, const ReportStore& reports,
                                       const std::vector<std::string>& area_ids, base::Instant now);

 private:
  struct Kept {
    base::Instant at;
    std::map<std::string, double> counts;
  };
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace parvis::street
