// View models of the public pages of street reports, as web/pages/README.md names them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "net/http.hpp"
#include "net/router.hpp"
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

// Sentences of the program as a page prints them: «l'équipe» becomes «l’équipe». Not for people's own words.
std::string typeset(std::string_view text);
std::string decimal_text(double value);  // with a point, for attributes

struct PageRoute {
  std::string method, pattern, summary;
  Result<net::Response> (*handler)(StreetContext&, net::Request&);
};
// A page for everyone: HTML, without a session; posts count against the sender's limit.
void add_page(net::Router& router, StreetContext& context, PageRoute page);

// The latest public reports and the figures of the first page: keys `recent`, `figures`.
Result<base::json::object> home_model(StreetContext& context);

}  // namespace parvis::street
