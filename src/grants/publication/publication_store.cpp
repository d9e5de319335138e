#include "grants/publication/publication_store.hpp"

#include <map>

#include "base/ids.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

std::string cells_text(const ScdlRow& row) {
  json::object cells;
  const ScdlCells written = write_scdl_row(row);
  for (std::size_t i = 0; i < written.size(); ++i) cells[scdl_columns[i]] = written[i];
  return json::serialize(cells);
}

Result<ScdlRow> row_of(const std::string& text) {
  PARVIS_TRY(object, base::parse_json_object(text));
  std::map<std::string, std::string, std::less<>> cells;
  for (const auto& member : object) cells[std::string(member.key())] = base::text_or(object, member.key());
  ReadRow read = read_scdl_row(cells);
  if (!read.faults.empty()) {
    return fail(ErrorKind::internal, "Une ligne gardée ne se relit pas.", read.faults[0].message);
  }
  return std::move(read.row);
}

std::string released_text(const std::vector<Hold>& holds) {
  json::array codes;
  for (const Hold hold : holds) codes.emplace_back(to_text(hold));
  return json::serialize(codes);
}

Result<std::vector<Hold>> released_of(const std::string& text) {
  PARVIS_TRY(value, base::parse_json(text));
  std::vector<Hold> holds;
  for (const json::value& item : value.as_array()) {
    if (const auto hold = hold_of(std::string_view(item.as_string()))) holds.push_back(*hold);
  }
  return holds;
}

Result<BasketRow> basket_row(const store::Row& row) {
  BasketRow out;
  out.id = row.text("id");
  out.year = static_cast<int>(row.integer("year"));
  PARVIS_TRY(read, row_of(row.text("cells")));
  out.candidate.row = std::move(read);
  PARVIS_TRY(released, released_of(row.text("released")));
  out.candidate.released = std::move(released);
  out.candidate.excluded = row.boolean("excluded");
  out.excluded_why = row.text("excluded_why");
  out.origin_name = row.text("origin_name");
  out.origin_sha256 = row.text("origin_sha256");
  out.origin_row = row.integer("origin_row");
  out.decision_id = row.text("decision_id");
  out.version = row.integer("version");
  return out;
}

Result<Publication> publication_of(const store::Row& row) {
  Publication out;
  out.year = static_cast<int>(row.integer("year"));
  out.version = static_cast<int>(row.integer("version"));
  out.rows = row.integer("row_count");
  out.amount_cents = row.integer("amount_cents");
  out.csv_sha256 = row.text("csv_sha256");
  out.json_sha256 = row.text("json_sha256");
  out.csv_bytes = row.integer("csv_bytes");
  PARVIS_TRY(passport, base::parse_json_object(row.text("passport")));
  out.passport = std::move(passport);
  PARVIS_TRY(changes, base::parse_json(row.text("changes")));
  out.changes = changes.as_array();
  out.made_at = base::from_millis(row.integer("made_at"));
  out.made_by = row.text("made_by");
  if (const auto at = row.opt_integer("withdrawn_at")) out.withdrawn_at = base::from_millis(*at);
  out.withdrawn_why = row.text("withdrawn_why");
  return out;
}

}  // namespace

Result<bool> PublicationStore::put_row(store::Session& session, const BasketRow& row, int twin,
                                       base::Instant now) {
  const std::string identity = scdl_identity(row.candidate.row);
  PARVIS_TRY(known, session.query("SELECT id FROM grants_basket WHERE year = ? AND identity = ? AND twin = ?",
                                  {std::int64_t{row.year}, identity, std::int64_t{twin}}));
  // A row that changed has to be looked at again: earlier answers go.
  if (!known.empty()) {
    PARVIS_CHECK(session.execute(
        "UPDATE grants_basket SET cells = ?, released = '[]', excluded = 0, excluded_why = '', origin_name = "
        "?, origin_sha256 = ?, origin_row = ?, decision_id = ?, updated_at = ?, version = version + 1 "
        "WHERE id = ? AND cells <> ?",
        {cells_text(row.candidate.row), row.origin_name, row.origin_sha256, row.origin_row, row.decision_id,
         base::to_millis(now), known[0].text("id"), cells_text(row.candidate.row)}));
    return true;
  }
  PARVIS_CHECK(session.execute(
      "INSERT INTO grants_basket (id, year, identity, twin, cells, released, excluded, excluded_why, "
      "origin_name, origin_sha256, origin_row, decision_id, created_at, updated_at, version) "
      "VALUES (?, ?, ?, ?, ?, '[]', 0, '', ?, ?, ?, ?, ?, ?, 1)",
      {base::uuid_v7(now), std::int64_t{row.year}, identity, std::int64_t{twin},
       cells_text(row.candidate.row), row.origin_name, row.origin_sha256, row.origin_row, row.decision_id,
       base::to_millis(now), base::to_millis(now)}));
  return false;
}

Result<std::vector<BasketRow>> PublicationStore::rows_of(store::Session& session, int year) {
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_basket WHERE year = ? ORDER BY identity, twin",
                                 {std::int64_t{year}}));
  std::vector<BasketRow> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(read, basket_row(row));
    out.push_back(std::move(read));
  }
  return out;
}

Result<BasketRow> PublicationStore::row(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_basket WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette ligne n’est plus dans la corbeille.");
  return basket_row(rows[0]);
}

Status PublicationStore::save_answer(store::Session& session, const BasketRow& row, base::Instant now) {
  PARVIS_TRY(
      changed,
      session.execute("UPDATE grants_basket SET released = ?, excluded = ?, excluded_why = ?, "
                      "updated_at = ?, version = version + 1 WHERE id = ? AND version = ?",
                      {released_text(row.candidate.released), std::int64_t{row.candidate.excluded ? 1 : 0},
                       row.excluded_why, base::to_millis(now), row.id, row.version}));
  if (changed == 0) {
    return fail(ErrorKind::conflict, "Quelqu’un a répondu entre-temps : rechargez la page.", {}, "version");
  }
  return {};
}

Result<std::vector<int>> PublicationStore::years(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT year FROM grants_basket UNION SELECT year FROM grants_publication "
                                 "ORDER BY year DESC"));
  std::vector<int> out;
  for (const store::Row row : rows) out.push_back(static_cast<int>(row.integer("year")));
  return out;
}

Status PublicationStore::add(store::Session& session, const Publication& made) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO grants_publication (year, version, row_count, amount_cents, csv_sha256, json_sha256, "
      "csv_bytes, passport, changes, made_at, made_by, withdrawn_at, withdrawn_why) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '')",
      {std::int64_t{made.year}, std::int64_t{made.version}, made.rows, made.amount_cents, made.csv_sha256,
       made.json_sha256, made.csv_bytes, json::serialize(made.passport), json::serialize(made.changes),
       base::to_millis(made.made_at), made.made_by}));
  return {};
}

Result<std::vector<Publication>> PublicationStore::publications(store::Session& session, int year) {
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_publication WHERE year = ? OR ? = 0 "
                                 "ORDER BY year DESC, version DESC",
                                 {std::int64_t{year}, std::int64_t{year}}));
  std::vector<Publication> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(read, publication_of(row));
    out.push_back(std::move(read));
  }
  return out;
}

Status PublicationStore::withdraw(store::Session& session, int year, int version, const std::string& why,
                                  base::Instant now) {
  PARVIS_TRY(changed,
             session.execute("UPDATE grants_publication SET withdrawn_at = ?, withdrawn_why = ? "
                             "WHERE year = ? AND version = ? AND withdrawn_at IS NULL",
                             {base::to_millis(now), why, std::int64_t{year}, std::int64_t{version}}));
  if (changed == 0) {
    return fail(ErrorKind::not_found, "Cette version n’existe pas, ou elle est déjà retirée.");
  }
  return {};
}

Result<Scope> PublicationStore::scope(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT value FROM grants_setting WHERE name = 'publication.scope'"));
  return !rows.empty() && rows[0].text("value") == "toutes" ? Scope::all : Scope::above_threshold;
}

Status PublicationStore::set_scope(store::Session& session, Scope scope) {
  const std::string value = scope == Scope::all ? "toutes" : "seuil";
  PARVIS_CHECK(
      session.execute("INSERT INTO grants_setting (name, value) VALUES ('publication.scope', ?) "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      {value}));
  return {};
}

}  // namespace parvis::grants
