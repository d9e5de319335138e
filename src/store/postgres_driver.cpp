// PostgreSQL by libpq: a pool of connections, statements prepared once a connection, a lost connection opened
// again at its next use. A writing transaction is SERIALIZABLE, so that code which is right with SQLite's one
// writer is right here too; one that PostgreSQL gives up (serialisation failure, deadlock) begins again after
// a short random wait.
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>
#include <unordered_map>

#include "store/drivers.hpp"

namespace parvis::store {
namespace {

constexpr int max_attempts = 30;
constexpr int max_wait_ms = 100;

// pg_type.dat
constexpr Oid oid_bool = 16, oid_int8 = 20, oid_int2 = 21, oid_int4 = 23, oid_float4 = 700, oid_float8 = 701,
              oid_numeric = 1700;

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ResultCloser>;

// `?` outside quotes and comments becomes $1, $2, …
std::string numbered(const std::string& sql) {
  std::string out;
  int next = 1;
  char inside = 0;  // the quote that is open, or '-' in a comment
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (inside == 0 && (c == '\'' || c == '"')) {
      inside = c;
    } else if (inside == 0 && c == '-' && sql.compare(i, 2, "--") == 0) {
      inside = '-';
    } else if (inside != 0 && (inside == '-' ? c == '\n' : c == inside)) {
      inside = 0;
    } else if (inside == 0 && c == '?') {
      out += '$';
      out += std::to_string(next++);
      continue;
    }
    out += c;
  }
  return out;
}

Error postgres_error(const PGresult* result, const PGconn* connection, const std::string& sql) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string code = state != nullptr ? state : "08006";
  const char* text = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection);
  const std::string detail = code + " " + text + " [" + sql.substr(0, 120) + "]";
  if (code.starts_with("23"))
    return {ErrorKind::conflict, "Cet enregistrement existe déjà ou contredit un autre.", detail,
            "constraint"};
  if (code == "40001" || code == "40P01")
    return {ErrorKind::unavailable, "La base est occupée. Réessayez dans un instant.", detail, "retry"};
  if (code == "55P03" || code == "57014")
    return {ErrorKind::unavailable, "La base est occupée. Réessayez dans un instant.", detail, "busy"};
  if (code == "53100")
    return {ErrorKind::unavailable, "Le serveur n’a plus de place pour enregistrer.", detail, "disk_full"};
  if ((code.starts_with("08") && code != "08P01") || code.starts_with("57P") || code.starts_with("53"))
    return {ErrorKind::unavailable, "La base de données ne répond pas. Réessayez dans un instant.", detail,
            "connection_lost"};
  return {ErrorKind::internal, "La base de données a refusé l’opération.", detail, ""};
}

Value cell(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column) != 0) return {};
  std::string text(PQgetvalue(answer, row, column),
                   static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case oid_bool:
      return std::int64_t{text == "t"};
    case oid_int8:
    case oid_int4:
    case oid_int2:
      return std::int64_t{std::strtoll(text.c_str(), nullptr, 10)};
    case oid_numeric:
      // sum() of whole numbers is a numeric without a point.
      if (text.find_first_of(".eN") == std::string::npos)
        return std::int64_t{std::strtoll(text.c_str(), nullptr, 10)};
      [[fallthrough]];
    case oid_float4:
    case oid_float8:
      return std::strtod(text.c_str(), nullptr);
    default:
      return text;
  }
}

Rows rows_of(const PGresult* answer) {
  const int width = PQnfields(answer);
  const int count = PQntuples(answer);
  std::vector<std::string> columns;
  for (int i = 0; i < width; ++i) columns.emplace_back(PQfname(answer, i));
  std::vector<Value> cells;
  cells.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row)
    for (int i = 0; i < width; ++i) cells.push_back(cell(answer, row, i));
  return {std::move(columns), std::move(cells)};
}

// What PostgreSQL is told of a value. Numbers have their type, or `? - 1` would be read in 32 bits; texts and
// nulls take the type of the place they stand in.
struct Parameters {
  std::vector<std::string> texts;
  std::vector<const char*> pointers;
  std::vector<Oid> types;

  explicit Parameters(const std::vector<Value>& values)
      : texts(values.size()), pointers(values.size()), types(values.size()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        texts[i] = std::to_string(*number);
        types[i] = oid_int8;
      } else if (const auto* real = std::get_if<double>(&values[i])) {
        std::array<char, 32> buffer{};
        texts[i].assign(buffer.data(),
                        std::to_chars(buffer.data(), buffer.data() + buffer.size(), *real).ptr);
        types[i] = oid_float8;
      } else if (const auto* text = std::get_if<std::string>(&values[i])) {
        texts[i] = *text;
      }
      pointers[i] = std::holds_alternative<std::monostate>(values[i]) ? nullptr : texts[i].c_str();
    }
  }
  [[nodiscard]] std::string signature() const {
    std::string letters;
    for (const Oid type : types) letters += type == oid_int8 ? 'i' : type == oid_float8 ? 'd' : 't';
    return letters;
  }
};

class Connection {
 public:
  explicit Connection(std::string url) : url_(std::move(url)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { PQfinish(connection_); }

  // Opens, or opens again after a loss.
  Status ready() {
    if (usable()) return {};
    PQfinish(connection_);
    prepared_.clear();
    connection_ = PQconnectdb(url_.c_str());
    if (PQstatus(connection_) != CONNECTION_OK)
      return fail(ErrorKind::unavailable,
                  "La base PostgreSQL ne répond pas. Vérifiez l’adresse donnée par --database.",
                  PQerrorMessage(connection_), "connection_lost");
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    return run(
        "SET client_encoding='UTF8'; SET standard_conforming_strings=on; SET timezone='UTC'; SET "
        "lock_timeout='10s';"
        "SET statement_timeout='120s'; SET idle_in_transaction_session_timeout='60s'");
  }
  [[nodiscard]] bool usable() const {
    return connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK;
  }

  Status run(const char* sql) {
    const Answer answer(PQexec(connection_, sql));
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    return {};
  }

  Result<Rows> query(const std::string& sql, const std::vector<Value>& values) {
    const Parameters parameters(values);
    PARVIS_TRY(name, prepare(sql, parameters));
    const Answer answer(PQexecPrepared(connection_, name.c_str(), static_cast<int>(values.size()),
                                       parameters.pointers.data(), nullptr, nullptr, 0));
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    changes_ = std::strtoll(PQcmdTuples(answer.get()), nullptr, 10);
    return rows_of(answer.get());
  }

  // Between transactions only: inside one that failed, PostgreSQL would refuse.
  void forget_old_statements() {
    if (prepared_.size() < max_prepared_statements) return;
    if (run("DEALLOCATE ALL")) prepared_.clear();
  }

  [[nodiscard]] std::int64_t changes() const { return changes_; }

 private:
  Result<std::string> prepare(const std::string& sql, const Parameters& parameters) {
    const std::string key = parameters.signature() + ' ' + sql;
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    std::string name = "s" + std::to_string(prepared_.size());
    const Answer answer(PQprepare(connection_, name.c_str(), numbered(sql).c_str(),
                                  static_cast<int>(parameters.types.size()), parameters.types.data()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK)
      return tl::make_unexpected(postgres_error(answer.get(), connection_, sql));
    prepared_.emplace(key, name);
    return name;
  }

  std::string url_;
  PGconn* connection_ = nullptr;
  std::int64_t changes_ = 0;
  std::unordered_map<std::string, std::string> prepared_;
};

void wait_before_attempt(int attempt) {
  thread_local std::minstd_rand generator{std::random_device{}()};
  const int longest = std::min(max_wait_ms, 1 << std::min(attempt, 8));
  std::this_thread::sleep_for(
      std::chrono::milliseconds(std::uniform_int_distribution<int>(1, longest)(generator)));
}

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, int connections) {
    for (int i = 0; i < std::max(1, connections); ++i) pool_.add(std::make_unique<Connection>(url));
  }
  [[nodiscard]] Backend backend() const override { return Backend::postgres; }

 protected:
  Status transact(bool write, const std::function<Status(Session&)>& work) override {
    const NoNesting alone(*this);
    const char* begin =
        write ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    auto lease = pool_.take();
    Status status;
    for (int attempt = 0; attempt < max_attempts; ++attempt) {
      if (attempt > 0) wait_before_attempt(attempt);
      status = once(*lease, begin, work);
      if (status || status.error().code != "retry") break;
    }
    return status;
  }

 private:
  static Status once(Connection& connection, const char* begin, const std::function<Status(Session&)>& work) {
    PARVIS_CHECK(connection.ready());
    connection.forget_old_statements();
    Status begun = connection.run(begin);
    if (!begun && !connection.usable()) {
      // A server that restarted is noticed at the first word sent to it; nothing has been done yet, so ask
      // again.
      PARVIS_CHECK(connection.ready());
      begun = connection.run(begin);
    }
    PARVIS_CHECK(begun);
    return run_transaction(connection, Backend::postgres, work);
  }
  Pool<Connection> pool_;
};

// The order of texts decides pages and cursors; it must be the bytes' order, as in SQLite.
Status check_order(Connection& connection) {
  PARVIS_TRY(rows,
             connection.query("SELECT datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database "
                              "WHERE datname = current_database()",
                              {}));
  const std::string order = rows[0].text("datcollate");
  const bool by_bytes = order == "C" || order == "POSIX" || order.starts_with("C.");
  if (by_bytes && rows[0].text("encoding") == "UTF8") return {};
  return fail(ErrorKind::unsupported,
              "La base PostgreSQL doit être en UTF-8 et trier par octets. Créez-la ainsi\u00a0: CREATE "
              "DATABASE parvis TEMPLATE template0 "
              "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'.",
              order, "database_order");
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, int connections) {
  Connection probe(url);
  PARVIS_CHECK(probe.ready());
  PARVIS_CHECK(check_order(probe));
  return std::make_unique<PostgresDatabase>(url, connections);
}

}  // namespace parvis::store
