// Everything the program works with, opened once from a data folder: rows, files, people, ledger, photo
// reader, mail. Commands open what they need; the server opens all of it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "account/accounts.hpp"
#include "account/town.hpp"
#include "app/installed_models.hpp"
#include "base/settings.hpp"
#include "base/time.hpp"
#include "canteen/canteen_service.hpp"
#include "decision/ledger.hpp"
#include "decision/model_registry.hpp"
#include "grants/grants_service.hpp"
#include "model/vision.hpp"
#include "net/mail.hpp"
#include "net/pages.hpp"
#include "store/blob_store.hpp"
#include "store/sql.hpp"
#include "street/street_context.hpp"

namespace parvis::app {

struct HouseOptions {
  std::filesystem::path data = "data";
  std::string database;                 // empty: sqlite in the data folder
  std::filesystem::path settings_file;  // empty: parvis.toml in the data folder, when there is one
  std::string base_url;                 // empty: the setting, else the address served
  bool with_vision = true;
};

class House {
 public:
  // Creates the folder and the key on first use, and brings the schema up to date.
  static Result<std::unique_ptr<House>> open(const HouseOptions& options);
  ~House();

  const std::filesystem::path data;
  base::Settings settings;
  base::SystemClock clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::BlobStore> originals, derivatives, tables;
  std::unique_ptr<net::Mailer> mailer;
  model::VisionSettings vision_settings;
  std::unique_ptr<model::Vision> vision;
  std::unique_ptr<InstalledModels> installed_models;
  std::shared_ptr<net::Pages> pages;
  std::unique_ptr<decision::Ledger> ledger;
  std::unique_ptr<decision::ModelRegistry> models;
  std::unique_ptr<account::Accounts> accounts;
  std::unique_ptr<account::TownStore> town;
  std::unique_ptr<street::StreetContext> street;
  std::unique_ptr<grants::GrantsService> grants;
  std::unique_ptr<canteen::CanteenService> canteen;

 private:
  explicit House(std::filesystem::path folder) : data(std::move(folder)) {}
  Status open_stores(const HouseOptions& options);
  Status open_services(const HouseOptions& options, const std::string& key);
  Status open_grants(const std::filesystem::path& home);
  void open_canteen(const std::filesystem::path& home);
};

class Arguments;
// The house that --data and --database name; `vision` starts the photo reader.
Result<std::unique_ptr<House>> open_house(const Arguments& arguments, bool vision = false);

}  // namespace parvis::app
