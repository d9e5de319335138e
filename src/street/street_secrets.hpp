// Secrets that people hold, derived from the installation's key, so that no secret stands in the database and
// every message can carry its link again. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace parvis::street {

// The tracking secret of a subscription: 128 bits of HMAC-SHA-256, base64url.
std::string follow_secret(std::string_view key, std::string_view subscription_id);

// Hidden field of the public form: the time it was made, signed.
std::string form_time(std::string_view key, base::Instant made);
enum class FormAge { right, too_soon, too_old, forged };
FormAge form_age(std::string_view key, std::string_view field, base::Instant now, int min_seconds,
                 int max_hours);

}  // namespace parvis::street
