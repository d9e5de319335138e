#include "store/blob_store.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::store {
namespace {

bool is_sha256(const std::string& name) {
  return name.size() == 64 &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

tl::unexpected<Error> unknown_blob(const std::string& name) {
  return fail(ErrorKind::not_found, "Ce fichier n’est plus conservé.", name.substr(0, 12), "blob_missing");
}

}  // namespace

FileBlobStore::FileBlobStore(std::filesystem::path root) : root_(std::move(root)) {}

// Two levels of folders: 65,536 of them, so that ten million files leave about 150 in each.
std::filesystem::path FileBlobStore::place(const std::string& sha256) const {
  return root_ / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

Result<std::string> FileBlobStore::put(std::string_view bytes) {
  const std::string name = base::sha256_hex(bytes);
  const auto path = place(name);
  std::error_code error;
  if (std::filesystem::exists(path, error)) return name;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return tl::make_unexpected(base::file_error(error.value(), "mkdir", path));
  PARVIS_CHECK(base::write_file_durably(path, bytes));
  return name;
}

Result<std::string> FileBlobStore::put_file(const std::filesystem::path& path) {
  PARVIS_TRY(bytes, base::read_file(path));
  return put(bytes);
}

Result<std::filesystem::path> FileBlobStore::path_of(const std::string& sha256) {
  if (!is_sha256(sha256)) return unknown_blob(sha256);
  auto path = place(sha256);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return unknown_blob(sha256);
  return path;
}

Result<std::string> FileBlobStore::read(const std::string& sha256) {
  PARVIS_TRY(path, path_of(sha256));
  return base::read_file(path);
}

Status FileBlobStore::remove(const std::string& sha256) {
  PARVIS_TRY(path, path_of(sha256));
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return tl::make_unexpected(base::file_error(error.value(), "remove", path));
  return {};
}

}  // namespace parvis::store
