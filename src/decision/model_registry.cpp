#include "decision/model_registry.hpp"

#include "store/audit_log.hpp"

namespace parvis::decision {
namespace {

constexpr std::size_t sha256_characters = 64;

Status insert_if_new(store::Session& session, const ModelRecord& model, base::Instant now) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO model (sha256, name, kind, card, first_seen_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
      "(sha256) DO NOTHING",
      {model.sha256, model.name, model.kind, base::canonical_json(model.card), base::to_millis(now)}));
  return {};
}

Status check(const ModelRecord& model) {
  if (model.sha256.size() == sha256_characters) return {};
  return fail(ErrorKind::invalid, "Ce modèle n’a pas d’empreinte.", model.name, "model_hash");
}

Result<ModelRecord> record_of(const store::Row& row) {
  ModelRecord model;
  model.sha256 = row.text("sha256");
  model.name = row.text("name");
  model.kind = row.text("kind");
  PARVIS_TRY(card, base::parse_json_object(row.text("card")));
  model.card = std::move(card);
  model.first_seen_at = base::from_millis(row.integer("first_seen_at"));
  if (const auto at = row.opt_integer("loaded_at")) model.loaded_at = base::from_millis(*at);
  return model;
}

}  // namespace

base::json::object to_json(const ModelRecord& model) {
  base::json::object out{{"sha256", model.sha256}, {"name", model.name},
                         {"kind", model.kind},     {"first_seen_at", base::format_utc(model.first_seen_at)},
                         {"card", model.card},     {"registered", true}};
  if (model.loaded_at) out["loaded_at"] = base::format_utc(*model.loaded_at);
  return out;
}

Status ModelRegistry::seen(const ModelRecord& model) {
  PARVIS_CHECK(check(model));
  return database_.write(
      [&](store::Session& session) { return insert_if_new(session, model, clock_.now()); });
}

Status ModelRegistry::loaded(const ModelRecord& model) {
  PARVIS_CHECK(check(model));
  const auto now = clock_.now();
  return database_.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(insert_if_new(session, model, now));
    PARVIS_CHECK(session.execute("UPDATE model SET loaded_at = ? WHERE sha256 = ?",
                                 {base::to_millis(now), model.sha256}));
    return store::append_audit(session, now, "model.loaded", "system", "model:" + model.sha256,
                               {{"name", model.name}, {"kind", model.kind}});
  });
}

Result<std::vector<ModelRecord>> ModelRegistry::all() {
  PARVIS_TRY(rows, database_.read([](store::Session& session) {
    return session.query("SELECT * FROM model ORDER BY coalesce(loaded_at, 0) DESC, sha256");
  }));
  std::vector<ModelRecord> models;
  for (const auto row : rows) {
    PARVIS_TRY(model, record_of(row));
    models.push_back(std::move(model));
  }
  return models;
}

Result<ModelRecord> ModelRegistry::find(const std::string& sha256) {
  PARVIS_TRY(rows, database_.read([&](store::Session& session) {
    return session.query("SELECT * FROM model WHERE sha256 = ?", {sha256});
  }));
  if (rows.empty())
    return fail(ErrorKind::not_found, "Ce modèle n’est pas au registre.", sha256, "model_unknown");
  return record_of(rows[0]);
}

Result<std::vector<std::string>> ModelRegistry::unregistered() {
  PARVIS_TRY(rows, database_.read([](store::Session& session) {
    return session.query(
        "SELECT DISTINCT d.model_sha256 AS sha256 FROM decision d LEFT JOIN model m ON m.sha256 = "
        "d.model_sha256 WHERE d.model_sha256 <> '' AND m.sha256 IS NULL ORDER BY 1");
  }));
  std::vector<std::string> hashes;
  for (const auto row : rows) hashes.push_back(row.text("sha256"));
  return hashes;
}

}  // namespace parvis::decision
