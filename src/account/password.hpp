// Passwords as Argon2id hashes: 19 MiB, two passes, one lane (OWASP's first choice). At most two run at a
// time, whatever the load, so that a rush of sign-ins cannot take the memory. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::account {

inline constexpr std::size_t min_password_characters = 12;
inline constexpr std::size_t max_password_bytes = 1024;

// Errors (invalid): shorter than the minimum, longer than the maximum, or one character repeated.
Status check_new_password(std::string_view password);
[[nodiscard]] std::string hash_password(std::string_view password);
[[nodiscard]] bool password_matches(std::string_view password, const std::string& hash);
// The cost of a check, for a name that does not exist: the answer's time must not tell.
void spend_password_check();

}  // namespace parvis::account
