// `parvis serve`: opens the house, adds every route, runs jobs and the server until a signal asks it to stop.
#include <pthread.h>

#include <csignal>
#include <iostream>
#include <tuple>

#include "app/arguments.hpp"
#include "app/audit_watch.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "app/house_routes.hpp"
#include "base/log.hpp"
#include "net/server.hpp"
#include "store/jobs.hpp"
#include "street/street_jobs.hpp"

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

  PARVIS_TRY(routes, HouseRoutes::make(*house));

  store::JobSettings job_settings;
  job_settings.threads = static_cast<int>(house->settings.integer("store.job_threads", 1));
  // How long after a crash the jobs then in hand are taken again.
  job_settings.lease = std::chrono::seconds(house->settings.integer("store.job_lease_s", 60));
  store::JobWorker jobs(*house->database, house->clock, job_settings);
  street::register_street_jobs(jobs, *house->street);
  PARVIS_CHECK(street::schedule_street_jobs(*house->street));
  house->canteen->register_jobs(jobs);
  PARVIS_CHECK(house->canteen->schedule_jobs());
  PARVIS_CHECK(tell_model_loaded(*house));
  PARVIS_CHECK(watch_audit(jobs, *house));
  jobs.start();

  net::Server server(limits, routes->router(), routes->metrics());
  PARVIS_CHECK(server.start());
  const std::string address = "http://" + limits.address + ":" + std::to_string(server.port());
  err << "Parvis est ouvert : " << address << "\n";
  if (!routes->demo_accounts().empty()) {
    err << "Comptes de démonstration (mot de passe : parvis-demonstration) :\n";
    for (const auto& [email, role] : routes->demo_accounts()) err << "  " << email << " – " << role << "\n";
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
