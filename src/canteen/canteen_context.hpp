// What the use cases of canteens work with. Made once by the program, shared by every route, job and command;
// all parts are thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/settings.hpp"
#include "base/time.hpp"
#include "canteen/forecast/forecast.hpp"
#include "decision/ledger.hpp"
#include "net/pages.hpp"
#include "store/blob_store.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::canteen {

struct CanteenSettings {
  std::string base_url = "http://127.0.0.1:8080";  // without a final slash; of the house
  std::filesystem::path reference_dir;             // holds calendars/
  std::int64_t max_file_mb = 64;                   // of a file received
  int days_ahead = 7;                              // forecasts are made for cut-offs within so many days
  int nightly_minutes = 90;                        // after local midnight, when the nightly forecast runs

  // Names "canteen.max_file_mb", "canteen.days_ahead", "canteen.nightly_minutes".
  static CanteenSettings from(const base::Settings& settings);
};

using Forecaster = std::function<Result<ForecastRun>(const TownHistory&, const ForecastRequest&)>;

struct CanteenContext {
  store::Database& database;
  store::BlobStore& files;             // as received
  decision::Ledger* ledger = nullptr;  // null: nothing is proposed
  const base::Clock& clock;
  CanteenSettings settings;
  Forecaster forecaster;  // empty: only the last-four rule proposes
  const net::Pages* pages = nullptr;  // null: the public pages are not served
  std::function<std::string()> zone = [] { return std::string("Europe/Paris"); };
  std::function<std::string()> town_name = [] { return std::string("Votre ville"); };
  std::function<std::string(const std::string&)> person_name = [](const std::string& id) { return id; };

  [[nodiscard]] Day today() const { return base::local_day(clock.now(), zone()); }
};

std::vector<store::Migration> canteen_migrations();

}  // namespace parvis::canteen
