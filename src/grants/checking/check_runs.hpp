// Checks of files that a browser sends in blocks, because it reads no answer while it still sends. A run is a
// thread that reads the blocks as one stream; each block is answered with what it gave. Runs are few, live in
// memory alone, and are forgotten when nothing comes. Thread-safe.
//
//   start → id; block(0), block(1)…: JSON lines; finish → the last lines and the summary.
//
// The lines are those of docs/formats/table-check-report.md, and one more at the end of each answer:
//   {"type":"progress","progress":{"received_bytes","errors","warnings","not_sent","groups":[…],"state"}}
// where groups are those that have changed, with exact counts, and state is reading, done or failed.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.hpp"
#include "grants/checking/check_settings.hpp"
#include "grants/checking/reported_check.hpp"

namespace parvis::grants {

class CheckRuns {
 public:
  explicit CheckRuns(CheckSettings settings) : settings_(settings) {}
  ~CheckRuns();  // ends all runs
  CheckRuns(const CheckRuns&) = delete;
  CheckRuns& operator=(const CheckRuns&) = delete;

  // Errors: unavailable (code "check_busy") when all places are taken.
  Result<std::string> start(CheckRequest request);
  // Blocks come in order from 0; the last one again is answered without reading it twice. Errors: not_found
  // (code "run_unknown"), conflict (code "block_order"), too_large, unavailable when the former block is
  // still being read.
  Result<std::string> block(const std::string& id, std::uint64_t number, std::string bytes);
  // To be called again while the state is "reading".
  Result<std::string> finish(const std::string& id);

  [[nodiscard]] std::size_t count();

 private:
  class Run;
  Result<std::shared_ptr<Run>> find(const std::string& id);
  void forget_idle(std::chrono::seconds idle);
  void forget(const std::string& id);

  CheckSettings settings_;
  std::mutex lock_;
  std::map<std::string, std::shared_ptr<Run>> runs_;
};

}  // namespace parvis::grants
