// An answer ready for the wire: the head as bytes, the body at once or in pieces. Made on a worker, so that
// compression and file reading never hold up the thread that moves bytes.
#pragma once

#include <memory>
#include <string>

#include "net/http.hpp"
#include "net/server_settings.hpp"

namespace parvis::net {

struct Outgoing {
  std::string head;
  std::string body;
  Response::SharedText shared_body;  // instead of `body` when set
  Producer more;                     // further pieces, after the body
  bool chunked = false;              // pieces go in chunk framing
  bool keep_alive = false;
  int status = 0;

  [[nodiscard]] std::string_view first_bytes() const { return shared_body ? *shared_body : body; }
};

struct WireContext {
  bool keep_alive = false;
  bool http_1_0 = false;
  bool compress = true;
};

// Adds the security headers of every answer, answers 304 when the client's ETag still holds, compresses
// texts, and writes the head. A header value with a line break is dropped and logged: it could only be an
// injection.
[[nodiscard]] Outgoing prepare(const Request& request, Response response, const WireContext& context);

// The next piece of a streamed body, framed; empty and `done` at the end. An error means: cut the connection.
struct Piece {
  std::string bytes;
  bool done = false;
};
[[nodiscard]] Result<Piece> next_piece(const Producer& producer, bool chunked);

}  // namespace parvis::net
