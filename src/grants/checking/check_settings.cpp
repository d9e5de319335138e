#include "grants/checking/check_settings.hpp"

namespace parvis::grants {

CheckSettings CheckSettings::from(const base::Settings& settings) {
  CheckSettings read;
  const auto take = [&](const char* name, std::int64_t& value) {
    value = settings.integer(std::string("grants.check_") + name, value);
  };
  take("max_file_mb", read.max_file_mb);
  take("max_block_bytes", read.max_block_bytes);
  take("max_runs", read.max_runs);
  take("run_idle_s", read.run_idle_s);
  take("free_run_after_s", read.free_run_after_s);
  take("answer_wait_ms", read.answer_wait_ms);
  take("lines_per_group", read.lines_per_group);
  take("lines_per_run", read.lines_per_run);
  take("page_lines", read.page_lines);
  take("max_groups", read.max_groups);
  take("max_per_minute", read.max_per_minute);
  take("max_per_hour", read.max_per_hour);
  return read;
}

}  // namespace parvis::grants
