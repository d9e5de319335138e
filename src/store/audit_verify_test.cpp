// The chain as a file: the published check vector, and every change that a hand could make to it.
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "base/hashing.hpp"
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

}  // namespace
}  // namespace parvis::store
