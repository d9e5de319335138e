#include "app/commands.hpp"

#include <exception>
#include <map>

#include "base/log.hpp"
#include "model/vision.hpp"
#include "quality/table_reader/sheet_process.hpp"

namespace parvis::app {
namespace {

constexpr const char* usage =
    R"(parvis – l’intelligence artificielle au service du public, sur votre machine

Usage : parvis COMMANDE [options]

  serve      sert les pages, l’API et l’espace des agents
  demo       crée une commune imaginaire dans un dossier vide
  street     signalements : classify, train, evaluate, adapt, exports, secteurs
  grants     tableaux de subventions : check, schemas, cell, parse, match
  canteen    restauration scolaire : backtest, evaluate, forecast, report, export
  decision   rejoue les décisions enregistrées, liste les modèles vus
  audit      exporte, signe et vérifie le journal chaîné
  account    ajoute un compte, change un mot de passe

  parvis COMMANDE --help     l’aide d’une commande, avec un exemple
Exemple : parvis serve --data data --listen 127.0.0.1:8080
)";

using Command = int (*)(const Args&, std::ostream&, std::ostream&);

const std::map<std::string, Command>& commands() {
  static const std::map<std::string, Command> all = {
      {"serve", serve_command},   {"demo", demo_command},
      {"street", street_program}, {"decision", decision_command},
      {"audit", audit_command},   {"account", account_command},
      {"grants", grants_program}, {"canteen", canteen_program}};
  return all;
}

}  // namespace

int run_program(const Args& args, std::ostream& out, std::ostream& err) {
  if (args.empty()) {
    err << usage;
    return 2;
  }
  if (args[0] == "vision-worker") return model::vision_worker_main();
  if (args[0] == "sheet-reader") return quality::sheet_reader_main();
  if (args[0] == "--help" || args[0] == "-h" || args[0] == "help") {
    out << usage;
    return 0;
  }
  const auto command = commands().find(args[0]);
  if (command == commands().end()) {
    err << "Commande inconnue : " << args[0] << ".\n\n" << usage;
    return 2;
  }
  try {
    return command->second(Args(args.begin() + 1, args.end()), out, err);
  } catch (const std::exception& error) {
    base::log_error("command_failed", {{"command", args[0]}, {"detail", error.what()}});
    err << "Erreur interne. Le détail est dans le journal.\n";
    return 3;
  }
}

}  // namespace parvis::app
