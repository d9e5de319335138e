// What the two drivers share; not for other rooms.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/sql.hpp"

namespace parvis::store {

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, int connections);
Result<std::unique_ptr<Database>> open_postgres(const std::string& url, int connections);
void count_query();
// Texts must be UTF-8 without NUL: PostgreSQL refuses others, SQLite would keep them.
bool storable(const std::vector<Value>& values);

// How many statements a connection keeps prepared before it forgets them all.
constexpr std::size_t max_prepared_statements = 500;

// The session of one transaction. After a statement failed, PostgreSQL refuses every other one until
// ROLLBACK; so does this, on both databases, or a fallback tested on SQLite would break on PostgreSQL.
template <class Connection>
class TransactionSession final : public Session {
 public:
  TransactionSession(Connection& connection, Backend backend) : connection_(connection), backend_(backend) {}

  Result<Rows> query(const Sql& sql, const std::vector<Value>& values) override {
    if (failure_) return tl::make_unexpected(*failure_);
    if (!storable(values))
      failure_ =
          Error{ErrorKind::invalid, "Un texte contient des caractères illisibles.", {}, "text_invalid"};
    if (failure_) return tl::make_unexpected(*failure_);
    count_query();
    auto rows = connection_.query(backend_ == Backend::sqlite ? sql.sqlite : sql.postgres, values);
    if (!rows) failure_ = rows.error();
    return rows;
  }
  Result<std::int64_t> execute(const Sql& sql, const std::vector<Value>& values) override {
    PARVIS_TRY(rows, query(sql, values));
    return connection_.changes();
  }
  [[nodiscard]] Backend backend() const override { return backend_; }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  Connection& connection_;
  Backend backend_;
  std::optional<Error> failure_;
};

// Runs `work` in the transaction that has begun, then COMMIT or ROLLBACK; an exception rolls back and goes
// on.
template <class Connection>
Status run_transaction(Connection& connection, Backend backend, const std::function<Status(Session&)>& work) {
  TransactionSession<Connection> session(connection, backend);
  Status status;
  try {
    status = work(session);
  } catch (...) {
    (void)connection.run("ROLLBACK");
    throw;
  }
  // The first failure of a statement is the transaction's, whatever the function made of it.
  if (session.failure() && (status || session.failure()->code == "retry"))
    status = tl::make_unexpected(*session.failure());
  if (status) status = connection.run("COMMIT");
  if (!status) (void)connection.run("ROLLBACK");
  return status;
}

// A transaction inside another would wait for itself. The constructor throws std::logic_error instead.
class NoNesting {
 public:
  explicit NoNesting(const Database& database);
  NoNesting(const NoNesting&) = delete;
  NoNesting& operator=(const NoNesting&) = delete;
  ~NoNesting();
};

// A fixed set of connections; take() waits for a free one. Thread-safe.
template <class Connection>
class Pool {
 public:
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Connection& operator*() { return *connection_; }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  void add(std::unique_ptr<Connection> connection) { give_back(std::move(connection)); }
  Lease take() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [&] { return !idle_.empty(); });
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return {*this, std::move(connection)};
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    available_.notify_one();
  }
  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace parvis::store
