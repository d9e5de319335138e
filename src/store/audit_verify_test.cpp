// The chain as a file: the published check vector, and every change that a hand could make to it.
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "base/hashing.hpp"
#include "store/audit_checkpoint.hpp"
#include "store/audit_log.hpp"

namespace parvis::store {
namespace {

std::vector<std::string> chain(int count) {
  std::vector<std::string> lines;
  std::string prev(64, '0');
  for (int i = 1; i <= count; ++i) {
    lines.push_back(
        audit_text({"decision.recorded", i % 3 == 0 ? "agent \"é\"\n" : "system", "2026-01-02T03:04:05.678Z",
                    "decision:" + std::to_string(i), base::sha256_hex(std::to_string(i)), prev, i}));
    prev = base::sha256_hex(lines.back());
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

AuditVerdict verdict(const std::string& text, const std::vector<AuditCheckpoint>& checkpoints = {}) {
  std::istringstream in(text);
  return verify_audit(in, checkpoints);
}

AuditCheckpoint checkpoint_of(const std::vector<std::string>& lines, std::size_t seq) {
  return {static_cast<std::int64_t>(seq), base::sha256_hex(lines[seq - 1])};
}

TEST(AuditVerify, CheckVector) {
  const std::string line = audit_text({"log.start", "system", "2026-01-02T03:04:05.678Z", "log",
                                       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                       std::string(64, '0'), 1});
  EXPECT_EQ(base::sha256_hex(line), "13cac6191a8056c0a1e14da407597b7109168e7f68ef8ecf8a47c53b20aad320");
  EXPECT_EQ(verdict(line + "\n").bad_seq, 0);
}

TEST(AuditVerify, AnEmptyLogHolds) {
  EXPECT_EQ(verdict("").lines, 0);
}

TEST(AuditVerify, AnEmptyLogBeforeACheckpointWasCut) {
  EXPECT_EQ(verdict("", {checkpoint_of(chain(1), 1)}).bad_seq, 1);
}

TEST(AuditVerify, AGoodChainHolds) {
  const auto lines = chain(50);
  const auto seen = verdict(joined(lines), {checkpoint_of(lines, 10), checkpoint_of(lines, 50)});
  EXPECT_EQ(seen.bad_seq, 0) << seen.why;
  EXPECT_EQ(seen.lines, 50);
}

TEST(AuditVerify, NamesTheLineAtFault) {
  auto lines = chain(20);
  lines[6][lines[6].find("decision.recorded")] = 'D';
  const auto seen = verdict(joined(lines));
  EXPECT_EQ(seen.bad_seq, 8) << "the line after the one changed no longer fits";
  EXPECT_FALSE(seen.why.empty());
}

TEST(AuditVerify, OtherSpellingsAreRefused) {
  const std::string line = chain(1)[0];
  for (const std::string& bad :
       {" " + line, line + " ", line + "\r", line.substr(0, line.size() - 1) + ",\"x\":1}"})
    EXPECT_EQ(verdict(bad + "\n").bad_seq, 1);
  for (const char* escape : {"\\u0041", "\\u000a", "\\u000A", "\\/", "\\u001F", "\x01", "\xff"}) {
    std::string changed = line;
    changed.insert(changed.find("decision."), escape);
    EXPECT_EQ(verdict(changed + "\n").bad_seq, 1) << escape;
  }
}

// One byte changed, one line gone, two lines swapped, the tail cut: whatever is drawn, it is seen.
TEST(AuditVerify, FindsAThousandRandomChanges) {
  std::mt19937 draw(20260102);
  const auto lines = chain(60);
  const std::vector<AuditCheckpoint> last{checkpoint_of(lines, 60)};
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw);
  };
  for (int round = 0; round < 1000; ++round) {
    auto changed = lines;
    std::string text;
    switch (round % 4) {
      case 0: {
        text = joined(lines);
        const auto at = below(text.size());
        text[at] = static_cast<char>(text[at] ^ static_cast<char>(1 + below(255)));
        break;
      }
      case 1:
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(below(60)));
        text = joined(changed);
        break;
      case 2: {
        const auto one = below(59);
        std::swap(changed[one], changed[one + 1]);
        text = joined(changed);
        break;
      }
      default:
        text = joined(lines);
        text.resize(below(text.size()));
    }
    ASSERT_NE(verdict(text, last).bad_seq, 0) << "round " << round;
  }
}

// A log of 30 lines with a signed checkpoint after every tenth.
class SignedLog : public testing::Test {
 protected:
  void SetUp() override {
    const auto lines = chain(30);
    for (std::size_t seq = 1; seq <= lines.size(); ++seq) {
      log_.push_back(lines[seq - 1]);
      if (seq % 10 == 0) log_.push_back(checkpoint_text(point(lines, seq, key_)));
    }
  }
  static Checkpoint point(const std::vector<std::string>& lines, std::size_t seq,
                          const base::SigningKey& key) {
    Checkpoint checkpoint{"2026-01-02T04:00:00.000Z",     10, base::sha256_hex(lines[seq - 1]), {},
                          static_cast<std::int64_t>(seq), {}};
    sign(checkpoint, key);
    return checkpoint;
  }
  [[nodiscard]] AuditVerdict seen(const std::string& trusted_key = {}) const {
    std::istringstream in(joined(log_));
    return verify_audit(in, {}, trusted_key);
  }
  static void replace(std::string& line, std::string_view from, std::string_view to) {
    line.replace(line.find(from), from.size(), to);
  }
  static constexpr std::size_t first_point = 10, second_point = 21;
  const base::SigningKey key_ = base::SigningKey::make();
  std::vector<std::string> log_;
};

TEST_F(SignedLog, Holds) {
  const auto verdict = seen(key_.public_key());
  EXPECT_EQ(verdict.bad_seq, 0) << verdict.why;
  EXPECT_EQ(verdict.lines, 30);
  EXPECT_EQ(verdict.checkpoints, 3);
  EXPECT_EQ(verdict.key, key_.public_key());
}

TEST_F(SignedLog, AWrongSignatureIsNamed) {
  replace(log_[second_point], "\"sig\":\"", "\"sig\":\"00");
  log_[second_point].erase(log_[second_point].size() - 4, 2);
  EXPECT_EQ(seen().bad_seq, 20);
  EXPECT_NE(seen().why.find("le point de contrôle 20 porte une signature"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, AChangedCheckpointNoLongerFitsItsSignature) {
  replace(log_[first_point], "T04:00", "T05:00");
  EXPECT_EQ(seen().bad_seq, 10);
  EXPECT_NE(seen().why.find("signature"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, AnotherKeyIsNamed) {
  EXPECT_NE(seen(base::SigningKey::make().public_key()).why.find("autre clé"), std::string::npos);
  auto forged = *parse_checkpoint(log_[second_point]);
  sign(forged, base::SigningKey::make());
  log_[second_point] = checkpoint_text(forged);
  EXPECT_EQ(seen().bad_seq, 20);
  EXPECT_NE(seen().why.find("autre clé"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, ATamperedLineIsFoundByTheLineAfterIt) {
  replace(log_[15], "decision:15", "decision:51");
  EXPECT_EQ(seen().bad_seq, 16);
  EXPECT_NE(seen().why.find("ligne précédente"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, ALineChangedJustBeforeACheckpointIsFoundByIt) {
  replace(log_[9], "decision:10", "decision:01");
  EXPECT_EQ(seen().bad_seq, 10);
  EXPECT_EQ(seen().why, "le point de contrôle donne une autre empreinte");
}

TEST_F(SignedLog, AMissingCheckpointIsNamed) {
  log_.erase(log_.begin() + first_point);
  EXPECT_EQ(seen().bad_seq, 20);
  EXPECT_NE(seen().why.find("manque avant le point de contrôle 20"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, ACheckpointStandsAfterTheLineThatItCovers) {
  std::swap(log_[first_point], log_[first_point + 1]);
  EXPECT_EQ(seen().bad_seq, 11);
  EXPECT_NE(seen().why.find("n’est pas après la ligne"), std::string::npos) << seen().why;
}

TEST_F(SignedLog, ARemovedTailIsFoundByACheckpointKeptElsewhere) {
  const auto kept = *parse_checkpoint(log_.back());
  log_.resize(25);
  std::istringstream in(joined(log_));
  const auto verdict = verify_audit(in, {{kept.seq, kept.hash}});
  EXPECT_EQ(verdict.bad_seq, 24);
  EXPECT_NE(verdict.why.find("s’arrête avant le point de contrôle 30"), std::string::npos) << verdict.why;
}

// Someone who holds the database, but not the key, writes the whole chain anew.
TEST_F(SignedLog, AChainWrittenAnewIsFoundByTheTrustedKey) {
  const auto thief = base::SigningKey::make();
  for (const std::size_t at : {first_point, second_point, log_.size() - 1}) {
    auto forged = *parse_checkpoint(log_[at]);
    sign(forged, thief);
    log_[at] = checkpoint_text(forged);
  }
  EXPECT_EQ(seen().bad_seq, 0) << "without the key there is nothing to compare with";
  EXPECT_EQ(seen(key_.public_key()).bad_seq, 10);
}

TEST_F(SignedLog, EveryBitOfACheckpointCounts) {
  const std::string good = log_[first_point];
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    log_[first_point] = good;
    log_[first_point][bit / 8] = static_cast<char>(good[bit / 8] ^ (1 << bit % 8));
    ASSERT_NE(seen(key_.public_key()).bad_seq, 0) << "bit " << bit;
  }
}

}  // namespace
}  // namespace parvis::store
