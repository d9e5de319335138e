// The made-up reports of the demonstration town: about 300 over the year before `now`, in every state a
// report can have, each with a history that the transition table allows. The same seed and instant give the
// same reports.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "base/time.hpp"
#include "street/street_context.hpp"

namespace parvis::app {

struct DemoSummary {
  int reports = 0;
  int photos = 0;
};

// `folder` holds town.geojson and photos/. Areas must be in the town's settings already. The database must
// hold no report.
Result<DemoSummary> make_demo_reports(street::StreetContext& context, const std::filesystem::path& folder,
                                      base::Instant now, int count = 300);

}  // namespace parvis::app
