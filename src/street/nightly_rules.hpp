// What time alone brings about: waits that end, drafts that expire, deadlines that pass.
#pragma once

#include "base/result.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

// Waiting reports whose day has come, questions without answer after ten days, expired drafts and their
// contacts, «délai dépassé» once, on the first working day after the deadline; the map's rows added up.
Status run_nightly_rules(StreetContext& context);

}  // namespace parvis::street
