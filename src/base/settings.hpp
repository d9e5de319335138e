// Settings: a TOML file, then PARVIS_* variables, then command-line overrides; the last one wins. A name is
// dotted in the file ("net.max_upload_bytes") and PARVIS_NET_MAX_UPLOAD_BYTES in the environment. Immutable
// once loaded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::base {

class Settings {
 public:
  Settings() = default;
  // Errors (invalid): unreadable TOML, with line and column. An absent file is an empty one.
  static Result<Settings> load(const std::filesystem::path& file,
                               const std::map<std::string, std::string>& overrides = {});

  // A value that is not of the asked type gives the default and a warning in the log.
  [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
  [[nodiscard]] double number(std::string_view name, double otherwise) const;
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;
  [[nodiscard]] bool has(std::string_view name) const;
  void set(std::string_view name, std::string_view value);

 private:
  std::map<std::string, std::string, std::less<>> file_;
  std::map<std::string, std::string, std::less<>> overrides_;
};

}  // namespace parvis::base
