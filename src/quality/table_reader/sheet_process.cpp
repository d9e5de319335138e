#include "quality/table_reader/sheet_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "base/log.hpp"
#include "quality/table_reader/sheet_wire.hpp"

namespace parvis::quality {
namespace {

constexpr std::size_t rows_a_frame_bytes = 64U << 10;
constexpr rlim_t open_files = 64;

tl::unexpected<Error> ended(std::string why) {
  return fail(
      ErrorKind::unavailable,
      "La lecture de ce classeur a pris trop de temps ou de mémoire. Enregistrez-le au format .csv, puis "
      "recommencez.",
      std::move(why), "sheet-reader-ended");
}

// Between fork and exec only async-signal-safe calls: other threads may hold any lock.
[[noreturn]] void become_reader(int socket, int file, const char* program, char* const* environment) {
  constexpr int out_of_the_way = 16;
  socket = ::fcntl(socket, F_DUPFD, out_of_the_way);
  file = ::fcntl(file, F_DUPFD, out_of_the_way);
  ::dup2(socket, sheet_reader_socket);
  ::dup2(file, sheet_reader_file);
  ::close_range(sheet_reader_file + 1, ~0U, 0);  // neither listening sockets nor database files follow
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  char name[] = "parvis", command[] = "sheet-reader";
  std::array<char*, 3> arguments{name, command, nullptr};
  ::execve(program, arguments.data(), environment);
  ::_exit(127);
}

// A reader never starts readers: a program that does not know the command would start itself without end.
constexpr const char* reader_mark = "PARVIS_SHEET_READER";

std::vector<char*> environment_with(std::string& mark) {
  std::vector<char*> out;
  for (char** one = environ; *one != nullptr; ++one) out.push_back(*one);
  out.push_back(mark.data());
  out.push_back(nullptr);
  return out;
}

// A running child; ended and waited for when this goes.
class Child {
 public:
  static Result<Child> start(int file, const SheetRequest& request, const SheetProcessSettings& settings) {
    const auto program = (settings.program.empty() ? base::program_path() : settings.program).string();
    if (std::getenv(reader_mark) != nullptr) return ended("inside a reader");
    std::string mark = std::string(reader_mark) + "=1";
    const auto environment = environment_with(mark);
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return ended("no socket");
    const int child = ::fork();
    if (child == 0) become_reader(pair[1], file, program.c_str(), environment.data());
    ::close(pair[1]);
    Child started(child, pair[0], static_cast<int>(settings.max_silence_ms));
    if (child < 0) return ended("no process");
    std::string payload;
    put_request(payload, request);
    PARVIS_CHECK(send_frame(pair[0], FrameTag::request, payload));
    return started;
  }

  Child(Child&& other) noexcept
      : process_(std::exchange(other.process_, -1)),
        socket_(std::exchange(other.socket_, -1)),
        silence_ms_(other.silence_ms_) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  Child& operator=(Child&&) = delete;
  ~Child() { (void)end(); }

  // The next frame; an error frame as the error that it holds.
  Result<Frame> receive() {
    auto frame = receive_frame(socket_, silence_ms_);
    if (!frame) return ended(frame.error().detail + ", status " + std::to_string(end()));
    if (frame->tag != FrameTag::error) return frame;
    WireReader reader(frame->payload);
    auto error = reader.error();
    return reader.good() ? tl::make_unexpected(std::move(error)) : ended("unreadable error");
  }

 private:
  Child(int process, int socket, int silence_ms)
      : process_(process), socket_(socket), silence_ms_(silence_ms) {}

  int end() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    if (process_ <= 0) return 0;
    int status = 0;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, -1), &status, 0);
    return status;
  }

  int process_, socket_, silence_ms_;
};

class RowsApart : public RowSource {
 public:
  explicit RowsApart(Child child) : child_(std::move(child)) {}

  Result<bool> next(TableRow& row) override {
    while (reader_.done()) {
      if (ended_) return false;
      PARVIS_TRY(frame, child_.receive());
      frame_ = std::move(frame);
      reader_ = WireReader(frame_.tag == FrameTag::rows ? frame_.payload : std::string_view());
      if (frame_.tag == FrameTag::rows) continue;
      if (frame_.tag != FrameTag::facts) return ended("unexpected frame");
      facts_ = WireReader(frame_.payload).facts();
      ended_ = true;
    }
    reader_.row(row);
    if (!reader_.good()) return ended("unreadable row");
    return true;
  }

  [[nodiscard]] const RowFacts& facts() const override { return facts_; }

 private:
  Child child_;
  Frame frame_;
  WireReader reader_{std::string_view()};
  RowFacts facts_;
  bool ended_ = false;
};

SheetRequest request_of(const ReadLimits& limits, const SheetProcessSettings& settings) {
  SheetRequest request;
  request.limits = limits;
  request.max_memory_bytes = settings.max_memory_bytes;
  request.max_cpu_seconds = settings.max_cpu_seconds;
  return request;
}

void limit_process(const SheetRequest& request) {
  const auto limit = [](auto resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
  };
  if (request.max_memory_bytes > 0) limit(RLIMIT_AS, request.max_memory_bytes);
  if (request.max_cpu_seconds > 0) limit(RLIMIT_CPU, request.max_cpu_seconds);
  limit(RLIMIT_CORE, 0);  // a core file would hold the table
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, open_files);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

Status answer_rows(int socket, int file, const SheetRequest& request) {
  PARVIS_TRY(rows, sheet_rows(file, request.sheet, request.limits));
  std::string payload;
  TableRow row;
  for (;;) {
    auto some = rows->next(row);
    if (some.value_or(false)) put_row(payload, row);
    if (payload.size() > rows_a_frame_bytes || (!some.value_or(false) && !payload.empty())) {
      PARVIS_CHECK(send_frame(socket, FrameTag::rows, payload));
      payload.clear();
    }
    if (!some) return tl::make_unexpected(some.error());
    if (!*some) break;
  }
  put_facts(payload, rows->facts());
  return send_frame(socket, FrameTag::facts, payload);
}

Status answer(int socket, int file, const SheetRequest& request) try {
  if (!request.describe) return answer_rows(socket, file, request);
  PARVIS_TRY(info, describe_workbook(file, request.first_rows, request.limits));
  std::string payload;
  put_info(payload, info);
  return send_frame(socket, FrameTag::info, payload);
} catch (const std::bad_alloc&) {
  return ended("out of memory");
}

}  // namespace

Result<WorkbookInfo> describe_workbook_apart(int descriptor, std::size_t first_rows, const ReadLimits& limits,
                                             const SheetProcessSettings& settings) {
  auto request = request_of(limits, settings);
  request.describe = true;
  request.first_rows = first_rows;
  PARVIS_TRY(child, Child::start(descriptor, request, settings));
  PARVIS_TRY(frame, child.receive());
  WireReader reader(frame.payload);
  auto info = reader.info();
  if (frame.tag != FrameTag::info || !reader.good()) return ended("unreadable answer");
  return info;
}

Result<RowSourcePtr> sheet_rows_apart(int descriptor, std::size_t sheet, const ReadLimits& limits,
                                      const SheetProcessSettings& settings) {
  auto request = request_of(limits, settings);
  request.sheet = sheet;
  PARVIS_TRY(child, Child::start(descriptor, request, settings));
  return std::make_unique<RowsApart>(std::move(child));
}

int sheet_reader_main(int socket, int file) {
  const auto frame = receive_frame(socket, -1);
  if (!frame) return exit_code(frame.error().kind);
  WireReader reader(frame->payload);
  const auto request = reader.request();
  if (!reader.good()) return exit_code(ErrorKind::internal);
  limit_process(request);
  const auto answered = answer(socket, file, request);
  if (answered) return 0;
  std::string payload;
  put_error(payload, answered.error());
  (void)send_frame(socket, FrameTag::error, payload);  // a parent that is gone needs no answer
  return exit_code(answered.error().kind);
}

}  // namespace parvis::quality
