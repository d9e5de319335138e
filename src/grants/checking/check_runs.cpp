#include "grants/checking/check_runs.hpp"

#include <condition_variable>
#include <thread>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "grants/checking/finding_groups.hpp"
#include "net/body_stream.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;
using Clock = std::chrono::steady_clock;

}  // namespace

class CheckRuns::Run {
 public:
  Run(const CheckSettings& settings, CheckRequest request)
      : settings_(settings),
        stream_(static_cast<std::size_t>(settings.max_block_bytes),
                std::chrono::seconds(settings.run_idle_s)),
        groups_(*request.program, static_cast<std::size_t>(settings.max_groups)),
        max_bytes_(static_cast<std::uint64_t>(settings.max_file_mb) << 20U),
        program_(request.program),
        check_(
            std::move(request), [this](std::string_view text) { write(text); },
            [this](const quality::Finding& finding) { return counted(finding); }) {}

  ~Run() {
    stream_.fail({ErrorKind::unavailable, "", "run forgotten", "run_forgotten"});
    stream_.leave();
    if (thread_.joinable()) thread_.join();
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void start() {
    thread_ = std::thread([this] { work(); });
  }

  Result<std::string> block(std::uint64_t number, std::string bytes) {
    std::unique_lock lock(lock_);
    touched_ = Clock::now();
    const bool again = number + 1 == next_;
    if (!again && number != next_) {
      return fail(ErrorKind::conflict, "Les blocs de ce fichier n’arrivent pas dans l’ordre.", {},
                  "block_order");
    }
    if (!again) {
      if (!wait_dry(lock)) {
        return fail(ErrorKind::unavailable, "Le bloc précédent est encore en lecture.", {}, "check_busy");
      }
      received_ += bytes.size();
      if (received_ > max_bytes_) return too_large();
      ++next_;
      if (state_ == State::reading && !bytes.empty()) {
        dry_ = false;
        stream_.push(std::move(bytes));
      }
      wait_dry(lock);
      last_ = answer();
    }
    return last_;
  }

  Result<std::string> finish() {
    std::unique_lock lock(lock_);
    touched_ = Clock::now();
    stream_.end();
    moved_.wait_for(lock, wait(), [this] { return state_ != State::reading; });
    return answer();
  }

  bool ended() {
    const std::lock_guard lock(lock_);
    return state_ != State::reading;
  }
  Clock::duration idle() {
    const std::lock_guard lock(lock_);
    return Clock::now() - touched_;
  }

 private:
  enum class State { reading, done, failed };

  // Reads the stream; before it waits, what has come is checked and handed out.
  class Source : public quality::ByteSource {
   public:
    explicit Source(Run& run) : run_(run) {}
    Result<std::size_t> read(char* into, std::size_t room) override {
      if (run_.stream_.dry()) run_.ran_dry();
      return run_.stream_.read(into, room);
    }

   private:
    Run& run_;
  };

  std::chrono::milliseconds wait() const { return std::chrono::milliseconds(settings_.answer_wait_ms); }

  bool wait_dry(std::unique_lock<std::mutex>& lock) {
    return moved_.wait_for(lock, wait(), [this] { return dry_ || state_ != State::reading; });
  }

  tl::unexpected<Error> too_large() {
    return fail(ErrorKind::too_large,
                "Ce fichier dépasse la taille permise, " + std::to_string(settings_.max_file_mb) + " Mo.", {},
                "body_too_large");
  }

  void ran_dry() {
    // What is still checked must be out before the waiting request is answered.
    if (const auto flushed = check_.flush(); !flushed) stream_.fail(flushed.error());
    const std::lock_guard lock(lock_);
    dry_ = stream_.dry();
    moved_.notify_all();
  }

  void work() {
    quality::ByteSourcePtr source = std::make_unique<Source>(*this);
    Result<bool> more = true;
    try {
      while (more && *more) more = check_.step(source);
    } catch (const std::exception& bug) {
      base::log_error("grants.check_run", {{"what", bug.what()}});
      more = fail(ErrorKind::internal, "Une erreur est survenue. Elle a été notée.", bug.what(), "internal");
    }
    const std::lock_guard lock(lock_);
    state_ = more ? State::done : State::failed;
    if (!more) error_ = more.error();
    moved_.notify_all();
  }

  bool counted(const quality::Finding& finding) {
    const std::lock_guard lock(lock_);
    const std::uint64_t nth = groups_.add(finding);
    const bool sent = nth > 0 && nth <= static_cast<std::uint64_t>(settings_.lines_per_group) &&
                      sent_ < static_cast<std::uint64_t>(settings_.lines_per_run);
    ++(sent ? sent_ : not_sent_);
    return sent;
  }

  void write(std::string_view text) {
    const std::lock_guard lock(lock_);
    lines_ += text;
  }

  std::string_view state_name() const {
    if (state_ == State::reading) return "reading";
    return state_ == State::done ? "done" : "failed";
  }

  std::string answer() {
    json::array groups;
    for (const FindingGroup* group : groups_.changes()) groups.push_back(group_json(*group));
    json::object progress{{"received_bytes", received_},
                          {"errors", groups_.errors()},
                          {"warnings", groups_.warnings()},
                          {"not_sent", not_sent_},
                          {"groups_outside", groups_.outside()},
                          {"groups", std::move(groups)},
                          {"state", state_name()}};
    if (state_ == State::failed) {
      progress["message"] = error_.message;
      progress["code"] = error_.code;
    }
    std::string out = std::exchange(lines_, {});
    out += json::serialize(json::object{{"type", "progress"}, {"progress", std::move(progress)}});
    out += '\n';
    return out;
  }

  const CheckSettings& settings_;
  net::BodyStream stream_;
  std::mutex lock_;
  std::condition_variable moved_;
  FindingGroups groups_;
  std::uint64_t max_bytes_;
  std::shared_ptr<const quality::SchemaProgram> program_;
  ReportedCheck check_;
  std::string lines_, last_;
  std::uint64_t next_ = 0, received_ = 0, sent_ = 0, not_sent_ = 0;
  bool dry_ = false;
  State state_ = State::reading;
  Error error_;
  Clock::time_point touched_ = Clock::now();
  std::thread thread_;
};

CheckRuns::~CheckRuns() = default;

Result<std::string> CheckRuns::start(CheckRequest request) {
  forget_idle(std::chrono::seconds(settings_.run_idle_s));
  if (count() >= static_cast<std::size_t>(settings_.max_runs)) {
    forget_idle(std::chrono::seconds(settings_.free_run_after_s));
  }
  const std::lock_guard lock(lock_);
  if (runs_.size() >= static_cast<std::size_t>(settings_.max_runs)) {
    return fail(ErrorKind::unavailable,
                "Trop de fichiers sont en cours de contrôle. Veuillez réessayer dans une minute.", {},
                "check_busy");
  }
  auto run = std::make_shared<Run>(settings_, std::move(request));
  std::string id = base::random_token();
  runs_.emplace(id, run);
  run->start();
  return id;
}

Result<std::string> CheckRuns::block(const std::string& id, std::uint64_t number, std::string bytes) {
  if (bytes.size() > static_cast<std::size_t>(settings_.max_block_bytes)) {
    return fail(ErrorKind::too_large, "Ce bloc dépasse la taille permise.", {}, "body_too_large");
  }
  PARVIS_TRY(run, find(id));
  auto answer = run->block(number, std::move(bytes));
  if (!answer && answer.error().kind == ErrorKind::too_large) forget(id);
  return answer;
}

Result<std::string> CheckRuns::finish(const std::string& id) {
  PARVIS_TRY(run, find(id));
  auto answer = run->finish();
  if (answer && run->ended()) forget(id);
  return answer;
}

std::size_t CheckRuns::count() {
  const std::lock_guard lock(lock_);
  return runs_.size();
}

Result<std::shared_ptr<CheckRuns::Run>> CheckRuns::find(const std::string& id) {
  const std::lock_guard lock(lock_);
  const auto found = runs_.find(id);
  if (found == runs_.end()) {
    return fail(ErrorKind::not_found, "Ce contrôle n’existe plus. Il faut le recommencer.", {},
                "run_unknown");
  }
  return found->second;
}

void CheckRuns::forget_idle(std::chrono::seconds idle) {
  std::vector<std::shared_ptr<Run>> gone;  // their threads are joined without the lock
  const std::lock_guard lock(lock_);
  for (auto at = runs_.begin(); at != runs_.end();) {
    if (at->second->idle() < idle) {
      ++at;
      continue;
    }
    gone.push_back(std::move(at->second));
    at = runs_.erase(at);
  }
}

void CheckRuns::forget(const std::string& id) {
  std::shared_ptr<Run> gone;
  const std::lock_guard lock(lock_);
  const auto found = runs_.find(id);
  if (found == runs_.end()) return;
  gone = std::move(found->second);
  runs_.erase(found);
}

}  // namespace parvis::grants
