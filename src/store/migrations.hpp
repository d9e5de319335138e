// The schema grows by numbered steps, kept per room in the table schema_version. A step runs once, in one
// transaction.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/sql.hpp"

namespace parvis::store {

struct Migration {
  std::string room;
  int version = 1;  // 1, 2, … without gaps in a room
  std::vector<Sql> steps;
};

// CREATE TABLE written for SQLite: STRICT there, 64-bit whole numbers and doubles in PostgreSQL.
[[nodiscard]] Sql strict_table(const std::string& text);

// Brings the database up to date. Errors: conflict when the database is newer than this program.
Status migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace parvis::store
