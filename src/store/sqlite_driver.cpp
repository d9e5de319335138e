// SQLite: one file in WAL mode, one writing connection (BEGIN IMMEDIATE), a pool of reading ones, statements prepared once a
// connection. synchronous=FULL: an acknowledged report survives a power cut.
#include <sqlite3.h>

#include <mutex>
#include <unordered_map>

#include "store/drivers.hpp"

namespace parvis::store {
namespace {

Error sqlite_error(sqlite3* db, int code, const std::string& sql) {
  const std::string detail = std::string(sqlite3_errmsg(db)) + " [" + sql.substr(0, 120) + "]";
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT: return {ErrorKind::conflict, "Cet enregistrement existe déjà ou contredit un autre.", detail, "constraint"};
    case SQLITE_FULL: return {ErrorKind::unavailable, "Le serveur n’a plus de place pour enregistrer.", detail, "disk_full"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorKind::unavailable, "La base est occupée. Réessayez dans un instant.", detail, "busy"};
    default: return {ErrorKind::internal, "La base de données a refusé l’opération.", detail, ""};
  }
}

class Connection {
 public:
  static Result<std::unique_ptr<Connection>> open(const std::string& path) {
    auto made = std::make_unique<Connection>();
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    if (sqlite3_open_v2(path.c_str(), &made->db_, flags, nullptr) != SQLITE_OK)
      return fail(ErrorKind::unavailable, "La base " + path + " ne s’ouvre pas.", sqlite3_errmsg(made->db_));
    sqlite3_busy_timeout(made->db_, 10'000);
    PARVIS_CHECK(made->run(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA trusted_schema=OFF;"));
    return made;
  }
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close_v2(db_);
  }

  Status run(const char* sql) {
    const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::make_unexpected(sqlite_error(db_, code, sql));
    return {};
  }

  Result<Rows> query(const std::string& sql, const std::vector<Value>& values) {
    PARVIS_TRY(statement, prepare(sql, values));
    const int width = sqlite3_column_count(statement);
    std::vector<std::string> columns;
    for (int i = 0; i < width; ++i) columns.emplace_back(sqlite3_column_name(statement, i));
    std::vector<Value> cells;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement))
      for (int i = 0; i < width; ++i) cells.push_back(cell(statement, i));
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) return tl::make_unexpected(sqlite_error(db_, code, sql));
    return Rows(std::move(columns), std::move(cells));
  }

  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(db_); }

 private:
  static Value cell(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
      case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
      case SQLITE_NULL: return {};
      default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
      }
    }
  }

  Result<sqlite3_stmt*> prepare(const std::string& sql, const std::vector<Value>& values) {
    auto& statement = statements_[sql];
    if (statement == nullptr) {
      const int code =
          sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
      if (code != SQLITE_OK) {
        statements_.erase(sql);
        return tl::make_unexpected(sqlite_error(db_, code, sql));
      }
    }
    sqlite3_clear_bindings(statement);
    int place = 0;
    for (const Value& value : values) {
      ++place;
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(statement, place, *number);
      } else if (const auto* real = std::get_if<double>(&value)) {
        sqlite3_bind_double(statement, place, *real);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
      } else {
        sqlite3_bind_null(statement, place);
      }
    }
    return statement;
  }

  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

class SqliteSession final : public Session {
 public:
  explicit SqliteSession(Connection& connection) : connection_(connection) {}
  Result<Rows> query(const Sql& sql, const std::vector<Value>& values) override {
    count_query();
    return connection_.query(sql.sqlite, values);
  }
  Result<std::int64_t> execute(const Sql& sql, const std::vector<Value>& values) override {
    PARVIS_TRY(rows, query(sql, values));
    return connection_.changes();
  }
  [[nodiscard]] Backend backend() const override { return Backend::sqlite; }

 private:
  Connection& connection_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::unique_ptr<Connection> writer, bool readers) : writer_(std::move(writer)), has_readers_(readers) {}
  void add_reader(std::unique_ptr<Connection> connection) { readers_.add(std::move(connection)); }
  [[nodiscard]] Backend backend() const override { return Backend::sqlite; }

 protected:
  Status transact(bool write, const std::function<Status(Session&)>& work) override {
    if (write || !has_readers_) {
      const std::lock_guard lock(writing_);
      return in_transaction(*writer_, "BEGIN IMMEDIATE", work);
    }
    auto lease = readers_.take();
    return in_transaction(*lease, "BEGIN", work);
  }

 private:
  static Status in_transaction(Connection& connection, const char* begin, const std::function<Status(Session&)>& work) {
    PARVIS_CHECK(connection.run(begin));
    SqliteSession session(connection);
    Status status;
    try {
      status = work(session);
    } catch (...) {
      (void)connection.run("ROLLBACK");
      throw;
    }
    if (status) status = connection.run("COMMIT");
    if (!status) (void)connection.run("ROLLBACK");
    return status;
  }

  std::mutex writing_;
  std::unique_ptr<Connection> writer_;
  Pool<Connection> readers_;
  bool has_readers_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, int connections) {
  // A database in memory belongs to its connection, so it has only the one.
  const bool memory = path == ":memory:";
  PARVIS_TRY(writer, Connection::open(path));
  auto database = std::make_unique<SqliteDatabase>(std::move(writer), !memory);
  for (int i = 0; !memory && i < connections; ++i) {
    PARVIS_TRY(reader, Connection::open(path));
    database->add_reader(std::move(reader));
  }
  return database;
}

}  // namespace parvis::store
