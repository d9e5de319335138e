// Files named by the SHA-256 of their content: the same bytes are kept once, and what was acknowledged is on
// disk. Thread-safe. Errors: unavailable with code "disk_full"; not_found.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::store {

class BlobStore {
 public:
  virtual ~BlobStore() = default;
  // Copies the file in, durably, and gives its SHA-256.
  virtual Result<std::string> put_file(const std::filesystem::path& path) = 0;
  virtual Result<std::string> put(std::string_view bytes) = 0;
  // A readable local file that holds the blob.
  virtual Result<std::filesystem::path> path_of(const std::string& sha256) = 0;
  virtual Result<std::string> read(const std::string& sha256) = 0;
  // Errors: not_found when there is none.
  virtual Status remove(const std::string& sha256) = 0;
};

// root/ab/cd/abcd…; a file being received stands in root/incoming until it is whole.
class FileBlobStore final : public BlobStore {
 public:
  explicit FileBlobStore(std::filesystem::path root);
  Result<std::string> put_file(const std::filesystem::path& path) override;
  Result<std::string> put(std::string_view bytes) override;
  Result<std::filesystem::path> path_of(const std::string& sha256) override;
  Result<std::string> read(const std::string& sha256) override;
  Status remove(const std::string& sha256) override;

 private:
  using Sink = std::function<Status(std::string_view)>;
  Result<std::string> receive(const std::function<Status(const Sink&)>& give);
  [[nodiscard]] std::filesystem::path place(const std::string& sha256) const;
  std::filesystem::path root_;
};

}  // namespace parvis::store
