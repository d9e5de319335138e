#include "net/server_settings.hpp"

#include <concepts>

#include "base/text.hpp"

namespace parvis::net {
namespace {

class Reader {
 public:
  explicit Reader(const base::Settings& settings) : settings_(settings) {}

  template <class Number>
  void read(std::string_view name, Number& value) const {
    const auto full = "net." + std::string(name);
    if constexpr (std::same_as<Number, bool>) {
      value = settings_.flag(full, value);
    } else if constexpr (std::floating_point<Number>) {
      value = settings_.number(full, value);
    } else {
      value = static_cast<Number>(settings_.integer(full, static_cast<std::int64_t>(value)));
    }
  }

 private:
  const base::Settings& settings_;
};

void read_limits(const Reader& from, ServerSettings& to) {
  from.read("max_connections", to.max_connections);
  from.read("max_queued_requests", to.max_queued_requests);
  from.read("max_header_bytes", to.max_header_bytes);
  from.read("max_header_fields", to.max_header_fields);
  from.read("max_target_bytes", to.max_target_bytes);
  from.read("max_query_fields", to.max_query_fields);
  from.read("max_body_bytes", to.max_body_bytes);
  from.read("max_memory_body_bytes", to.max_memory_body_bytes);
  from.read("max_form_bytes", to.max_form_bytes);
  from.read("max_upload_bytes", to.max_upload_bytes);
  from.read("max_file_bytes", to.max_file_bytes);
  from.read("max_files", to.max_files);
  from.read("max_form_fields", to.max_form_fields);
  from.read("max_field_bytes", to.max_field_bytes);
  from.read("max_body_streams", to.max_body_streams);
  from.read("stream_room_bytes", to.stream_room_bytes);
  from.read("stream_idle_timeout_s", to.stream_idle_timeout_s);
  from.read("stream_timeout_s", to.stream_timeout_s);
  from.read("header_timeout_s", to.header_timeout_s);
  from.read("request_timeout_s", to.request_timeout_s);
  from.read("write_timeout_s", to.write_timeout_s);
  from.read("keep_alive_s", to.keep_alive_s);
  from.read("max_requests_per_connection", to.max_requests_per_connection);
  from.read("stop_timeout_s", to.stop_timeout_s);
}

}  // namespace

ServerSettings server_settings(const base::Settings& settings) {
  ServerSettings read;
  const Reader from(settings);
  read.address = settings.text("net.address", read.address);
  from.read("port", read.port);
  from.read("worker_threads", read.worker_threads);
  read_limits(from, read);
  read.temp_dir = settings.text("net.temp_dir");
  from.read("compress_answers", read.compress_answers);
  from.read("access_log", read.access_log);
  for (const auto& proxy : base::split(settings.text("net.trusted_proxies"), ',')) {
    if (const auto address = base::trim(proxy); !address.empty()) read.trusted_proxies.emplace_back(address);
  }
  return read;
}

}  // namespace parvis::net
