#include <sstream>

#include "store/audit_checkpoint.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"

namespace parvis::store {
namespace {

class AuditCheckpoints : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = audit_migrations();
    for (auto& part : {audit_checkpoint_migrations(), job_migrations()})
      migrations.insert(migrations.end(), part.begin(), part.end());
    ASSERT_TRUE(migrate(database(), migrations));
  }
  void write_lines(int count) {
    for (int i = 0; i < count; ++i)
      ASSERT_TRUE(database().write([&](Session& session) {
        return append_audit(session, clock_.now(), "test.done", "system", "thing:1", {});
      }));
  }
  Result<std::optional<Checkpoint>> add() {
    return database().write([&](Session& session) { return add_checkpoint(session, clock_.now(), key_); });
  }
  std::string exported() {
    std::ostringstream out;
    EXPECT_TRUE(export_audit(database(), out));
    return out.str();
  }
  AuditVerdict verdict(const std::vector<AuditCheckpoint>& kept = {}) {
    std::istringstream in(exported());
    return verify_audit(in, kept, key_.public_key());
  }
  std::int64_t waiting() {
    return (*ask("SELECT count(*) AS n FROM job WHERE state = 'waiting'"))[0].integer("n");
  }
  base::FixedClock clock_{*base::parse_instant("2026-06-01T09:12:00Z")};
  const base::SigningKey key_ = base::SigningKey::make();
};

TEST_P(AuditCheckpoints, CoverTheLinesSinceTheOneBefore) {
  EXPECT_FALSE(*add()) << "an empty log has no head";
  write_lines(4);
  const auto first = *add();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->seq, 5) << "log.start comes first";
  EXPECT_EQ(first->count, 5);
  EXPECT_EQ(first->at, "2026-06-01T09:12:00.000Z");
  EXPECT_FALSE(*add()) << "no line came since";
  write_lines(2);
  const auto second = *add();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->seq, 7);
  EXPECT_EQ(second->count, 2);
  EXPECT_EQ(verdict().bad_seq, 0) << verdict().why;
  EXPECT_EQ(verdict().lines, 7);
  EXPECT_EQ(verdict().checkpoints, 2);
}

TEST_P(AuditCheckpoints, AreExportedOnEverySideOfAPage) {
  for (const int lines : {998, 1, 1, 999}) {  // log.start makes the first page full at the second checkpoint
    write_lines(lines);
    ASSERT_TRUE(*add());
  }
  EXPECT_EQ(verdict().bad_seq, 0) << verdict().why;
  EXPECT_EQ(verdict().lines, 2000);
  EXPECT_EQ(verdict().checkpoints, 4);
}

TEST_P(AuditCheckpoints, TheDatabaseRefusesChanges) {
  write_lines(1);
  ASSERT_TRUE(*add());
  EXPECT_FALSE(run("UPDATE audit_checkpoint SET line = 'x'"));
  EXPECT_FALSE(run("DELETE FROM audit_checkpoint"));
  EXPECT_FALSE(run(
      {"INSERT OR REPLACE INTO audit_checkpoint (seq, line) VALUES (2, 'x')", "TRUNCATE audit_checkpoint"}));
  EXPECT_EQ(verdict().checkpoints, 1);
}

// Whoever owns the database can cut its tail; the last checkpoint, kept elsewhere, then has no line.
TEST_P(AuditCheckpoints, ATailCutInTheDatabaseIsSeen) {
  write_lines(5);
  const auto kept = *add();
  for (const char* table : {"audit_line", "audit_checkpoint"}) {
    const std::string name(table);
    ASSERT_TRUE(run({"DROP TRIGGER " + name + (name == "audit_line" ? "_fixed_delete" : "_no_delete"),
                     "DROP TRIGGER " + name + "_fixed ON " + name}));
    ASSERT_TRUE(run({"SELECT 1", "GRANT DELETE ON " + name + " TO CURRENT_USER"}));
    ASSERT_TRUE(run("DELETE FROM " + name + " WHERE seq > 3"));
  }
  EXPECT_EQ(verdict().bad_seq, 0);
  const auto seen = verdict({{kept->seq, kept->hash}});
  EXPECT_EQ(seen.bad_seq, 4);
  EXPECT_NE(seen.why.find("s’arrête avant le point de contrôle 6"), std::string::npos) << seen.why;
}

TEST_P(AuditCheckpoints, OneIsMadeEveryFullHour) {
  JobWorker jobs(database(), clock_);
  std::vector<std::int64_t> made;
  register_audit_jobs(jobs, database(), clock_, key_,
                      [&](const Checkpoint& one) { made.push_back(one.seq); });
  ASSERT_TRUE(schedule_audit_jobs(database(), clock_));
  ASSERT_TRUE(schedule_audit_jobs(database(), clock_)) << "a second start of the server";
  EXPECT_EQ(waiting(), 1);
  write_lines(2);
  EXPECT_FALSE(*jobs.run_one()) << "not before the hour";
  clock_.at = *base::parse_instant("2026-06-01T10:00:00Z");
  EXPECT_TRUE(*jobs.run_one());
  EXPECT_EQ(made, (std::vector<std::int64_t>{3}));
  EXPECT_FALSE(*jobs.run_one());
  EXPECT_EQ(waiting(), 1) << "the next hour waits already";
  write_lines(1);
  clock_.at = *base::parse_instant("2026-06-01T11:00:00Z");
  EXPECT_TRUE(*jobs.run_one());
  EXPECT_EQ(made, (std::vector<std::int64_t>{3, 4}));
  clock_.at = *base::parse_instant("2026-06-01T12:00:00Z");
  EXPECT_TRUE(*jobs.run_one());
  EXPECT_EQ(made.size(), 2U) << "an hour without a line has no checkpoint";
}

PARVIS_ON_BOTH_DATABASES(AuditCheckpoints);

}  // namespace
}  // namespace parvis::store
