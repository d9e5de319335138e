// What the SQL layer costs: durable single inserts, a list of 50 rows, a point read, and writers that all
// meet at one row.
//   sql_bench            SQLite in the current folder, and PostgreSQL where PARVIS_TEST_POSTGRES is set
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "store/full_text.hpp"
#include "store/test_database.hpp"

namespace {

using namespace parvis;
using namespace parvis::store;

template <class F>
void measure(const char* name, int times, F&& work) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) work(i);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("  %-44s %10.0f /s   (%d in %.2f s)\n", name, times / took.count(), times, took.count());
}

void must(const Status& status) {
  if (!status) throw std::runtime_error(status.error().message + " " + status.error().detail);
}

Status insert(Session& session, int i) {
  PARVIS_CHECK(
      session.execute("INSERT INTO item (id, received_at, lat, lon, state, text) VALUES (?, ?, ?, ?, ?, ?)",
                      {"id" + std::to_string(1'000'000 + i), std::int64_t{1'780'000'000'000 + i}, 48.39,
                       -4.49, std::string(i % 5 == 0 ? "recu" : "clos"), std::string(200, 'x')}));
  return {};
}

Status one_more(Session& session) {
  PARVIS_TRY(
      rows, session.query({"SELECT n FROM head WHERE id = 1", "SELECT n FROM head WHERE id = 1 FOR UPDATE"}));
  PARVIS_CHECK(session.execute("UPDATE head SET n = ? WHERE id = 1", {rows[0].integer("n") + 1}));
  return {};
}

void meet_at_one_row(Database& database, int writers, int times) {
  std::vector<std::thread> threads;
  for (int w = 0; w < writers; ++w)
    threads.emplace_back([&] {
      for (int i = 0; i < times; ++i) must(database.write(one_more));
    });
  for (auto& thread : threads) thread.join();
}

void bench(Backend backend) {
  if (!can_test(backend)) return;
  std::printf("%s\n", backend_name(backend));
  TestDatabase database(backend);
  const std::string columns =
      "(id TEXT PRIMARY KEY, received_at BIGINT, lat FLOAT8, lon FLOAT8, state TEXT, text TEXT)";
  must(database->write([&](Session& s) -> Status {
    PARVIS_CHECK(
        s.execute({"CREATE TABLE item (id TEXT PRIMARY KEY, received_at INTEGER, lat REAL, lon REAL, state "
                   "TEXT, text TEXT) STRICT",
                   "CREATE TABLE item " + columns}));
    PARVIS_CHECK(s.execute("CREATE INDEX item_list ON item (state, received_at)"));
    PARVIS_CHECK(s.execute("CREATE TABLE head (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)"));
    PARVIS_CHECK(s.execute("INSERT INTO head VALUES (1, 0)"));
    return {};
  }));
  must(migrate(*database, full_text_migrations()));
  measure("insert, one durable transaction each", 500,
          [&](int i) { must(database->write([&](Session& s) { return insert(s, i); })); });
  measure("20,000 inserts in one transaction", 1, [&](int) {
    must(database->write([&](Session& s) -> Status {
      for (int i = 500; i < 20'500; ++i) PARVIS_CHECK(insert(s, i));
      return {};
    }));
  });
  measure("list of 50 by state, newest first", 5'000, [&](int) {
    const auto rows = database->read([](Session& s) {
      return s.query("SELECT * FROM item WHERE state = ? ORDER BY received_at DESC LIMIT 50",
                     {std::string("recu")});
    });
    if (rows.value().size() != 50) std::abort();
  });
  measure("one row by its key", 20'000, [&](int i) {
    (void)database->read([&](Session& s) {
      return s.query("SELECT * FROM item WHERE id = ?", {"id" + std::to_string(1'000'000 + i)});
    });
  });
  measure("index one text, one transaction each", 300, [&](int i) {
    must(database->write([&](Session& s) {
      return index_text(s, "r", std::to_string(i), "Le banc du square est cassé, latte déchirée");
    }));
  });
  measure("search two words, 300 hits", 500, [&](int) {
    (void)database->read([](Session& s) { return search_text(s, "r", "banc cassée", 100); });
  });
  const auto start = std::chrono::steady_clock::now();
  meet_at_one_row(*database, 8, 50);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("  %-44s %10.0f /s\n", "8 writers meeting at one row", 400 / took.count());
}

}  // namespace

int main() {
  bench(Backend::sqlite);
  bench(Backend::postgres);
}
