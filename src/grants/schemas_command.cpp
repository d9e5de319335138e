#include "grants/schemas_command.hpp"

#include <string_view>

#include "quality/table_schema/check_report.hpp"
#include "quality/table_schema/schema_catalogue.hpp"
#include "quality/table_schema/schema_lint.hpp"

namespace parvis::grants {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view usage =
    R"(Usage : parvis grants schemas list                        les schémas connus et leurs versions
        parvis grants schemas load DOSSIER [--into D]    charge les schémas de table d’un dossier
                                   [--current]           (PROPRIÉTAIRE/NOM/VERSION/*.json), la version courante seule
        parvis grants schemas lint NOM|FICHIER [--json]  ce qu’un schéma a de douteux
Exemple : parvis grants schemas lint scdl/subventions
)";

const fs::path loaded_folder = "data/schemas";

quality::SchemaCatalogue catalogue() {
  return quality::SchemaCatalogue({loaded_folder, quality::shipped_schemas_folder()});
}

int list(std::ostream& out) {
  for (const auto& entry : catalogue().list()) {
    out << entry.name;
    for (const auto& version : entry.versions) out << ' ' << version;
    out << '\n';
  }
  return 0;
}

int load(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  fs::path from;
  fs::path into = loaded_folder;
  bool current = false;
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (args[i] == "--current")
      current = true;
    else if (args[i] == "--into" && i + 1 < args.size())
      into = args[++i];
    else
      from = args[i];
  }
  if (from.empty()) {
    err << usage;
    return 2;
  }
  const auto done = quality::load_schemas(from, into, current);
  if (!done) {
    err << done.error().message << '\n';
    return done.error().kind == ErrorKind::not_found ? 2 : 5;
  }
  out << done->schemas << " schémas, " << done->versions << " versions dans " << into.string() << ".\n";
  for (const auto& line : done->left_out) err << "Laissé de côté\u00A0: " << line << '\n';
  return 0;
}

int lint(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  const auto text = quality::schema_text(args[1], catalogue());
  if (!text) {
    err << text.error().message << '\n';
    return 2;
  }
  const bool json = args.size() > 2 && args[2] == "--json";
  const auto remarks = quality::lint_schema(*text);
  for (const auto& remark : remarks) {
    if (!json) {
      out << (remark.field.empty() ? "schéma" : remark.field) << "\u00A0: " << remark.message << " ["
          << remark.code << "]\n";
      continue;
    }
    std::string line = "{\"field\":";
    quality::append_json_text(line, remark.field);
    line += ",\"code\":";
    quality::append_json_text(line, remark.code);
    line += ",\"message\":";
    quality::append_json_text(line, remark.message);
    out << line << "}\n";
  }
  return remarks.empty() ? 0 : 1;
}

}  // namespace

int schemas_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  const std::string action = args.empty() ? "" : args[0];
  if (action == "list" && args.size() == 1) return list(out);
  if (action == "load") return load(args, out, err);
  if (action == "lint" && args.size() >= 2) return lint(args, out, err);
  const bool help = action == "--help" || action == "-h";
  (help ? out : err) << usage;
  return help ? 0 : 2;
}

}  // namespace parvis::grants
