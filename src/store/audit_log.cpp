#include "store/audit_log.hpp"

#include "base/hashing.hpp"

namespace parvis::store {
namespace {

const std::string first_prev(64, '0');

// In one place, so that writer and tests agree on what is hashed.
std::string payload_of(const std::string& salt, const std::string& content) {
  return base::sha256_hex(salt + content);
}

Status append_line(Session& session, base::Instant now, AuditHead& head, std::string_view action,
                   std::string_view actor, std::string_view object, const std::string& salt,
                   const std::string& text) {
  const AuditLine line{std::string(action),    std::string(actor), base::format_utc(now), std::string(object),
                       payload_of(salt, text), head.hash,          head.seq + 1};
  const std::string written = audit_text(line);
  head = {line.seq, base::sha256_hex(written)};
  PARVIS_CHECK(session.execute("INSERT INTO audit_line (seq, line) VALUES (?, ?)", {line.seq, written}));
  PARVIS_CHECK(session.execute("INSERT INTO audit_content (seq, salt, content) VALUES (?, ?, ?)",
                               {line.seq, salt, text}));
  return {};
}

std::string new_salt() {
  return base::hex(base::random_bytes(16));
}

std::string append_only(const char* table) {
  return std::string("CREATE TRIGGER ") + table + "_fixed_update BEFORE UPDATE ON " + table +
         " BEGIN SELECT RAISE(ABORT, 'append only'); END";
}
std::string keep_rows(const char* table) {
  return std::string("CREATE TRIGGER ") + table + "_fixed_delete BEFORE DELETE ON " + table +
         " BEGIN SELECT RAISE(ABORT, 'append only'); END";
}

}  // namespace

std::vector<Migration> audit_migrations() {
  return {
      {"audit",
       1,
       {Sql{"CREATE TABLE audit_line (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT",
            "CREATE TABLE audit_line (seq BIGINT PRIMARY KEY, line TEXT NOT NULL)"},
        Sql{"CREATE TABLE audit_content (seq INTEGER PRIMARY KEY, salt TEXT NOT NULL, content TEXT NOT NULL) "
            "STRICT",
            "CREATE TABLE audit_content (seq BIGINT PRIMARY KEY, salt TEXT NOT NULL, content TEXT NOT NULL)"},
        Sql{"CREATE TABLE audit_head (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, at "
            "INTEGER NOT NULL) STRICT",
            "CREATE TABLE audit_head (id INTEGER PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL, at "
            "BIGINT NOT NULL)"},
        Sql{"INSERT INTO audit_head (id, seq, hash, at) VALUES (1, 0, '" + first_prev + "', 0)"},
        Sql{append_only("audit_line"),
            "CREATE FUNCTION audit_fixed() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''append only'' USING "
            "ERRCODE = ''23514''; END' LANGUAGE plpgsql"},
        Sql{keep_rows("audit_line"),
            "CREATE TRIGGER audit_line_fixed BEFORE UPDATE OR DELETE ON audit_line FOR EACH ROW EXECUTE "
            "FUNCTION audit_fixed()"}}},
      // INSERT OR REPLACE and TRUNCATE change rows without firing the triggers above.
      {"audit",
       2,
       {Sql{"CREATE TRIGGER audit_line_fixed_replace BEFORE INSERT ON audit_line WHEN EXISTS (SELECT 1 FROM "
            "audit_line WHERE seq = NEW.seq) "
            "BEGIN SELECT RAISE(ABORT, 'append only'); END",
            "CREATE TRIGGER audit_line_kept BEFORE TRUNCATE ON audit_line FOR EACH STATEMENT EXECUTE "
            "FUNCTION audit_fixed()"},
        Sql{"SELECT 1", "REVOKE UPDATE, DELETE, TRUNCATE ON audit_line FROM PUBLIC, CURRENT_USER"}}}};
}

std::string audit_text(const AuditLine& line) {
  const base::json::object object{{"action", line.action}, {"actor", line.actor},     {"at", line.at},
                                  {"object", line.object}, {"payload", line.payload}, {"prev", line.prev},
                                  {"seq", line.seq}};
  return base::canonical_json(object);
}

Status append_audit(Session& session, base::Instant now, std::string_view action, std::string_view actor,
                    std::string_view object, const base::json::object& content) {
  PARVIS_TRY(rows, session.query({"SELECT seq, hash, at FROM audit_head WHERE id = 1",
                                  "SELECT seq, hash, at FROM audit_head WHERE id = 1 FOR UPDATE"}));
  AuditHead head{rows[0].integer("seq"), rows[0].text("hash")};
  const std::int64_t last = rows[0].integer("at");
  const std::int64_t at = base::to_millis(now);
  if (head.seq == 0) PARVIS_CHECK(append_line(session, now, head, "log.start", "system", "log", {}, {}));
  if (at < last)
    PARVIS_CHECK(append_line(session, now, head, "log.clock_back", "system", "log", new_salt(),
                             base::canonical_json(base::json::object{{"milliseconds", last - at}})));
  PARVIS_CHECK(
      append_line(session, now, head, action, actor, object, new_salt(), base::canonical_json(content)));
  PARVIS_CHECK(session.execute("UPDATE audit_head SET seq = ?, hash = ?, at = ? WHERE id = 1",
                               {head.seq, head.hash, at}));
  return {};
}

Status erase_audit_content(Session& session, std::int64_t seq) {
  PARVIS_CHECK(session.execute("DELETE FROM audit_content WHERE seq = ?", {seq}));
  return {};
}

Result<AuditHead> audit_head(Session& session) {
  PARVIS_TRY(rows, session.query("SELECT seq, hash FROM audit_head WHERE id = 1"));
  return AuditHead{rows[0].integer("seq"), rows[0].text("hash")};
}

Result<std::vector<std::string>> audit_lines(Session& session, std::int64_t after, int limit) {
  PARVIS_TRY(rows, session.query("SELECT line FROM audit_line WHERE seq > ? ORDER BY seq LIMIT ?",
                                 {after, std::int64_t{limit}}));
  std::vector<std::string> lines;
  for (const auto row : rows) lines.push_back(row.text("line"));
  return lines;
}

}  // namespace parvis::store
