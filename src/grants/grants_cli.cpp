#include "grants/grants_cli.hpp"

#include <array>
#include <string_view>

#include "grants/cell_command.hpp"
#include "grants/check_command.hpp"
#include "grants/match_command.hpp"
#include "grants/parse_command.hpp"
#include "grants/repair_command.hpp"
#include "grants/schemas_command.hpp"
#include "grants/train_pairs_command.hpp"

namespace parvis::grants {
namespace {

constexpr std::string_view usage =
    "Usage\u00A0: parvis grants COMMANDE\n"
    "  check FICHIER --schema NOM|FICHIER   vérifie un tableau contre un schéma de table\n"
    "  repair FICHIER --schema S --out D    répare un fichier, avec journal et retour arrière\n"
    "  schemas list|load|lint               les schémas connus, en charger, en relire\n"
    "  cell FICHIER.jsonl                   lit des cellules une à une\n"
    "  parse FICHIER.jsonl                  lit des montants, dates, identifiants\n"
    "  match FICHIER.jsonl                  compare des demandes deux à deux\n"
    "  train-pairs PAIRES.jsonl             entraîne et mesure ce rapprochement\n"
    "  publish --year ANNÉE                 publie les lignes prêtes d’une année\n"
    "Exemple\u00A0: parvis grants check subventions.csv --schema scdl/subventions\n";

using Command = int (*)(const std::vector<std::string>&, std::ostream&, std::ostream&);
struct Named {
  std::string_view name;
  Command run;
};
constexpr std::array<Named, 7> commands{{{"check", check_command},
                                         {"repair", repair_command},
                                         {"schemas", schemas_command},
                                         {"cell", cell_command},
                                         {"parse", parse_command},
                                         {"match", match_command},
                                         {"train-pairs", train_pairs_command}}};

}  // namespace

int grants_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  const bool asks_help = !args.empty() && (args[0] == "--help" || args[0] == "-h" || args[0] == "help");
  if (args.empty() || asks_help) {
    (asks_help ? out : err) << usage;
    return asks_help ? 0 : 2;
  }
  for (const auto& command : commands)
    if (command.name == args[0]) return command.run({args.begin() + 1, args.end()}, out, err);
  err << "Commande inconnue\u00A0: grants " << args[0] << ".\n\n" << usage;
  return 2;
}

}  // namespace parvis::grants
