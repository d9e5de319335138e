#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <set>

#include "base/log.hpp"
#include "store/contract_test.hpp"
#include "store/jobs.hpp"

namespace parvis::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class JobsContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    base::set_log_level(base::LogLevel::silent);
    ASSERT_TRUE(migrate(database(), job_migrations()));
  }
  void TearDown() override { base::set_log_level(base::LogLevel::info); }

  Status add(const std::string& kind, const base::json::object& payload = {}, seconds delay = seconds(0)) {
    return database().write(
        [&](Session& session) { return enqueue(session, kind, payload, clock_.now() + delay); });
  }
  std::vector<Job> dead() {
    return database().read([](Session& session) { return dead_jobs(session); }).value();
  }
  std::int64_t waiting() {
    return database().read([](Session& session) { return waiting_jobs(session); }).value();
  }
  base::FixedClock clock_{base::from_millis(1'780'000'000'000)};
};
PARVIS_ON_BOTH_DATABASES(JobsContract);

TEST_P(JobsContract, run_once_in_the_order_they_are_due) {
  std::vector<std::string> ran;
  JobWorker worker(database(), clock_);
  worker.on("note", [&](const base::json::object& payload) -> Status {
    ran.push_back(base::text_or(payload, "name"));
    return {};
  });
  ASSERT_TRUE(add("note", {{"name", "later"}}, seconds(60)));
  ASSERT_TRUE(add("note", {{"name", "second"}}, seconds(-1)));
  ASSERT_TRUE(add("note", {{"name", "first"}}, seconds(-2)));
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_FALSE(worker.run_one().value());
  EXPECT_THAT(ran, testing::ElementsAre("first", "second"));
  clock_.advance(seconds(60));
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_EQ(waiting(), 0);
}

TEST_P(JobsContract, exist_only_if_their_transaction_commits) {
  (void)database().write([&](Session& session) -> Status {
    PARVIS_CHECK(enqueue(session, "note", {}, clock_.now()));
    return fail(ErrorKind::invalid, "Non.");
  });
  EXPECT_EQ(waiting(), 0);
}

TEST_P(JobsContract, are_retried_with_a_growing_delay_then_stand_among_the_dead_until_sent_again) {
  JobSettings settings;
  settings.max_tries = 3;
  settings.first_delay = seconds(2);
  JobWorker worker(database(), clock_, settings);
  bool works = false;
  worker.on("mail", [&](const base::json::object&) -> Status {
    if (works) return {};
    return fail(ErrorKind::unavailable, "Le serveur de courriel ne répond pas.", "timeout");
  });
  ASSERT_TRUE(add("mail"));
  EXPECT_TRUE(worker.run_one().value());
  clock_.advance(milliseconds(1'999));
  EXPECT_FALSE(worker.run_one().value());
  clock_.advance(milliseconds(1));
  EXPECT_TRUE(worker.run_one().value());
  clock_.advance(milliseconds(3'999));
  EXPECT_FALSE(worker.run_one().value());
  clock_.advance(milliseconds(1));
  EXPECT_TRUE(worker.run_one().value());

  clock_.advance(std::chrono::hours(24));
  EXPECT_FALSE(worker.run_one().value());
  EXPECT_EQ(waiting(), 0);
  const auto list = dead();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].tries, 3);
  EXPECT_THAT(list[0].last_error, testing::HasSubstr("courriel"));

  works = true;
  ASSERT_TRUE(
      database().write([&](Session& session) { return retry_job(session, list[0].id, clock_.now()); }));
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_TRUE(dead().empty());
  EXPECT_EQ(database()
                .write([&](Session& session) { return retry_job(session, list[0].id, clock_.now()); })
                .error()
                .kind,
            ErrorKind::not_found);
}

TEST_P(JobsContract, an_exception_is_a_failure) {
  JobSettings settings;
  settings.max_tries = 1;
  JobWorker worker(database(), clock_, settings);
  worker.on("bug", [](const base::json::object&) -> Status { throw std::runtime_error("bug"); });
  ASSERT_TRUE(add("bug"));
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_EQ(dead().size(), 1U);
}

// The process dies in the middle: its worker is simply never heard of again.
TEST_P(JobsContract, survive_the_death_of_their_worker) {
  ASSERT_TRUE(add("note"));
  const auto other = test_database().open_again();
  JobWorker dying(*other, clock_);
  JobWorker heir(database(), clock_);
  int runs = 0;
  dying.on("note", [&](const base::json::object&) -> Status {
    // While it is in hand nobody else takes it; when the lease has ended somebody does.
    EXPECT_FALSE(heir.run_one().value());
    clock_.advance(seconds(61));
    EXPECT_TRUE(heir.run_one().value());
    return fail(ErrorKind::internal, "mort");
  });
  heir.on("note", [&](const base::json::object&) -> Status {
    ++runs;
    return {};
  });
  EXPECT_TRUE(dying.run_one().value());
  EXPECT_EQ(runs, 1);
  // What the dead one says afterwards counts for nothing.
  EXPECT_EQ(waiting(), 0);
  EXPECT_TRUE(dead().empty());
}

TEST_P(JobsContract, one_that_kills_every_process_ends_among_the_dead) {
  ASSERT_TRUE(add("poison"));
  JobSettings settings;
  settings.max_tries = 2;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(run("UPDATE job SET state = 'running', tries = tries + 1, run_after = ?",
                    {base::to_millis(clock_.now()) - 1}));
  }
  JobWorker worker(database(), clock_, settings);
  int runs = 0;
  worker.on("poison", [&](const base::json::object&) -> Status {
    ++runs;
    return {};
  });
  EXPECT_TRUE(worker.run_one().value());
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(dead().size(), 1U);
}

TEST_P(JobsContract, a_worker_takes_only_what_it_can_do) {
  ASSERT_TRUE(add("other"));
  JobWorker worker(database(), clock_);
  EXPECT_FALSE(worker.run_one().value());
  worker.on("note", [](const base::json::object&) -> Status { return {}; });
  EXPECT_FALSE(worker.run_one().value());
  EXPECT_EQ(waiting(), 1);
}

TEST_P(JobsContract, several_workers_do_each_job_once) {
  constexpr int jobs = 60;
  ASSERT_TRUE(database().write([&](Session& session) -> Status {
    for (int i = 0; i < jobs; ++i) PARVIS_CHECK(enqueue(session, "note", {{"n", i}}, clock_.now()));
    return {};
  }));
  std::mutex mutex;
  std::multiset<std::int64_t> done;
  JobSettings settings;
  settings.threads = 3;
  settings.idle_wait = milliseconds(5);
  const auto other = test_database().open_again(4);
  JobWorker first(database(), clock_, settings);
  JobWorker second(*other, clock_, settings);
  for (JobWorker* worker : {&first, &second})
    worker->on("note", [&](const base::json::object& payload) -> Status {
      const std::lock_guard lock(mutex);
      done.insert(base::integer_or(payload, "n"));
      return {};
    });
  first.start();
  second.start();
  for (int i = 0; i < 1'000 && waiting() > 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  first.stop();
  second.stop();
  EXPECT_EQ(waiting(), 0);
  ASSERT_EQ(done.size(), static_cast<std::size_t>(jobs));
  EXPECT_EQ(std::set<std::int64_t>(done.begin(), done.end()).size(), static_cast<std::size_t>(jobs));
}

TEST_P(JobsContract, a_long_job_keeps_its_lease) {
  const base::SystemClock real;
  JobSettings settings;
  settings.lease = milliseconds(300);
  settings.idle_wait = milliseconds(20);
  settings.threads = 2;
  std::atomic<int> runs = 0;
  JobWorker worker(database(), real, settings);
  worker.on("long", [&](const base::json::object&) -> Status {
    ++runs;
    std::this_thread::sleep_for(milliseconds(1'200));
    return {};
  });
  ASSERT_TRUE(database().write([&](Session& session) { return enqueue(session, "long", {}, real.now()); }));
  worker.start();
  for (int i = 0; i < 300 && waiting() > 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  worker.stop();
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(waiting(), 0);
}

TEST_P(JobsContract, enqueueing_wakes_a_sleeping_worker) {
  const base::SystemClock real;
  JobSettings settings;
  settings.idle_wait = seconds(30);
  std::atomic<bool> ran = false;
  JobWorker worker(database(), real, settings);
  worker.on("note", [&](const base::json::object&) -> Status {
    ran = true;
    return {};
  });
  worker.start();
  std::this_thread::sleep_for(milliseconds(300));
  ASSERT_TRUE(database().write([&](Session& session) { return enqueue(session, "note", {}, real.now()); }));
  for (int i = 0; i < 200 && !ran; ++i) std::this_thread::sleep_for(milliseconds(10));
  worker.stop();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace parvis::store
