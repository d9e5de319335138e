#include <gmock/gmock.h>

#include <limits>
#include <thread>

#include "store/contract_test.hpp"

namespace parvis::store {
namespace {

using testing::HasSubstr;

class SqlContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(run({"CREATE TABLE item (id TEXT PRIMARY KEY, n INTEGER, r REAL, t TEXT) STRICT",
                     "CREATE TABLE item (id TEXT PRIMARY KEY, n BIGINT, r DOUBLE PRECISION, t TEXT)"}));
  }
  Status insert(const std::string& id, std::int64_t n = 0) {
    return run("INSERT INTO item (id, n) VALUES (?, ?)", {id, n});
  }
  std::int64_t count() { return ask("SELECT count(*) AS n FROM item").value()[0].integer("n"); }
};
PARVIS_ON_BOTH_DATABASES(SqlContract);

TEST_P(SqlContract, values_come_back_as_they_went) {
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  ASSERT_TRUE(run("INSERT INTO item VALUES (?, ?, ?, ?)",
                  {std::string("a"), least, 0.1, std::string("l’été « 🚧 » '\"?$1")}));
  ASSERT_TRUE(run("INSERT INTO item VALUES (?, ?, ?, ?)", {std::string("b"), Value(), Value(), Value()}));
  ASSERT_TRUE(run("INSERT INTO item VALUES (?, ?, ?, ?)",
                  {std::string("c"), std::int64_t{0}, 5e-324, std::string()}));
  const auto rows = ask("SELECT * FROM item ORDER BY id").value();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].integer("n"), least);
  EXPECT_EQ(rows[0].real("r"), 0.1);
  EXPECT_EQ(rows[0].text("t"), "l’été « 🚧 » '\"?$1");
  EXPECT_TRUE(rows[1].is_null("n"));
  EXPECT_FALSE(rows[1].opt_text("t"));
  EXPECT_EQ(rows[1].text("t"), "");
  EXPECT_EQ(rows[2].real("r"), 5e-324);
  EXPECT_EQ(rows[2].opt_text("t"), "");
  EXPECT_THROW((void)rows[0].text("none"), std::out_of_range);
}

TEST_P(SqlContract, aggregates_have_the_type_of_what_they_sum) {
  ASSERT_TRUE(insert("a", 5'000'000'000));
  ASSERT_TRUE(insert("b", 7));
  const auto row = ask("SELECT sum(n) AS s, max(n) AS m, avg(n) AS a, count(*) AS c, n > 1 AS more FROM item "
                       "GROUP BY n > 1")
                       .value()[0];
  EXPECT_EQ(row.text("s"), "5000000007");
  EXPECT_EQ(row.integer("m"), 5'000'000'000);
  EXPECT_DOUBLE_EQ(row.real("a"), 2'500'000'003.5);
  EXPECT_TRUE(row.boolean("more"));
}

TEST_P(SqlContract, a_number_in_arithmetic_has_64_bits) {
  ASSERT_TRUE(insert("a", 1'780'000'000'000));
  EXPECT_EQ(ask("SELECT id FROM item WHERE n > ? - 1000", {std::int64_t{1'780'000'000'000}})->size(), 1U);
}

TEST_P(SqlContract, question_marks_in_quotes_are_text) {
  ASSERT_TRUE(run("INSERT INTO item (id, t) VALUES (?, 'vrai ?') -- pourquoi ?", {std::string("a")}));
  EXPECT_EQ(ask("SELECT t AS \"t?\" FROM item WHERE id = ?", {std::string("a")}).value()[0].text("t?"),
            "vrai ?");
}

TEST_P(SqlContract, texts_are_ordered_by_their_bytes_and_like_minds_case) {
  for (const char* id : {"b", "a", "B", "é", "_", "1"}) ASSERT_TRUE(insert(id));
  std::string order;
  const auto rows = ask("SELECT id FROM item ORDER BY id").value();
  for (const auto row : rows) order += row.text("id");
  EXPECT_EQ(order, "1B_abé");
  EXPECT_EQ(ask("SELECT id FROM item WHERE id LIKE 'b%'")->size(), 1U);
}

TEST_P(SqlContract, execute_counts_changes_and_query_can_return_them) {
  ASSERT_TRUE(insert("a", 1));
  ASSERT_TRUE(insert("b", 2));
  EXPECT_EQ(database().write([](Session& s) { return s.execute("UPDATE item SET n = n + 1"); }).value(), 2);
  EXPECT_EQ(
      database().write([](Session& s) { return s.execute("UPDATE item SET n = 0 WHERE id = 'z'"); }).value(),
      0);
  const auto rows = database().write(
      [](Session& s) { return s.query("UPDATE item SET n = n * 10 WHERE id = 'b' RETURNING n"); });
  EXPECT_EQ(rows.value()[0].integer("n"), 30);
}

TEST_P(SqlContract, a_broken_unique_key_is_a_conflict) {
  ASSERT_TRUE(insert("a"));
  const auto again = insert("a");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_EQ(count(), 1);
}

TEST_P(SqlContract, foreign_keys_hold) {
  ASSERT_TRUE(run({"CREATE TABLE part (item TEXT NOT NULL REFERENCES item (id)) STRICT",
                   "CREATE TABLE part (item TEXT NOT NULL REFERENCES item (id))"}));
  EXPECT_EQ(run("INSERT INTO part VALUES ('none')").error().kind, ErrorKind::conflict);
}

TEST_P(SqlContract, a_column_refuses_another_type) {
  EXPECT_FALSE(run("INSERT INTO item (id, n) VALUES ('a', ?)", {std::string("douze")}));
  EXPECT_EQ(count(), 0);
}

TEST_P(SqlContract, an_error_rolls_back) {
  const auto status = database().write([](Session& session) -> Status {
    PARVIS_CHECK(session.execute("INSERT INTO item (id) VALUES ('a')"));
    return fail(ErrorKind::forbidden, "Non.");
  });
  EXPECT_EQ(status.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(count(), 0);
}

TEST_P(SqlContract, an_exception_rolls_back_and_goes_on) {
  EXPECT_THROW((void)database().write([](Session& session) -> Status {
    (void)session.execute("INSERT INTO item (id) VALUES ('a')");
    throw std::runtime_error("bug");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(insert("b"));
}

TEST_P(SqlContract, a_failed_statement_ends_its_transaction) {
  ASSERT_TRUE(insert("a"));
  const auto status = database().write([](Session& session) -> Status {
    PARVIS_CHECK(session.execute("INSERT INTO item (id) VALUES ('b')"));
    EXPECT_FALSE(session.execute("INSERT INTO item (id) VALUES ('a')"));
    EXPECT_FALSE(session.query("SELECT 1 AS one"));
    return {};
  });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::conflict);
  EXPECT_EQ(count(), 1);
}

TEST_P(SqlContract, an_expected_conflict_is_asked_for) {
  ASSERT_TRUE(insert("a", 1));
  const auto changed = database().write([](Session& session) {
    return session.execute("INSERT INTO item (id, n) VALUES ('a', 2) ON CONFLICT (id) DO NOTHING");
  });
  EXPECT_EQ(changed.value(), 0);
}

TEST_P(SqlContract, bad_statements_are_internal_errors) {
  EXPECT_EQ(ask("SELEC 1").error().kind, ErrorKind::internal);
  EXPECT_EQ(ask("SELECT 1 AS a; SELECT 2 AS b").error().kind, ErrorKind::internal);
  EXPECT_EQ(ask("SELECT id FROM item WHERE id = ?").error().kind, ErrorKind::internal);
  EXPECT_FALSE(ask("SELECT id FROM item WHERE id = ?", {std::string("a"), std::string("b")}));
}

TEST_P(SqlContract, texts_that_are_no_utf8_or_hold_nul_are_refused) {
  EXPECT_EQ(insert("caf\xE9").error().kind, ErrorKind::invalid);
  EXPECT_EQ(insert(std::string("a\0b", 3)).error().kind, ErrorKind::invalid);
  EXPECT_EQ(count(), 0);
}

TEST_P(SqlContract, reading_does_not_write) {
  EXPECT_FALSE(database().read(
      [](Session& session) { return session.execute("INSERT INTO item (id) VALUES ('a')"); }));
  EXPECT_EQ(count(), 0);
}

TEST_P(SqlContract, reading_sees_one_state) {
  ASSERT_TRUE(insert("a"));
  const auto seen = database().read([&](Session& session) -> Result<std::int64_t> {
    PARVIS_TRY(before, session.query("SELECT count(*) AS n FROM item"));
    std::thread([&] { EXPECT_TRUE(insert("b")); }).join();
    PARVIS_TRY(after, session.query("SELECT count(*) AS n FROM item"));
    return after[0].integer("n") - before[0].integer("n");
  });
  EXPECT_EQ(seen.value(), 0);
  EXPECT_EQ(count(), 2);
}

TEST_P(SqlContract, a_transaction_inside_another_is_a_bug) {
  EXPECT_THROW((void)database().write([&](Session&) -> Status { return insert("a"); }), std::logic_error);
  EXPECT_TRUE(insert("a"));
}

TEST_P(SqlContract, writers_of_a_counter_lose_nothing) {
  ASSERT_TRUE(insert("counter", 0));
  constexpr int writers = 8, times = 40;
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int i = 0; i < writers; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < times; ++k) {
        const auto done = database().write([](Session& session) -> Status {
          PARVIS_TRY(rows, session.query("SELECT n FROM item WHERE id = 'counter'"));
          PARVIS_CHECK(
              session.execute("UPDATE item SET n = ? WHERE id = 'counter'", {rows[0].integer("n") + 1}));
          return {};
        });
        if (!done) ++failures;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(ask("SELECT n FROM item").value()[0].integer("n"), writers * times);
}

// Two doctors, each off duty only if the other is on: what READ COMMITTED would let through.
TEST_P(SqlContract, a_rule_over_two_rows_holds_between_writers) {
  ASSERT_TRUE(insert("a", 1));
  ASSERT_TRUE(insert("b", 1));
  const auto leave = [&](const std::string& who) {
    (void)database().write([&](Session& session) -> Status {
      PARVIS_TRY(rows, session.query("SELECT sum(n) AS on_duty FROM item"));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (rows[0].integer("on_duty") < 2) return fail(ErrorKind::conflict, "Il faut quelqu’un.");
      PARVIS_CHECK(session.execute("UPDATE item SET n = 0 WHERE id = ?", {who}));
      return {};
    });
  };
  std::thread first(leave, "a");
  std::thread second(leave, "b");
  first.join();
  second.join();
  EXPECT_EQ(ask("SELECT sum(n) AS n FROM item").value()[0].integer("n"), 1);
}

TEST_P(SqlContract, another_program_sees_what_is_committed) {
  ASSERT_TRUE(insert("a", 3));
  const auto other = test_database().open_again();
  EXPECT_EQ(other->read([](Session& s) { return s.query("SELECT n FROM item"); }).value()[0].integer("n"), 3);
  ASSERT_TRUE(other->write([](Session& s) { return s.execute("UPDATE item SET n = 4"); }));
  EXPECT_EQ(ask("SELECT n FROM item").value()[0].integer("n"), 4);
}

TEST_P(SqlContract, statements_are_counted_per_thread) {
  const auto before = queries_run();
  ASSERT_TRUE(ask("SELECT 1 AS one"));
  ASSERT_TRUE(ask("SELECT 1 AS one"));
  EXPECT_EQ(queries_run() - before, 2U);
}

TEST_P(SqlContract, more_statements_than_are_kept_prepared) {
  for (int i = 0; i < 1'200; ++i) {
    const auto rows = ask("SELECT " + std::to_string(i) + " AS n");
    ASSERT_TRUE(rows) << rows.error().detail;
    ASSERT_EQ((*rows)[0].integer("n"), i);
  }
}

TEST(SqliteDriver, a_full_disk_has_its_own_code) {
  TestDatabase database(Backend::sqlite);
  ASSERT_TRUE(database->write([](Session& s) { return s.execute("CREATE TABLE big (t TEXT) STRICT"); }));
  ASSERT_TRUE(database->write([](Session& s) { return s.query("PRAGMA max_page_count = 20"); }));
  Result<std::int64_t> written = 0;
  for (int i = 0; i < 40 && written; ++i)
    written = database->write(
        [](Session& s) { return s.execute("INSERT INTO big VALUES (?)", {std::string(4000, 'x')}); });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(written.error().code, "disk_full");
  EXPECT_TRUE(database->read([](Session& s) { return s.query("SELECT count(*) AS n FROM big"); }));
}

TEST(SqliteDriver, a_database_in_memory_works_with_its_one_connection) {
  const auto database = Database::open("sqlite::memory:").value();
  ASSERT_TRUE(database->write([](Session& s) { return s.execute("CREATE TABLE t (n INTEGER) STRICT"); }));
  EXPECT_EQ(database->read([](Session& s) { return s.query("SELECT count(*) AS n FROM t"); })
                .value()[0]
                .integer("n"),
            0);
}

TEST(PostgresDriver, a_lost_connection_is_opened_again) {
  if (!can_test(Backend::postgres)) GTEST_SKIP() << "PostgreSQL: set PARVIS_TEST_POSTGRES";
  TestDatabase database(Backend::postgres, 1);
  const auto other = database.open_again(1);
  const auto pid = database->read([](Session& s) { return s.query("SELECT pg_backend_pid() AS pid"); })
                       .value()[0]
                       .integer("pid");
  ASSERT_TRUE(other->read(
      [&](Session& s) { return s.query("SELECT pg_terminate_backend(CAST(? AS INTEGER)) AS done", {pid}); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto next = database->write([](Session& s) { return s.query("SELECT pg_backend_pid() AS pid"); });
  ASSERT_TRUE(next) << next.error().detail;
  EXPECT_NE((*next)[0].integer("pid"), pid);
}

TEST(Open, says_what_an_address_looks_like) {
  EXPECT_THAT(Database::open("mysql://x").error().message, HasSubstr("sqlite:"));
  EXPECT_EQ(Database::open("postgres://nobody@127.0.0.1:1/none?connect_timeout=1").error().kind,
            ErrorKind::unavailable);
  EXPECT_EQ(Database::open("sqlite:/proc/none/a.db").error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace parvis::store
