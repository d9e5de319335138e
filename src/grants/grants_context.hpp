// What the use cases of grants work with. Made once by the program, shared by every route and command; all
// parts are thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/settings.hpp"
#include "base/time.hpp"
#include "decision/ledger.hpp"
#include "grants/checking/check_settings.hpp"
#include "grants/publication/publication_rules.hpp"
#include "net/pages.hpp"
#include "store/blob_store.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::grants {

struct GrantsSettings {
  std::string base_url = "http://127.0.0.1:8080";  // without a final slash; of the house
  std::filesystem::path reference_dir;             // holds grants/ and schemas/
  std::int64_t max_file_mb = 1024;                 // of a table received
  CheckSettings check = {};

  // Names "grants.max_file_mb", …
  static GrantsSettings from(const base::Settings& settings);
};

struct GrantsContext {
  store::Database& database;
  store::BlobStore& files;             // tables as received and as published
  decision::Ledger* ledger = nullptr;  // null: no suggestion is shown
  const net::Pages* pages = nullptr;   // null: the public pages are not served
  const base::Clock& clock;
  GrantsSettings settings;
  std::function<std::string()> town_name = [] { return std::string("Votre ville"); };
  std::string zone = "Europe/Paris";
  std::vector<DatedRule> rules;  // of reference/grants/rules.json
};

std::vector<store::Migration> grants_migrations();

}  // namespace parvis::grants
