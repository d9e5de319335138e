// The limits of the server, each by name and unit. A request at the limit passes, one beyond is refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/settings.hpp"

namespace parvis::net {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;              // 0: any free port; Server::port() tells which
  unsigned worker_threads = 0;            // 0: as many as processors, at least 4
  std::size_t max_connections = 10'000;   // past it, 503 and close
  std::size_t max_queued_requests = 512;  // waiting for a worker; past it, 503 with Retry-After

  std::size_t max_header_bytes = 16 * 1024;  // request line and header fields: 431
  std::size_t max_header_fields = 100;       // 431
  std::size_t max_target_bytes = 8 * 1024;   // 414
  std::size_t max_query_fields = 100;        // 400

  std::uint64_t max_body_bytes = 8'000'000;          // any body but multipart: 413
  std::uint64_t max_memory_body_bytes = 256 * 1024;  // above it a body goes to a temporary file
  std::uint64_t max_form_bytes = 256 * 1024;         // urlencoded body: 413
  std::uint64_t max_upload_bytes = 45'000'000;       // multipart body: 413
  std::uint64_t max_file_bytes = 20'000'000;         // one file of it: 413
  std::size_t max_files = 6;                         // 413
  std::size_t max_form_fields = 200;                 // 413
  std::size_t max_field_bytes = 64 * 1024;           // one text field of a multipart body: 413

  std::size_t max_body_streams = 0;  // bodies read by their handler, at once; 0: half the workers; 503
  std::size_t stream_room_bytes = 1024 * 1024;  // of such a body, waiting to be read
  double stream_idle_timeout_s = 30;            // of such a body, between bytes
  double stream_timeout_s = 900;                // of such a body, in all

  double header_timeout_s = 10;    // from the first byte of a request to the end of its header
  double request_timeout_s = 300;  // from the first byte to the last byte of the body: 408
  double write_timeout_s = 60;     // with no progress while the answer is being taken
  double keep_alive_s = 75;        // an idle connection
  std::size_t max_requests_per_connection = 10'000;
  double stop_timeout_s = 10;  // requests under way at stop() get this long

  std::filesystem::path temp_dir;                 // uploads under way; empty: a folder of the system's
  std::vector<std::string> trusted_proxies = {};  // addresses whose X-Forwarded-For is believed
  bool compress_answers = true;                   // gzip for text answers made on the fly
  bool access_log = true;                         // one line a request, without address, path or query
};

// The same names under "net." in the settings file: net.port, net.max_upload_bytes…
[[nodiscard]] ServerSettings server_settings(const base::Settings& settings);

}  // namespace parvis::net
