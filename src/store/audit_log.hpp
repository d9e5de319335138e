// The audit log: a chain of lines that shows any later change. A line is the RFC 8785 form of {action, actor,
// at, object, payload, prev, seq}; its hash is the SHA-256 of the line; `prev` is the hash of the line
// before, 64 zeros at first. `payload` is SHA-256(salt ‖ content): content and salt stand in a table of their
// own and can be erased without breaking the chain or letting a short content be guessed. The head row is
// locked by each writer, so seq has no gap. Never put personal data in actor or object: ids only.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::store {

std::vector<Migration> audit_migrations();

struct AuditLine {
  std::string action, actor, at, object, payload, prev;
  std::int64_t seq = 0;
};
// The canonical text of a line, without line feed.
[[nodiscard]] std::string audit_text(const AuditLine& line);

// In the caller's transaction. An instant before the last line's is logged as such (log.clock_back) first.
Status append_audit(Session& session, base::Instant now, std::string_view action, std::string_view actor,
                    std::string_view object, const base::json::object& content);
Status erase_audit_content(Session& session, std::int64_t seq);

struct AuditHead {
  std::int64_t seq = 0;
  std::string hash;
};
Result<AuditHead> audit_head(Session& session);
// Lines after `after`, at most `limit`, as they stand in the log file.
Result<std::vector<std::string>> audit_lines(Session& session, std::int64_t after, int limit = 1000);

// What a signed checkpoint says of the log (audit_checkpoint.hpp).
struct AuditCheckpoint {
  std::int64_t seq = 0;
  std::string hash;
};
struct AuditVerdict {
  std::int64_t lines = 0;
  std::int64_t checkpoints = 0;  // signed ones that stand in the log and hold
  std::int64_t bad_seq = 0;      // 0: the log holds
  std::string why;               // French
  std::string key;               // public key of those checkpoints; empty when there is none
};
// Reads an export with no database; stops at the first line that does not hold. A checkpoint that the log
// does not reach, or that gives another hash, is a fault too: the tail was cut or the chain written anew.
// `checkpoints` were kept elsewhere, by growing seq; those in the log are signed and must be signed by
// `trusted_key`, when one is given, and by one key in any case.
AuditVerdict verify_audit(std::istream& log, const std::vector<AuditCheckpoint>& checkpoints = {},
                          std::string_view trusted_key = {});

}  // namespace parvis::store
