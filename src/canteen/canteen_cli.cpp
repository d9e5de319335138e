#include "canteen/canteen_cli.hpp"

#include <string_view>

#include "base/named_commands.hpp"
#include "canteen/backtest_command.hpp"
#include "canteen/evaluate_command.hpp"
#include "canteen/forecast_command.hpp"
#include "canteen/import_command.hpp"

namespace parvis::canteen {
namespace {

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen COMMANDE\n"
    "  import FICHIER…|DOSSIER              lit et vérifie les fichiers d’une ville, propose des "
    "réparations\n"
    "  forecast --origin DATE --data D      prévoit les repas d’un ou plusieurs jours\n"
    "  backtest --from A --to B --data D    refait les prévisions d’une période passée\n"
    "  evaluate FICHIER… --data DOSSIER     compare des prévisions aux repas mangés\n"
    "  report --from A --to B               bilan d’une période, rejouée à manque égal\n"
    "  export --what QUOI --year ANNÉE      pesées pour ma cantine, comptages, passeports\n"
    "Exemple\u00A0: parvis canteen evaluate forecast_h15.csv --data donnees/nantes\n";

constexpr base::NamedCommand commands[] = {{"forecast", forecast_command},
                                           {"backtest", backtest_command},
                                           {"evaluate", evaluate_command},
                                           {"import", import_command}};

}  // namespace

int canteen_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  return base::run_named_command("canteen", usage, commands, args, out, err);
}

}  // namespace parvis::canteen
