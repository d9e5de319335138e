// The HTTP/1.1 server. One thread moves bytes, a fixed pool of workers runs the handlers, so a slow client
// costs a few kilobytes and no thread, and a handler may block. Answers carry the security headers of every
// page.
#pragma once

#include <cstdint>
#include <memory>

#include "base/result.hpp"
#include "net/metrics.hpp"
#include "net/router.hpp"
#include "net/server_settings.hpp"

namespace parvis::net {

class Server {
 public:
  // The router must outlive the server and get no more routes once start() was called.
  Server(ServerSettings settings, const Router& router, Metrics& metrics);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts the threads; returns at once. ErrorKind::unavailable when the address is taken.
  [[nodiscard]] Status start();
  // The port bound, after start().
  [[nodiscard]] std::uint16_t port() const;
  // Takes no new connection, lets requests under way end (stop_timeout_s at most), joins the threads.
  // Safe to call twice.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// GET /health, GET /metrics and GET /api/openapi.json. The document is written from the routes at the first
// call.
void add_standard_routes(Router& router, Metrics& metrics);

}  // namespace parvis::net
