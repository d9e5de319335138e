// PostgreSQL by libpq: a pool of connections, statements prepared once a connection, a transaction begun again after a
// serialisation failure or a deadlock, and a lost connection opened again at its next use.
#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <cstring>
#include <unordered_map>

#include "store/drivers.hpp"

namespace parvis::store {
namespace {

constexpr int max_attempts = 5;

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ResultCloser>;

// `?` outside quotes becomes $1, $2, …
std::string numbered(const std::string& sql) {
  std::string out;
  int next = 1;
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    if (c == '?' && !quoted) {
      out += '$';
      out += std::to_string(next++);
    } else {
      out += c;
    }
  }
  return out;
}

Error postgres_error(const PGresult* result, const PGconn* connection, const std::string& sql) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string code = state != nullptr ? state : "08006";
  const char* text = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection);
  const std::string detail = code + " " + text + " [" + sql.substr(0, 120) + "]";
  if (code.starts_with("23")) return {ErrorKind::conflict, "Cet enregistrement existe déjà ou contredit un autre.", detail, "constraint"};
  if (code == "40001" || code == "40P01") return {ErrorKind::unavailable, "La base est occupée. Réessayez dans un instant.", detail, "retry"};
  if (code == "53100") return {ErrorKind::unavailable, "Le serveur n’a plus de place pour enregistrer.", detail, "disk_full"};
  if (code.starts_with("08") || code.starts_with("57P"))
    return {ErrorKind::unavailable, "La base de données ne répond pas. Réessayez dans un instant.", detail, "connection_lost"};
  return {ErrorKind::internal, "La base de données a refusé l’opération.", detail, ""};
}

std::string shortest(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

class Connection {
 public:
  explicit Connection(std::string url) : url_(std::move(url)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { PQfinish(connection_); }

  // Opens, or opens again after a loss.
  Status ready() {
    if (connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK) return {};
    PQfinish(connection_);
    prepared_.clear();
    connection_ = PQconnectdb(url_.c_str());
    if (PQstatus(connection_) != CONNECTION_OK)
      return fail(ErrorKind::unavailable, "La base PostgreSQL ne répond pas. Vérifiez l’adresse donnée par --database.",
                  PQerrorMessage(connection_), "connection_lost");
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    return run("SET client_encoding='UTF8'; SET standard_conforming_strings=on; SET timezone='UTC'");
  }

  Status run(const char* sql) {
    const Answer answer(PQexec(connection_, sql));
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    return {};
  }

  Result<Rows> query(const std::string& sql, const std::vector<Value>& values) {
    PARVIS_TRY(name, prepare(sql));
    std::vector<std::string> texts(values.size());
    std::vector<const char*> pointers(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        texts[i] = std::to_string(*number);
      } else if (const auto* real = std::get_if<double>(&values[i])) {
        texts[i] = shortest(*real);
      } else if (const auto* text = std::get_if<std::string>(&values[i])) {
        // PostgreSQL has no NUL in text; input checks refuse it long before, so dropping the rest loses nothing.
        texts[i] = text->substr(0, text->find('\0'));
      }
      pointers[i] = std::holds_alternative<std::monostate>(values[i]) ? nullptr : texts[i].c_str();
    }
    const Answer answer(
        PQexecPrepared(connection_, name.c_str(), static_cast<int>(values.size()), pointers.data(), nullptr, nullptr, 0));
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    changes_ = std::strtoll(PQcmdTuples(answer.get()), nullptr, 10);
    return rows_of(answer.get());
  }

  [[nodiscard]] std::int64_t changes() const { return changes_; }

 private:
  static Rows rows_of(const PGresult* answer) {
    const int width = PQnfields(answer);
    std::vector<std::string> columns;
    for (int i = 0; i < width; ++i) columns.emplace_back(PQfname(answer, i));
    std::vector<Value> cells;
    cells.reserve(static_cast<std::size_t>(PQntuples(answer) * width));
    for (int row = 0; row < PQntuples(answer); ++row)
      for (int i = 0; i < width; ++i) cells.push_back(cell(answer, row, i));
    return {std::move(columns), std::move(cells)};
  }

  static Value cell(const PGresult* answer, int row, int column) {
    if (PQgetisnull(answer, row, column) != 0) return {};
    const std::string text(PQgetvalue(answer, row, column), static_cast<std::size_t>(PQgetlength(answer, row, column)));
    switch (PQftype(answer, column)) {
      case 16: return std::int64_t{text == "t"};                            // boolean
      case 20: case 21: case 23: return std::int64_t{std::strtoll(text.c_str(), nullptr, 10)};  // int8, int2, int4
      case 700: case 701: case 1700: return std::strtod(text.c_str(), nullptr);      // float4, float8, numeric
      default: return text;
    }
  }

  Result<std::string> prepare(const std::string& sql) {
    if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
    const std::string name = "s" + std::to_string(prepared_.size());
    const Answer answer(PQprepare(connection_, name.c_str(), numbered(sql).c_str(), 0, nullptr));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    prepared_.emplace(sql, name);
    return name;
  }

  std::string url_;
  PGconn* connection_ = nullptr;
  std::int64_t changes_ = 0;
  std::unordered_map<std::string, std::string> prepared_;
};

class PostgresSession final : public Session {
 public:
  explicit PostgresSession(Connection& connection) : connection_(connection) {}
  Result<Rows> query(const Sql& sql, const std::vector<Value>& values) override {
    count_query();
    return connection_.query(sql.postgres, values);
  }
  Result<std::int64_t> execute(const Sql& sql, const std::vector<Value>& values) override {
    PARVIS_TRY(rows, query(sql, values));
    return connection_.changes();
  }
  [[nodiscard]] Backend backend() const override { return Backend::postgres; }

 private:
  Connection& connection_;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, int connections) {
    for (int i = 0; i < connections; ++i) pool_.add(std::make_unique<Connection>(url));
  }
  [[nodiscard]] Backend backend() const override { return Backend::postgres; }

 protected:
  Status transact(bool write, const std::function<Status(Session&)>& work) override {
    auto lease = pool_.take();
    Status status;
    for (int attempt = 0; attempt < max_attempts; ++attempt) {
      status = once(*lease, write, work);
      if (status || status.error().code != "retry") break;
    }
    return status;
  }

 private:
  static Status once(Connection& connection, bool write, const std::function<Status(Session&)>& work) {
    PARVIS_CHECK(connection.ready());
    PARVIS_CHECK(connection.run(write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    PostgresSession session(connection);
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
  Pool<Connection> pool_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, int connections) {
  Connection probe(url);
  PARVIS_CHECK(probe.ready());
  return std::make_unique<PostgresDatabase>(url, connections);
}

}  // namespace parvis::store
