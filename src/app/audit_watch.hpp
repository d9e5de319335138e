// What the server adds to the audit log of itself: the model that it loaded and, every hour, a signed
// checkpoint. The first checkpoint of each day is mailed to the data protection officer, so that a cut tail
// is seen by someone who does not run the server.
#pragma once

#include "app/house.hpp"
#include "base/signing.hpp"
#include "store/jobs.hpp"

namespace parvis::app {

// The installation's signing key, DATA/audit.key, made at first use.
Result<base::SigningKey> audit_key(const House& house);
// The model in use goes to the registry and the audit log; nothing when none could be loaded.
Status tell_model_loaded(House& house);
// `house` must outlive the worker.
Status watch_audit(store::JobWorker& worker, House& house);

}  // namespace parvis::app
