// Digests and encodings. Thread-safe; a Sha256 object belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace parvis::base {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  // Lower-case hexadecimal; the object may not be used after.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
Result<std::string> sha256_file(const std::filesystem::path& path);
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view message);  // 32 raw bytes

[[nodiscard]] std::string hex(std::string_view bytes);
Result<std::string> unhex(std::string_view text);
[[nodiscard]] std::string base64url(std::string_view bytes);  // no padding
Result<std::string> from_base64url(std::string_view text);
[[nodiscard]] bool constant_time_equal(std::string_view a, std::string_view b);
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace parvis::base
