// One request, decoded by Boost.Beast from bytes that passed the gate: first the head, then the body piece by
// piece. Hides Beast from the rest of the room. One object per request, one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "net/http.hpp"

namespace parvis::net {

class RequestDecoder {
 public:
  using Take = std::function<Status(std::string_view)>;

  RequestDecoder();
  ~RequestDecoder();

  // Fills method, path, query, headers and cookies. `head` must have passed inspect_head.
  [[nodiscard]] Status head(std::string_view head, std::size_t max_query_fields, Request& request);
  [[nodiscard]] std::optional<std::uint64_t> content_length() const;
  [[nodiscard]] bool complete() const;  // nothing of this request is still to come
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool http_1_0() const;

  // Decodes as much of `bytes` as it can, gives the body's bytes to `take`, returns how many of `bytes` are
  // used up. 0 while not complete: more bytes are needed. Errors of kind invalid: broken chunks.
  [[nodiscard]] Result<std::size_t> body(std::string_view bytes, const Take& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace parvis::net
