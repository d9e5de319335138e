#include "grants/desk/repair_desk.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/ids.hpp"
#include "grants/repair/repair_report.hpp"
#include "grants/repair/table_recheck.hpp"
#include "store/audit_log.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr std::size_t open_sessions = 4;  // a file of a million rows takes some 500 MB

Result<json::object> counted(const RepairSession& session, const ReadySchema& schema) {
  PARVIS_TRY(outputs, repair_outputs(session, recheck_with(schema.program)));
  return repair_report(session, outputs);
}

bool about_page(const RepairChange& change, std::uint64_t row) {
  return change.row == row && change.about_cell() && change.undone_by == 0;
}

// Record numbers of the rows to show, in order.
std::vector<std::uint64_t> chosen_rows(const RepairSession& session, const RowFilter& filter) {
  std::set<std::uint64_t> rows;
  for (const RepairChange& change : session.changes()) {
    if (!change.about_cell() || change.row <= filter.after || change.undone_by != 0) continue;
    if (!filter.defect.empty() && code(change.defect) != filter.defect) continue;
    if (filter.waiting && !change.open()) continue;
    rows.insert(change.row);
  }
  std::vector<std::uint64_t> first(rows.begin(), rows.end());
  if (first.size() > filter.limit) first.resize(filter.limit);
  return first;
}

RepairedRow repaired_row(const RepairSession& session, std::size_t row) {
  const RepairTable& table = session.table();
  RepairedRow out;
  out.row = table.source_row(row).row;
  out.line = table.source_row(row).line;
  out.aside = table.aside(row);
  for (std::size_t field = 0; field < table.plan().fields.size(); ++field) {
    const quality::TableCell* cell = table.source_cell(row, field);
    out.before.push_back(cell == nullptr ? std::string() : cell->text);
    out.after.push_back(table.cell(row, field));
  }
  for (const RepairChange& change : session.changes()) {
    if (about_page(change, out.row)) out.changes.push_back(change);
  }
  return out;
}

decision::Decision batch_decision(const TableFile& file, const RepairBatch& batch) {
  decision::Decision made;
  made.use_case = "subventions";
  made.kind = "compléter";
  made.register_entry = "subventions-controle";
  made.subject = "table_file:" + file.id;
  made.model.kind = "règles";
  made.model.name = "atelier de réparation : " + batch.rule;
  made.config_sha256 = batch.log_sha256;
  made.inputs.push_back({"table:" + file.sha256, file.sha256, "fichier déposé", "non"});
  made.value = batch.rule;
  made.label = batch.rule + (batch.column.empty() ? "" : " sur " + batch.column);
  made.alternatives.push_back({made.value, made.label, 1});
  made.explanation_method = "règles";
  for (const auto& [outcome, count] : batch.counts) {
    made.factors.push_back({outcome, std::to_string(count), 1, 0});
  }
  return made;
}

// Which batch a line of the log belongs to.
std::string batch_key(std::string_view rule, const std::string& column) {
  return std::string(rule) + "\n" + column;
}

std::string action_of(const RepairChange& line) {
  if (line.outcome == RepairOutcome::undone) return "refusé";
  return line.defect == Defect::person_value ? "modifié" : "accepté";
}

}  // namespace

Result<TableFile> RepairDesk::drop(const std::string& name, std::string bytes, const std::string& schema,
                                   const std::string& actor) {
  PARVIS_TRY(ready, schemas_.ready(schema));
  TableFile file;
  file.created_at = file.updated_at = context_.clock.now();
  file.id = base::uuid_v7(file.created_at);
  file.name = name;
  file.schema = schema;
  file.created_by = actor;
  file.bytes = static_cast<std::int64_t>(bytes.size());
  PARVIS_TRY(sha256, context_.files.put(bytes));
  file.sha256 = sha256;
  RepairOptions options;
  options.source.name = name;
  PARVIS_TRY(memory, context_.database.read(
                         [&](store::Session& session) { return TableFileStore::maps(session, schema); }));
  options.memory = std::move(memory);
  PARVIS_TRY(session, RepairSession::open(std::move(bytes), ready.plan, options));
  PARVIS_TRY(summary, counted(session, ready));
  file.summary = std::move(summary);
  PARVIS_TRY(journal_sha256, context_.files.put(session.journal()));
  file.journal_sha256 = journal_sha256;
  PARVIS_CHECK(context_.database.write([&](store::Session& rows) -> Status {
    PARVIS_CHECK(TableFileStore::add(rows, file));
    PARVIS_CHECK(record_batches(rows, file, session));
    return store::append_audit(rows, file.created_at, "grants.table.drop", actor, "table_file:" + file.id,
                               {{"sha256", file.sha256}});
  }));
  auto open = std::make_shared<Open>();
  open->id = file.id;
  open->journal_sha256 = file.journal_sha256;
  open->schema = std::move(ready);
  open->session.emplace(std::move(session));
  keep(std::move(open));
  return file;
}

Status RepairDesk::record_batches(store::Session& session, const TableFile& file,
                                  const RepairSession& repair) {
  for (const RepairBatch& batch : repair_batches(repair)) {
    std::string id;
    if (context_.ledger != nullptr) {
      PARVIS_TRY(recorded, context_.ledger->record_in(session, batch_decision(file, batch), false));
      id = recorded.id;
    }
    PARVIS_CHECK(session.execute(
        "INSERT INTO grants_repair_batch (file_id, rule, field, decision_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (file_id, rule, field) DO NOTHING",
        {file.id, batch.rule, batch.column, id}));
  }
  return {};
}

// What people answered goes to the record of the batch that had suggested it.
Status RepairDesk::record_answers(store::Session& session, const TableFile& file, const RepairSession& repair,
                                  std::size_t first_new) {
  if (context_.ledger == nullptr) return {};
  PARVIS_TRY(rows, session.query("SELECT rule, field, decision_id FROM grants_repair_batch WHERE file_id = ?",
                                 {file.id}));
  std::map<std::string, std::string> decisions;
  for (const store::Row row : rows) {
    decisions[batch_key(row.text("rule"), row.text("field"))] = row.text("decision_id");
  }
  std::map<std::pair<std::string, std::string>, std::size_t> events;  // decision and action: lines
  const auto& changes = repair.changes();
  for (std::size_t i = first_new; i < changes.size(); ++i) {
    const RepairChange& line = changes[i];
    if (line.by != ChangedBy::person || line.answers == 0 || line.answers > changes.size()) continue;
    const RepairChange& asked = changes[line.answers - 1];
    const auto found = decisions.find(batch_key(asked.rule, asked.field));
    if (found != decisions.end()) ++events[{found->second, action_of(line)}];
  }
  for (const auto& [event, lines] : events) {
    decision::HumanEvent human;
    human.action = event.second;
    human.final_value = std::to_string(lines);
    human.role = "atelier";
    PARVIS_CHECK(context_.ledger->human_in(session, event.first, human));
  }
  return {};
}

Result<std::shared_ptr<RepairDesk::Open>> RepairDesk::open(const TableFile& file) {
  {
    const std::lock_guard guard(lock_);
    for (auto at = open_.begin(); at != open_.end(); ++at) {
      if ((*at)->id != file.id || (*at)->journal_sha256 != file.journal_sha256) continue;
      open_.splice(open_.begin(), open_, at);
      return open_.front();
    }
  }
  PARVIS_TRY(ready, schemas_.ready(file.schema));
  PARVIS_TRY(bytes, context_.files.read(file.sha256));
  PARVIS_TRY(journal, context_.files.read(file.journal_sha256));
  PARVIS_TRY(session, RepairSession::resume(std::move(bytes), ready.plan, journal));
  auto made = std::make_shared<Open>();
  made->id = file.id;
  made->journal_sha256 = file.journal_sha256;
  made->schema = std::move(ready);
  made->session.emplace(std::move(session));
  keep(made);
  return made;
}

void RepairDesk::keep(std::shared_ptr<Open> open) {
  const std::lock_guard guard(lock_);
  open_.remove_if([&](const auto& other) { return other->id == open->id; });
  open_.push_front(std::move(open));
  while (open_.size() > open_sessions) open_.pop_back();
}

void RepairDesk::forget(const std::string& id) {
  const std::lock_guard guard(lock_);
  open_.remove_if([&](const auto& other) { return other->id == id; });
}

Result<std::vector<TableFile>> RepairDesk::files(const std::string& before, int limit) {
  return context_.database.read(
      [&](store::Session& session) { return TableFileStore::list(session, before, limit); });
}

Result<TableFile> RepairDesk::file(const std::string& id) {
  return context_.database.read([&](store::Session& session) { return TableFileStore::find(session, id); });
}

Result<std::map<std::string, std::string>> RepairDesk::decisions(const std::string& id) {
  PARVIS_TRY(rows, context_.database.read([&](store::Session& session) {
    return session.query(
        "SELECT rule, field, decision_id FROM grants_repair_batch WHERE file_id = ? ORDER BY rule, field",
        {id});
  }));
  std::map<std::string, std::string> out;
  for (const store::Row row : rows) {
    const std::string field = row.text("field");
    out[row.text("rule") + (field.empty() ? "" : "/" + field)] = row.text("decision_id");
  }
  return out;
}

Result<std::vector<RepairedRow>> RepairDesk::rows(const std::string& id, const RowFilter& filter) {
  PARVIS_TRY(file, this->file(id));
  PARVIS_TRY(open, this->open(file));
  const std::lock_guard guard(open->lock);
  const RepairSession& session = *open->session;
  std::vector<RepairedRow> out;
  for (const std::uint64_t number : chosen_rows(session, filter)) {
    const auto row = session.table().row_numbered(number);
    if (row) out.push_back(repaired_row(session, *row));
  }
  return out;
}

Result<std::vector<std::string>> RepairDesk::fields(const std::string& id) {
  PARVIS_TRY(file, this->file(id));
  PARVIS_TRY(ready, schemas_.ready(file.schema));
  std::vector<std::string> names;
  for (const auto& field : ready.plan->fields) names.push_back(field.name);
  return names;
}

Result<std::vector<RepairChange>> RepairDesk::column_lines(const std::string& id) {
  PARVIS_TRY(file, this->file(id));
  PARVIS_TRY(open, this->open(file));
  const std::lock_guard guard(open->lock);
  std::vector<RepairChange> lines;
  for (const RepairChange& change : open->session->changes()) {
    if (!change.about_cell() && change.undone_by == 0) lines.push_back(change);
  }
  return lines;
}

Result<TableFile> RepairDesk::answer(const std::string& id, std::int64_t version, const json::object& answers,
                                     const std::string& actor) {
  PARVIS_TRY(file, this->file(id));
  if (file.version != version) return changed_meanwhile();
  PARVIS_TRY(open, this->open(file));
  const std::lock_guard guard(open->lock);
  // Somebody answered while this one waited for the lock.
  if (open->journal_sha256 != file.journal_sha256) return changed_meanwhile();
  RepairSession& session = *open->session;
  const std::size_t first_new = session.changes().size();
  // From here on the open session is no longer what is stored, until the write below has held.
  forget(id);
  PARVIS_CHECK(session.answer_all(answers));
  PARVIS_TRY(summary, counted(session, open->schema));
  PARVIS_TRY(journal_sha256, context_.files.put(session.journal()));
  file.summary = std::move(summary);
  file.journal_sha256 = journal_sha256;
  file.updated_at = context_.clock.now();
  PARVIS_CHECK(context_.database.write([&](store::Session& rows) -> Status {
    PARVIS_CHECK(TableFileStore::save(rows, file));
    PARVIS_CHECK(record_answers(rows, file, session, first_new));
    for (std::size_t i = first_new; i < session.changes().size(); ++i) {
      const RepairChange& line = session.changes()[i];
      if (line.by != ChangedBy::person || line.defect != Defect::column_map || line.position == 0) continue;
      const auto& columns = session.table().maps().columns;
      if (line.position > columns.size()) continue;
      PARVIS_CHECK(TableFileStore::remember(rows, file.schema, label_key(columns[line.position - 1].label),
                                            line.after.value_or(""), file.updated_at));
    }
    return store::append_audit(rows, file.updated_at, "grants.table.answer", actor, "table_file:" + id,
                               {{"journal", journal_sha256}});
  }));
  ++file.version;
  open->journal_sha256 = journal_sha256;
  keep(open);
  return file;
}

Result<std::vector<std::pair<std::uint64_t, Request>>> RepairDesk::requests(const std::string& id,
                                                                            const AsRequest& as_request) {
  PARVIS_TRY(file, this->file(id));
  PARVIS_TRY(open, this->open(file));
  const std::lock_guard guard(open->lock);
  const RepairTable& table = open->session->table();
  std::vector<std::pair<std::uint64_t, Request>> out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.aside(row)) continue;
    if (auto request = as_request(table, row))
      out.emplace_back(table.source_row(row).row, std::move(*request));
  }
  return out;
}

Result<std::string> RepairDesk::output(const std::string& id, const std::string& name) {
  PARVIS_TRY(file, this->file(id));
  if (name == "journal.jsonl") return context_.files.read(file.journal_sha256);
  if (name == "rapport.json") return json::serialize(file.summary) + "\n";
  PARVIS_TRY(open, this->open(file));
  const std::lock_guard guard(open->lock);
  PARVIS_TRY(outputs, repair_outputs(*open->session, recheck_with(open->schema.program)));
  if (name == "publiable.csv") return std::move(outputs.publishable_csv);
  if (name == "a-corriger.csv") return std::move(outputs.to_mend_csv);
  if (name == "mis-de-cote.csv") return std::move(outputs.aside_csv);
  if (name == "rapport.html") return repair_page(*open->session, outputs);
  return fail(ErrorKind::not_found, "Ce fichier n’existe pas.");
}

Result<Taken> RepairDesk::send(const std::string& id, std::int64_t version, const std::string& actor) {
  PARVIS_TRY(file, this->file(id));
  if (file.version != version) return changed_meanwhile();
  PARVIS_TRY(csv, output(id, "publiable.csv"));
  PARVIS_TRY(taken, publication_.take(file.name, csv, actor));
  file.sent_at = context_.clock.now();
  file.updated_at = *file.sent_at;
  PARVIS_CHECK(
      context_.database.write([&](store::Session& session) { return TableFileStore::save(session, file); }));
  return taken;
}

Status RepairDesk::remove(const std::string& id, std::int64_t version, const std::string& actor) {
  forget(id);
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(TableFileStore::remove(session, id, version));
    return store::append_audit(session, context_.clock.now(), "grants.table.remove", actor,
                               "table_file:" + id, {});
  });
}

}  // namespace parvis::grants
