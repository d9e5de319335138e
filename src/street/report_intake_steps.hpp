// The steps that drafts, sent reports and «moi aussi» share. Inside the room only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "street/draft_body.hpp"
#include "street/report_intake.hpp"

namespace parvis::street {

using ConfigPtr = std::shared_ptr<const Config>;
Result<ConfigPtr> intake_config(StreetContext& context);

// ---- the place ----
ChosenPosition place_of_draft(const DraftBody& body, base::Instant now);
// The place of the report. A photo taken in another town does not outweigh an address that was typed: a
// person looks.
ChosenPosition place_of_report(const Config& config, const DraftBody& body, const std::string& address,
                               base::Instant now);
bool is_outside(const Config& config, const ChosenPosition& chosen);
// Error (invalid, code outside_territory): the detail is the neighbour's name, or empty.
Status check_territory(const Config& config, const ChosenPosition& chosen);

// ---- the draft ----
Result<DraftBody> load_draft(StreetContext& context,
                             const std::string& id);  // not_found once sent or expired
Status keep_draft(StreetContext& context, const std::string& id, const DraftBody& body);
// The photos kept, with the refused ones left out.
std::vector<TakenPhoto> kept_photos(const std::vector<PhotoAnswer>& answers);
// Nothing when no model answers: intake goes on.
std::optional<MadeSuggestion> try_suggestion(StreetContext& context, const Config& config,
                                             const std::string& kind, const std::string& id,
                                             const DraftBody& body, const ChosenPosition& chosen);
// Whether the form says enough; invalid with the code of the field at fault.
Status check_input(const ReportInput& input, const Config& config, const DraftBody& body,
                   const ChosenPosition& chosen);

// ---- the people ----
// Id of the contact, or empty when nothing was left.
Result<std::string> keep_contact(StreetContext& context, store::Session& session, const ReportInput& input);
// Answers the follower's secret; reason: auteur, moi_aussi, suivi.
Result<std::string> add_follower(StreetContext& context, store::Session& session,
                                 const std::string& report_id, const std::string& contact_id,
                                 std::string_view reason);

}  // namespace parvis::street
