// A check as a streamed answer: read a block, write its lines, until the end.
#include "grants/checking/check_routes.hpp"

namespace parvis::grants {
namespace {

// What lives as long as the answer.
class Streamed {
 public:
  explicit Streamed(CheckStreaming streaming)
      : bytes_(std::move(streaming.bytes)),
        held_(std::move(streaming.held)),
        dry_(std::move(streaming.dry)),
        check_(std::move(streaming.request), [this](std::string_view text) { ready_ += text; }) {}

  Result<bool> step(net::Sink& sink) {
    auto more = check_.step(bytes_);
    const bool waits = more && *more && dry_ && dry_();
    if (waits) PARVIS_CHECK(check_.flush());
    if (!ready_.empty()) {
      sink.write(ready_);
      if (waits) sink.send_now();
      ready_.clear();
    }
    return more;
  }
  Status open() {
    PARVIS_TRY(more, check_.step(bytes_));
    (void)more;
    return {};
  }

 private:
  quality::ByteSourcePtr bytes_;
  std::vector<std::shared_ptr<const void>> held_;
  std::function<bool()> dry_;
  std::string ready_;
  ReportedCheck check_;
};

}  // namespace

int check_status(const Error& error) {
  if (error.code == "too_many_requests") return 429;
  if (error.code.starts_with("schema_")) return 422;
  if (error.code == "format-error" || error.code == "source-error") return 415;
  return http_status(error.kind);
}

Result<net::Response> stream_check(CheckStreaming streaming) {
  const std::string type(check_form_type(streaming.request.form));
  const std::string download = streaming.download;
  const auto streamed = std::make_shared<Streamed>(std::move(streaming));
  if (auto opened = streamed->open(); !opened) {
    return net::problem(check_status(opened.error()), opened.error().message, opened.error().code);
  }
  return net::stream(type, [streamed](net::Sink& sink) { return streamed->step(sink); }, download);
}

}  // namespace parvis::grants
