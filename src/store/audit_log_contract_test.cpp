#include <random>
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
  std::string exported() {
    const auto lines = database().read([](Session& session) { return audit_lines(session, 0); });
    std::string text;
    for (const auto& line : *lines) text += line + "\n";
    return text;
  }
  AuditVerdict verdict() {
    std::istringstream in(exported());
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
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(add(start_));
  ASSERT_TRUE(database().write([](Session& session) { return erase_audit_content(session, 5); }));
  EXPECT_EQ(verdict().bad_seq, 0) << verdict().why;
  EXPECT_EQ(verdict().lines, 21) << "log.start comes first";
  EXPECT_EQ((*ask("SELECT count(*) AS n FROM audit_content"))[0].integer("n"), 20);
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

// A byte changed, some gone, one more: with the head kept elsewhere, none passes.
TEST_P(AuditLog, EveryRandomTamperingIsFound) {
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(add(start_));
  const std::string good = exported();
  const auto head = database().read([](Session& session) { return audit_head(session); });
  const std::vector<AuditCheckpoint> checkpoints{{head->seq, head->hash}};
  std::istringstream whole(good);
  ASSERT_EQ(verify_audit(whole, checkpoints).bad_seq, 0);
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text = good;
    const std::size_t at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ (1 << random() % 7));
        break;
      case 1:
        text.erase(at, 1 + random() % 40);
        break;
      default:
        text.insert(at, 1, static_cast<char>('a' + random() % 26));
        break;
    }
    std::istringstream log(text);
    ASSERT_NE(verify_audit(log, checkpoints).bad_seq, 0) << "round " << round << " at byte " << at;
  }
}

PARVIS_ON_BOTH_DATABASES(AuditLog);

}  // namespace
}  // namespace parvis::store
