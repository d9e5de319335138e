// A database of its own for one test: a SQLite file, or a schema in the PostgreSQL that PARVIS_TEST_POSTGRES
// names (scripts/postgres_for_tests starts one). Both go with the object.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/sql.hpp"

namespace parvis::store {

// False for PostgreSQL when PARVIS_TEST_POSTGRES is not set: the test skips itself and says so.
[[nodiscard]] bool can_test(Backend backend);
[[nodiscard]] const char* backend_name(Backend backend);

class TestDatabase {
 public:
  explicit TestDatabase(Backend backend, int connections = 8);
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();
  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }
  // A second program on the same data.
  [[nodiscard]] std::unique_ptr<Database> open_again(int connections = 2) const;
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::string name_;
  std::filesystem::path folder_;
  std::string url_;
  std::unique_ptr<Database> database_;
};

}  // namespace parvis::store
