// `parvis serve`: opens the house, adds every route, runs jobs and the server until a signal asks it to stop.
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <iostream>
#include <tuple>

#include "account/account_api.hpp"
#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "app/site_pages.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "net/metrics.hpp"
#include "net/rate_limit.hpp"
#include "net/router.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"
#include "net/theme.hpp"
#include "store/jobs.hpp"
#include "street/street_api.hpp"
#include "street/street_jobs.hpp"
#include "street/street_pages.hpp"

namespace parvis::app {
namespace {

constexpr const char* usage =
    R"(Usage : parvis serve [--data DOSSIER] [--listen ADRESSE:PORT] [--database URL] [--settings FICHIER]

  --data      dossier des données (data par défaut)
  --listen    adresse écoutée (127.0.0.1:8080 par défaut)
  --database  base des données : sqlite:/chemin ou postgres://hôte/base (SQLite dans le dossier par défaut)
  --settings  fichier de réglages TOML (parvis.toml du dossier des données par défaut)

Exemple : parvis serve --data /srv/parvis --listen 127.0.0.1:8080
)";

Status set_address(net::ServerSettings& settings, const std::string& listen) {
  const auto colon = listen.rfind(':');
  const std::string port = colon == std::string::npos ? listen : listen.substr(colon + 1);
  if (colon != std::string::npos) settings.address = listen.substr(0, colon);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65535)
    return fail(ErrorKind::invalid, "L’adresse s’écrit ADRESSE:PORT, par exemple 127.0.0.1:8080.", {},
                "usage");
  settings.port = static_cast<std::uint16_t>(std::stoi(port));
  return {};
}

std::string readable_colour(const std::string& asked) {
  const auto theme = net::derive_theme(asked);
  return theme ? theme->brand : asked;
}

// Demonstration accounts are named on the sign-in page only where the demonstration made them.
std::vector<std::pair<std::string, std::string>> demo_accounts(const std::filesystem::path& data) {
  std::vector<std::pair<std::string, std::string>> accounts;
  const auto text = base::read_file(data / "demo-accounts.json", 64 * 1024);
  if (!text) return accounts;
  const auto list = base::parse_json(*text);
  if (!list || !list->is_array()) return accounts;
  for (const auto& item : list->get_array())
    accounts.emplace_back(base::text_or(item.as_object(), "email"), base::text_or(item.as_object(), "role"));
  return accounts;
}

// Blocks SIGINT and SIGTERM in every thread started later, so that one place waits for them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

Status serve(const Arguments& arguments, std::ostream& err) {
  const sigset_t signals = block_signals();
  net::ServerSettings limits;
  PARVIS_CHECK(set_address(limits, arguments.text("listen", "127.0.0.1:8080")));
  HouseOptions options;
  options.data = arguments.text("data", "data");
  options.database = arguments.text("database");
  options.settings_file = arguments.text("settings");
  options.base_url = "http://" + limits.address + ":" + std::to_string(limits.port);
  PARVIS_TRY(house, House::open(options));
  const auto listen = std::pair(limits.address, limits.port);
  limits = net::server_settings(house->settings);
  std::tie(limits.address, limits.port) = listen;
  limits.temp_dir = options.data / "temp";

  net::Router router;
  net::Metrics metrics;
  router.set_rate_limit(std::make_shared<net::RateLimit>());
  account::AccountContext people{*house->accounts, *house->town};
  people.secure_cookies = house->settings.flag("account.secure_cookies", false);
  people.readable_colour = readable_colour;
  people.sign_in_page = [&](const base::json::object& data) { return house->pages->render("sign_in", data); };
  people.demo_accounts = demo_accounts(options.data);
  router.before(account::principal_hook(people));

  SiteContext site;
  site.pages = house->pages;
  site.town = [&] { return house->town->town(); };
  site.home = [&] { return street::home_model(*house->street); };
  house->town->on_change([&](const account::Town& town) { show_town(town, site); });
  show_town(house->town->town(), site);

  const auto dist = base::home_folder() / "web" / "dist";
  PARVIS_TRY(assets, net::StaticFiles::load(dist / "assets"));
  PARVIS_TRY(desk, net::StaticFiles::load(dist / "desk"));
  net::add_standard_routes(router, metrics);
  account::add_account_routes(router, people);
  add_site_routes(router, site);
  street::add_street_routes(router, *house->street);
  net::add_static_routes(router, "/assets", assets);
  net::RouteOptions staff;
  staff.access = net::Access::signed_in;
  staff.page = true;
  net::add_static_routes(router, "/agent", desk, "index.html", staff);

  store::JobSettings job_settings;
  job_settings.threads = static_cast<int>(house->settings.integer("store.job_threads", 1));
  store::JobWorker jobs(*house->database, house->clock, job_settings);
  street::register_street_jobs(jobs, *house->street);
  PARVIS_CHECK(street::schedule_street_jobs(*house->street));
  jobs.start();

  net::Server server(limits, router, metrics);
  PARVIS_CHECK(server.start());
  const std::string address = "http://" + limits.address + ":" + std::to_string(server.port());
  err << "Parvis est ouvert : " << address << "\n";
  if (!people.demo_accounts.empty()) {
    err << "Comptes de démonstration (mot de passe : parvis-demonstration) :\n";
    for (const auto& [email, role] : people.demo_accounts) err << "  " << email << " – " << role << "\n";
  }
  err.flush();
  base::log_info("serving", {{"address", address}});

  int received = 0;
  sigwait(&signals, &received);
  err << "Arrêt : les demandes en cours se terminent.\n";
  server.stop();
  jobs.stop();
  return {};
}

}  // namespace

int serve_command(const Args& args, std::ostream&, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "listen", "database", "settings"}, {"help"});
  if (!arguments || arguments->has("help") || !arguments->rest().empty()) {
    if (!arguments) err << arguments.error().message << "\n";
    err << usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  const Status served = serve(*arguments, err);
  if (served) return 0;
  err << served.error().message << "\n";
  base::log_error("serve_failed", {{"detail", served.error().detail}});
  return served.error().code == "usage" ? 2 : exit_code(served.error().kind);
}

}  // namespace parvis::app
