#include <sstream>
#include <thread>

#include "base/hashing.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"

namespace parvis::store {
namespace {

class AuditLog : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(migrate(database(), audit_migrations()));
  }
  Status add(base::Instant at, const std::string& action = "test.done") {
    return database().write([&](Session& session) {
      return append_audit(session, at, action, "system", "thing:1", {{"colour", "bleu"}});
    });
  }
  AuditVerdict verdict() {
    const auto lines = database().read([](Session& session) { return audit_lines(session, 0); });
    std::string text;
    for (const auto& line : *lines) text += line + "\n";
    std::istringstream in(text);
    return verify_audit(in);
  }
  const base::Instant start_ = *base::parse_instant("2026-01-02T03:04:05.678Z");
};

TEST_P(AuditLog, StartsWithTheCheckVector) {
  ASSERT_TRUE(add(start_));
  const auto lines = database().read([](Session& session) { return audit_lines(session, 0); });
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_EQ(base::sha256_hex(lines->front()),
            "13cac6191a8056c0a1e14da407597b7109168e7f68ef8ecf8a47c53b20aad320");
}

TEST_P(AuditLog, AClockGoingBackIsLogged) {
  ASSERT_TRUE(add(start_));
  ASSERT_TRUE(add(start_ - std::chrono::seconds(5)));
  const auto lines = database().read([](Session& session) { return audit_lines(session, 0); });
  ASSERT_EQ(lines->size(), 4U);
  EXPECT_NE((*lines)[2].find("log.clock_back"), std::string::npos);
  EXPECT_EQ(verdict().bad_seq, 0);
}

TEST_P(AuditLog, ErasedContentLeavesTheChainWhole) {
  ASSERT_TRUE(add(start_));
  ASSERT_TRUE(database().write([](Session& session) { return erase_audit_content(session, 2); }));
  EXPECT_EQ(verdict().bad_seq, 0);
  EXPECT_EQ((*ask("SELECT count(*) AS n FROM audit_content"))[0].integer("n"), 1);
}

TEST_P(AuditLog, TheDatabaseRefusesChanges) {
  ASSERT_TRUE(add(start_));
  EXPECT_FALSE(run("UPDATE audit_line SET line = 'x' WHERE seq = 1"));
  EXPECT_FALSE(run("DELETE FROM audit_line WHERE seq = 1"));
  EXPECT_FALSE(run({"INSERT OR REPLACE INTO audit_line (seq, line) VALUES (1, 'x')", "TRUNCATE audit_line"}));
  EXPECT_EQ(verdict().bad_seq, 0);
  EXPECT_EQ(verdict().lines, 2);
}

TEST_P(AuditLog, ManyWritersLeaveNoGap) {
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i)
    writers.emplace_back([&] {
      for (int n = 0; n < 10; ++n) EXPECT_TRUE(add(start_));
    });
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(verdict().bad_seq, 0) << verdict().why;
  EXPECT_EQ(verdict().lines, 41);
}

PARVIS_ON_BOTH_DATABASES(AuditLog);

}  // namespace
}  // namespace parvis::store
