#include "store/sql.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "base/text.hpp"
#include "store/drivers.hpp"

namespace parvis::store {

const Value& Row::at(std::string_view column) const {
  const auto& columns = table_->columns;
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) throw std::out_of_range("no column " + std::string(column));
  return table_->values[index_ * columns.size() + static_cast<std::size_t>(found - columns.begin())];
}

bool Row::is_null(std::string_view column) const {
  return std::holds_alternative<std::monostate>(at(column));
}

std::string Row::text(std::string_view column) const {
  const Value& value = at(column);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) {
    std::array<char, 32> buffer{};
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), *real).ptr};
  }
  return {};
}

std::int64_t Row::integer(std::string_view column) const {
  const Value& value = at(column);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) return static_cast<std::int64_t>(*real);
  return 0;
}

double Row::real(std::string_view column) const {
  const Value& value = at(column);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
  return 0;
}

std::optional<std::string> Row::opt_text(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Row::opt_integer(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<double> Row::opt_real(std::string_view column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

namespace {
thread_local std::uint64_t statements = 0;
thread_local std::vector<const Database*> in_transaction;
}  // namespace

NoNesting::NoNesting(const Database& database) {
  if (std::find(in_transaction.begin(), in_transaction.end(), &database) != in_transaction.end())
    throw std::logic_error("a transaction inside another: hand the Session on");
  in_transaction.push_back(&database);
}

NoNesting::~NoNesting() {
  in_transaction.pop_back();
}

bool storable(const std::vector<Value>& values) {
  return std::all_of(values.begin(), values.end(), [](const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr || (text->find('\0') == std::string::npos && base::valid_utf8(*text));
  });
}

std::uint64_t queries_run() {
  return statements;
}
void count_query() {
  ++statements;
}

Result<std::unique_ptr<Database>> Database::open(const std::string& url, int connections) {
  if (url.starts_with("sqlite:")) return open_sqlite(url.substr(7), connections);
  if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
    return open_postgres(url, connections);
  return fail(ErrorKind::invalid,
              "Adresse de base inconnue. Écrivez sqlite:/chemin/parvis.db ou postgres://hôte/base.");
}

}  // namespace parvis::store
