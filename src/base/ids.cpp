#include "base/ids.hpp"

#include <cstdint>

#include "base/hashing.hpp"

namespace parvis::base {

std::string uuid_v7(Instant at) {
  std::string raw = random_bytes(16);
  const auto ms = static_cast<std::uint64_t>(to_millis(at));
  for (std::size_t i = 0; i < 6; ++i) raw[i] = static_cast<char>((ms >> (40 - 8 * i)) & 0xFF);
  raw[6] = static_cast<char>((static_cast<unsigned char>(raw[6]) & 0x0F) | 0x70);
  raw[8] = static_cast<char>((static_cast<unsigned char>(raw[8]) & 0x3F) | 0x80);
  std::string text = hex(raw);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex_digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (dash ? text[i] != '-' : !hex_digit) return false;
  }
  return true;
}

std::string random_token(std::size_t bytes) {
  return base64url(random_bytes(bytes));
}

}  // namespace parvis::base
