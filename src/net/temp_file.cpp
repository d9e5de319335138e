#include "net/temp_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/file.hpp"

namespace parvis::net {
Result<TempFile> TempFile::create(const std::filesystem::path& dir) {
  std::error_code failed;
  std::filesystem::create_directories(dir, failed);
  std::string name = (dir / "upload-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return tl::make_unexpected(base::file_error(errno, "mkostemp", dir));
  return TempFile(name, descriptor);
}

TempFile::TempFile(TempFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(other.descriptor_), size_(other.size_) {
  other.path_.clear();
  other.descriptor_ = -1;
}

TempFile::~TempFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Status TempFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return tl::make_unexpected(base::file_error(errno, "write", path_));
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status TempFile::close() {
  if (descriptor_ < 0) return {};
  const int outcome = ::close(descriptor_);
  descriptor_ = -1;
  if (outcome != 0) return tl::make_unexpected(base::file_error(errno, "close", path_));
  return {};
}

}  // namespace parvis::net
