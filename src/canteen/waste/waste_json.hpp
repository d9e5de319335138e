// What the API says of weighings and gifts, with the schema of each. Masses are kilograms. Pure, thread-safe.
#pragma once

#include "base/json.hpp"
#include "canteen/waste/waste_desk.hpp"
#include "net/answer_schema.hpp"

namespace parvis::canteen {

[[nodiscard]] base::json::object to_json(const Weighing& weighing);
[[nodiscard]] base::json::object to_json(const DeclarationFinding& finding);
[[nodiscard]] base::json::object to_json(const CampaignView& view, bool with_weighings);
[[nodiscard]] base::json::object to_json(const DonationAgreement& agreement);
[[nodiscard]] base::json::object to_json(const Donation& donation);
[[nodiscard]] base::json::object to_json(const WasteExport& made);

// Schemas: weighing, finding, source, explained, campaign, agreement, donation, measurement.
[[nodiscard]] const net::Shapes& waste_shapes();

}  // namespace parvis::canteen
