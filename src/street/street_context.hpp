// What the use cases of street reports work with: stores, photo reader, ledger, mail, pages, clock and
// settings. Made once by the program, shared by every route, job and command; all parts are thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/geo.hpp"
#include "base/settings.hpp"
#include "base/time.hpp"
#include "net/mail.hpp"
#include "net/pages.hpp"
#include "store/blob_store.hpp"
#include "store/sql.hpp"
#include "street/config_store.hpp"
#include "street/duplicates.hpp"
#include "street/photo_store.hpp"
#include "street/place_prior.hpp"
#include "street/report_store.hpp"
#include "street/suggestion_fusion.hpp"

namespace parvis::model {
class Vision;
}
namespace parvis::decision {
class Ledger;
}

namespace parvis::street {

enum class PhotoPolicy { apres_verification, automatique, jamais };
inline constexpr base::CodeList<PhotoPolicy, 3> photo_policy_codes{
    {"apres_verification", "automatique", "jamais"}};

struct StreetSettings {
  std::string base_url = "http://127.0.0.1:8080";  // of the links in messages, without a final slash
  std::string mail_from = "signalements@ville.example";
  std::string secret_key;  // of tracking links and form times; kept outside the database, 32 bytes or more
  std::filesystem::path temp_dir;      // derivatives under way
  std::filesystem::path basemap_file;  // GeoJSON outlines of the town; empty: none
  PhotoPolicy photo_policy = PhotoPolicy::apres_verification;
  int suggestion_deadline_ms = 800;  // of the whole reading at intake
  int late_suggestion_deadline_ms = 10'000;
  int draft_days = 7;
  int message_fold_minutes = 30;  // at most one message a report and person in this time
  int form_min_seconds = 1;       // a form sent sooner was not read
  int form_max_hours = 24;
  std::int64_t max_photo_mb = 20;
  std::int64_t max_request_mb = 45;
  std::size_t max_bulk = 500;
  double drafts_per_minute = 120, drafts_per_hour = 2000;  // per sender's address
  FusionSettings fusion;
  DuplicateSettings duplicates;

  // Names "street.base_url", "street.mail_from", "street.suggestion_deadline_ms", …
  static StreetSettings from(const base::Settings& settings);
};

// What pages and messages say of the town; editable while the program runs.
struct TownFacts {
  std::string name = "Votre ville";
  std::string zone = "Europe/Paris";
  base::LatLon centre{46.6, 2.4};
  int zoom = 14;
  bool tiles = false;
};

struct StreetContext {
  store::Database& database;
  store::BlobStore& originals;         // photos as received; never served to the public
  store::BlobStore& derivatives;       // covered pictures and thumbnails
  model::Vision* vision = nullptr;     // null: no suggestions, photos wait for their cover
  decision::Ledger* ledger = nullptr;  // null: no suggestion is shown
  net::Mailer& mailer;
  const net::Pages* pages = nullptr;  // null: the public pages are not served
  const base::Clock& clock;
  StreetSettings settings;
  std::function<TownFacts()> town = [] { return TownFacts{}; };
  // Shown name of a staff account by its id; empty when unknown.
  std::function<std::string(const std::string&)> agent_name = [](const std::string&) {
    return std::string();
  };

  ReportStore reports;
  PhotoStore photos;
  ConfigStore config;
  PlacePrior prior;
};

// Fills an empty database with the categories, teams and messages that ship.
Status seed_street(StreetContext& context, const std::string& reference_dir);

}  // namespace parvis::street
