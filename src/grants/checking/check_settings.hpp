// The limits of the public table checker, each by name and unit ("grants.check_max_runs"…).
#pragma once

#include <cstdint>

#include "base/settings.hpp"

namespace parvis::grants {

struct CheckSettings {
  std::int64_t max_file_mb = 1024;         // of one table: 413
  std::int64_t max_block_bytes = 4 << 20;  // of one block of a run: 413
  std::int64_t max_runs = 8;               // in blocks, at the same time; past it 503
  std::int64_t run_idle_s = 300;           // a run without a block for so long is forgotten
  std::int64_t free_run_after_s = 20;      // when all are taken, one idle for so long gives its place
  std::int64_t answer_wait_ms = 10'000;    // an answer leaves after it, even when the block is not yet read
  std::int64_t lines_per_group = 200;      // of each column and cause, written to the page
  std::int64_t lines_per_run = 10'000;     // written to the page in all
  std::int64_t page_lines = 1000;          // on the page made without JavaScript
  std::int64_t max_groups = 2000;          // columns and causes counted apart
  std::int64_t max_per_minute = 10;        // checks begun by one sender: 429
  std::int64_t max_per_hour = 120;

  static CheckSettings from(const base::Settings& settings);
};

}  // namespace parvis::grants
