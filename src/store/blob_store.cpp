#include "store/blob_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <vector>

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/ids.hpp"

namespace parvis::store {
namespace {

namespace fs = std::filesystem;

constexpr auto abandoned_after = std::chrono::hours(24);

bool is_sha256(const std::string& name) {
  return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

tl::unexpected<Error> unknown_blob(const std::string& name) {
  return fail(ErrorKind::not_found, "Ce fichier n’est plus conservé.", name.substr(0, 12), "blob_missing");
}

// Makes the folder, and each new name durable in the folder above it.
Status make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder)
    PARVIS_CHECK(make_folder(folder.parent_path()));
  fs::create_directory(folder, error);
  if (error) return tl::make_unexpected(base::file_error(error.value(), "mkdir", folder));
  return base::sync_folder(folder.parent_path());
}

// A file being received: removed unless it was given its place.
class Incoming {
 public:
  explicit Incoming(fs::path path)
      : path_(std::move(path)), fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640)) {
    if (fd_ < 0) error_ = errno;
  }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;
  ~Incoming() {
    if (fd_ >= 0) ::close(fd_);
    if (!placed_) ::unlink(path_.c_str());
  }

  Status add(std::string_view bytes) {
    digest_.add(bytes);
    while (fd_ >= 0 && !bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed("write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fd_ < 0) return tl::make_unexpected(base::file_error(error_, "create", path_));
    return {};
  }
  std::string sha256() { return digest_.hex(); }
  Status place(const fs::path& target) {
    if (::fsync(fd_) != 0) return failed("fsync");
    if (::rename(path_.c_str(), target.c_str()) != 0) return failed("rename");
    placed_ = true;
    return base::sync_folder(target.parent_path());
  }

 private:
  [[nodiscard]] Status failed(std::string_view what) const {
    return tl::make_unexpected(base::file_error(errno, what, path_));
  }
  fs::path path_;
  int fd_;
  int error_ = 0;
  bool placed_ = false;
  base::Sha256 digest_;
};

}  // namespace

FileBlobStore::FileBlobStore(fs::path root) : root_(std::move(root)) {
  // What a crash left half received. Files of today may be another process's.
  std::error_code error;
  const auto old = fs::file_time_type::clock::now() - abandoned_after;
  for (const auto& entry : fs::directory_iterator(root_ / "incoming", error)) {
    const auto written = fs::last_write_time(entry.path(), error);
    if (!error && written < old) fs::remove(entry.path(), error);
  }
}

// Two levels of folders: 65,536 of them, so that ten million files leave about 150 in each.
fs::path FileBlobStore::place(const std::string& sha256) const {
  return root_ / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

Result<std::string> FileBlobStore::receive(const std::function<Status(const Sink&)>& give) {
  PARVIS_CHECK(make_folder(root_ / "incoming"));
  Incoming file(root_ / "incoming" / base::random_token(9));
  PARVIS_CHECK(give([&](std::string_view bytes) { return file.add(bytes); }));
  std::string name = file.sha256();
  const fs::path target = place(name);
  std::error_code ignored;
  if (fs::exists(target, ignored)) return name;
  PARVIS_CHECK(make_folder(target.parent_path()));
  PARVIS_CHECK(file.place(target));
  return name;
}

Result<std::string> FileBlobStore::put(std::string_view bytes) {
  return receive([&](const Sink& sink) { return sink(bytes); });
}

Result<std::string> FileBlobStore::put_file(const fs::path& path) {
  return receive([&](const Sink& sink) { return base::read_blocks(path, sink); });
}

Result<fs::path> FileBlobStore::path_of(const std::string& sha256) {
  if (!is_sha256(sha256)) return unknown_blob(sha256);
  auto path = place(sha256);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return unknown_blob(sha256);
  return path;
}

Result<std::string> FileBlobStore::read(const std::string& sha256) {
  PARVIS_TRY(path, path_of(sha256));
  return base::read_file(path);
}

Status FileBlobStore::remove(const std::string& sha256) {
  PARVIS_TRY(path, path_of(sha256));
  std::error_code error;
  fs::remove(path, error);
  if (error) return tl::make_unexpected(base::file_error(error.value(), "remove", path));
  return base::sync_folder(path.parent_path());
}

}  // namespace parvis::store
