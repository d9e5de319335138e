#include <gmock/gmock.h>

#include <thread>

#include "store/contract_test.hpp"
#include "store/migrations.hpp"

namespace parvis::store {
namespace {

using testing::HasSubstr;

class MigrationsContract : public Contract {
 protected:
  std::int64_t version(const std::string& room) {
    const auto rows = ask("SELECT version FROM schema_version WHERE room = ?", {room}).value();
    return rows.empty() ? 0 : rows[0].integer("version");
  }
  const Migration first_{"a", 1, {"CREATE TABLE one (id TEXT PRIMARY KEY)", "INSERT INTO one VALUES ('x')"}};
  const Migration second_{"a", 2, {"ALTER TABLE one ADD COLUMN t TEXT", "UPDATE one SET t = 'y'"}};
  const Migration other_{"b", 1, {"CREATE TABLE two (id TEXT PRIMARY KEY)"}};
};
PARVIS_ON_BOTH_DATABASES(MigrationsContract);

TEST_P(MigrationsContract, each_step_runs_once_in_order) {
  ASSERT_TRUE(migrate(database(), {first_, other_}));
  ASSERT_TRUE(migrate(database(), {first_, second_, other_}));
  ASSERT_TRUE(migrate(database(), {first_, second_, other_}));
  EXPECT_EQ(version("a"), 2);
  EXPECT_EQ(version("b"), 1);
  EXPECT_EQ(ask("SELECT t FROM one").value()[0].text("t"), "y");
}

TEST_P(MigrationsContract, a_step_that_fails_leaves_the_state_before_it) {
  const Migration broken{"a", 2, {"CREATE TABLE three (id TEXT)", "INSERT INTO none VALUES (1)"}};
  EXPECT_FALSE(migrate(database(), {first_, broken}));
  EXPECT_EQ(version("a"), 1);
  EXPECT_FALSE(ask("SELECT * FROM three"));
  EXPECT_TRUE(migrate(database(), {first_, second_}));
}

TEST_P(MigrationsContract, a_newer_database_is_refused) {
  ASSERT_TRUE(migrate(database(), {first_, second_}));
  const auto status = migrate(database(), {first_});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::conflict);
  EXPECT_EQ(status.error().code, "schema_newer");
  EXPECT_THAT(status.error().message, HasSubstr("version plus récente"));
}

TEST_P(MigrationsContract, a_gap_is_a_bug_that_is_told) {
  EXPECT_FALSE(migrate(database(), {second_}));
  EXPECT_FALSE(migrate(database(), {first_, first_}));
}

TEST_P(MigrationsContract, two_programs_that_start_together_take_turns) {
  const auto other = test_database().open_again();
  Status mine, theirs;
  std::thread first([&] { mine = migrate(database(), {first_, second_, other_}); });
  std::thread second([&] { theirs = migrate(*other, {first_, second_, other_}); });
  first.join();
  second.join();
  EXPECT_TRUE(mine) << mine.error().detail;
  EXPECT_TRUE(theirs) << theirs.error().detail;
  EXPECT_EQ(ask("SELECT count(*) AS n FROM one").value()[0].integer("n"), 1);
}

}  // namespace
}  // namespace parvis::store
