// The strict gate: looks at the raw bytes of a request head before the HTTP library does, and refuses every
// shape on which two HTTP readers could disagree (request smuggling). It is stricter than RFC 9112 on
// purpose: line ends are CRLF only, no folded line, exactly one Host, at most one Content-Length of 1 to 12
// digits, Transfer-Encoding only as exactly one "chunked" without Content-Length and on HTTP/1.1, no control
// byte, only origin-form targets. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace parvis::net {

enum class HeadState { more, complete, refused };

struct HeadEnd {
  HeadState state = HeadState::more;
  std::size_t size = 0;  // complete: bytes up to and including the blank line
};

// Looks for the blank line in the bytes come so far; `from` is where the last look stopped (0 at first). A
// bare LF, a bare CR or a control byte is refused at once, so that no sender keeps a connection waiting for
// an end that the gate would refuse.
[[nodiscard]] HeadEnd find_head_end(std::string_view bytes, std::size_t from);

struct GateLimits {
  std::size_t max_target_bytes = 8 * 1024;
  std::size_t max_header_fields = 100;
};

struct GateVerdict {
  int status = 0;                // 0: may pass; else 400, 414, 417 or 431, and the connection is to be closed
  std::string_view reason = {};  // for the log
  [[nodiscard]] bool passed() const { return status == 0; }
};

// `head` is a complete head, blank line included.
[[nodiscard]] GateVerdict inspect_head(std::string_view head, const GateLimits& limits = {});

}  // namespace parvis::net
