#include "store/jobs.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/ids.hpp"
#include "base/log.hpp"

namespace parvis::store {
namespace {

// The workers of this process that sleep; enqueue wakes them instead of letting them poll.
struct Bell {
  std::mutex mutex;
  std::condition_variable rang;
  std::uint64_t count = 0;
};

Bell& bell() {
  static Bell instance;
  return instance;
}

Job job_of(const Row& row) {
  Job job;
  job.id = row.text("id");
  job.kind = row.text("kind");
  job.payload = base::parse_json_object(row.text("payload")).value_or(base::json::object{});
  job.tries = static_cast<int>(row.integer("tries"));
  job.last_error = row.text("last_error");
  job.run_after = base::from_millis(row.integer("run_after"));
  return job;
}

}  // namespace

std::vector<Migration> job_migrations() {
  const std::string columns =
      "(id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,"
      " last_error TEXT NOT NULL, run_after BIGINT NOT NULL, created_at BIGINT NOT NULL)";
  std::string strict = columns;
  for (auto at = strict.find("BIGINT"); at != std::string::npos; at = strict.find("BIGINT")) strict.replace(at, 6, "INTEGER");
  return {{"job", 1, {Sql{"CREATE TABLE job " + strict + " STRICT", "CREATE TABLE job " + columns},
                      Sql{"CREATE INDEX job_due ON job (state, run_after)"}}}};
}

Status enqueue(Session& session, std::string_view kind, const base::json::object& payload, base::Instant run_after) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO job (id, kind, payload, state, tries, last_error, run_after, created_at) VALUES (?, ?, ?, 'waiting', 0, '', ?, ?)",
      {base::uuid_v7(run_after), std::string(kind), base::json::serialize(payload), base::to_millis(run_after), base::to_millis(run_after)}));
  const std::lock_guard lock(bell().mutex);
  ++bell().count;
  bell().rang.notify_all();
  return {};
}

Result<std::vector<Job>> dead_jobs(Session& session, int limit) {
  PARVIS_TRY(rows, session.query("SELECT * FROM job WHERE state = 'dead' ORDER BY run_after DESC LIMIT ?", {std::int64_t{limit}}));
  std::vector<Job> jobs;
  for (const auto row : rows) jobs.push_back(job_of(row));
  return jobs;
}

Status retry_job(Session& session, const std::string& id, base::Instant now) {
  PARVIS_TRY(changed, session.execute("UPDATE job SET state = 'waiting', tries = 0, run_after = ? WHERE id = ? AND state = 'dead'",
                                      {base::to_millis(now), id}));
  if (changed == 0) return fail(ErrorKind::not_found, "Cette tâche n’est pas dans la liste des échecs.");
  return {};
}

Result<std::int64_t> waiting_jobs(Session& session) {
  PARVIS_TRY(rows, session.query("SELECT count(*) AS n FROM job WHERE state <> 'dead'"));
  return rows[0].integer("n");
}

JobWorker::JobWorker(Database& database, const base::Clock& clock, JobSettings settings)
    : database_(database), clock_(clock), settings_(settings) {}

JobWorker::~JobWorker() { stop(); }

void JobWorker::on(std::string kind, Handler handler) { handlers_[std::move(kind)] = std::move(handler); }

void JobWorker::start() {
  for (int i = 0; i < settings_.threads; ++i) threads_.emplace_back([this] { loop(); });
}

void JobWorker::stop() {
  stopping_ = true;
  wake();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void JobWorker::wake() {
  const std::lock_guard lock(bell().mutex);
  ++bell().count;
  bell().rang.notify_all();
}

void JobWorker::loop() {
  while (!stopping_) {
    std::uint64_t before = 0;
    {
      const std::lock_guard lock(bell().mutex);
      before = bell().count;
    }
    const auto worked = run_one();
    if (!worked) base::log_warning("job_store_unavailable", {{"detail", worked.error().detail}});
    if (worked && *worked) continue;
    std::unique_lock lock(bell().mutex);
    bell().rang.wait_for(lock, settings_.idle_wait, [&] { return stopping_.load() || bell().count != before; });
  }
}

// A job in hand is 'running' until its lease ends: run_after is then the moment at which another may take it.
Result<std::vector<Job>> JobWorker::take() {
  return database_.write([&](Session& session) -> Result<std::vector<Job>> {
    const auto now = base::to_millis(clock_.now());
    PARVIS_TRY(rows, session.query({"SELECT * FROM job WHERE state IN ('waiting', 'running') AND run_after <= ? ORDER BY run_after, id LIMIT 1",
                                    "SELECT * FROM job WHERE state IN ('waiting', 'running') AND run_after <= ? ORDER BY run_after, id LIMIT 1 "
                                    "FOR UPDATE SKIP LOCKED"},
                                   {now}));
    std::vector<Job> jobs;
    for (const auto row : rows) {
      jobs.push_back(job_of(row));
      PARVIS_CHECK(session.execute("UPDATE job SET state = 'running', tries = tries + 1, run_after = ? WHERE id = ?",
                                   {now + settings_.lease.count(), jobs.back().id}));
      ++jobs.back().tries;
    }
    return jobs;
  });
}

Status JobWorker::finish(const Job& job, const Status& outcome) {
  return database_.write([&](Session& session) -> Status {
    if (outcome) {
      PARVIS_CHECK(session.execute("DELETE FROM job WHERE id = ?", {job.id}));
      return {};
    }
    const bool dead = job.tries >= settings_.max_tries;
    auto delay = settings_.first_delay;
    for (int i = 1; i < job.tries && delay < settings_.max_delay; ++i) delay *= 2;
    delay = std::min(delay, settings_.max_delay);
    const std::string why = outcome.error().message + (outcome.error().detail.empty() ? "" : " (" + outcome.error().detail + ")");
    PARVIS_CHECK(session.execute("UPDATE job SET state = ?, last_error = ?, run_after = ? WHERE id = ?",
                                 {std::string(dead ? "dead" : "waiting"), why, base::to_millis(clock_.now() + delay), job.id}));
    base::log_warning(dead ? "job_dead" : "job_failed", {{"kind", job.kind}, {"job", job.id}, {"detail", outcome.error().detail}});
    return {};
  });
}

Result<bool> JobWorker::run_one() {
  // Asking costs a reading; only a due job takes the writing lock.
  PARVIS_TRY(due, database_.read([&](Session& session) -> Result<bool> {
    PARVIS_TRY(rows, session.query("SELECT 1 AS due FROM job WHERE state IN ('waiting', 'running') AND run_after <= ? LIMIT 1",
                                   {base::to_millis(clock_.now())}));
    return !rows.empty();
  }));
  if (!due) return false;
  PARVIS_TRY(jobs, take());
  if (jobs.empty()) return false;
  const Job& job = jobs.front();
  Status outcome;
  const auto handler = handlers_.find(job.kind);
  if (handler == handlers_.end()) {
    outcome = fail(ErrorKind::internal, "Tâche inconnue de cette version\u00a0: " + job.kind + ".");
  } else if (job.tries > settings_.max_tries) {
    // It never answered: each try ended with the process.
    outcome = fail(ErrorKind::internal, "La tâche a interrompu le programme à chaque essai.");
  } else {
    try {
      outcome = handler->second(job.payload);
    } catch (const std::exception& error) {
      outcome = fail(ErrorKind::internal, "La tâche s’est interrompue.", error.what());
    }
  }
  PARVIS_CHECK(finish(job, outcome));
  return true;
}

}  // namespace parvis::store
