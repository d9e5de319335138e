// Checkpoints of the audit log: every hour the head of the chain is signed (Ed25519), so that whoever kept a
// checkpoint and the public key sees later that the tail was cut or the chain written anew. A checkpoint is
// one line, RFC 8785 form of {at, count, hash, key, seq, sig}: `seq` and `hash` are those of the last line
// covered, `count` the number of lines since the checkpoint before, `sig` the signature over the same line
// without `sig`. The whole format: docs/formats/audit-log.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/signing.hpp"
#include "base/time.hpp"
#include "store/jobs.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::store {

std::vector<Migration> audit_checkpoint_migrations();

struct Checkpoint {
  std::string at;  // UTC, milliseconds
  std::int64_t count = 0;
  std::string hash, key;
  std::int64_t seq = 0;
  std::string sig;
};
// The canonical line, without line feed.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
// Errors (invalid): anything but the canonical line.
Result<Checkpoint> parse_checkpoint(std::string_view line);
// Signs everything else that the checkpoint holds.
void sign(Checkpoint& checkpoint, const base::SigningKey& key);

// Reads checkpoints in their order and says why one does not hold (French). `trusted_key`: the only public
// key that may have signed; empty: that of the first checkpoint.
class CheckpointChain {
 public:
  explicit CheckpointChain(std::string trusted_key = {}) : key_(std::move(trusted_key)) {}
  // Form, signature and key of one line; its content on success.
  Result<Checkpoint> read(std::string_view line);
  // read, and that none is missing since the one before.
  Result<Checkpoint> follow(std::string_view line);
  [[nodiscard]] const std::string& key() const { return key_; }

 private:
  std::string key_;
  std::int64_t last_seq_ = 0;
};

// In the caller's transaction: signs the head as it stands. Nothing when no line came since the last one.
Result<std::optional<Checkpoint>> add_checkpoint(Session& session, base::Instant now,
                                                 const base::SigningKey& key);
Result<std::vector<std::string>> checkpoint_lines(Session& session, std::int64_t after_seq, int limit = 1000);

// Lines and, each after the line that it covers, checkpoints.
Status export_audit(Database& database, std::ostream& out);

// The job that adds a checkpoint every full hour; `made` is told of each one, on the job's thread.
inline constexpr std::string_view job_audit_checkpoint = "audit.checkpoint";
void register_audit_jobs(JobWorker& worker, Database& database, const base::Clock& clock,
                         const base::SigningKey& key, std::function<void(const Checkpoint&)> made = {});
Status schedule_audit_jobs(Database& database, const base::Clock& clock);

}  // namespace parvis::store
