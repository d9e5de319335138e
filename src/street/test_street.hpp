// A small town for tests: a database of its own, a made-up photo model, mail kept in a list, a clock moved by
// hand, and the routes behind a real server on a free port. Who asks is told by the header X-Test-Role (a
// role code).
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "account/accounts.hpp"
#include "account/principal.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "decision/ledger.hpp"
#include "model/test_vision.hpp"
#include "net/loopback_client.hpp"
#include "net/server.hpp"
#include "store/audit_log.hpp"
#include "store/full_text.hpp"
#include "store/jobs.hpp"
#include "store/test_database.hpp"
#include "street/street_api.hpp"
#include "street/street_jobs.hpp"
#include "street/street_migrations.hpp"

namespace parvis::street {

class ListMailer final : public net::Mailer {
 public:
  Status send(const net::Mail& mail) override {
    const std::lock_guard lock(mutex);
    if (failing) return fail(ErrorKind::unavailable, "Le serveur de courrier ne répond pas.");
    sent.push_back(mail);
    return {};
  }
  std::mutex mutex;
  std::vector<net::Mail> sent;
  bool failing = false;
};

// A store without room, once `full` is set.
class FillableBlobs final : public store::BlobStore {
 public:
  explicit FillableBlobs(std::filesystem::path root) : files_(std::move(root)) {}
  bool full = false;
  Result<std::string> put_file(const std::filesystem::path& path) override {
    return full ? no_room() : files_.put_file(path);
  }
  Result<std::string> put(std::string_view bytes) override { return full ? no_room() : files_.put(bytes); }
  Result<std::filesystem::path> path_of(const std::string& sha) override { return files_.path_of(sha); }
  Result<std::string> read(const std::string& sha) override { return files_.read(sha); }
  Status remove(const std::string& sha) override { return files_.remove(sha); }

 private:
  static Result<std::string> no_room() {
    return fail(ErrorKind::unavailable, "La place manque sur le serveur.", {}, "disk_full");
  }
  store::FileBlobStore files_;
};

class TestTown {
 public:
  explicit TestTown(store::Backend backend)
      : database(backend),
        originals(database.folder() / "originals"),
        derivatives(database.folder() / "derivatives"),
        clock(base::from_millis(1'780'297'200'000)),  // Monday 2026-06-01T07:00:00Z
        ledger(*database, clock, {0.0, "test key"}),
        context{.database = *database,
                .originals = originals,
                .derivatives = derivatives,
                .vision = &vision,
                .ledger = &ledger,
                .mailer = mailer,
                .clock = clock},
        jobs(*database, clock) {
    base::set_log_level(base::LogLevel::silent);
    context.settings.secret_key = "0123456789abcdef0123456789abcdef";
    context.settings.base_url = "http://ville.example";
    context.settings.temp_dir = database.folder() / "temp";
    context.settings.drafts_per_minute = context.settings.drafts_per_hour = 1e6;
    auto loaded = net::Pages::load({PARVIS_SOURCE_DIR "/web/pages", PARVIS_SOURCE_DIR "/web/fr.json",
                                    PARVIS_SOURCE_DIR "/web/dist/manifest.json"});
    if (loaded) pages = *loaded;
    context.pages = pages.get();
    problem = prepare();
    if (problem) {
      register_street_jobs(jobs, context);
      open_routes();
    }
  }
  ~TestTown() {
    if (server) server->stop();
  }

  // Runs every job that is due; a failing one is tried later.
  void run_jobs() {
    for (int i = 0; i < 200; ++i) {
      auto ran = jobs.run_one();
      if (!ran || !*ran) return;
    }
  }

  net::Reply ask(const std::string& request) {
    net::LoopbackClient client(server->port());
    return client.ask(request);
  }

  store::TestDatabase database;
  FillableBlobs originals;
  store::FileBlobStore derivatives;
  base::FixedClock clock;
  model::TestVision vision;
  ListMailer mailer;
  decision::Ledger ledger;
  std::shared_ptr<net::Pages> pages;
  StreetContext context;
  store::JobWorker jobs;
  net::Router router;
  net::Metrics metrics;
  std::unique_ptr<net::Server> server;
  Status problem;

 private:
  Status prepare() {
    std::vector<store::Migration> all;
    for (auto list : {store::full_text_migrations(), store::job_migrations(), store::audit_migrations(),
                      decision::decision_migrations(), account::account_migrations(), street_migrations()}) {
      all.insert(all.end(), list.begin(), list.end());
    }
    PARVIS_CHECK(store::migrate(*database, all));
    return seed_street(context, PARVIS_SOURCE_DIR "/reference/street");
  }

  void open_routes() {
    router.before([](net::Request& request, const net::Route& route) -> std::optional<net::Response> {
      const std::string role(request.header("X-Test-Role"));
      if (!role.empty()) {
        auto principal = std::make_shared<account::Principal>();
        principal->user_id = "00000000-0000-7000-8000-000000000001";
        principal->name = "Agent Essai";
        principal->rights = account::rights_of({role});
        request.principal = std::shared_ptr<const account::Principal>(principal);
      }
      if (route.options.access == net::Access::signed_in && role.empty()) {
        return net::problem(401, "Connectez-vous pour continuer.", "sign_in");
      }
      return std::nullopt;
    });
    add_street_routes(router, context);
    net::ServerSettings settings;
    settings.port = 0;
    settings.worker_threads = 2;
    settings.temp_dir = database.folder() / "uploads";
    server = std::make_unique<net::Server>(settings, router, metrics);
    problem = server->start();
  }
};

// A small JPEG that is whole; each `mark` gives other bytes.
inline std::string small_jpeg(std::string_view mark) {
  std::string out("\xFF\xD8\xFF\xFE", 4);
  const std::size_t size = mark.size() + 2;
  out += static_cast<char>(size >> 8);
  out += static_cast<char>(size & 0xFF);
  out += mark;
  out += std::string(
      "\xFF\xC0\x00\x0B\x08\x02\x00\x02\x00\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\x00\xFF"
      "\xD9",
      27);
  return out;
}

}  // namespace parvis::street
