// Token buckets per sender, for routes open to everyone: so many in a burst, refilled evenly. Addresses are
// kept in memory only, as keyed hashes, and forgotten when their buckets are full again. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace parvis::net {

struct RateLimitSettings {
  double max_per_minute = 5;
  double max_per_hour = 20;
  std::size_t max_addresses = 100'000;  // past it, full buckets are dropped, then everything
};

class RateLimit {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  explicit RateLimit(RateLimitSettings settings = {});
  // Takes one token; or says how long to wait, in whole seconds, at least 1.
  [[nodiscard]] std::optional<std::chrono::seconds> take(std::string_view address,
                                                         Moment now = std::chrono::steady_clock::now());

 private:
  struct Buckets {
    double minute = 0;
    double hour = 0;
    Moment at;
  };
  void refill(Buckets& buckets, Moment now) const;
  void make_room(Moment now);

  RateLimitSettings settings_;
  std::uint64_t key_;
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Buckets> senders_;
};

// What counts as one sender: an IPv4 address, or the /64 of an IPv6 address, which one household holds whole.
[[nodiscard]] std::string_view sender_of(std::string_view address);

}  // namespace parvis::net
