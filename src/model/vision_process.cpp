#include "model/vision_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/log.hpp"

namespace parvis::model {
namespace {

constexpr int worker_fd = 3;
constexpr int look_every_ms = 250;

tl::unexpected<Error> unavailable(const char* why, const char* code) {
  return fail(ErrorKind::unavailable,
              "La lecture automatique des photos n'est pas disponible pour le moment.", why, code);
}

// Between fork and exec only async-signal-safe calls: other threads may hold any lock.
[[noreturn]] void become_worker(int socket, const char* program) {
  if (socket == worker_fd) {
    ::fcntl(worker_fd, F_SETFD, 0);
  } else {
    ::dup2(socket, worker_fd);
  }
  ::close_range(worker_fd + 1, ~0U, 0);  // neither listening sockets nor database files follow
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  char name[] = "parvis", command[] = "vision-worker";
  std::array<char*, 3> arguments{name, command, nullptr};
  ::execv(program, arguments.data());
  ::_exit(127);
}

}  // namespace

VisionProcess::VisionProcess(VisionSettings settings, WorkerSetup setup)
    : settings_(std::move(settings)), setup_(std::move(setup)) {
  start_child();
  supervisor_ = std::thread([this] { supervise(); });
}

VisionProcess::~VisionProcess() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    if (child_ > 0) ::kill(child_, SIGKILL);
    stop_asked_.notify_all();
  }
  supervisor_.join();
}

bool VisionProcess::start_child() {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
  const auto program = settings_.worker_program.string();
  const int child = ::fork();
  if (child == 0) become_worker(pair[1], program.c_str());
  ::close(pair[1]);
  if (child < 0 || !send_message(pair[0], setup_to_json(setup_))) {
    ::close(pair[0]);
    if (child > 0) ::waitpid(child, nullptr, 0);
    return false;
  }
  const std::scoped_lock lock(mutex_);
  fd_ = pair[0];
  child_ = child;
  answered_ = false;
  return true;
}

void VisionProcess::supervise() {
  int delay_ms = settings_.first_restart_delay_ms;
  for (bool first = true;; first = false) {
    if (!first) start_child();
    if (fd_ >= 0) {
      read_answers();
      if (answered_) delay_ms = settings_.first_restart_delay_ms;
      end_child();
    }
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    base::log_warning("vision_worker_ended", {{"restart_in_ms", std::to_string(delay_ms)}});
    if (stop_asked_.wait_for(lock, std::chrono::milliseconds(delay_ms), [this] { return stopping_; })) return;
    delay_ms = std::min(delay_ms * 2, settings_.max_restart_delay_ms);
  }
}

void VisionProcess::read_answers() {
  for (;;) {
    pollfd socket{fd_, POLLIN, 0};
    const int ready = ::poll(&socket, 1, look_every_ms);
    if (ready < 0 && errno != EINTR) return;
    if (ready <= 0) {
      if (hanging()) return;
      continue;
    }
    auto message = receive_message(fd_);
    if (!message) return;
    take(std::move(*message));
  }
}

bool VisionProcess::hanging() {
  const std::scoped_lock lock(mutex_);
  const auto limit = std::chrono::milliseconds(settings_.kill_after_ms);
  return std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const auto& one) { return Clock::now() - one.second.since > limit; });
}

void VisionProcess::take(WireMessage message) {
  const auto id = static_cast<std::uint64_t>(base::integer_or(message.text, "id"));
  const std::scoped_lock lock(mutex_);
  answered_ = true;
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  const auto* error = message.text.if_contains("error");
  if (error != nullptr && error->is_object()) {
    found->second.answer.set_value(tl::make_unexpected(error_from_json(error->get_object())));
  } else {
    found->second.answer.set_value(std::move(message));
  }
  waiting_.erase(found);
}

void VisionProcess::end_child() {
  ::kill(child_, SIGKILL);  // first: a sender may be stuck on a child that no longer reads
  int child = -1;
  {
    const std::scoped_lock sending(send_mutex_);
    const std::scoped_lock lock(mutex_);
    child = std::exchange(child_, -1);
    ::close(std::exchange(fd_, -1));
    for (auto& [id, one] : waiting_)
      one.answer.set_value(unavailable("the vision worker ended during the call", "vision_down"));
    waiting_.clear();
  }
  ::waitpid(child, nullptr, 0);
}

Result<std::future<Result<WireMessage>>> VisionProcess::send(base::json::object request) {
  const std::scoped_lock sending(send_mutex_);
  std::future<Result<WireMessage>> answer;
  int fd = -1;
  {
    const std::scoped_lock lock(mutex_);
    if (fd_ < 0) return unavailable("the vision worker is restarting", "vision_down");
    if (waiting_.size() >= static_cast<std::size_t>(settings_.max_waiting_calls))
      return unavailable("too many calls under way", "vision_busy");
    request["id"] = ++last_id_;
    auto& one = waiting_[last_id_];
    one.since = Clock::now();
    answer = one.answer.get_future();
    fd = fd_;
  }
  // a failed send means a dying child: the supervisor then answers all that wait
  (void)send_message(fd, request);
  return answer;
}

Result<WireMessage> VisionProcess::call(base::json::object request, int deadline_ms) {
  PARVIS_TRY(answer, send(std::move(request)));
  if (answer.wait_for(std::chrono::milliseconds(deadline_ms)) != std::future_status::ready)
    return unavailable("past the deadline", "vision_slow");
  return answer.get();
}

}  // namespace parvis::model
