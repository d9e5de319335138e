#include "canteen/desk/import_desk.hpp"

#include "base/file.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "canteen/desk/import_rows.hpp"
#include "canteen/intake/town_passports.hpp"
#include "store/audit_log.hpp"
#include "store/jobs.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::string_view reading_job = "canteen.import", forecast_job = "canteen.forecast";
constexpr char list_separator = '\n';

ImportedFile file_of(const store::Row& row) {
  ImportedFile out;
  out.id = row.text("id");
  out.name = row.text("name");
  out.sha256 = row.text("sha256");
  out.bytes = row.integer("bytes");
  out.kind = row.text("kind");
  out.state = row.text("state");
  if (auto report = base::parse_json_object(row.text("report"))) out.report = std::move(*report);
  if (const std::string accepted = row.text("accepted"); !accepted.empty())
    out.accepted = base::split(accepted, list_separator);
  out.created_at = base::from_millis(row.integer("created_at"));
  out.created_by = row.text("created_by");
  out.version = row.integer("version");
  return out;
}

Result<ImportedFile> find_in(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_import WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce fichier n’existe pas.", {}, "import");
  return file_of(rows[0]);
}

Result<ImportedFile> save(store::Session& session, ImportedFile file) {
  PARVIS_TRY(changed,
             session.execute("UPDATE canteen_import SET state = ?, report = ?, accepted = ?, version = "
                             "version + 1 WHERE id = ? AND version = ?",
                             {file.state, json::serialize(file.report), base::join(file.accepted, "\n"),
                              file.id, file.version}));
  if (changed == 0)
    return fail(ErrorKind::conflict, "Quelqu’un a répondu entre-temps : rechargez la page.", {}, "version");
  ++file.version;
  return file;
}

json::object diff_json(const ImportDiff& diff) {
  return {{"added", diff.added}, {"changed", diff.changed}, {"same", diff.same}, {"outside", diff.outside}};
}

std::vector<Finding> all_findings(const IntakeTable& table, const PlannedImport& planned) {
  std::vector<Finding> out = table.findings;
  out.insert(out.end(), planned.findings.begin(), planned.findings.end());
  return out;
}

json::object report_json(const IntakeTable& table, const PlannedImport& planned, const std::string& made_at) {
  json::array others;
  for (const std::string& label : table.other_columns) others.emplace_back(label);
  const std::vector<Finding> findings = all_findings(table, planned);
  return {{"kind", table_kind_codes.code(table.kind)},
          {"kind_label", kind_label(table.kind)},
          {"encoding", table.encoding},
          {"rows_read", table.rows_read},
          {"rows_kept", table.rows_kept},
          {"mapping", table.mapping},
          {"other_columns", std::move(others)},
          {"findings", findings_json(findings)},
          {"diff", diff_json(planned.diff)},
          {"passport", quality::to_json(table_passport(table, findings, made_at))}};
}

std::string dataset_of(TableKind kind) {
  switch (kind) {
    case TableKind::counts:
      return "comptages";
    case TableKind::menus:
      return "menus";
    case TableKind::holidays:
      return "calendrier";
    case TableKind::strikes:
      return "grèves";
    default:
      return "cantines";
  }
}

Acceptance acceptance_of_ids(const std::vector<std::string>& ids) {
  Acceptance out;
  out.all = ids.size() == 1 && ids[0] == "all";
  if (!out.all) out.ids.insert(ids.begin(), ids.end());
  return out;
}

Status keep_passport(store::Session& session, const IntakeTable& table, const PlannedImport& planned,
                     base::Instant now) {
  const quality::Passport passport =
      table_passport(table, all_findings(table, planned), base::format_utc(now));
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_passport (dataset, colour, body, made_at) VALUES (?, ?, ?, ?) ON "
                      "CONFLICT (dataset) DO UPDATE SET colour = excluded.colour, body = excluded.body, "
                      "made_at = excluded.made_at",
                      {dataset_of(table.kind), std::string(quality::to_text(passport.colour())),
                       json::serialize(quality::to_json(passport)), base::to_millis(now)}));
  return {};
}

}  // namespace

Result<ImportedFile> ImportDesk::receive(const std::string& name, const std::filesystem::path& path,
                                         const std::string& kind, const std::string& actor) {
  const auto known = table_kind_codes.parse(kind);
  if (!known || !can_import(*known))
    return fail(ErrorKind::invalid,
                "Dites ce que contient le fichier : comptages, cantines, sites, menus, vacances "
                "ou grèves.",
                {}, "kind");
  ImportedFile file;
  file.id = base::uuid_v7(context_.clock.now());
  file.name = name;
  file.kind = kind;
  file.created_at = context_.clock.now();
  file.created_by = actor;
  std::error_code error;
  file.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
  PARVIS_TRY(sha256, context_.files.put_file(path));
  file.sha256 = std::move(sha256);
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(session.execute(
        "INSERT INTO canteen_import (id, name, sha256, bytes, kind, state, report, accepted, "
        "created_at, created_by, version) VALUES (?, ?, ?, ?, ?, 'recu', '{}', '', ?, ?, 1)",
        {file.id, file.name, file.sha256, file.bytes, file.kind, base::to_millis(file.created_at), actor}));
    PARVIS_CHECK(store::enqueue(session, reading_job, {{"import", file.id}}, file.created_at));
    return store::append_audit(session, file.created_at, "canteen.import", actor, "canteen_import:" + file.id,
                               {{"kind", kind}, {"sha256", file.sha256}});
  }));
  return file;
}

// The name of the file stays in its findings: the stored one is a digest.
Result<IntakeTable> ImportDesk::table_of(const ImportedFile& file) {
  PARVIS_TRY(path, context_.files.path_of(file.sha256));
  PARVIS_TRY(source, quality::file_source(path));
  const auto kind = table_kind_codes.parse(file.kind);
  if (!kind) return fail(ErrorKind::internal, "Genre de fichier inconnu.", file.kind);
  return read_table(*kind, std::move(source), file.name);
}

Status ImportDesk::read(const std::string& id) {
  PARVIS_TRY(file, find(id));
  if (file.state != "recu") return {};
  const auto table = table_of(file);
  const base::Instant now = context_.clock.now();
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_TRY(current, find_in(session, id));
    if (current.state != "recu") return {};
    if (table) {
      PARVIS_TRY(planned, import_rows(session, *table, Acceptance{}, std::string(), now));
      current.report = report_json(*table, planned, base::format_utc(now));
      current.state = "lu";
    } else {
      current.report = {{"error", table.error().message}};
      current.state = "refuse";
    }
    PARVIS_CHECK(save(session, std::move(current)));
    return {};
  });
}

Result<std::vector<ImportedFile>> ImportDesk::list(int limit) {
  return context_.database.read([&](store::Session& session) -> Result<std::vector<ImportedFile>> {
    PARVIS_TRY(rows,
               session.query("SELECT * FROM canteen_import ORDER BY id DESC LIMIT ?", {std::int64_t{limit}}));
    std::vector<ImportedFile> out;
    for (const store::Row row : rows) out.push_back(file_of(row));
    return out;
  });
}

Result<ImportedFile> ImportDesk::find(const std::string& id) {
  return context_.database.read([&](store::Session& session) { return find_in(session, id); });
}

Result<ImportedFile> ImportDesk::accept(const std::string& id, const std::vector<std::string>& repairs,
                                        std::int64_t version, const std::string& actor) {
  PARVIS_TRY(file, find(id));
  PARVIS_TRY(table, table_of(file));
  const base::Instant now = context_.clock.now();
  return context_.database.write([&](store::Session& session) -> Result<ImportedFile> {
    PARVIS_TRY(current, find_in(session, id));
    if (current.state != "lu")
      return fail(ErrorKind::conflict, "Ce fichier n’attend pas de réponse.", {}, "state");
    current.version = version;
    PARVIS_TRY(planned, import_rows(session, table, acceptance_of_ids(repairs), id, now));
    current.report = report_json(table, planned, base::format_utc(now));
    current.state = "accepte";
    current.accepted = repairs;
    PARVIS_TRY(saved, save(session, std::move(current)));
    PARVIS_CHECK(keep_passport(session, table, planned, now));
    PARVIS_TRY(appointments, session.query("SELECT code FROM canteen_appointment ORDER BY horizon"));
    for (const store::Row row : appointments)
      PARVIS_CHECK(store::enqueue(session, forecast_job, {{"appointment", row.text("code")}}, now));
    PARVIS_CHECK(store::append_audit(session, now, "canteen.import.accept", actor, "canteen_import:" + id,
                                     diff_json(planned.diff)));
    return saved;
  });
}

Result<ImportedFile> ImportDesk::undo(const std::string& id, std::int64_t version, const std::string& actor) {
  return context_.database.write([&](store::Session& session) -> Result<ImportedFile> {
    PARVIS_TRY(current, find_in(session, id));
    if (current.state != "accepte")
      return fail(ErrorKind::conflict, "Ce fichier n’a rien changé.", {}, "state");
    current.version = version;
    PARVIS_TRY(back, take_back_import(session, id));
    current.state = "annule";
    PARVIS_TRY(saved, save(session, std::move(current)));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.import.undo", actor,
                                     "canteen_import:" + id, {{"rows", back}}));
    return saved;
  });
}

}  // namespace parvis::canteen
