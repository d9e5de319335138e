// From photos, text and place to three proposed categories, recorded as a decision before anyone sees them.
// Whatever fails here costs the suggestion, never the report: the caller goes on with the plain list.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "street/photo_intake.hpp"
#include "street/report_store.hpp"
#include "street/street_context.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::street {

struct SuggestionQuestion {
  std::string subject_kind;  // street_draft, street_report
  std::string subject_id;
  std::vector<TakenPhoto> photos;
  std::string text;
  std::vector<std::string> area_ids;
};

struct MadeSuggestion {
  SuggestionRecord record;  // without report_id
  Suggestion suggestion;
  std::string model_name;
};
base::json::object to_json(const SuggestionRecord& record);
SuggestionRecord suggestion_record(const base::json::object& object);

// Errors: unavailable when there is nothing to read or the decision could not be recorded.
Result<MadeSuggestion> make_suggestion(StreetContext& context, const Config& config,
                                       const SuggestionQuestion& question);

// What a person did with a suggestion: told to the ledger, best effort. `role`: habitant, regulation.
void tell_choice(StreetContext& context, const SuggestionRecord& record, const std::string& chosen,
                 const Actor& actor, std::string_view role);
// The category under which the report was closed.
void tell_outcome(StreetContext& context, const SuggestionRecord& record, const std::string& category);

// True when dispatchers must answer before they see the suggestion: the blind sample, never for a danger.
bool withheld(const StreetContext& context, const Config& config, const SuggestionRecord& record);

}  // namespace parvis::street
