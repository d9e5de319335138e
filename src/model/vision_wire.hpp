// The messages between the server and its vision worker, over a stream socket: u32 length of the JSON text,
// u32 count of floats, the text, the floats; both processes are one binary on one machine, so numbers are in
// its byte order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace parvis::model {

struct WireMessage {
  base::json::object text;
  std::vector<float> floats;
};

inline constexpr std::size_t max_wire_text_bytes = 4 << 20;
inline constexpr std::size_t max_wire_floats = 1 << 20;

// Blocking. Errors: unavailable when the peer is gone, invalid when it does not speak this format.
Status send_message(int fd, const base::json::object& text, std::span<const float> floats = {});
Result<WireMessage> receive_message(int fd);

base::json::object error_to_json(const Error& error);
Error error_from_json(const base::json::object& object);

}  // namespace parvis::model
