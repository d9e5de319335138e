// Files written so that a crash leaves the old one or the new one, never half. Thread-safe on distinct paths.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::base {

// Errors: not_found; too_large past `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes = 1ULL << 30);
// Hands the file to `take` in blocks of 64 KiB, so that its size costs no memory; an error of `take` ends it.
Status read_blocks(const std::filesystem::path& path, const std::function<Status(std::string_view)>& take);
// Writes beside, fsyncs, renames, fsyncs the folder. Errors: unavailable with code "disk_full".
Status write_file_durably(const std::filesystem::path& path, std::string_view bytes);
Status sync_folder(const std::filesystem::path& folder);
// The Error of an errno: unavailable/"disk_full" for ENOSPC and EDQUOT, not_found for ENOENT, else internal.
[[nodiscard]] Error file_error(int error_number, std::string_view what, const std::filesystem::path& path);

// Where this program is and where its pages, models and reference data lie (PARVIS_HOME, else found upwards
// from it).
[[nodiscard]] std::filesystem::path program_path();
[[nodiscard]] std::filesystem::path home_folder();

}  // namespace parvis::base
