// The program's log: one JSON line per event on stderr. Never personal data, secrets, query strings.
// Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace parvis::base {

using LogField = std::pair<std::string_view, std::string>;

enum class LogLevel { debug, info, warning, error, silent };
void set_log_level(LogLevel level);
void log_debug(std::string_view event, std::initializer_list<LogField> fields = {});
void log_info(std::string_view event, std::initializer_list<LogField> fields = {});
void log_warning(std::string_view event, std::initializer_list<LogField> fields = {});
void log_error(std::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace parvis::base
