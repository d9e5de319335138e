// SQLite: one file in WAL mode, one writing connection (BEGIN IMMEDIATE), a pool of reading ones, statements
// prepared once a connection. synchronous=FULL: an acknowledged report survives a power cut. secure_delete:
// what is erased for a person's rights is overwritten in the file too. LIKE minds case, as PostgreSQL's does.
#include <sqlite3.h>

#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "store/drivers.hpp"

namespace parvis::store {
namespace {

constexpr int busy_timeout_ms = 10'000;  // another process may be writing

Error sqlite_error(sqlite3* db, int code, const std::string& sql) {
  const std::string detail = std::string(sqlite3_errmsg(db)) + " [" + sql.substr(0, 120) + "]";
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return {ErrorKind::conflict, "Cet enregistrement existe déjà ou contredit un autre.", detail,
              "constraint"};
    case SQLITE_FULL:
      return {ErrorKind::unavailable, "Le serveur n’a plus de place pour enregistrer.", detail, "disk_full"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::unavailable, "La base est occupée. Réessayez dans un instant.", detail, "busy"};
    default:
      return {ErrorKind::internal, "La base de données a refusé l’opération.", detail, ""};
  }
}

Value cell(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return {};
    default: {
      const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return text == nullptr ? std::string() : std::string(text, size);
    }
  }
}

void bind(sqlite3_stmt* statement, int place, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, place, *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, place, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    sqlite3_bind_null(statement, place);
  }
}

class Connection {
 public:
  static Result<std::unique_ptr<Connection>> open(const std::string& path, bool reader) {
    auto made = std::make_unique<Connection>();
    const int flags = SQLITE_OPEN_READWRITE | (reader ? 0 : SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &made->db_, flags, nullptr) != SQLITE_OK)
      return fail(ErrorKind::unavailable, "La base " + path + " ne s’ouvre pas.", sqlite3_errmsg(made->db_),
                  "database_unopened");
    sqlite3_busy_timeout(made->db_, busy_timeout_ms);
    PARVIS_CHECK(made->run(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA trusted_schema=OFF; PRAGMA "
        "secure_delete=ON;"
        "PRAGMA case_sensitive_like=ON; PRAGMA journal_size_limit=67108864;"));
    if (reader) PARVIS_CHECK(made->run("PRAGMA query_only=ON"));
    return made;
  }
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    forget_statements();
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
    auto answer = code == SQLITE_DONE ? Result<Rows>(Rows(std::move(columns), std::move(cells)))
                                      : Result<Rows>(tl::make_unexpected(sqlite_error(db_, code, sql)));
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return answer;
  }

  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(db_); }

 private:
  Result<sqlite3_stmt*> prepare(const std::string& sql, const std::vector<Value>& values) {
    PARVIS_TRY(statement, prepared(sql));
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != values.size())
      return fail(ErrorKind::internal, "La base de données a refusé l’opération.",
                  "wrong number of values [" + sql.substr(0, 120) + "]");
    int place = 0;
    for (const Value& value : values) bind(statement, ++place, value);
    return statement;
  }

  Result<sqlite3_stmt*> prepared(const std::string& sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
    if (statements_.size() >= max_prepared_statements) forget_statements();
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &rest);
    if (code != SQLITE_OK) return tl::make_unexpected(sqlite_error(db_, code, sql));
    // SQLite would leave out whatever follows the first statement without a word.
    if (statement == nullptr ||
        std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
      sqlite3_finalize(statement);
      return fail(ErrorKind::internal, "La base de données a refusé l’opération.",
                  "one statement at a time [" + sql.substr(0, 120) + "]");
    }
    statements_.emplace(sql, statement);
    return statement;
  }

  void forget_statements() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    statements_.clear();
  }

  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(std::unique_ptr<Connection> writer) : writer_(std::move(writer)) {}
  void add_reader(std::unique_ptr<Connection> connection) {
    readers_.add(std::move(connection));
    has_readers_ = true;
  }
  [[nodiscard]] Backend backend() const override { return Backend::sqlite; }

 protected:
  Status transact(bool write, const std::function<Status(Session&)>& work) override {
    const NoNesting alone(*this);
    if (write || !has_readers_) {
      const std::lock_guard lock(writing_);
      PARVIS_CHECK(writer_->run(write ? "BEGIN IMMEDIATE" : "BEGIN"));
      return run_transaction(*writer_, Backend::sqlite, work);
    }
    auto lease = readers_.take();
    PARVIS_CHECK((*lease).run("BEGIN"));
    return run_transaction(*lease, Backend::sqlite, work);
  }

 private:
  std::mutex writing_;
  std::unique_ptr<Connection> writer_;
  Pool<Connection> readers_;
  bool has_readers_ = false;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, int connections) {
  // A database in memory belongs to its connection, so it has only the one.
  const bool memory = path == ":memory:";
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!memory && !folder.empty()) std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorKind::unavailable, "Le dossier " + folder.string() + " ne peut pas être créé.",
                error.message(), "database_unopened");
  PARVIS_TRY(writer, Connection::open(path, false));
  auto database = std::make_unique<SqliteDatabase>(std::move(writer));
  for (int i = 0; !memory && i < connections; ++i) {
    PARVIS_TRY(reader, Connection::open(path, true));
    database->add_reader(std::move(reader));
  }
  return database;
}

}  // namespace parvis::store
