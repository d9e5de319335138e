// Who the town is: what every page, message and export says of it. One record in the database; pages read it
// through a snapshot that a change replaces. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sql.hpp"

namespace parvis::account {

struct Town {
  std::string name = "Votre commune";
  std::string tagline;
  std::string colour = "#0b5563";  // as asked; pages use the readable one derived from it
  std::string email, phone, address, opening_hours, web;
  std::string publication_director, dpo_email;
  std::string host, host_address, host_phone;  // who houses the site, as the law asks to say
  std::string zone = "Europe/Paris";
  double lat = 46.6, lon = 2.4;
  std::int64_t zoom = 14;
  bool tiles = false;  // the town serves map tiles at /tiles/
};
base::json::object to_json(const Town& town);
// Errors (invalid) name the field: colour not #rrggbb, unknown zone, empty name, text too long.
Result<Town> parse_town(const base::json::object& object, const Town& before);

class TownStore {
 public:
  TownStore(store::Database& database, const base::Clock& clock) : database_(database), clock_(clock) {}
  Status load();
  [[nodiscard]] Town town() const;
  Status save(const Town& town, std::string_view by);
  // Called after each change, with the new value; set before the server starts.
  void on_change(std::function<void(const Town&)> listener) { listener_ = std::move(listener); }

 private:
  store::Database& database_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  Town town_;
  std::function<void(const Town&)> listener_;
};

}  // namespace parvis::account
