// A fixed number of threads that take tasks in order. submit() refuses past a bound, so that a flood is told
// to come back later instead of waiting in memory; push() takes what must not be refused (the rest of an
// answer under way).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace parvis::net {

class WorkerPool {
 public:
  using Task = std::function<void()>;  // must not throw

  WorkerPool(unsigned threads, std::size_t max_queued) : threads_(threads), max_queued_(max_queued) {}
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void start();
  void stop();  // tasks not begun are dropped; waits for those that run
  [[nodiscard]] bool submit(Task task);
  void push(Task task);
  [[nodiscard]] std::size_t queued() const;

 private:
  void run();

  unsigned threads_;
  std::size_t max_queued_;
  mutable std::mutex mutex_;
  std::condition_variable awake_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> running_;
};

}  // namespace parvis::net
