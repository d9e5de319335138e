#include "grants/desk/pair_store.hpp"

#include "base/ids.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* pair_columns =
    "SELECT p.*, a.file_id AS a_file, a.row_number AS a_row, a.request AS a_request, a.fingerprint AS "
    "a_print, b.file_id AS b_file, b.row_number AS b_row, b.request AS b_request, b.fingerprint AS b_print "
    "FROM grants_pair p JOIN grants_funding a ON a.id = p.a JOIN grants_funding b ON b.id = p.b ";

Result<Funding> funding_of(const store::Row& row, const std::string& id, const std::string& prefix) {
  Funding funding;
  funding.id = row.text(id);
  funding.file_id = row.text(prefix.empty() ? "file_id" : prefix + "file");
  funding.row = row.integer(prefix.empty() ? "row_number" : prefix + "row");
  funding.fingerprint = row.text(prefix.empty() ? "fingerprint" : prefix + "print");
  PARVIS_TRY(object, base::parse_json_object(row.text(prefix + "request")));
  PARVIS_TRY(request, read_request(object));
  funding.request = std::move(request);
  return funding;
}

Result<StoredPair> pair_of(const store::Row& row) {
  StoredPair pair;
  pair.id = row.text("id");
  PARVIS_TRY(a, funding_of(row, "a", "a_"));
  PARVIS_TRY(b, funding_of(row, "b", "b_"));
  pair.a = std::move(a);
  pair.b = std::move(b);
  pair.p = row.real("p");
  pair.relation = row.text("relation");
  pair.alert = row.boolean("alert");
  PARVIS_TRY(reasons, base::parse_json(row.text("reasons")));
  pair.reasons = reasons.as_array();
  pair.model_sha256 = row.text("model_sha256");
  pair.decision_id = row.text("decision_id");
  pair.blind = row.boolean("blind");
  PARVIS_TRY(answer, pair_answer_of(row.text("answer")));
  pair.answered = {answer, row.text("print_a"), row.text("print_b")};
  pair.why = row.text("why");
  pair.answered_by = row.text("answered_by");
  pair.created_at = base::from_millis(row.integer("created_at"));
  pair.version = row.integer("version");
  return pair;
}

}  // namespace

base::json::object request_json(const Request& request) {
  json::object out{{"name", request.name},       {"title", request.title}, {"theme", request.theme},
                   {"service", request.service}, {"siret", request.siret}, {"rna", request.rna}};
  if (request.amount_cents) out["amount"] = static_cast<double>(*request.amount_cents) / 100;
  if (request.year) out["year"] = *request.year;
  return out;
}

Result<std::string> PairStore::put_funding(store::Session& session, const Funding& funding,
                                           base::Instant now) {
  const std::string request = json::serialize(request_json(funding.request));
  const std::string print = fingerprint(funding.request);
  PARVIS_TRY(known, session.query("SELECT id FROM grants_funding WHERE file_id = ? AND row_number = ?",
                                  {funding.file_id, funding.row}));
  if (!known.empty()) {
    PARVIS_CHECK(session.execute("UPDATE grants_funding SET request = ?, fingerprint = ? WHERE id = ?",
                                 {request, print, known[0].text("id")}));
    return known[0].text("id");
  }
  std::string id = base::uuid_v7(now);
  PARVIS_CHECK(
      session.execute("INSERT INTO grants_funding (id, file_id, row_number, request, fingerprint) "
                      "VALUES (?, ?, ?, ?, ?)",
                      {id, funding.file_id, funding.row, request, print}));
  return id;
}

Result<std::vector<Funding>> PairStore::fundings(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM grants_funding ORDER BY id"));
  std::vector<Funding> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(funding, funding_of(row, "id", ""));
    out.push_back(std::move(funding));
  }
  return out;
}

Result<bool> PairStore::add(store::Session& session, const StoredPair& pair) {
  PARVIS_TRY(added, session.execute(
                        "INSERT INTO grants_pair (id, a, b, p, relation, alert, reasons, model_sha256, "
                        "decision_id, blind, answer, print_a, print_b, why, answered_by, created_at, "
                        "updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'a_voir', '', '', '', "
                        "'', ?, ?, 1) ON CONFLICT (a, b) DO NOTHING",
                        {pair.id, pair.a.id, pair.b.id, pair.p, pair.relation,
                         std::int64_t{pair.alert ? 1 : 0}, json::serialize(pair.reasons), pair.model_sha256,
                         pair.decision_id, std::int64_t{pair.blind ? 1 : 0}, base::to_millis(pair.created_at),
                         base::to_millis(pair.created_at)}));
  return added > 0;
}

Status PairStore::drop_waiting(store::Session& session, const std::string& file_id) {
  PARVIS_CHECK(
      session.execute("DELETE FROM grants_pair WHERE answer = 'a_voir' AND (a IN (SELECT id FROM "
                      "grants_funding WHERE file_id "
                      "= ?) OR b IN (SELECT id FROM grants_funding WHERE file_id = ?))",
                      {file_id, file_id}));
  return {};
}

Result<std::vector<StoredPair>> PairStore::list(store::Session& session, const PairFilter& filter) {
  std::string sql = std::string(pair_columns) + "WHERE p.id > ?";
  std::vector<store::Value> values{filter.after};
  if (filter.waiting) sql += " AND p.answer = 'a_voir'";
  if (filter.alerts) sql += " AND p.alert = 1";
  if (!filter.file_id.empty()) {
    sql += " AND (a.file_id = ? OR b.file_id = ?)";
    values.insert(values.end(), {filter.file_id, filter.file_id});
  }
  sql += " ORDER BY p.id LIMIT ?";
  values.emplace_back(std::int64_t{filter.limit});
  PARVIS_TRY(rows, session.query(sql, values));
  std::vector<StoredPair> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(pair, pair_of(row));
    out.push_back(std::move(pair));
  }
  return out;
}

Result<std::int64_t> PairStore::waiting(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT COUNT(*) AS n FROM grants_pair WHERE answer = 'a_voir'"));
  return rows[0].integer("n");
}

Result<StoredPair> PairStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query(std::string(pair_columns) + "WHERE p.id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce rapprochement n’existe plus.");
  return pair_of(rows[0]);
}

Status PairStore::save_answer(store::Session& session, const StoredPair& pair, base::Instant now) {
  PARVIS_TRY(changed,
             session.execute("UPDATE grants_pair SET answer = ?, print_a = ?, print_b = ?, why = ?, "
                             "answered_by = ?, updated_at = ?, version = version + 1 WHERE id = ? AND "
                             "version = ?",
                             {std::string(to_text(pair.answered.answer)), pair.answered.fingerprint_a,
                              pair.answered.fingerprint_b, pair.why, pair.answered_by, base::to_millis(now),
                              pair.id, pair.version}));
  if (changed == 0) {
    return fail(ErrorKind::conflict, "Quelqu’un a répondu entre-temps : rechargez la page.", {}, "version");
  }
  return {};
}

}  // namespace parvis::grants
