// A file that is deleted when its owner goes, unless somebody moved it away before. Readable by its owner
// alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace parvis::net {

class TempFile {
 public:
  // Made in `dir`, which is created when missing. unavailable with code "disk_full" when there is no room.
  [[nodiscard]] static Result<TempFile> create(const std::filesystem::path& dir);
  TempFile(TempFile&& other) noexcept;
  TempFile& operator=(TempFile&&) = delete;
  ~TempFile();

  [[nodiscard]] Status write(std::string_view bytes);
  [[nodiscard]] Status close();  // after it the file may be read by its path
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  TempFile(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace parvis::net
