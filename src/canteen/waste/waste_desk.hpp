// What people do with weighings, gifts and declarations, each audited. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/order_desk.hpp"
#include "canteen/waste/ma_cantine_export.hpp"
#include "canteen/waste/waste_explained.hpp"
#include "canteen/waste/waste_store.hpp"

namespace parvis::canteen {

struct CampaignView {
  WeighingCampaign campaign;
  std::string canteen_label;
  std::vector<Weighing> weighings;
  CampaignSums sums;
  std::vector<DeclarationFinding> findings;  // what ma-cantine would say today
  std::optional<double> yearly_kg;
  double surplus_meals = 0;  // of the days weighed
  ExplainedWaste explained;
};

struct WeighingGiven {
  Weighing weighing;
  bool covers_given = false;  // else those of the day's count
  bool sure = false;          // «oui, ce sont bien des kilos»
};

struct MeasurementExport {
  std::string campaign_id, canteen_id, canteen_label, ma_cantine_id;
  std::optional<base::json::object> body;  // nothing: findings say why
  std::vector<DeclarationFinding> findings;
};
struct WasteExport {
  int year = 0;
  std::vector<MeasurementExport> measurements;
  base::json::object yearly;
};

class WasteDesk {
 public:
  explicit WasteDesk(CanteenContext& context) : context_(context) {}

  Result<std::vector<CampaignView>> campaigns(const std::string& canteen_id);
  Result<CampaignView> campaign(const std::string& id);
  // A new one when the id is empty. Errors: not_found (canteen); invalid (code = "start" or "end"); conflict
  // ("version", "other_days": a weighing would fall outside).
  Result<CampaignView> put(WeighingCampaign campaign, const Write& write);
  Status remove_campaign(const std::string& id, const Write& write);
  // Sent twice with one reference is kept once. Errors: invalid; conflict ("doubtful_mass" unless sure;
  // "client_ref": the reference stands for another weighing).
  Result<Weighing> weigh(const WeighingGiven& given, const Write& write);
  Status remove_weighing(const std::string& id, const Write& write);

  Result<Donation> give(Donation donation, const Write& write);
  // The association's signature. Errors: conflict ("version", "signed").
  Result<Donation> sign(const std::string& id, const Write& write);
  Result<DonationAgreement> agree(DonationAgreement agreement, const Write& write);
  Status add_factor(Factor factor, const Write& write);

  // Measured periods that end in the year, with the yearly declaration. No name of a person is in it.
  Result<WasteExport> ma_cantine(int year);
  // What the town says itself: diagnostic, plan, actions. Errors: invalid.
  Status declare(const YearlyWasteDeclaration& said, const Write& write);

 private:
  CanteenContext& context_;
};

// Learnt from all weighed days that have counts. Nothing under ten days.
Result<std::optional<KgPerSurplusMeal>> learnt_kg(store::Session& session);

}  // namespace parvis::canteen
