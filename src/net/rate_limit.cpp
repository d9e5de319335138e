#include "net/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>

namespace parvis::net {
namespace {

constexpr double kMinute_s = 60;
constexpr double kHour_s = 3600;

}  // namespace

std::string_view sender_of(std::string_view address) {
  if (address.find('.') != std::string_view::npos) return address;  // IPv4, mapped or not
  std::size_t end = 0;
  for (int groups = 0; groups < 4; ++groups) {
    const auto colon = address.find(':', end);
    if (colon == std::string_view::npos) return address;
    end = colon + 1;
  }
  return address.substr(0, end);
}

RateLimit::RateLimit(RateLimitSettings settings) : settings_(settings) {
  std::random_device device;
  key_ = (static_cast<std::uint64_t>(device()) << 32U) | device();
}

void RateLimit::refill(Buckets& buckets, Moment now) const {
  const double passed_s = std::chrono::duration<double>(now - buckets.at).count();
  if (passed_s <= 0) return;
  buckets.minute =
      std::min(settings_.max_per_minute, buckets.minute + passed_s * settings_.max_per_minute / kMinute_s);
  buckets.hour = std::min(settings_.max_per_hour, buckets.hour + passed_s * settings_.max_per_hour / kHour_s);
  buckets.at = now;
}

void RateLimit::make_room(Moment now) {
  std::erase_if(senders_, [&](const auto& entry) {
    auto buckets = entry.second;
    refill(buckets, now);
    return buckets.hour >= settings_.max_per_hour && buckets.minute >= settings_.max_per_minute;
  });
  if (senders_.size() >= settings_.max_addresses) senders_.clear();
}

std::optional<std::chrono::seconds> RateLimit::take(std::string_view address, Moment now) {
  const std::uint64_t sender =
      std::hash<std::string>{}(std::to_string(key_) + std::string(sender_of(address)));
  const std::lock_guard lock(mutex_);
  if (senders_.size() >= settings_.max_addresses && !senders_.contains(sender)) make_room(now);
  auto& buckets = senders_.try_emplace(sender, Buckets{settings_.max_per_minute, settings_.max_per_hour, now})
                      .first->second;
  refill(buckets, now);
  const double wait_s = std::max((1 - buckets.minute) * kMinute_s / settings_.max_per_minute,
                                 (1 - buckets.hour) * kHour_s / settings_.max_per_hour);
  constexpr double kRounding_s = 1e-6;  // of the sums above
  if (wait_s > kRounding_s)
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(wait_s - kRounding_s)));
  buckets.minute -= 1;
  buckets.hour -= 1;
  return std::nullopt;
}

}  // namespace parvis::net
