#include "store/test_database.hpp"

#include <cstdlib>
#include <stdexcept>

#include "base/hashing.hpp"

namespace parvis::store {
namespace {

const char* postgres_url() {
  return std::getenv("PARVIS_TEST_POSTGRES");
}

std::unique_ptr<Database> opened(const std::string& url, int connections) {
  auto database = Database::open(url, connections);
  if (!database) throw std::runtime_error(database.error().message + " " + database.error().detail);
  return std::move(*database);
}

void in_server(const std::string& statement) {
  const auto database = opened(postgres_url(), 1);
  const auto done = database->write([&](Session& session) { return session.execute(statement); });
  if (!done) throw std::runtime_error(done.error().detail);
}

}  // namespace

bool can_test(Backend backend) {
  return backend == Backend::sqlite || postgres_url() != nullptr;
}

const char* backend_name(Backend backend) {
  return backend == Backend::sqlite ? "SQLite" : "PostgreSQL";
}

TestDatabase::TestDatabase(Backend backend, int connections)
    : name_("test_" + base::hex(base::random_bytes(8))),
      folder_(std::filesystem::temp_directory_path() / ("parvis_" + name_)) {
  std::filesystem::create_directories(folder_);
  if (backend == Backend::sqlite) {
    url_ = "sqlite:" + (folder_ / "test.db").string();
  } else {
    in_server("CREATE SCHEMA " + name_);
    url_ = postgres_url();
    url_ += (url_.find('?') == std::string::npos ? "?" : "&") + ("options=-csearch_path%3D" + name_);
  }
  database_ = opened(url_, connections);
}

TestDatabase::~TestDatabase() {
  const bool postgres = database_->backend() == Backend::postgres;
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  if (!postgres) return;
  try {
    in_server("DROP SCHEMA " + name_ + " CASCADE");
  } catch (const std::runtime_error&) {  // NOLINT(bugprone-empty-catch)
    // The server is thrown away after the tests, with what is left in it.
  }
}

std::unique_ptr<Database> TestDatabase::open_again(int connections) const {
  return opened(url_, connections);
}

}  // namespace parvis::store
