// The work of street reports that happens after the answer: covering faces, late suggestions, messages,
// nightly rules.
#pragma once

#include "store/jobs.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

// `context` must outlive the worker.
void register_street_jobs(store::JobWorker& worker, StreetContext& context);

// Puts the daily rules in the queue unless they already wait there; called at start.
Status schedule_street_jobs(StreetContext& context);

}  // namespace parvis::street
