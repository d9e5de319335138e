// Bytes on their way from one thread that brings them to one thread that reads them, through a bounded room.
// The reader waits for bytes, never longer than it was told; the one who brings never waits: it is told when
// the room is full and when there is place again. Each side may leave at any time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace parvis::net {

class BodyStream {
 public:
  // `room_bytes`: what may wait to be read; `max_wait`: for the next bytes, past it read() fails.
  BodyStream(std::size_t room_bytes, std::chrono::milliseconds max_wait)
      : room_bytes_(room_bytes), max_wait_(max_wait) {}
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;

  // Reader. At most `room` bytes (room > 0) and how many; 0 is the end. Errors: the one given to fail();
  // unavailable, code "body_slow", when nothing came in time.
  [[nodiscard]] Result<std::size_t> read(char* into, std::size_t room);
  // True when read() would wait now.
  [[nodiscard]] bool dry() const;
  // The reader goes: what still comes is dropped, and the one who brings is told that there is place.
  void leave();

  // The other side. Takes all of it; false: the room is full, wait for the signal before the next.
  bool push(std::string bytes);
  [[nodiscard]] bool full() const;
  void end();
  void fail(Error error);  // the reader gets this error once it has read what came before
  // Called once, from the reader's thread, when place is made after push() said false.
  void on_room(std::function<void()> signal);

 private:
  std::size_t room_bytes_;
  std::chrono::milliseconds max_wait_;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::deque<std::string> pieces_;
  std::size_t used_ = 0;  // of the first piece
  std::size_t held_ = 0;
  bool full_ = false, ended_ = false, left_ = false;
  std::optional<Error> error_;
  std::function<void()> signal_;
};

}  // namespace parvis::net
