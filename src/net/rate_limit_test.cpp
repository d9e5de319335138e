#include "net/rate_limit.hpp"

#include <gtest/gtest.h>

namespace parvis::net {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(RateLimit, FiveAMinuteThenOneEveryTwelveSeconds) {
  RateLimit limit;
  const RateLimit::Moment start{};
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(limit.take("192.0.2.1", start)) << i;
  EXPECT_EQ(limit.take("192.0.2.1", start), seconds(12));
  EXPECT_FALSE(limit.take("192.0.2.2", start)) << "another address has its own bucket";
  EXPECT_EQ(limit.take("192.0.2.1", start + seconds(11)), seconds(1));
  EXPECT_FALSE(limit.take("192.0.2.1", start + seconds(12)));
}

TEST(RateLimit, TwentyAnHour) {
  RateLimit limit;
  RateLimit::Moment now{};
  int passed = 0;
  for (int minute = 0; minute < 6; ++minute, now += minutes(1)) {
    for (int i = 0; i < 5; ++i) passed += limit.take("192.0.2.1", now) ? 0 : 1;
  }
  // 20 at first, and one more for every three minutes passed.
  EXPECT_EQ(passed, 21);
  EXPECT_EQ(limit.take("192.0.2.1", now - minutes(1)), seconds(60));
}

TEST(RateLimit, AHouseholdsIpv6NetworkIsOneSender) {
  EXPECT_EQ(sender_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2:");
  EXPECT_EQ(sender_of("2001:db8:1:2:ffff:4:5:6"), "2001:db8:1:2:");
  EXPECT_EQ(sender_of("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(sender_of("::1"), "::1");
}

TEST(RateLimit, ForgetsAddressesPastItsLimit) {
  RateLimit limit({.max_addresses = 2});
  RateLimit::Moment now{};
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(limit.take("a", now));
  EXPECT_FALSE(limit.take("b", now));
  EXPECT_TRUE(limit.take("a", now)) << "at the limit nobody is forgotten";
  EXPECT_FALSE(limit.take("c", now));
  EXPECT_FALSE(limit.take("a", now)) << "one beyond, all start anew";
}

}  // namespace
}  // namespace parvis::net
