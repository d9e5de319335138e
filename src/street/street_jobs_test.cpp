#include "street/street_jobs.hpp"

#include <gtest/gtest.h>

#include "street/test_street.hpp"

namespace parvis::street {
namespace {

std::int64_t nights_waiting(TestTown& town) {
  const auto rows = town.context.database.read([](store::Session& session) {
    return session.query("SELECT count(*) AS n FROM job WHERE kind = 'street.nightly' AND state = 'waiting'");
  });
  return (*rows)[0].integer("n");
}

// The job in hand was taken for one that waits: after the first night none followed until the next start.
TEST(StreetJobs, TheNightThatRanQueuesTheNextOne) {
  TestTown town(store::Backend::sqlite);
  ASSERT_TRUE(town.problem);
  ASSERT_TRUE(schedule_street_jobs(town.context));
  ASSERT_TRUE(schedule_street_jobs(town.context)) << "a second start of the server";
  EXPECT_EQ(nights_waiting(town), 1);
  for (int night = 0; night < 3; ++night) {
    town.clock.advance(std::chrono::hours(24));
    EXPECT_TRUE(*town.jobs.run_one());
    town.run_jobs();
    EXPECT_EQ(nights_waiting(town), 1) << "after night " << night;
  }
}

}  // namespace
}  // namespace parvis::street
