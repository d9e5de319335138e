// Ed25519 signatures (RFC 8032) with OpenSSL. The private key is a PKCS #8 PEM file that only its owner may
// read; a key has one public form, 64 hexadecimal characters. Thread-safe: a key is immutable and cheap to
// copy.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::base {

class SigningKey {
 public:
  [[nodiscard]] static SigningKey make();
  // Reads the key, or makes it (mode 0600) when there is no file. Errors: invalid (code "key_broken") for a
  // file that is no Ed25519 key; those of writing.
  static Result<SigningKey> open(const std::filesystem::path& file);

  [[nodiscard]] std::string sign(std::string_view message) const;  // 128 hexadecimal characters
  [[nodiscard]] const std::string& public_key() const { return public_; }

 private:
  struct Key;
  explicit SigningKey(std::shared_ptr<const Key> key);
  std::shared_ptr<const Key> key_;
  std::string public_;
};

// False for a key or a signature that is malformed, too.
[[nodiscard]] bool signature_holds(std::string_view public_key, std::string_view message,
                                   std::string_view signature);

}  // namespace parvis::base
