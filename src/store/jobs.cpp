#include "store/jobs.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/ids.hpp"
#include "base/log.hpp"

namespace parvis::store {
namespace {

// Enqueueing rings before its transaction commits, so a worker that was woken looks again a few times.
constexpr int looks_after_ring = 10;
constexpr std::chrono::milliseconds look_wait{20};

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
      "(id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER "
      "NOT NULL,"
      " last_error TEXT NOT NULL, run_after BIGINT NOT NULL, created_at BIGINT NOT NULL)";
  std::string strict = columns;
  for (auto at = strict.find("BIGINT"); at != std::string::npos; at = strict.find("BIGINT"))
    strict.replace(at, 6, "INTEGER");
  return {{"job",
           1,
           {Sql{"CREATE TABLE job " + strict + " STRICT", "CREATE TABLE job " + columns},
            Sql{"CREATE INDEX job_due ON job (state, run_after)"}}}};
}

Status enqueue(Session& session, std::string_view kind, const base::json::object& payload,
               base::Instant run_after) {
  PARVIS_CHECK(
      session.execute("INSERT INTO job (id, kind, payload, state, tries, last_error, run_after, created_at) "
                      "VALUES (?, ?, ?, 'waiting', 0, '', ?, ?)",
                      {base::uuid_v7(run_after), std::string(kind), base::json::serialize(payload),
                       base::to_millis(run_after), base::to_millis(run_after)}));
  const std::lock_guard lock(bell().mutex);
  ++bell().count;
  bell().rang.notify_all();
  return {};
}

Result<std::vector<Job>> dead_jobs(Session& session, int limit) {
  PARVIS_TRY(rows, session.query("SELECT * FROM job WHERE state = 'dead' ORDER BY run_after DESC LIMIT ?",
                                 {std::int64_t{limit}}));
  std::vector<Job> jobs;
  for (const auto row : rows) jobs.push_back(job_of(row));
  return jobs;
}

Status retry_job(Session& session, const std::string& id, base::Instant now) {
  PARVIS_TRY(changed,
             session.execute(
                 "UPDATE job SET state = 'waiting', tries = 0, run_after = ? WHERE id = ? AND state = 'dead'",
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

JobWorker::~JobWorker() {
  stop();
}

void JobWorker::on(std::string kind, Handler handler) {
  handlers_[std::move(kind)] = std::move(handler);
}

void JobWorker::start() {
  stopping_ = false;
  threads_.emplace_back([this] { keep_leases(); });
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
  std::uint64_t heard = 0;
  int looks = 0;
  while (!stopping_) {
    const auto worked = run_one();
    if (!worked) base::log_warning("job_store_unavailable", {{"detail", worked.error().detail}});
    if (worked && *worked) continue;
    std::unique_lock lock(bell().mutex);
    const auto wait = looks > 0 ? std::min(look_wait, settings_.idle_wait) : settings_.idle_wait;
    const bool rang =
        bell().rang.wait_for(lock, wait, [&] { return stopping_.load() || bell().count != heard; });
    looks = rang ? looks_after_ring : std::max(0, looks - 1);
    heard = bell().count;
  }
}

// A long job must not be taken by another while it is in hand.
void JobWorker::keep_leases() {
  while (!stopping_) {
    {
      std::unique_lock lock(bell().mutex);
      bell().rang.wait_for(lock, settings_.lease / 3, [&] { return stopping_.load(); });
    }
    std::map<std::string, int> jobs;
    {
      const std::lock_guard lock(in_hand_mutex_);
      jobs = in_hand_;
    }
    if (jobs.empty()) continue;
    const auto until = base::to_millis(clock_.now() + settings_.lease);
    const Status kept = database_.write([&](Session& session) -> Status {
      for (const auto& [id, tries] : jobs)
        PARVIS_CHECK(
            session.execute("UPDATE job SET run_after = ? WHERE id = ? AND state = 'running' AND tries = ?",
                            {until, id, std::int64_t{tries}}));
      return {};
    });
    if (!kept) base::log_warning("job_lease_not_kept", {{"detail", kept.error().detail}});
  }
}

std::string JobWorker::own_kinds(std::vector<Value>& values) const {
  std::string places;
  for (const auto& [kind, handler] : handlers_) {
    places += places.empty() ? "?" : ", ?";
    values.emplace_back(kind);
  }
  return "kind IN (" + places + ")";
}

// A job in hand is 'running' until its lease ends: run_after is then the moment at which another may take it.
Result<bool> JobWorker::due() {
  std::vector<Value> values{base::to_millis(clock_.now())};
  const std::string where = "state IN ('waiting', 'running') AND run_after <= ? AND " + own_kinds(values);
  return database_.read([&](Session& session) -> Result<bool> {
    PARVIS_TRY(rows, session.query("SELECT 1 AS due FROM job WHERE " + where + " LIMIT 1", values));
    return !rows.empty();
  });
}

Result<std::vector<Job>> JobWorker::take() {
  const auto now = base::to_millis(clock_.now());
  std::vector<Value> values{now};
  const std::string select =
      "SELECT * FROM job WHERE state IN ('waiting', 'running') AND run_after <= ? AND " + own_kinds(values) +
      " ORDER BY run_after, id LIMIT 1";
  return database_.write([&](Session& session) -> Result<std::vector<Job>> {
    PARVIS_TRY(rows, session.query({select, select + " FOR UPDATE SKIP LOCKED"}, values));
    std::vector<Job> jobs;
    for (const auto row : rows) {
      jobs.push_back(job_of(row));
      PARVIS_CHECK(
          session.execute("UPDATE job SET state = 'running', tries = tries + 1, run_after = ? WHERE id = ?",
                          {now + settings_.lease.count(), jobs.back().id}));
      ++jobs.back().tries;
    }
    return jobs;
  });
}

// Nothing when the lease was lost and another has taken the job since.
Status JobWorker::finish(const Job& job, const Status& outcome) {
  const std::int64_t tries = job.tries;
  return database_.write([&](Session& session) -> Status {
    if (outcome) {
      PARVIS_CHECK(session.execute("DELETE FROM job WHERE id = ? AND tries = ? AND state = 'running'",
                                   {job.id, tries}));
      return {};
    }
    const bool dead = job.tries >= settings_.max_tries;
    auto delay = settings_.first_delay;
    for (int i = 1; i < job.tries && delay < settings_.max_delay; ++i) delay *= 2;
    delay = std::min(delay, settings_.max_delay);
    const std::string why =
        outcome.error().message + (outcome.error().detail.empty() ? "" : " (" + outcome.error().detail + ")");
    PARVIS_CHECK(session.execute(
        "UPDATE job SET state = ?, last_error = ?, run_after = ? WHERE id = ? AND tries = ? AND state = "
        "'running'",
        {std::string(dead ? "dead" : "waiting"), why, base::to_millis(clock_.now() + delay), job.id, tries}));
    base::log_warning(dead ? "job_dead" : "job_failed",
                      {{"kind", job.kind}, {"job", job.id}, {"detail", outcome.error().detail}});
    return {};
  });
}

Status JobWorker::run(const Job& job) {
  // It never answered: each try ended with the process.
  if (job.tries > settings_.max_tries)
    return fail(ErrorKind::internal, "La tâche a interrompu le programme à chaque essai.");
  try {
    return handlers_.at(job.kind)(job.payload);
  } catch (const std::exception& error) {
    return fail(ErrorKind::internal, "La tâche s’est interrompue.", error.what());
  }
}

Result<bool> JobWorker::run_one() {
  if (handlers_.empty()) return false;
  // Asking costs a reading; only a due job takes the writing lock.
  PARVIS_TRY(any, due());
  if (!any) return false;
  PARVIS_TRY(jobs, take());
  if (jobs.empty()) return false;
  const Job& job = jobs.front();
  {
    const std::lock_guard lock(in_hand_mutex_);
    in_hand_[job.id] = job.tries;
  }
  const Status outcome = run(job);
  {
    const std::lock_guard lock(in_hand_mutex_);
    in_hand_.erase(job.id);
  }
  PARVIS_CHECK(finish(job, outcome));
  return true;
}

}  // namespace parvis::store
