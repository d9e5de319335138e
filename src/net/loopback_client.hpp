// A blocking HTTP client for tests and benchmarks against a server on 127.0.0.1. It sends exactly the bytes
// it is given, which is what a test of malformed requests needs. Not for anything else.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "net/http.hpp"

namespace parvis::net {

struct Reply {
  int status = 0;  // 0: the connection ended without an answer
  Headers headers;
  std::string body;
  bool whole = false;  // the body came to its announced end
};

class LoopbackClient {
 public:
  explicit LoopbackClient(std::uint16_t port, int timeout_s = 10)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval wait{timeout_s, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~LoopbackClient() { ::close(socket_); }
  LoopbackClient(const LoopbackClient&) = delete;
  LoopbackClient& operator=(const LoopbackClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  // False when the server closed before taking everything.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // The next answer on this connection; `head_only` after a HEAD request.
  Reply receive(bool head_only = false) {
    Reply reply;
    std::size_t end = 0;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_some()) return reply;
    }
    read_head(in_.substr(0, end + 2), reply);
    in_.erase(0, end + 4);
    if (reply.status == 100) return receive(head_only);
    if (head_only || reply.status == 204 || reply.status == 304) {
      reply.whole = true;
    } else if (reply.headers.has("Transfer-Encoding")) {
      read_chunks(reply);
    } else if (reply.headers.has("Content-Length")) {
      const auto size = std::strtoull(std::string(reply.headers.get("Content-Length")).c_str(), nullptr, 10);
      while (in_.size() < size && read_some()) {
      }
      reply.whole = in_.size() >= size;
      reply.body = in_.substr(0, size);
      in_.erase(0, size);
    } else {
      while (read_some()) {
      }
      reply.body = std::move(in_);
      reply.whole = true;
    }
    return reply;
  }

  // Raw bytes up to and with `mark`, whatever their framing; what came when the connection ends first.
  std::string receive_until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = in_.find(mark)) == std::string::npos) {
      if (!read_some()) return std::exchange(in_, {});
    }
    std::string came = in_.substr(0, at + mark.size());
    in_.erase(0, came.size());
    return came;
  }

  // True when the server has closed and nothing more comes.
  bool closed() { return in_.empty() && !read_some(); }

  Reply ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }

 private:
  bool read_some() {
    char piece[16 * 1024];
    const auto size = ::recv(socket_, piece, sizeof piece, 0);
    if (size <= 0) return false;
    in_.append(piece, static_cast<std::size_t>(size));
    return true;
  }

  static void read_head(std::string_view head, Reply& reply) {
    reply.status = std::atoi(std::string(head.substr(head.find(' ') + 1, 3)).c_str());
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
      const auto line = head.substr(0, head.find("\r\n"));
      head.remove_prefix(line.size() + 2);
      const auto colon = line.find(':');
      reply.headers.add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
    }
  }

  void read_chunks(Reply& reply) {
    for (;;) {
      std::size_t eol = 0;
      while ((eol = in_.find("\r\n")) == std::string::npos) {
        if (!read_some()) return;
      }
      const auto size = std::strtoull(in_.substr(0, eol).c_str(), nullptr, 16);
      in_.erase(0, eol + 2);
      while (in_.size() < size + 2) {
        if (!read_some()) return;
      }
      reply.body += in_.substr(0, size);
      in_.erase(0, size + 2);
      if (size == 0) break;
    }
    reply.whole = true;
  }

  int socket_;
  bool connected_ = false;
  std::string in_;
};

// A whole request with Host, given fields ("A: b\r\n") and body, with its Content-Length when there is a
// body.
inline std::string request_text(std::string_view method, std::string_view target,
                                std::string_view fields = {}, std::string_view body = {}) {
  std::string text = std::string(method) + ' ' + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
  text += fields;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return ((text += "\r\n") += body);
}

}  // namespace parvis::net
