#include "store/audit_log.hpp"

#include <gmock/gmock.h>

#include <random>
#include <sstream>

#include "base/hashing.hpp"
#include "store/contract_test.hpp"
#include "store/migrations.hpp"

namespace parvis::store {
namespace {

const base::Instant noon = base::from_millis(1'780'000'000'000);

TEST(AuditLine, HashesToThePublishedVector) {
  const AuditLine line{
      "log.start",          "system", "2026-01-02T03:04:05.678Z", "log", base::sha256_hex(""),
      std::string(64, '0'), 1};
  EXPECT_EQ(base::sha256_hex(audit_text(line)),
            "13cac6191a8056c0a1e14da407597b7109168e7f68ef8ecf8a47c53b20aad320");
}

class AuditContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(migrate(database(), audit_migrations()));
  }
  Status add(base::Instant at, const std::string& object) {
    return database().write([&](Session& session) {
      return append_audit(session, at, "test.done", "user:1", object, {{"n", 1}});
    });
  }
  std::string exported() {
    std::string text;
    const auto lines = database().read([](Session& session) { return audit_lines(session, 0); });
    for (const auto& line : *lines) text += line + "\n";
    return text;
  }
};
PARVIS_ON_BOTH_DATABASES(AuditContract);

TEST_P(AuditContract, ChainHoldsAfterErasingContent) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(add(noon, "thing:" + std::to_string(i)));
  ASSERT_TRUE(database().write([](Session& session) { return erase_audit_content(session, 5); }));
  std::istringstream log(exported());
  const auto verdict = verify_audit(log);
  EXPECT_EQ(verdict.bad_seq, 0) << verdict.why;
  EXPECT_EQ(verdict.lines, 21);  // log.start comes first
}

TEST_P(AuditContract, AClockThatGoesBackIsLogged) {
  ASSERT_TRUE(add(noon, "a"));
  ASSERT_TRUE(add(noon - std::chrono::hours(1), "b"));
  EXPECT_THAT(exported(), testing::HasSubstr("log.clock_back"));
}

TEST_P(AuditContract, TheDatabaseRefusesToChangeALine) {
  ASSERT_TRUE(add(noon, "a"));
  EXPECT_FALSE(run("UPDATE audit_line SET line = 'x' WHERE seq = 1"));
  EXPECT_FALSE(run("DELETE FROM audit_line WHERE seq = 1"));
}

TEST_P(AuditContract, EveryRandomTamperingIsFound) {
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(add(noon, "thing:" + std::to_string(i)));
  const std::string good = exported();
  std::istringstream whole(good);
  const auto head = database().read([](Session& session) { return audit_head(session); });
  const std::vector<AuditCheckpoint> checkpoints{{head->seq, head->hash}};
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

}  // namespace
}  // namespace parvis::store
