// Rows: one thin typed layer over SQLite and PostgreSQL. SQL text is given per backend where it differs;
// placeholders are `?` in both. A Database is thread-safe; a Session belongs to the function it is handed to.
//
// `read` runs on a snapshot; `write` is one transaction (BEGIN IMMEDIATE; on PostgreSQL SERIALIZABLE, begun
// again after a serialisation failure or deadlock, so the function may run more than once) that commits when
// the function returns a value. A statement that fails ends its transaction: later ones give the same error
// and nothing is committed. Ask with ON CONFLICT DO NOTHING where a conflict is expected. A transaction
// inside another on one thread throws std::logic_error.
//
// Write statements that both databases read alike: in PostgreSQL a null or text parameter has the type of its
// place, so
// `? IS NULL` needs CAST(? AS TEXT); LIKE minds case; texts are ordered by their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace parvis::store {

enum class Backend { sqlite, postgres };

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

// Null when the optional is empty.
template <class T>
Value opt(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

struct Sql {
  std::string sqlite;
  std::string postgres;
  Sql(const char* both) : sqlite(both), postgres(both) {}             // NOLINT: reads as the statement it is
  Sql(std::string both) : sqlite(both), postgres(std::move(both)) {}  // NOLINT
  Sql(std::string for_sqlite, std::string for_postgres)
      : sqlite(std::move(for_sqlite)), postgres(std::move(for_postgres)) {}
};

struct Table {
  std::vector<std::string> columns;
  std::vector<Value> values;  // row after row
};

// A row keeps its answer alive, so it may outlive the Rows it came from.
class Row {
 public:
  Row(std::shared_ptr<const Table> table, std::size_t index) : table_(std::move(table)), index_(index) {}
  // A column that the statement does not give is a bug and throws std::out_of_range. Null reads as "", 0,
  // 0.0, false.
  [[nodiscard]] std::string text(std::string_view column) const;
  [[nodiscard]] std::int64_t integer(std::string_view column) const;
  [[nodiscard]] double real(std::string_view column) const;
  [[nodiscard]] bool boolean(std::string_view column) const { return integer(column) != 0; }
  [[nodiscard]] bool is_null(std::string_view column) const;
  [[nodiscard]] std::optional<std::string> opt_text(std::string_view column) const;
  [[nodiscard]] std::optional<std::int64_t> opt_integer(std::string_view column) const;
  [[nodiscard]] std::optional<double> opt_real(std::string_view column) const;

 private:
  [[nodiscard]] const Value& at(std::string_view column) const;
  std::shared_ptr<const Table> table_;
  std::size_t index_;
};

// A whole answer in memory: statements are bounded by LIMIT; long exports page by key. Copies share it.
class Rows {
 public:
  Rows() : table_(std::make_shared<Table>()) {}
  Rows(std::vector<std::string> columns, std::vector<Value> values)
      : table_(std::make_shared<Table>(Table{std::move(columns), std::move(values)})) {}
  [[nodiscard]] std::size_t size() const {
    return table_->columns.empty() ? 0 : table_->values.size() / table_->columns.size();
  }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Row operator[](std::size_t index) const { return {table_, index}; }

  class iterator {
   public:
    iterator(std::shared_ptr<const Table> table, std::size_t index)
        : table_(std::move(table)), index_(index) {}
    Row operator*() const { return {table_, index_}; }
    iterator& operator++() {
      ++index_;
      return *this;
    }
    friend bool operator!=(const iterator& a, const iterator& b) { return a.index_ != b.index_; }

   private:
    std::shared_ptr<const Table> table_;
    std::size_t index_;
  };
  [[nodiscard]] iterator begin() const { return {table_, 0}; }
  [[nodiscard]] iterator end() const { return {table_, size()}; }

 private:
  std::shared_ptr<const Table> table_;
};

class Session {
 public:
  virtual ~Session() = default;
  // Errors: conflict for a broken unique or foreign key; invalid for a text that is not UTF-8 or holds NUL;
  // unavailable
  // ("disk_full", "busy", "connection_lost"); internal for a bad statement.
  virtual Result<Rows> query(const Sql& sql, const std::vector<Value>& values = {}) = 0;
  // The number of rows changed.
  virtual Result<std::int64_t> execute(const Sql& sql, const std::vector<Value>& values = {}) = 0;
  [[nodiscard]] virtual Backend backend() const = 0;
};

// Statements run by this thread since it began: tests count what a page costs.
[[nodiscard]] std::uint64_t queries_run();

class Database {
 public:
  // "sqlite:/path/to/file.db", "sqlite::memory:" (one connection) or "postgres://user@host/name".
  static Result<std::unique_ptr<Database>> open(const std::string& url, int connections = 8);
  virtual ~Database() = default;

  template <class F>
  auto read(F&& work) -> std::invoke_result_t<F, Session&> {
    return run(std::forward<F>(work), false);
  }
  template <class F>
  auto write(F&& work) -> std::invoke_result_t<F, Session&> {
    return run(std::forward<F>(work), true);
  }
  [[nodiscard]] virtual Backend backend() const = 0;

 protected:
  // Runs `work` in a transaction; commits a `write` when it returns no error, else rolls back and gives the
  // error back.
  virtual Status transact(bool write, const std::function<Status(Session&)>& work) = 0;

 private:
  template <class F>
  auto run(F&& work, bool write) -> std::invoke_result_t<F, Session&> {
    using Answer = std::invoke_result_t<F, Session&>;
    if constexpr (std::is_same_v<Answer, Status>) {
      return transact(write, std::forward<F>(work));
    } else {
      std::optional<Answer> answer;
      const Status status = transact(write, [&](Session& session) -> Status {
        answer.emplace(work(session));
        if (!*answer) return tl::make_unexpected(answer->error());
        return {};
      });
      if (!status) return tl::make_unexpected(status.error());
      return std::move(*answer);
    }
  }
};

}  // namespace parvis::store
