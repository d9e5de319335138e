#include "model/vision_wire.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace parvis::model {
namespace {

tl::unexpected<Error> gone(const char* what) {
  return fail(ErrorKind::unavailable, "La lecture des photos est momentanément arrêtée.", what,
              "vision_down");
}

Status send_all(int fd, const char* bytes, std::size_t length) {
  while (length > 0) {
    const auto sent = ::send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return gone("send");
    bytes += sent;
    length -= static_cast<std::size_t>(sent);
  }
  return {};
}

Status receive_all(int fd, char* bytes, std::size_t length) {
  while (length > 0) {
    const auto got = ::recv(fd, bytes, length, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return gone("receive");
    bytes += got;
    length -= static_cast<std::size_t>(got);
  }
  return {};
}

}  // namespace

Status send_message(int fd, const base::json::object& text, std::span<const float> floats) {
  const auto body = base::json::serialize(text);
  const std::array<std::uint32_t, 2> head{static_cast<std::uint32_t>(body.size()),
                                          static_cast<std::uint32_t>(floats.size())};
  std::string frame(sizeof head + body.size() + floats.size_bytes(), '\0');
  std::memcpy(frame.data(), head.data(), sizeof head);
  std::memcpy(frame.data() + sizeof head, body.data(), body.size());
  if (!floats.empty())
    std::memcpy(frame.data() + sizeof head + body.size(), floats.data(), floats.size_bytes());
  return send_all(fd, frame.data(), frame.size());
}

Result<WireMessage> receive_message(int fd) {
  std::array<std::uint32_t, 2> head{};
  PARVIS_CHECK(receive_all(fd, reinterpret_cast<char*>(head.data()), sizeof head));
  if (head[0] > max_wire_text_bytes || head[1] > max_wire_floats)
    return fail(ErrorKind::invalid, "La lecture des photos a répondu de façon illisible.", "wire: length");
  std::string body(head[0], '\0');
  PARVIS_CHECK(receive_all(fd, body.data(), body.size()));
  WireMessage message;
  message.floats.resize(head[1]);
  PARVIS_CHECK(receive_all(fd, reinterpret_cast<char*>(message.floats.data()), head[1] * sizeof(float)));
  PARVIS_TRY(text, base::parse_json_object(body));
  message.text = std::move(text);
  return message;
}

base::json::object error_to_json(const Error& error) {
  return {{"kind", static_cast<int>(error.kind)},
          {"message", error.message},
          {"detail", error.detail},
          {"code", error.code}};
}

Error error_from_json(const base::json::object& object) {
  const auto kind = base::integer_or(object, "kind", -1);
  const bool known = kind >= 0 && kind <= static_cast<int>(ErrorKind::internal);
  return {known ? static_cast<ErrorKind>(kind) : ErrorKind::internal, base::text_or(object, "message"),
          base::text_or(object, "detail"), base::text_or(object, "code")};
}

}  // namespace parvis::model
