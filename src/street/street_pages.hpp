// View models of the public pages of street reports, as web/pages/README.md names them.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "net/http.hpp"
#include "street/report_views.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

base::json::object date_view(base::Instant at, const std::string& zone);
base::json::object state_view(State state);  // {label, kind}
base::json::object map_model(const TownFacts& town);
// ReportCard; `photos` may be null.
base::json::object report_card(const ViewContext& view, const Report& report,
                               const std::vector<Photo>* photos);

// Data of `report_form`; `values` are the fields as typed, `error` the field at fault and its message.
struct FormFault {
  std::string field, message;
};
base::json::object form_model(const ViewContext& view, const base::json::object& values,
                              const std::vector<FormFault>& faults,
                              const std::vector<std::string>& kept_photos);

// The latest public reports and the figures of the first page: keys `recent`, `figures`.
Result<base::json::object> home_model(StreetContext& context);

}  // namespace parvis::street
