#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "base/json.hpp"
#include "base/time.hpp"

namespace parvis::base {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("parvis", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view event,
           std::initializer_list<LogField> fields) {
  if (!logger().should_log(level)) return;
  json::object line;
  line["at"] = format_utc(SystemClock().now());
  line["level"] = name;
  line["event"] = event;
  for (const auto& [key, value] : fields) line[key] = value;
  logger().log(level, json::serialize(line));
}

}  // namespace

void set_log_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      logger().set_level(spdlog::level::debug);
      break;
    case LogLevel::info:
      logger().set_level(spdlog::level::info);
      break;
    case LogLevel::warning:
      logger().set_level(spdlog::level::warn);
      break;
    case LogLevel::error:
      logger().set_level(spdlog::level::err);
      break;
    case LogLevel::silent:
      logger().set_level(spdlog::level::off);
      break;
  }
}

void log_debug(std::string_view event, std::initializer_list<LogField> fields) {
  write(spdlog::level::debug, "debug", event, fields);
}
void log_info(std::string_view event, std::initializer_list<LogField> fields) {
  write(spdlog::level::info, "info", event, fields);
}
void log_warning(std::string_view event, std::initializer_list<LogField> fields) {
  write(spdlog::level::warn, "warning", event, fields);
}
void log_error(std::string_view event, std::initializer_list<LogField> fields) {
  write(spdlog::level::err, "error", event, fields);
}

}  // namespace parvis::base
