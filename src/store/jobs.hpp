// Work that must happen although the program may die: rows of the table `job`. A worker takes a job under a
// lease, which it renews while it works; when it dies the lease ends and another takes the job. A failure is
// tried again after a growing delay, and after the last try the job stands in the dead-letter list until a
// person sends it again. A job may so run more than once: handlers must bear it. A worker takes only the
// kinds that it has a handler for.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::store {

std::vector<Migration> job_migrations();

struct Job {
  std::string id;
  std::string kind;
  base::json::object payload;
  int tries = 0;
  std::string last_error;
  base::Instant run_after;
};

// In the caller's transaction: the job exists exactly when the rest of it does.
Status enqueue(Session& session, std::string_view kind, const base::json::object& payload,
               base::Instant run_after);
Result<std::vector<Job>> dead_jobs(Session& session, int limit = 100);
Status retry_job(Session& session, const std::string& id, base::Instant now);
Result<std::int64_t> waiting_jobs(Session& session);

struct JobSettings {
  int threads = 1;
  int max_tries = 8;
  std::chrono::milliseconds lease{60'000};
  std::chrono::milliseconds first_delay{2'000};  // doubled at each try
  std::chrono::milliseconds max_delay{3'600'000};
  std::chrono::milliseconds idle_wait{
      1'000};  // between two looks when nothing waits; enqueue in this process wakes
};

class JobWorker {
 public:
  using Handler = std::function<Status(const base::json::object&)>;
  JobWorker(Database& database, const base::Clock& clock, JobSettings settings = {});
  ~JobWorker();
  void on(std::string kind, Handler handler);  // before start
  void start();
  void stop();  // waits for the jobs in hand
  void wake();
  // Takes and runs one job on the calling thread; false when none is due. Tests use it without threads.
  Result<bool> run_one();

 private:
  void loop();
  void keep_leases();
  Result<bool> due();
  Result<std::vector<Job>> take();
  Status run(const Job& job);
  Status finish(const Job& job, const Status& outcome);
  [[nodiscard]] std::string own_kinds(std::vector<Value>& values) const;
  Database& database_;
  const base::Clock& clock_;
  JobSettings settings_;
  std::map<std::string, Handler> handlers_;
  std::vector<std::thread> threads_;
  std::mutex in_hand_mutex_;
  std::map<std::string, int> in_hand_;  // job to its number of tries, which tells one taking from another
  std::atomic<bool> stopping_{false};
};

}  // namespace parvis::store
