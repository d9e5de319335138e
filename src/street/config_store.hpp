// What the town sets: categories, teams, areas, routing and message texts. Read as one immutable snapshot,
// rebuilt only when its version changed; written one record at a time, each write checked and counted.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "store/sql.hpp"
#include "street/area.hpp"
#include "street/calendar.hpp"
#include "street/category.hpp"
#include "street/message_template.hpp"
#include "street/routing.hpp"

namespace parvis::street {

struct Team {
  std::string id, name, email;
  std::vector<std::string> members;  // account ids
  std::string parent;
  bool active = true;
};
base::json::object to_json(const Team& team);
Result<Team> parse_team(const base::json::object& object);

struct Config {
  std::int64_t version = 0;
  Catalogue catalogue;
  std::vector<Team> teams;
  Areas areas;
  RoutingMatrix routing;
  std::vector<MessageTemplate> templates;
  Calendar calendar;

  const Team* team(std::string_view id) const;
};

class ConfigStore {
 public:
  // `reference_dir` holds categories.json, teams.json and messages.json.
  // Fills an empty database with what ships; a town's own values are never overwritten.
  Status seed(store::Session& session, const std::string& reference_dir) const;

  // Snapshot; shared while the version stands (one small query). Thread-safe. To be called in a read: what a
  // write has not committed yet must not be shared.
  Result<std::shared_ptr<const Config>> load(store::Session& session) const;

  Status put_category(store::Session& session, const Category& category) const;  // insert or replace by code
  Status put_team(store::Session& session, const Team& team) const;
  Result<std::string> put_area(store::Session& session,
                               Area area) const;  // id; a second territory is a conflict
  Status delete_area(store::Session& session, std::string_view id) const;
  Status put_routing(store::Session& session,
                     const RoutingMatrix& matrix) const;  // replaces the whole matrix
  Status put_template(store::Session& session, const MessageTemplate& text) const;  // version + 1
  Status put_calendar(store::Session& session, const Calendar& calendar) const;

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Config> snapshot_;
};

}  // namespace parvis::street
