#include "account/password.hpp"

#include <argon2.h>

#include <array>
#include <semaphore>
#include <stdexcept>

#include "base/hashing.hpp"
#include "base/text.hpp"

namespace parvis::account {
namespace {

constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

std::counting_semaphore<2> hashing(2);

struct Turn {
  Turn() { hashing.acquire(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { hashing.release(); }
};

}  // namespace

Status check_new_password(std::string_view password) {
  if (!base::valid_utf8(password) || base::code_points(password) < min_password_characters)
    return fail(ErrorKind::invalid, "Choisissez un mot de passe d’au moins 12 caractères.", {},
                "password_short");
  if (password.size() > max_password_bytes)
    return fail(ErrorKind::invalid, "Ce mot de passe est trop long.", {}, "password_long");
  if (password.find_first_not_of(password.front()) == std::string_view::npos)
    return fail(ErrorKind::invalid, "Ce mot de passe répète un seul caractère. Choisissez une phrase.", {},
                "password_weak");
  return {};
}

std::string hash_password(std::string_view password) {
  const Turn turn;
  const std::string salt = base::random_bytes(salt_bytes);
  std::array<char, 128> encoded{};
  const int code =
      argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(),
                            salt.size(), hash_bytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) throw std::runtime_error(argon2_error_message(code));
  return encoded.data();
}

bool password_matches(std::string_view password, const std::string& hash) {
  if (password.size() > max_password_bytes) return false;
  const Turn turn;
  return argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

void spend_password_check() {
  static const std::string nobody = hash_password("un mot de passe que personne n’a");
  (void)password_matches("autre chose", nobody);
}

}  // namespace parvis::account
