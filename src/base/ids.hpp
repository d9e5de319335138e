// Identifiers: UUID version 7 (RFC 9562), sortable by time, and unguessable tokens. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace parvis::base {

[[nodiscard]] std::string uuid_v7(Instant at);
[[nodiscard]] bool is_uuid(std::string_view text);
// `bytes` random bytes of the system's generator, as base64url without padding.
[[nodiscard]] std::string random_token(std::size_t bytes = 16);

}  // namespace parvis::base
