#include "decision/material.hpp"

#include "base/hashing.hpp"

namespace parvis::decision {

constexpr std::size_t max_remembered = 10'000;

Result<std::string> Materials::keep(std::string_view text) {
  std::string sha256 = base::sha256_hex(text);
  {
    const std::lock_guard lock(mutex_);
    if (kept_.contains(sha256)) return sha256;
  }
  PARVIS_CHECK(database_.write([&](store::Session& session) -> Status {
    PARVIS_TRY(known, session.query("SELECT 1 AS one FROM decision_material WHERE sha256 = ?", {sha256}));
    if (!known.empty()) return {};
    PARVIS_CHECK(session.execute("INSERT INTO decision_material (sha256, at, body) VALUES (?, ?, ?)",
                                 {sha256, base::to_millis(clock_.now()), std::string(text)}));
    return {};
  }));
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= max_remembered) kept_.clear();
  kept_.insert(sha256);
  return sha256;
}

Result<std::string> Materials::text(const std::string& sha256) {
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query("SELECT body FROM decision_material WHERE sha256 = ?", {sha256});
  }));
  if (rows.empty())
    return fail(ErrorKind::not_found, "Ces réglages ne sont pas conservés.", sha256, "material_unknown");
  std::string body = rows[0].text("body");
  if (base::sha256_hex(body) != sha256)
    return fail(ErrorKind::invalid, "Ces réglages ont été modifiés.", sha256, "material_changed");
  return body;
}

}  // namespace parvis::decision
