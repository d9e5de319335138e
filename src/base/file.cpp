#include "base/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/ids.hpp"

namespace parvis::base {
namespace {

// Closes on every path out.
struct Descriptor {
  explicit Descriptor(int number) : fd(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  int fd;
};

Status write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return tl::make_unexpected(file_error(errno, "write", path));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Error file_error(int error_number, std::string_view what, const std::filesystem::path& path) {
  const std::string detail =
      std::string(what) + " " + path.filename().string() + ": " + std::strerror(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT)
    return {ErrorKind::unavailable, "Le serveur n’a plus de place pour enregistrer ce fichier.", detail,
            "disk_full"};
  if (error_number == ENOENT)
    return {ErrorKind::not_found, "Fichier introuvable\u00a0: " + path.string() + ".", detail,
            "file_not_found"};
  return {ErrorKind::internal, "Le fichier " + path.filename().string() + " ne peut pas être lu ou écrit.",
          detail, ""};
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  std::string bytes;
  PARVIS_CHECK(read_blocks(path, [&](std::string_view block) -> Status {
    // Counted while reading: a pipe has no size, and a file may grow.
    if (bytes.size() + block.size() > max_bytes)
      return fail(ErrorKind::too_large,
                  "Le fichier " + path.filename().string() + " dépasse la taille admise.", {},
                  "file_too_large");
    bytes += block;
    return {};
  }));
  return bytes;
}

Status read_blocks(const std::filesystem::path& path, const std::function<Status(std::string_view)>& take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) return tl::make_unexpected(file_error(errno, "open", path));
  std::array<char, 1 << 16> block;
  for (;;) {
    const ssize_t count = ::read(file.fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::make_unexpected(file_error(errno, "read", path));
    if (count == 0) return {};
    PARVIS_CHECK(take({block.data(), static_cast<std::size_t>(count)}));
  }
}

Status write_file_durably(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path beside = path.string() + "." + random_token(6) + ".part";
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
    if (file.fd < 0) return tl::make_unexpected(file_error(errno, "create", path));
    auto written = write_all(file.fd, bytes, path);
    if (written && ::fsync(file.fd) != 0) written = tl::make_unexpected(file_error(errno, "fsync", path));
    if (!written) {
      ::unlink(beside.c_str());
      return written;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const Error error = file_error(errno, "rename", path);
    ::unlink(beside.c_str());
    return tl::make_unexpected(error);
  }
  return sync_folder(path.parent_path());
}

Status sync_folder(const std::filesystem::path& folder) {
  const std::filesystem::path name = folder.empty() ? std::filesystem::path(".") : folder;
  const Descriptor directory(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.fd < 0) return tl::make_unexpected(file_error(errno, "open", name));
  if (::fsync(directory.fd) != 0) return tl::make_unexpected(file_error(errno, "fsync", name));
  return {};
}

std::filesystem::path program_path() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

std::filesystem::path home_folder() {
  if (const char* home = std::getenv("PARVIS_HOME"); home != nullptr && *home != '\0') return home;
  for (auto folder = program_path().parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / "reference") && std::filesystem::exists(folder / "models"))
      return folder;
    const auto share = folder / "share" / "parvis";
    if (std::filesystem::exists(share / "reference")) return share;
  }
  return std::filesystem::current_path();
}

}  // namespace parvis::base
