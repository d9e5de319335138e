// Reading what a client sent, JSON or form alike, into the fields that use cases take.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geo.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "net/http.hpp"
#include "net/json_body.hpp"
#include "street/photo_intake.hpp"
#include "street/report_intake.hpp"
#include "street/report_store.hpp"
#include "street/street_access.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

using net::body_object;
// A number, or a number written as text with a point or a comma; empty text is absent. Errors: invalid,
// named.
Result<std::optional<double>> number_field(const base::json::object& object, std::string_view key);
Result<SentPlace> place_field(const base::json::object& object);
// Files of the field `photo`, empty ones left out.
std::vector<SentPhoto> photo_files(const net::Request& request);
Result<ReportInput> report_input(const net::Request& request);

// The hidden field and the signed time of a form. Errors: invalid with code "decoy", "too_soon", "too_old".
Status check_form(const StreetContext& context, const base::json::object& fields, bool time_needed);

// Filters of lists, maps and exports. `staff` null: the public.
Result<ReportFilter> filter_of(const net::Request& request, const Config& config,
                               const StreetContext& context, const Staff* staff);
// The filters of the public pages by their French names: etat (ouverts, clos, a state), famille, depuis
// (days).
void apply_public_names(const net::Request& request, ReportFilter& filter, base::Instant now);
Result<PageRequest> page_of(const net::Request& request);

}  // namespace parvis::street
