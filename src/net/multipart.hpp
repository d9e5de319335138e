// multipart/form-data (RFC 7578), read piece by piece as it comes, so that memory does not depend on the size
// of the upload. The parser knows bytes only; UploadReceiver puts files on disk and text fields in memory,
// under limits. A body that ends before its closing boundary is an error: half an upload is never taken for a
// whole one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"
#include "net/temp_file.hpp"

namespace parvis::net {

struct PartHead {
  std::string name;
  std::optional<std::string> filename;  // present: a file, even when empty
  std::string content_type;
};

class PartReceiver {
 public:
  virtual ~PartReceiver() = default;
  [[nodiscard]] virtual Status part_begins(PartHead head) = 0;
  [[nodiscard]] virtual Status part_bytes(std::string_view bytes) = 0;
  [[nodiscard]] virtual Status part_ends() = 0;
};

class MultipartParser {
 public:
  static constexpr std::size_t kMaxPartHeadBytes = 4096;

  MultipartParser(std::string_view boundary, PartReceiver& receiver);
  [[nodiscard]] Status feed(std::string_view bytes);
  [[nodiscard]] Status finish();  // invalid, code "multipart_cut", when the closing boundary has not come

 private:
  enum class State { opening, after_boundary, head, body, done };

  // Each step eats from pending_ and says whether another step may follow.
  Result<bool> step();
  Result<bool> read_opening();
  Result<bool> read_after_boundary();
  Result<bool> read_head();
  Result<bool> read_body();

  std::string delimiter_;  // CRLF, two dashes, boundary
  PartReceiver& receiver_;
  State state_ = State::opening;
  std::string pending_;
  std::size_t start_ = 0;  // bytes of pending_ already eaten
};

// The boundary of a Content-Type value; invalid when absent or outside RFC 2046's characters and 70 bytes.
[[nodiscard]] Result<std::string> multipart_boundary(std::string_view content_type);
// The head of one part, blank line excluded.
[[nodiscard]] Result<PartHead> parse_part_head(std::string_view head);

struct UploadLimits {
  std::uint64_t max_file_bytes = 20'000'000;
  std::size_t max_files = 6;
  std::size_t max_form_fields = 200;
  std::size_t max_field_bytes = 64 * 1024;
};

class UploadReceiver : public PartReceiver {
 public:
  UploadReceiver(UploadLimits limits, std::filesystem::path dir) : limits_(limits), dir_(std::move(dir)) {}
  [[nodiscard]] Status part_begins(PartHead head) override;
  [[nodiscard]] Status part_bytes(std::string_view bytes) override;
  [[nodiscard]] Status part_ends() override;
  // Moves fields and files into the request, which then owns the temporary files.
  void hand_over(Request& request);

 private:
  UploadLimits limits_;
  std::filesystem::path dir_;
  PartHead head_;
  std::string value_;
  std::shared_ptr<TempFile> file_;
  Fields fields_;
  std::vector<UploadedFile> files_;
  std::vector<std::shared_ptr<const void>> held_;
};

}  // namespace parvis::net
