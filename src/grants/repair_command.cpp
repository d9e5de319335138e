#include "grants/repair_command.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "grants/repair/repair_report.hpp"
#include "grants/repair/table_recheck.hpp"
#include "quality/table_schema/schema_catalogue.hpp"

namespace parvis::grants {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

constexpr int all_publishable = 0, something_left = 1, wrong_use = 2, not_a_table = 3, schema_invalid = 4,
              internal = 5;
constexpr std::uint64_t max_answers_bytes = 64ULL << 20;
constexpr std::uint64_t max_journal_bytes = 4ULL << 30;

constexpr std::string_view usage =
    R"(Usage : parvis grants repair FICHIER --schema NOM|FICHIER --out DOSSIER [options]
  FICHIER             CSV, TSV, XLSX, ODS ou JSON, aussi en .gz ou .zip ; - pour l’entrée standard
  --accept FICHIER    réponses d’une personne (JSON)
  --undo QUOI         12, rule:REGLE, column:CHAMP ou all ; peut être répété
  --diff              affiche les cellules changées, avant et après
  --format F          text (défaut) ou json
  --encoding E        utf-8, windows-1252, iso-8859-15, mac-roman, cp850, utf-16-le…
  --delimiter D       , ; | ou tab
  --sheet S           nom ou numéro de la feuille
  --header-row N      numéro de la ligne de titres
Codes : 0 tout est publiable, 1 il reste des refus ou des propositions, 2 mauvais usage, 3 illisible,
        4 schéma non valide, 5 panne
Exemple : parvis grants repair subventions.csv --schema scdl/subventions --out atelier
)";

struct Request {
  std::string file, schema, out, accept, format = "text";
  std::vector<std::string> undo;
  bool diff = false;
  RepairOptions options;
};

std::optional<std::size_t> whole_number(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > 9 || !digits) return std::nullopt;
  return std::stoul(std::string(text));
}

bool take_reading_option(Request& request, std::string_view name, const std::string& value) {
  quality::ReadOptions& read = request.options.source.read;
  if (name == "encoding") {
    read.encoding = quality::encoding_named(value);
    return read.encoding.has_value();
  }
  if (name == "delimiter") {
    read.delimiter = value == "tab" ? '\t' : value.empty() ? '\0' : value[0];
    return value == "tab" || value.size() == 1;
  }
  if (name == "sheet") {
    read.sheet = value;
    return true;
  }
  if (name != "header-row") return false;
  request.options.header_row = whole_number(value);
  return request.options.header_row.value_or(0) > 0;
}

bool take_option(Request& request, std::string_view name, const std::string& value) {
  if (name == "schema")
    request.schema = value;
  else if (name == "out")
    request.out = value;
  else if (name == "accept")
    request.accept = value;
  else if (name == "undo")
    request.undo.push_back(value);
  else if (name == "format")
    request.format = value;
  else
    return take_reading_option(request, name, value);
  return request.format == "text" || request.format == "json";
}

std::optional<Request> read_args(const std::vector<std::string>& args) {
  Request request;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string& arg = args[i];
    if (arg == "--diff") {
      request.diff = true;
    } else if (arg.starts_with("--")) {
      const auto equals = arg.find('=');
      const std::string name = arg.substr(2, equals == std::string::npos ? equals : equals - 2);
      if (equals == std::string::npos && i + 1 == args.size()) return std::nullopt;
      const std::string value = equals == std::string::npos ? args[++i] : arg.substr(equals + 1);
      if (!take_option(request, name, value)) return std::nullopt;
    } else if (request.file.empty()) {
      request.file = arg;
    } else {
      return std::nullopt;
    }
  }
  if (request.file.empty() || request.schema.empty() || request.out.empty()) return std::nullopt;
  return request;
}

struct Failure {
  int status = internal;
  std::string message;
};
template <class T>
using Step = tl::expected<T, Failure>;

tl::unexpected<Failure> stop(int status, const Error& error) {
  return tl::make_unexpected(Failure{status, error.message});
}

struct Schema {
  std::shared_ptr<const RepairPlan> plan;
  std::shared_ptr<const quality::SchemaProgram> program;
};

Step<Schema> open_schema(const std::string& name) {
  const quality::SchemaCatalogue catalogue({"data/schemas", quality::shipped_schemas_folder()});
  auto text = quality::schema_text(name, catalogue);
  if (!text) return stop(wrong_use, text.error());
  auto schema = quality::read_schema(*text);
  if (!schema) return stop(schema_invalid, schema.error());
  auto headers = repair_headers();
  if (!headers) return stop(internal, headers.error());
  auto plan = repair_plan(*schema, *headers);
  if (!plan) return stop(internal, plan.error());
  return Schema{std::make_shared<const RepairPlan>(std::move(*plan)),
                std::make_shared<const quality::SchemaProgram>(std::move(*schema))};
}

Step<std::string> read_bytes(const std::string& file) {
  if (file == "-")
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  auto bytes = base::read_file(file, max_repair_bytes);
  if (!bytes)
    return stop(bytes.error().kind == ErrorKind::not_found ? wrong_use : not_a_table, bytes.error());
  return std::move(*bytes);
}

// The session to answer: that of the journal in the folder, when it is of this file; else a new one.
Step<RepairSession> open_session(const Request& request, const Schema& schema, const std::string& bytes) {
  const bool answers = !request.accept.empty() || !request.undo.empty();
  const fs::path journal = fs::path(request.out) / "journal.jsonl";
  if (answers && fs::exists(journal)) {
    auto text = base::read_file(journal, max_journal_bytes);
    if (!text) return stop(internal, text.error());
    auto session = RepairSession::resume(bytes, schema.plan, *text);
    if (session) return std::move(*session);
    if (session.error().kind != ErrorKind::conflict) return stop(not_a_table, session.error());
  }
  auto session = RepairSession::open(bytes, schema.plan, request.options);
  if (!session)
    return stop(session.error().kind == ErrorKind::internal ? internal : not_a_table, session.error());
  return std::move(*session);
}

Step<bool> answer_session(const Request& request, RepairSession& session) {
  if (!request.accept.empty()) {
    auto text = base::read_file(request.accept, max_answers_bytes);
    if (!text) return stop(wrong_use, text.error());
    auto answers = base::parse_json_object(*text);
    if (!answers) return stop(wrong_use, answers.error());
    if (auto done = session.answer_all(*answers); !done) return stop(wrong_use, done.error());
  }
  for (const auto& which : request.undo)
    if (auto done = session.answer(RepairAnswer::undo(which)); !done) return stop(wrong_use, done.error());
  return true;
}

Step<bool> write_folder(const fs::path& folder, const RepairSession& session, const RepairOutputs& outputs,
                        const json::object& report) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return tl::make_unexpected(Failure{wrong_use, "Dossier impossible à créer\u00A0: " + folder.string()});
  const std::vector<std::pair<std::string_view, std::string>> files{
      {"publiable.csv", outputs.publishable_csv}, {"a-corriger.csv", outputs.to_mend_csv},
      {"mis-de-cote.csv", outputs.aside_csv},     {"journal.jsonl", session.journal()},
      {"rapport.json", json::serialize(report)},  {"rapport.html", repair_page(session, outputs)}};
  for (const auto& [name, bytes] : files)
    if (auto written = base::write_file_durably(folder / name, bytes); !written)
      return stop(internal, written.error());
  return true;
}

void write_diff(std::ostream& out, const RepairSession& session) {
  for (const auto& change : session.changes()) {
    const bool shown = change.about_cell() && change.after && change.undone_by == 0 &&
                       change.outcome == RepairOutcome::repaired && change.before != *change.after;
    if (!shown) continue;
    out << change.seq << "\tligne " << change.line << '\t' << change.field << "\t«\u00A0" << change.before
        << "\u00A0» → «\u00A0" << *change.after << "\u00A0»\t" << phrase(change.defect) << '\n';
  }
}

std::string_view outcome_word(RepairOutcome outcome) {
  switch (outcome) {
    case RepairOutcome::repaired:
      return "réparé";
    case RepairOutcome::suggest:
      return "à confirmer";
    case RepairOutcome::refused:
      return "laissé";
    case RepairOutcome::flagged:
      return "signalé";
    case RepairOutcome::kept_aside:
      return "mis de côté";
    case RepairOutcome::undone:
      return "annulé";
  }
  return "";
}

void write_summary(std::ostream& out, const RepairSession& session, const RepairOutputs& outputs) {
  for (const auto& count : count_defects(session))
    out << outcome_word(count.outcome) << '\t' << count.count << '\t' << count.column << '\t'
        << phrase(count.defect) << (count.why.empty() ? "" : "\u00A0: ") << count.why << '\n';
  out << outputs.publishable.rows << " lignes publiables sur " << session.table().data_rows() << "\u202F; "
      << outputs.publishable_if_accepted << " si toutes les propositions sont acceptées.\n";
}

Step<int> run(const Request& request, std::ostream& out) {
  auto schema = open_schema(request.schema);
  if (!schema) return tl::make_unexpected(schema.error());
  auto bytes = read_bytes(request.file);
  if (!bytes) return tl::make_unexpected(bytes.error());
  auto session = open_session(request, *schema, *bytes);
  if (!session) return tl::make_unexpected(session.error());
  if (auto answered = answer_session(request, *session); !answered)
    return tl::make_unexpected(answered.error());
  auto outputs = repair_outputs(*session, recheck_with(schema->program));
  if (!outputs) return stop(internal, outputs.error());
  const auto report = repair_report(*session, *outputs);
  if (auto written = write_folder(request.out, *session, *outputs, report); !written)
    return tl::make_unexpected(written.error());
  if (request.diff) write_diff(out, *session);
  if (request.format == "json")
    out << json::serialize(report) << '\n';
  else if (!request.diff)
    write_summary(out, *session, *outputs);
  return outputs->to_mend.rows == 0 ? all_publishable : something_left;
}

}  // namespace

int repair_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (args.size() == 1 && args[0] == "--help") {
    out << usage;
    return all_publishable;
  }
  auto request = read_args(args);
  if (!request) {
    err << usage;
    return wrong_use;
  }
  request->options.source.name = request->file == "-" ? "" : fs::path(request->file).filename().string();
  const auto done = run(*request, out);
  if (done) return *done;
  err << done.error().message << '\n';
  return done.error().status;
}

}  // namespace parvis::grants
