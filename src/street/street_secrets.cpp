#include "street/street_secrets.hpp"

#include <charconv>

#include "base/hashing.hpp"

namespace parvis::street {
namespace {

std::string short_mac(std::string_view key, const std::string& message) {
  return base::base64url(std::string_view(base::hmac_sha256(key, message)).substr(0, 16));
}

}  // namespace

std::string follow_secret(std::string_view key, std::string_view subscription_id) {
  return short_mac(key, "suivi:" + std::string(subscription_id));
}

std::string form_time(std::string_view key, base::Instant made) {
  const std::string time = std::to_string(base::to_millis(made));
  return time + "." + short_mac(key, "formulaire:" + time);
}

FormAge form_age(std::string_view key, std::string_view field, base::Instant now, int min_seconds,
                 int max_hours) {
  const std::size_t dot = field.find('.');
  if (dot == std::string_view::npos) return FormAge::forged;
  const std::string time(field.substr(0, dot));
  if (!base::constant_time_equal(field.substr(dot + 1), short_mac(key, "formulaire:" + time)))
    return FormAge::forged;
  std::int64_t made = 0;
  if (std::from_chars(time.data(), time.data() + time.size(), made).ec != std::errc()) return FormAge::forged;
  const std::int64_t age_ms = base::to_millis(now) - made;
  if (age_ms < std::int64_t{1000} * min_seconds) return FormAge::too_soon;
  if (age_ms > std::int64_t{3'600'000} * max_hours) return FormAge::too_old;
  return FormAge::right;
}

}  // namespace parvis::street
