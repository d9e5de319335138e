#include "street/config_store.hpp"

#include <algorithm>
#include <utility>

#include "base/file.hpp"
#include "base/ids.hpp"

namespace parvis::street {
namespace {

constexpr std::string_view family_kind = "famille", category_kind = "categorie", team_kind = "equipe",
                           area_kind = "zone", message_kind = "message", calendar_kind = "calendrier",
                           routing_kind = "affectation";

Status put(store::Session& session, std::string_view kind, std::string_view code, std::int64_t rank,
           const base::json::object& body) {
  PARVIS_TRY(
      written,
      session.execute(
          "INSERT INTO street_config (kind, code, rank, version, body) VALUES (?, ?, ?, 1, ?) ON CONFLICT "
          "(kind, code) "
          "DO UPDATE SET rank = excluded.rank, body = excluded.body, version = street_config.version + 1",
          {std::string(kind), std::string(code), rank, base::json::serialize(body)}));
  static_cast<void>(written);
  PARVIS_TRY(counted, session.execute("UPDATE street_config_version SET version = version + 1 WHERE id = 1"));
  static_cast<void>(counted);
  return {};
}

// What the town has not set yet.
Status put_if_absent(store::Session& session, std::string_view kind, std::string_view code, std::int64_t rank,
                     const base::json::object& body) {
  PARVIS_TRY(
      written,
      session.execute("INSERT INTO street_config (kind, code, rank, version, body) VALUES (?, ?, ?, 1, ?) "
                      "ON CONFLICT (kind, code) DO NOTHING",
                      {std::string(kind), std::string(code), rank, base::json::serialize(body)}));
  static_cast<void>(written);
  return {};
}

Result<bool> any_of_kind(store::Session& session, std::string_view kind) {
  PARVIS_TRY(rows,
             session.query("SELECT 1 AS one FROM street_config WHERE kind = ? LIMIT 1", {std::string(kind)}));
  return !rows.empty();
}

Result<std::int64_t> version_of(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT version FROM street_config_version WHERE id = 1"));
  if (rows.empty())
    return fail(ErrorKind::internal, "La configuration est illisible.", "street_config_version is empty");
  return rows[0].integer("version");
}

std::string template_code(const MessageTemplate& text) {
  return text.code + "/" + text.channel + "/" + text.category;
}

base::json::object area_json(const Area& area) {
  return {{"id", area.id},
          {"name", area.name},
          {"kind", area_kind_codes.code(area.kind)},
          {"active", area.active},
          {"geojson", area.geojson}};
}

Result<Area> parse_area(const base::json::object& object) {
  const auto kind = area_kind_codes.parse(base::text_or(object, "kind", "quartier"));
  PARVIS_TRY(area, make_area(base::text_or(object, "id"), base::text_or(object, "name"),
                             kind.value_or(AreaKind::quartier), base::text_or(object, "geojson")));
  area.active = base::flag_or(object, "active", true);
  return area;
}

struct Parts {
  std::vector<Family> families;
  std::vector<Category> categories;
  std::vector<Area> areas;
};

// Adds one stored record to the snapshot under construction.
Status take(const store::Row& row, Parts& parts, Config& config) {
  const std::string kind = row.text("kind");
  PARVIS_TRY(body, base::parse_json_object(row.text("body")));
  if (kind == family_kind) {
    parts.families.push_back({row.text("code"), base::text_or(body, "label")});
  } else if (kind == category_kind) {
    PARVIS_TRY(category, parse_category(body));
    parts.categories.push_back(std::move(category));
  } else if (kind == team_kind) {
    PARVIS_TRY(team, parse_team(body));
    config.teams.push_back(std::move(team));
  } else if (kind == area_kind) {
    PARVIS_TRY(area, parse_area(body));
    parts.areas.push_back(std::move(area));
  } else if (kind == message_kind) {
    PARVIS_TRY(text, parse_template(body));
    text.version = row.integer("version");
    config.templates.push_back(std::move(text));
  } else if (kind == calendar_kind) {
    PARVIS_TRY(calendar, parse_calendar(body));
    config.calendar = std::move(calendar);
  } else if (kind == routing_kind) {
    PARVIS_TRY(matrix, parse_routing(body));
    config.routing = std::move(matrix);
    config.routing.version = row.integer("version");
  }
  return {};
}

Result<std::shared_ptr<const Config>> read_config(store::Session& session, std::int64_t version) {
  auto config = std::make_shared<Config>();
  config->version = version;
  Parts parts;
  PARVIS_TRY(rows,
             session.query("SELECT kind, code, version, body FROM street_config ORDER BY kind, rank, code"));
  for (const auto row : rows) PARVIS_CHECK(take(row, parts, *config));
  PARVIS_TRY(catalogue, Catalogue::of(std::move(parts.families), std::move(parts.categories)));
  config->catalogue = std::move(catalogue);
  config->areas = Areas(std::move(parts.areas));
  return std::shared_ptr<const Config>(std::move(config));
}

Status seed_categories(store::Session& session, const std::string& dir) {
  PARVIS_TRY(text, base::read_file(dir + "/categories.json"));
  PARVIS_TRY(catalogue, Catalogue::parse(text));
  std::int64_t rank = 0;
  for (const Family& family : catalogue.families()) {
    PARVIS_CHECK(put_if_absent(session, family_kind, family.code, ++rank, {{"label", family.label}}));
  }
  for (const Category& category : catalogue.all()) {
    PARVIS_CHECK(put_if_absent(session, category_kind, category.code, category.rank, to_json(category)));
  }
  return {};
}

Status seed_teams(store::Session& session, const std::string& dir) {
  PARVIS_TRY(text, base::read_file(dir + "/teams.json"));
  PARVIS_TRY(document, base::parse_json_object(text));
  PARVIS_TRY(list, base::need_array(document, "teams"));
  std::int64_t rank = 0;
  for (const auto& item : list) {
    if (!item.is_object()) continue;
    PARVIS_TRY(team, parse_team(item.get_object()));
    PARVIS_CHECK(put_if_absent(session, team_kind, team.id, ++rank, to_json(team)));
  }
  return {};
}

Status seed_messages(store::Session& session, const std::string& dir) {
  PARVIS_TRY(text, base::read_file(dir + "/messages.json"));
  PARVIS_TRY(templates, parse_templates(text));
  std::int64_t rank = 0;
  for (const MessageTemplate& each : templates) {
    PARVIS_CHECK(put_if_absent(session, message_kind, template_code(each), ++rank, to_json(each)));
  }
  return {};
}

}  // namespace

base::json::object to_json(const Team& team) {
  base::json::array members;
  for (const std::string& member : team.members) members.emplace_back(member);
  return {{"id", team.id},         {"name", team.name},
          {"email", team.email},   {"members", std::move(members)},
          {"parent", team.parent}, {"active", team.active}};
}

Result<Team> parse_team(const base::json::object& object) {
  Team team;
  PARVIS_TRY(id, base::need_text(object, "id"));
  PARVIS_TRY(name, base::need_text(object, "name"));
  team.id = std::move(id);
  team.name = std::move(name);
  team.email = base::text_or(object, "email");
  team.parent = base::text_or(object, "parent");
  team.active = base::flag_or(object, "active", true);
  if (const auto* members = object.if_contains("members"); members != nullptr && members->is_array()) {
    for (const auto& member : members->get_array()) {
      if (member.is_string()) team.members.emplace_back(std::string(member.get_string()));
    }
  }
  if (team.id.empty() || team.name.empty()) {
    return fail(ErrorKind::invalid, "Une équipe a un code et un nom.", {}, "team");
  }
  return team;
}

const Team* Config::team(std::string_view id) const {
  const auto found =
      std::find_if(teams.begin(), teams.end(), [id](const Team& each) { return each.id == id; });
  return found == teams.end() ? nullptr : &*found;
}

Status ConfigStore::seed(store::Session& session, const std::string& reference_dir) const {
  // once a kind holds anything it is the town's: what it deleted does not come back
  PARVIS_TRY(categories, any_of_kind(session, category_kind));
  if (!categories) PARVIS_CHECK(seed_categories(session, reference_dir));
  PARVIS_TRY(teams, any_of_kind(session, team_kind));
  if (!teams) PARVIS_CHECK(seed_teams(session, reference_dir));
  PARVIS_TRY(messages, any_of_kind(session, message_kind));
  if (!messages) PARVIS_CHECK(seed_messages(session, reference_dir));
  PARVIS_TRY(calendar, any_of_kind(session, calendar_kind));
  if (!calendar) PARVIS_CHECK(put_if_absent(session, calendar_kind, "defaut", 1, to_json(Calendar{})));
  if (categories && teams && messages && calendar) return {};
  PARVIS_TRY(counted, session.execute("UPDATE street_config_version SET version = version + 1 WHERE id = 1"));
  static_cast<void>(counted);
  return {};
}

Result<std::shared_ptr<const Config>> ConfigStore::load(store::Session& session) const {
  PARVIS_TRY(version, version_of(session));
  {
    const std::lock_guard lock(mutex_);
    if (snapshot_ && snapshot_->version == version) return snapshot_;
  }
  PARVIS_TRY(config, read_config(session, version));
  const std::lock_guard lock(mutex_);
  snapshot_ = config;
  return config;
}

Status ConfigStore::put_category(store::Session& session, const Category& category) const {
  PARVIS_CHECK(validate(category));
  return put(session, category_kind, category.code, category.rank, to_json(category));
}

Status ConfigStore::put_team(store::Session& session, const Team& team) const {
  return put(session, team_kind, team.id, 0, to_json(team));
}

Result<std::string> ConfigStore::put_area(store::Session& session, Area area) const {
  if (area.id.empty()) area.id = base::random_token(9);
  PARVIS_TRY(config, read_config(session, 0));  // not shared: this transaction may yet be undone
  const Area* town = config->areas.territory();
  if (area.kind == AreaKind::territoire && area.active && town != nullptr && town->id != area.id) {
    return fail(ErrorKind::conflict,
                "Le territoire « " + town->name + " » existe déjà : supprimez-le d'abord.", {}, "territory");
  }
  PARVIS_CHECK(put(session, area_kind, area.id, 0, area_json(area)));
  return area.id;
}

Status ConfigStore::delete_area(store::Session& session, std::string_view id) const {
  PARVIS_TRY(deleted, session.execute("DELETE FROM street_config WHERE kind = ? AND code = ?",
                                      {std::string(area_kind), std::string(id)}));
  if (deleted == 0) return fail(ErrorKind::not_found, "Cette zone n'existe pas.", {}, "area");
  PARVIS_TRY(counted, session.execute("UPDATE street_config_version SET version = version + 1 WHERE id = 1"));
  static_cast<void>(counted);
  return {};
}

Status ConfigStore::put_routing(store::Session& session, const RoutingMatrix& matrix) const {
  PARVIS_TRY(config, read_config(session, 0));
  std::vector<std::string> area_ids, team_ids;
  for (const Area& area : config->areas.all()) area_ids.push_back(area.id);
  for (const Team& team : config->teams) team_ids.push_back(team.id);
  PARVIS_CHECK(validate(matrix, config->catalogue, area_ids, team_ids));
  return put(session, routing_kind, "defaut", 0, to_json(matrix));
}

Status ConfigStore::put_template(store::Session& session, const MessageTemplate& text) const {
  PARVIS_CHECK(validate(text));
  return put(session, message_kind, template_code(text), 0, to_json(text));
}

Status ConfigStore::put_calendar(store::Session& session, const Calendar& calendar) const {
  return put(session, calendar_kind, "defaut", 0, to_json(calendar));
}

}  // namespace parvis::street
