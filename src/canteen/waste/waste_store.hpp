// Campaigns, weighings, agreements, donations, a town's own factors and the reports made, as rows. Functions
// run in the caller's transaction. Errors of every `put` over a version: conflict (code "version").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "canteen/waste/donation.hpp"
#include "canteen/waste/factors.hpp"
#include "canteen/waste/weighing.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

// A numbering of its own: "canteen_waste".
std::vector<store::Migration> waste_migrations();

class WeighingStore {
 public:
  // Of one canteen, or of all (empty); the newest first.
  static Result<std::vector<WeighingCampaign>> campaigns(store::Session& session,
                                                         const std::string& canteen_id);
  // Errors: not_found.
  static Result<WeighingCampaign> campaign(store::Session& session, const std::string& id);
  // Adds when the id is empty, else replaces that version.
  static Result<WeighingCampaign> put(store::Session& session, WeighingCampaign campaign, base::Instant now);
  // Errors: conflict (code "has_weighings").
  static Status remove_campaign(store::Session& session, const std::string& id);

  // By day and time.
  static Result<std::vector<Weighing>> weighings(store::Session& session, const std::string& campaign_id);
  // Nothing when the tablet's reference is new.
  static Result<std::optional<Weighing>> by_client_ref(store::Session& session,
                                                       const std::string& client_ref);
  // The last of a canteen and source, in whatever campaign.
  static Result<std::optional<Weighing>> last_of(store::Session& session, const std::string& canteen_id,
                                                 WasteSource source);
  static Result<Weighing> add(store::Session& session, Weighing weighing, const std::string& canteen_id,
                              const std::string& by);
  // Errors: not_found.
  static Status remove(store::Session& session, const std::string& id);
};

class DonationStore {
 public:
  static Result<std::vector<DonationAgreement>> agreements(store::Session& session);
  static Result<DonationAgreement> put(store::Session& session, DonationAgreement agreement,
                                       base::Instant now);
  // Both days included, the newest first.
  static Result<std::vector<Donation>> donations(store::Session& session, const Day& from, const Day& to);
  static Result<Donation> find(store::Session& session, const std::string& id);
  static Result<Donation> put(store::Session& session, Donation donation, base::Instant now);
};

// A report as it was made: never changed by a later factor.
struct StoredReport {
  std::string id;
  Day from, to;
  int horizon = 1;
  std::string data_sha256;  // of all that it was made from
  base::json::object body;
  base::Instant made_at{};
};

class ReportStore {
 public:
  // The town's own, all versions.
  static Result<std::vector<Factor>> factors(store::Session& session);
  static Status add(store::Session& session, const Factor& factor, const std::string& by, base::Instant now);

  static Result<std::optional<StoredReport>> find(store::Session& session, const Day& from, const Day& to,
                                                  int horizon, const std::string& data_sha256);
  static Status add(store::Session& session, const StoredReport& report);
};

}  // namespace parvis::canteen
