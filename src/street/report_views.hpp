// Reports as the API shows them: rows of lists, the detail for staff, the public form of both, drafts. One
// place decides what leaves, so that nothing private can slip out of one route and not of another.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/report_intake.hpp"
#include "street/street_access.hpp"
#include "street/street_context.hpp"

namespace parvis::street {

using PhotosOf = std::map<std::string, std::vector<Photo>>;
using SuggestionsOf = std::map<std::string, SuggestionRecord>;

struct ViewContext {
  StreetContext* context = nullptr;
  std::shared_ptr<const Config> config;
  std::string zone = "Europe/Paris";
  base::Instant now{};
};
ViewContext view_context(StreetContext& context, std::shared_ptr<const Config> config);

// `photos` and `suggestions` may be null. A suggestion drawn for the blind sample is left out until a person
// answered.
base::json::object report_row(const ViewContext& view, const Report& report, const std::vector<Photo>* photos,
                              const SuggestionRecord* suggestion);
// A page of rows: its photos and suggestions are read in two queries.
Result<base::json::array> report_rows(store::Session& session, const ViewContext& view,
                                      const std::vector<Report>& reports);
Result<base::json::object> report_detail(store::Session& session, const ViewContext& view,
                                         const Report& report, const Staff& staff);

// For everyone: no description, no team, published photos only.
base::json::object public_row(const ViewContext& view, const Report& report,
                              const std::vector<Photo>* photos);
// Address of the first published photo that the public may see; empty when none.
std::string public_photo_url(const Report& report, const std::vector<Photo>& photos, bool thumb);

// Name of a category's pictogram: its family in lower case.
std::string picture_of(const Category& category);

// Published pictures of candidates, by report id.
struct Pictures {
  std::string thumb, photo;
};
Result<std::map<std::string, Pictures>> candidate_pictures(StreetContext& context,
                                                           const std::vector<DuplicateCandidate>& candidates);

base::json::object draft_view(const ViewContext& view, const DraftAnswer& answer,
                              const std::map<std::string, Pictures>& pictures);

}  // namespace parvis::street
