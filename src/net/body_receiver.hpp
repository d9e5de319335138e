// Takes the body of one request as it comes: in memory up to a limit and on disk beyond, or part by part when
// it is multipart. Which limit applies is settled from the route and the body's type before the first byte is
// read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/body_stream.hpp"
#include "net/http.hpp"
#include "net/multipart.hpp"
#include "net/router.hpp"
#include "net/server_settings.hpp"

namespace parvis::net {

class BodyReceiver {
 public:
  virtual ~BodyReceiver() = default;
  // Errors: too_large past the limit, invalid for a malformed body, unavailable when the disk is full.
  [[nodiscard]] Status take(std::string_view bytes);
  // The whole body has come: fills the request's body, form and files.
  [[nodiscard]] Status finish(Request& request);

 protected:
  explicit BodyReceiver(std::uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}
  [[nodiscard]] virtual Status keep(std::string_view bytes) = 0;
  [[nodiscard]] virtual Status hand_over(Request& request) = 0;

 private:
  std::uint64_t limit_bytes_;
  std::uint64_t taken_bytes_ = 0;
};

// Errors before anything is read: unsupported (415) for a type the route does not take, too_large (413) for a
// Content-Length past the limit. `temp_dir` is where long bodies and files go. Of a streamed body the request
// gets its stream here.
[[nodiscard]] Result<std::unique_ptr<BodyReceiver>> make_body_receiver(
    Request& request, const Route& route, const ServerSettings& settings,
    const std::filesystem::path& temp_dir, std::optional<std::uint64_t> content_length);

}  // namespace parvis::net
