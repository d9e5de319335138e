#include "canteen/import_command.hpp"

#include <algorithm>
#include <filesystem>

#include "base/file.hpp"
#include "base/time.hpp"
#include "canteen/command_options.hpp"
#include "canteen/intake/ma_cantine_check.hpp"
#include "canteen/intake/meal_days.hpp"
#include "canteen/intake/town_folder.hpp"
#include "canteen/intake/town_passports.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;
using base::json::array;
using base::json::object;

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen import --kind SORTE FICHIER… [options]\n"
    "        parvis canteen import DOSSIER [options]\n"
    "  Lit, vérifie et propose des réparations\u202F; n’enregistre rien\u00A0: un fichier s’accepte dans le "
    "bureau, à la "
    "page Import.\n"
    "  --kind SORTE      counts, canteens, sites, schools, pupils, menus, holidays, strikes, strike-sheets,\n"
    "                    outings, closures ou ma-cantine:SCHÉMA (achats_siret, cantines_creer…)\n"
    "  --map F.json      colonnes par champ, d’un rapport précédent\n"
    "  --encoding E      auto (défaut), utf-8, windows-1252 ou utf-16-le\n"
    "  --service S       midi (défaut) ou mercredi\n"
    "  --zone Z          zone des vacances à garder (B)\n"
    "  --accept A        all (défaut), none, ou des numéros de réparation séparés par des virgules\n"
    "  --report F        écrit les constats en .csv ou .json\n"
    "  --french          rapport CSV avec point-virgule et marque d’encodage\n"
    "Codes\u00A0: 0 bon, 1 lignes refusées, 2 mauvais usage, 3 fichier refusé, 4 passeport rouge\n"
    "Exemple\u00A0: parvis canteen import --kind counts frequentation.csv --report constats.csv\n";

struct Request {
  std::optional<TableKind> kind;
  std::string ma_cantine;  // text of its schema
  std::vector<std::string> files;
  TownFolderOptions town;
  std::string report;
  bool french = false;
};

struct Outcome {
  std::vector<Finding> findings;
  std::vector<quality::Passport> passports;
  array tables;
  bool refused_file = false, refused_rows = false;
};

Result<Request> read_request(const CommandOptions& options) {
  Request out;
  out.files = options.rest();
  out.report = options.text("report");
  out.french = options.has("french");
  out.town.accept = acceptance_of(options.text("accept", "all"));
  out.town.intake.service = options.text("service", "midi");
  out.town.intake.zone = options.text("zone", "B");
  constexpr std::string_view platform = "ma-cantine:";
  if (options.text("kind").starts_with(platform)) {
    PARVIS_TRY(schema, ma_cantine_schema(options.text("kind").substr(platform.size())));
    out.ma_cantine = std::move(schema);
  } else if (options.has("kind")) {
    out.kind = table_kind_codes.parse(options.text("kind"));
    if (!out.kind)
      return fail(ErrorKind::invalid, "Sorte de fichier inconnue\u00A0: " + options.text("kind") + ".");
  }
  const std::string encoding = options.text("encoding", "auto");
  if (encoding != "auto") {
    out.town.intake.read.encoding = quality::encoding_named(encoding == "utf-16" ? "utf-16-le" : encoding);
    if (!out.town.intake.read.encoding)
      return fail(ErrorKind::invalid, "Encodage inconnu\u00A0: " + encoding + ".");
  }
  if (options.has("map")) {
    PARVIS_TRY(text, base::read_file(options.text("map")));
    PARVIS_TRY(mapping, base::parse_json_object(text));
    PARVIS_TRY(fields, mapping_from_json(mapping));
    out.town.intake.mapping = std::move(fields);
  }
  return out;
}

object table_json(const IntakeTable& table) {
  return {{"file", table.file},           {"kind", table_kind_codes.code(table.kind)},
          {"encoding", table.encoding},   {"sha256", table.sha256},
          {"rows_read", table.rows_read}, {"rows_kept", table.rows_kept},
          {"mapping", table.mapping},     {"other_columns", base::json::value_from(table.other_columns)}};
}

// Counts alone: what their rows say by themselves, each site being its own canteen.
std::vector<Finding> count_findings(const IntakeTable& table, const TownFolderOptions& options) {
  const auto& counts = std::get<CountTable>(table.rows);
  std::vector<int> own(counts.sites.size());
  for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<int>(i);
  return meal_days({counts, table.file, std::move(own), {}, options.intake.service == "mercredi"},
                   options.accept)
      .findings;
}

void check_file(const std::string& file, const Request& request, Outcome& outcome, std::ostream& out,
                std::ostream& err) {
  auto table = read_table(*request.kind, fs::path(file), request.town.intake);
  if (!table) {
    err << file << "\u00A0: " << table.error().message << '\n';
    outcome.refused_file = true;
    return;
  }
  if (table->kind == TableKind::counts) {
    auto more = count_findings(*table, request.town);
    std::move(more.begin(), more.end(), std::back_inserter(table->findings));
  }
  out << table->file << "\u00A0: " << table->rows_read << " lignes lues, " << table->rows_kept
      << " gardées.\n";
  outcome.refused_rows |= any_error(table->findings);
  outcome.passports.push_back(
      table_passport(*table, table->findings, base::format_utc(base::SystemClock().now())));
  outcome.tables.push_back(table_json(*table));
  std::move(table->findings.begin(), table->findings.end(), std::back_inserter(outcome.findings));
}

void check_for_platform(const std::string& file, const Request& request, Outcome& outcome, std::ostream& out,
                        std::ostream& err) {
  const Day today = base::local_day(base::SystemClock().now(), "Europe/Paris");
  auto verdict = check_ma_cantine(request.ma_cantine, fs::path(file), static_cast<int>(today.year()));
  if (!verdict) {
    err << file << "\u00A0: " << verdict.error().message << '\n';
    outcome.refused_file = true;
    return;
  }
  out << file << "\u00A0: " << verdict->rows << " lignes lues.\n";
  outcome.refused_rows |= !verdict->good();
  std::move(verdict->findings.begin(), verdict->findings.end(), std::back_inserter(outcome.findings));
}

void check_folder(const std::string& folder, const Request& request, Outcome& outcome, std::ostream& out,
                  std::ostream& err) {
  auto town = read_town_folder(folder, request.town);
  if (!town) {
    err << town.error().message << '\n';
    outcome.refused_file = true;
    return;
  }
  out << folder << "\u00A0: " << town->files.size() << " fichiers lus, " << town->history.canteens.size()
      << " cantines, " << town->history.counts.size() << " jours de cantine.\n";
  outcome.refused_rows |= any_error(town->findings);
  outcome.findings = std::move(town->findings);
  outcome.passports = std::move(town->passports);
}

void print_findings(const std::vector<Finding>& findings, std::ostream& out) {
  for (const auto& finding : findings) {
    out << "  [" << severity_codes.code(finding.severity) << "] " << finding.message << '\n';
    for (const auto& example : finding.examples)
      if (finding.severity != Severity::error) out << "      " << example << '\n';
    if (finding.repair)
      out << "      réparation " << finding.repair->id << "\u00A0: " << finding.repair->sentence << '\n';
  }
}

void print_passports(const std::vector<quality::Passport>& passports, std::ostream& out) {
  for (const auto& passport : passports) {
    out << "  passeport " << passport.dataset << "\u00A0: " << quality::to_text(passport.colour()) << '\n';
    for (const auto& check : passport.checks)
      if (check.colour != quality::Colour::green)
        out << "      " << quality::to_text(check.check) << " (" << quality::to_text(check.colour)
            << ")\u00A0: " << check.sentence << '\n';
  }
}

Status write_report(const Request& request, const Outcome& outcome) {
  if (request.report.empty()) return {};
  if (fs::path(request.report).extension() == ".json") {
    array passports;
    for (const auto& passport : outcome.passports) passports.push_back(quality::to_json(passport));
    const object whole{{"tables", outcome.tables},
                       {"findings", findings_json(outcome.findings)},
                       {"passports", std::move(passports)}};
    return base::write_file_durably(request.report, base::json::serialize(whole) + "\n");
  }
  const std::string mark = request.french ? "\xEF\xBB\xBF" : "";
  return base::write_file_durably(request.report,
                                  mark + findings_csv(outcome.findings, request.french ? ';' : ','));
}

int exit_of(const Outcome& outcome) {
  if (outcome.refused_file) return file_refused;
  const bool red = std::any_of(outcome.passports.begin(), outcome.passports.end(), [](const auto& passport) {
    return passport.colour() == quality::Colour::red;
  });
  if (red) return red_passport;
  return outcome.refused_rows ? rows_refused : done;
}

int run(const Request& request, std::ostream& out, std::ostream& err) {
  Outcome outcome;
  for (const auto& file : request.files) {
    if (!request.ma_cantine.empty()) {
      check_for_platform(file, request, outcome, out, err);
    } else if (request.kind) {
      check_file(file, request, outcome, out, err);
    } else {
      check_folder(file, request, outcome, out, err);
    }
  }
  print_findings(outcome.findings, out);
  print_passports(outcome.passports, out);
  if (const auto written = write_report(request, outcome); !written) {
    err << written.error().message << '\n';
    return file_refused;
  }
  return exit_of(outcome);
}

}  // namespace

int import_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (asks_help(args)) {
    out << usage;
    return done;
  }
  const auto options = CommandOptions::parse(
      args, {"kind", "map", "encoding", "service", "zone", "accept", "report"}, {"french"});
  if (!options || options->rest().empty()) {
    err << usage;
    return wrong_use;
  }
  const auto request = read_request(*options);
  if (!request) {
    err << request.error().message << '\n' << usage;
    return wrong_use;
  }
  std::error_code none;
  if (!request->kind && request->ma_cantine.empty() && !fs::is_directory(request->files.front(), none)) {
    err << "Précisez --kind pour un fichier.\n" << usage;
    return wrong_use;
  }
  return run(*request, out, err);
}

}  // namespace parvis::canteen
