#include "grants/grants_cli.hpp"

#include <array>
#include <string_view>

#include "base/named_commands.hpp"
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

constexpr std::array<base::NamedCommand, 7> commands{{{"check", check_command},
                                                      {"repair", repair_command},
                                                      {"schemas", schemas_command},
                                                      {"cell", cell_command},
                                                      {"parse", parse_command},
                                                      {"match", match_command},
                                                      {"train-pairs", train_pairs_command}}};

}  // namespace

int grants_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  return base::run_named_command("grants", usage, commands, args, out, err);
}

}  // namespace parvis::grants
