#include "store/migrations.hpp"

#include <algorithm>
#include <map>

namespace parvis::store {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

Result<int> current_version(Session& session, const std::string& room) {
  PARVIS_TRY(rows, session.query("SELECT version FROM schema_version WHERE room = ?", {room}));
  return rows.empty() ? 0 : static_cast<int>(rows[0].integer("version"));
}

// Two programs that start together take turns. The lock comes before the first reading, or PostgreSQL would
// show the state from before the wait.
Status take_turn(Session& session) {
  if (session.backend() == Backend::postgres)
    PARVIS_CHECK(session.execute("LOCK TABLE schema_version IN ACCESS EXCLUSIVE MODE"));
  return {};
}

Status check_numbers(const std::vector<Migration>& migrations) {
  std::map<std::string, int> last;
  for (const auto& migration : migrations) {
    if (migration.version != last[migration.room] + 1)
      return fail(ErrorKind::internal, "Les étapes de la base ne se suivent pas.",
                  migration.room + " " + std::to_string(migration.version));
    last[migration.room] = migration.version;
  }
  return {};
}

Status create_versions(Database& database) {
  return database.write([](Session& session) -> Status {
    PARVIS_CHECK(session.execute(
        {"CREATE TABLE IF NOT EXISTS schema_version (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT",
         "CREATE TABLE IF NOT EXISTS schema_version (room TEXT PRIMARY KEY, version INTEGER NOT NULL)"}));
    return {};
  });
}

Status apply(Session& session, const Migration& migration) {
  PARVIS_CHECK(take_turn(session));
  PARVIS_TRY(version, current_version(session, migration.room));
  if (version >= migration.version) return {};
  for (const auto& step : migration.steps) PARVIS_CHECK(session.execute(step));
  PARVIS_CHECK(
      session.execute("INSERT INTO schema_version (room, version) VALUES (?, ?) "
                      "ON CONFLICT (room) DO UPDATE SET version = excluded.version",
                      {migration.room, std::int64_t{migration.version}}));
  return {};
}

}  // namespace

Sql strict_table(const std::string& text) {
  std::string postgres = text;
  replace_all(postgres, " INTEGER", " BIGINT");
  replace_all(postgres, " REAL", " DOUBLE PRECISION");
  return {text + " STRICT", postgres};
}

Status migrate(Database& database, const std::vector<Migration>& migrations) {
  PARVIS_CHECK(check_numbers(migrations));
  // PostgreSQL's IF NOT EXISTS is no lock: of two that create at once, one may fail and then finds the table.
  Status created = create_versions(database);
  if (!created) created = create_versions(database);
  PARVIS_CHECK(created);

  std::map<std::string, int> newest;
  for (const auto& migration : migrations)
    newest[migration.room] = std::max(newest[migration.room], migration.version);
  PARVIS_CHECK(database.read([&](Session& session) -> Status {
    for (const auto& [room, version] : newest) {
      PARVIS_TRY(current, current_version(session, room));
      if (current > version)
        return fail(ErrorKind::conflict,
                    "La base a été mise à jour par une version plus récente de Parvis. Installez cette "
                    "version, ou restaurez une sauvegarde.",
                    room + " " + std::to_string(current), "schema_newer");
    }
    return {};
  }));

  for (const auto& migration : migrations)
    PARVIS_CHECK(database.write([&](Session& session) { return apply(session, migration); }));
  return {};
}

}  // namespace parvis::store
