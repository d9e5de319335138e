#include "app/house.hpp"

#include <sys/stat.h>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/log.hpp"
#include "store/audit_checkpoint.hpp"
#include "store/audit_log.hpp"
#include "store/full_text.hpp"
#include "store/jobs.hpp"
#include "store/migrations.hpp"
#include "street/street_migrations.hpp"
#include "street/suggestion_replay.hpp"

namespace parvis::app {
namespace {

constexpr std::size_t key_bytes = 32;

// The installation's secret: of tracking links, the blind draw and agent keys. Kept beside the database, not
// in it.
Result<std::string> secret_key(const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) return base::read_file(file, 4096);
  std::string key = base::random_bytes(key_bytes);
  PARVIS_CHECK(base::write_file_durably(file, key));
  ::chmod(file.c_str(), S_IRUSR | S_IWUSR);
  return key;
}

std::string derived(const std::string& key, std::string_view purpose) {
  return base::hmac_sha256(key, purpose);
}

std::unique_ptr<net::Mailer> make_mailer(const base::Settings& settings, const std::filesystem::path& data) {
  const std::string url = settings.text("mail.smtp_url");
  if (url.empty()) return std::make_unique<net::FileMailer>(data / "mail");
  return std::make_unique<net::SmtpMailer>(
      net::SmtpSettings{url, settings.text("mail.smtp_user"), settings.text("mail.smtp_password")});
}

model::VisionSettings vision_settings_of(const base::Settings& settings, const std::filesystem::path& data) {
  const auto home = base::home_folder();
  model::VisionSettings vision;
  vision.worker_program = base::program_path();
  vision.model_folder = settings.text("street.model_folder", (home / "models" / "street-full").string());
  vision.faces_folder =
      settings.text("street.faces_folder", (home / "models" / "faces" / "centerface").string());
  vision.cache_folder = data / "cache";
  vision.worker_threads = static_cast<int>(settings.integer("model.worker_threads", 0));
  vision.max_waiting_calls = static_cast<int>(settings.integer("model.max_waiting_calls", 64));
  return vision;
}

std::vector<store::Migration> all_migrations() {
  std::vector<store::Migration> all;
  for (auto part :
       {store::job_migrations(), store::full_text_migrations(), store::audit_migrations(),
        store::audit_checkpoint_migrations(), account::account_migrations(), decision::decision_migrations(),
        street::street_migrations(), grants::grants_migrations(), canteen::canteen_migrations()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

House::~House() = default;

Status House::open_stores(const HouseOptions& options) {
  const std::string url = !options.database.empty()
                              ? options.database
                              : settings.text("store.database", "sqlite:" + (data / "parvis.db").string());
  PARVIS_TRY(opened, store::Database::open(url, static_cast<int>(settings.integer("store.connections", 8))));
  database = std::move(opened);
  PARVIS_CHECK(store::migrate(*database, all_migrations()));
  originals = std::make_unique<store::FileBlobStore>(data / "originals");
  derivatives = std::make_unique<store::FileBlobStore>(data / "derivatives");
  tables = std::make_unique<store::FileBlobStore>(data / "tables");
  mailer = make_mailer(settings, data);
  return {};
}

Status House::open_services(const HouseOptions& options, const std::string& key) {
  const auto home = base::home_folder();
  auto loaded = net::Pages::load(
      {home / "web" / "pages", home / "web" / "fr.json", home / "web" / "dist" / "manifest.json"});
  if (!loaded) return tl::make_unexpected(loaded.error());
  pages = *loaded;
  vision_settings = vision_settings_of(settings, data);
  if (options.with_vision) vision = model::start_vision(vision_settings);
  installed_models = std::make_unique<InstalledModels>(vision.get(), vision_settings, data / "models");
  decision::LedgerSettings ledger_settings;
  ledger_settings.key = derived(key, "ledger");
  ledger_settings.blind_rate = settings.number("decision.blind_rate", 0.02);
  ledger = std::make_unique<decision::Ledger>(*database, clock, ledger_settings);
  models = std::make_unique<decision::ModelRegistry>(*database, clock);
  accounts = std::make_unique<account::Accounts>(*database, clock);
  PARVIS_CHECK(accounts->load_names());
  town = std::make_unique<account::TownStore>(*database, clock);
  PARVIS_CHECK(town->load());

  auto street_settings = street::StreetSettings::from(settings);
  if (!options.base_url.empty() && !settings.has("street.base_url"))
    street_settings.base_url = options.base_url;
  street_settings.secret_key = derived(key, "street");
  street_settings.temp_dir = data / "temp";
  if (street_settings.basemap_file.empty() && std::filesystem::exists(data / "basemap.geojson"))
    street_settings.basemap_file = data / "basemap.geojson";
  // An aggregate with named members, which make_unique cannot build.
  // NOLINTNEXTLINE(modernize-make-unique)
  street.reset(new street::StreetContext{.database = *database,
                                         .originals = *originals,
                                         .derivatives = *derivatives,
                                         .vision = vision.get(),
                                         .ledger = ledger.get(),
                                         .mailer = *mailer,
                                         .pages = pages.get(),
                                         .clock = clock,
                                         .settings = street_settings});
  street->town = [this] {
    const auto identity = town->town();
    return street::TownFacts{identity.name,
                             identity.zone,
                             {identity.lat, identity.lon},
                             static_cast<int>(identity.zoom),
                             identity.tiles};
  };
  street->agent_name = [this](const std::string& id) { return accounts->name_of(id); };
  ledger->replay_with("voirie", street::suggestion_replayer(*street, [this](const std::string& sha256) {
                        return installed_models->of(sha256);
                      }));
  PARVIS_CHECK(street::seed_street(*street, (home / "reference" / "street").string()));
  PARVIS_CHECK(open_grants(home));
  open_canteen(home);
  return {};
}

Status House::open_grants(const std::filesystem::path& home) {
  auto grants_settings = grants::GrantsSettings::from(settings);
  grants_settings.base_url = street->settings.base_url;
  grants_settings.reference_dir = home / "reference";
  PARVIS_TRY(service, grants::GrantsService::make({.database = *database,
                                                   .files = *tables,
                                                   .ledger = ledger.get(),
                                                   .pages = pages.get(),
                                                   .clock = clock,
                                                   .settings = grants_settings,
                                                   .town_name = [this] { return town->town().name; },
                                                   .zone = town->town().zone}));
  grants = std::move(service);
  return {};
}

void House::open_canteen(const std::filesystem::path& home) {
  auto canteen_settings = canteen::CanteenSettings::from(settings);
  canteen_settings.base_url = street->settings.base_url;
  canteen_settings.reference_dir = home / "reference";
  canteen = std::make_unique<canteen::CanteenService>(canteen::CanteenContext{
      .database = *database,
      .files = *tables,
      .ledger = ledger.get(),
      .clock = clock,
      .settings = canteen_settings,
      .forecaster = canteen::forecast,
      .pages = pages.get(),
      .zone = [this] { return town->town().zone; },
      .town_name = [this] { return town->town().name; },
      .person_name = [this](const std::string& id) { return accounts->name_of(id); }});
}

Result<std::unique_ptr<House>> House::open(const HouseOptions& options) {
  std::unique_ptr<House> house(new House(options.data));
  std::error_code error;
  for (const char* folder : {"", "mail", "temp", "cache"})
    std::filesystem::create_directories(options.data / folder, error);
  if (error) return tl::make_unexpected(base::file_error(error.value(), "mkdir", options.data));
  const auto file = options.settings_file.empty() ? options.data / "parvis.toml" : options.settings_file;
  PARVIS_TRY(settings, base::Settings::load(file));
  house->settings = std::move(settings);
  PARVIS_TRY(key, secret_key(options.data / "secret.key"));
  PARVIS_CHECK(house->open_stores(options));
  PARVIS_CHECK(house->open_services(options, key));
  return house;
}

}  // namespace parvis::app
