// The parent's side of the worker: starts it, sends requests, matches answers, restarts it when it dies or
// hangs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "model/vision.hpp"
#include "model/vision_wire.hpp"
#include "model/vision_worker.hpp"

namespace parvis::model {

class VisionProcess {
 public:
  VisionProcess(VisionSettings settings, WorkerSetup setup);
  ~VisionProcess();
  VisionProcess(const VisionProcess&) = delete;
  VisionProcess& operator=(const VisionProcess&) = delete;

  // Waits at most `deadline_ms` for the answer. Errors: that of the worker; unavailable as Vision::read says.
  Result<WireMessage> call(base::json::object request, int deadline_ms);

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    std::promise<Result<WireMessage>> answer;
    Clock::time_point since;
  };

  bool start_child();
  void supervise();
  void read_answers();
  [[nodiscard]] bool hanging();
  void take(WireMessage message);
  void end_child();
  Result<std::future<Result<WireMessage>>> send(base::json::object request);

  const VisionSettings settings_;
  const WorkerSetup setup_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable stop_asked_;
  bool stopping_ = false;
  int fd_ = -1;
  int child_ = -1;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Waiting> waiting_;
  bool answered_ = false;  // by this child
  std::mutex send_mutex_;  // one message at a time on the socket; taken before mutex_
  std::thread supervisor_;
};

}  // namespace parvis::model
