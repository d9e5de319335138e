// The base of every contract test: it runs once on SQLite and once on PostgreSQL.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "store/test_database.hpp"

namespace parvis::store {

class Contract : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (!can_test(GetParam()))
      GTEST_SKIP() << "PostgreSQL: set PARVIS_TEST_POSTGRES (scripts/postgres_for_tests start)";
    database_.emplace(GetParam());
  }
  [[nodiscard]] Database& database() { return **database_; }
  [[nodiscard]] TestDatabase& test_database() { return *database_; }

  Status run(const Sql& sql, const std::vector<Value>& values = {}) {
    return database().write([&](Session& session) -> Status {
      PARVIS_CHECK(session.execute(sql, values));
      return {};
    });
  }
  Result<Rows> ask(const Sql& sql, const std::vector<Value>& values = {}) {
    return database().read([&](Session& session) { return session.query(sql, values); });
  }

 private:
  std::optional<TestDatabase> database_;
};

inline std::string backend_of(const testing::TestParamInfo<Backend>& info) {
  return backend_name(info.param);
}

}  // namespace parvis::store

#define PARVIS_ON_BOTH_DATABASES(suite) \
  INSTANTIATE_TEST_SUITE_P(On, suite, testing::Values(Backend::sqlite, Backend::postgres), backend_of)
