#include "net/body_stream.hpp"

#include <algorithm>
#include <utility>

namespace parvis::net {

Result<std::size_t> BodyStream::read(char* into, std::size_t room) {
  std::unique_lock lock(mutex_);
  const bool in_time =
      came_.wait_for(lock, max_wait_, [this] { return !pieces_.empty() || ended_ || error_ || left_; });
  if (!in_time) {
    return parvis::fail(ErrorKind::unavailable, "L’envoi s’est arrêté en route.", "body slow", "body_slow");
  }
  std::size_t given = 0;
  while (given < room && !pieces_.empty()) {
    const std::string_view piece = std::string_view(pieces_.front()).substr(used_);
    const std::size_t taken = std::min(room - given, piece.size());
    piece.copy(into + given, taken);
    given += taken;
    used_ += taken;
    if (taken < piece.size()) break;
    pieces_.pop_front();
    used_ = 0;
  }
  held_ -= given;
  if (given == 0 && error_) return tl::make_unexpected(*error_);
  std::function<void()> signal;
  if (full_ && held_ <= room_bytes_ / 2) {
    full_ = false;
    signal = signal_;
  }
  lock.unlock();
  if (signal) signal();
  return given;
}

bool BodyStream::dry() const {
  const std::lock_guard lock(mutex_);
  return pieces_.empty() && !ended_ && !error_;
}

void BodyStream::leave() {
  std::unique_lock lock(mutex_);
  left_ = true;
  pieces_.clear();
  used_ = held_ = 0;
  const auto signal = std::exchange(full_, false) ? signal_ : std::function<void()>();
  lock.unlock();
  came_.notify_all();
  if (signal) signal();
}

bool BodyStream::push(std::string bytes) {
  {
    const std::lock_guard lock(mutex_);
    if (left_ || ended_ || error_ || bytes.empty()) return true;
    held_ += bytes.size();
    pieces_.push_back(std::move(bytes));
    full_ = held_ >= room_bytes_;
    if (full_) {
      came_.notify_one();
      return false;
    }
  }
  came_.notify_one();
  return true;
}

bool BodyStream::full() const {
  const std::lock_guard lock(mutex_);
  return full_;
}

void BodyStream::end() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  came_.notify_all();
}

void BodyStream::fail(Error error) {
  {
    const std::lock_guard lock(mutex_);
    if (!ended_ && !error_) error_ = std::move(error);
  }
  came_.notify_all();
}

void BodyStream::on_room(std::function<void()> signal) {
  const std::lock_guard lock(mutex_);
  signal_ = std::move(signal);
}

}  // namespace parvis::net
