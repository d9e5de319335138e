#include "store/audit_checkpoint.hpp"

#include <chrono>
#include <utility>

#include "base/json.hpp"
#include "base/log.hpp"
#include "store/audit_log.hpp"

namespace parvis::store {
namespace {

constexpr int page_lines = 1000;

base::json::object unsigned_json(const Checkpoint& point) {
  return {
      {"at", point.at}, {"count", point.count}, {"hash", point.hash}, {"key", point.key}, {"seq", point.seq}};
}

std::string signed_text(const Checkpoint& point) {
  return base::canonical_json(unsigned_json(point));
}

std::string named(const Checkpoint& point) {
  return "le point de contrôle " + std::to_string(point.seq);
}

// Lower case only: a line has one spelling.
bool hex_text(std::string_view text, std::size_t size) {
  return text.size() == size && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

tl::unexpected<Error> unfit(std::string why, std::string code) {
  return fail(ErrorKind::invalid, std::move(why), {}, std::move(code));
}

Result<std::int64_t> last_checkpoint(Session& session) {
  PARVIS_TRY(rows, session.query("SELECT coalesce(max(seq), 0) AS seq FROM audit_checkpoint"));
  return rows[0].integer("seq");
}

base::Instant next_hour(base::Instant now) {
  return std::chrono::floor<std::chrono::hours>(now) + std::chrono::hours{1};
}

}  // namespace

std::vector<Migration> audit_checkpoint_migrations() {
  const std::string refuse = " BEGIN SELECT RAISE(ABORT, 'append only'); END";
  return {{"audit_checkpoint",
           1,
           {Sql{"CREATE TABLE audit_checkpoint (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT",
                "CREATE TABLE audit_checkpoint (seq BIGINT PRIMARY KEY, line TEXT NOT NULL)"},
            Sql{"CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint" + refuse,
                "CREATE TRIGGER audit_checkpoint_fixed BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH "
                "ROW EXECUTE FUNCTION audit_fixed()"},
            Sql{"CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint" + refuse,
                "CREATE TRIGGER audit_checkpoint_kept BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT "
                "EXECUTE FUNCTION audit_fixed()"},
            Sql{"CREATE TRIGGER audit_checkpoint_no_replace BEFORE INSERT ON audit_checkpoint WHEN EXISTS "
                "(SELECT 1 FROM audit_checkpoint WHERE seq = NEW.seq)" +
                    refuse,
                "REVOKE UPDATE, DELETE, TRUNCATE ON audit_checkpoint FROM PUBLIC, CURRENT_USER"}}}};
}

std::string checkpoint_text(const Checkpoint& point) {
  auto object = unsigned_json(point);
  object["sig"] = point.sig;
  return base::canonical_json(object);
}

Result<Checkpoint> parse_checkpoint(std::string_view line) {
  const auto object = base::parse_json_object(line);
  if (!object) return unfit("un point de contrôle n’a pas la forme canonique", "checkpoint_form");
  Checkpoint point{base::text_or(*object, "at"),     base::integer_or(*object, "count"),
                   base::text_or(*object, "hash"),   base::text_or(*object, "key"),
                   base::integer_or(*object, "seq"), base::text_or(*object, "sig")};
  const bool digests = hex_text(point.hash, 64) && hex_text(point.key, 64) && hex_text(point.sig, 128);
  if (!digests || point.seq < 1 || point.count < 1 || checkpoint_text(point) != line)
    return unfit("un point de contrôle n’a pas la forme canonique", "checkpoint_form");
  return point;
}

void sign(Checkpoint& point, const base::SigningKey& key) {
  point.key = key.public_key();
  point.sig = key.sign(signed_text(point));
}

Result<Checkpoint> CheckpointChain::read(std::string_view line) {
  PARVIS_TRY(point, parse_checkpoint(line));
  if (!base::signature_holds(point.key, signed_text(point), point.sig))
    return unfit(named(point) + " porte une signature qui ne correspond pas", "checkpoint_signature");
  if (key_.empty()) key_ = point.key;
  if (point.key != key_) return unfit(named(point) + " est signé par une autre clé", "checkpoint_key");
  return point;
}

Result<Checkpoint> CheckpointChain::follow(std::string_view line) {
  PARVIS_TRY(point, read(line));
  if (point.seq - point.count != last_seq_)
    return unfit("un point de contrôle manque avant " + named(point), "checkpoint_gap");
  last_seq_ = point.seq;
  return point;
}

Result<std::optional<Checkpoint>> add_checkpoint(Session& session, base::Instant now,
                                                 const base::SigningKey& key) {
  // the lock keeps the order of lines and checkpoints the same for every reader
  PARVIS_TRY(head, session.query({"SELECT seq, hash FROM audit_head WHERE id = 1",
                                  "SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE"}));
  PARVIS_TRY(last, last_checkpoint(session));
  Checkpoint point;
  point.seq = head[0].integer("seq");
  if (point.seq == last) return std::optional<Checkpoint>();
  point.at = base::format_utc(now);
  point.count = point.seq - last;
  point.hash = head[0].text("hash");
  sign(point, key);
  PARVIS_CHECK(session.execute("INSERT INTO audit_checkpoint (seq, line) VALUES (?, ?)",
                               {point.seq, checkpoint_text(point)}));
  return std::optional<Checkpoint>(std::move(point));
}

Result<std::vector<std::string>> checkpoint_lines(Session& session, std::int64_t after_seq, int limit) {
  PARVIS_TRY(rows, session.query("SELECT line FROM audit_checkpoint WHERE seq > ? ORDER BY seq LIMIT ?",
                                 {after_seq, std::int64_t{limit}}));
  std::vector<std::string> lines;
  for (const auto row : rows) lines.push_back(row.text("line"));
  return lines;
}

Status export_audit(Database& database, std::ostream& out) {
  std::int64_t last_line = 0, last_point = 0;
  for (bool more = true; more;) {
    PARVIS_CHECK(database.read([&](Session& session) -> Status {
      PARVIS_TRY(lines, audit_lines(session, last_line, page_lines));
      const auto end = last_line + static_cast<std::int64_t>(lines.size());
      PARVIS_TRY(points, session.query(
                             "SELECT seq, line FROM audit_checkpoint WHERE seq > ? AND seq <= ? ORDER BY seq",
                             {last_point, end}));
      std::size_t next = 0;
      const auto write_points = [&] {
        for (; next < points.size() && points[next].integer("seq") <= last_line; ++next) {
          out << points[next].text("line") << "\n";
          last_point = points[next].integer("seq");
        }
      };
      // one that was added since the page before covers that page's last line
      write_points();
      for (const auto& line : lines) {
        out << line << "\n";
        ++last_line;
        write_points();
      }
      more = !lines.empty();
      return {};
    }));
  }
  return {};
}

void register_audit_jobs(JobWorker& worker, Database& database, const base::Clock& clock,
                         const base::SigningKey& key, std::function<void(const Checkpoint&)> made) {
  worker.on(std::string(job_audit_checkpoint),
            [&database, &clock, key, made = std::move(made)](const base::json::object&) -> Status {
              auto added =
                  database.write([&](Session& session) { return add_checkpoint(session, clock.now(), key); });
              if (!added)
                base::log_error("audit_checkpoint_failed", {{"detail", added.error().detail}});
              else if (*added && made)
                made(**added);
              // the next hour stands in the queue whatever this one gave
              return schedule_audit_jobs(database, clock);
            });
}

Status schedule_audit_jobs(Database& database, const base::Clock& clock) {
  return database.write([&](Session& session) -> Status {
    // the job that asks is itself 'running'
    PARVIS_TRY(waiting, session.query("SELECT id FROM job WHERE kind = ? AND state = 'waiting' LIMIT 1",
                                      {std::string(job_audit_checkpoint)}));
    if (!waiting.empty()) return {};
    return enqueue(session, job_audit_checkpoint, {}, next_hour(clock.now()));
  });
}

}  // namespace parvis::store
