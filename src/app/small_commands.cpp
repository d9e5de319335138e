// The commands that open the data folder for one question: accounts, audit log, decisions, street.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "store/audit_log.hpp"
#include "street/street_cli.hpp"

namespace parvis::app {
namespace {

constexpr const char* account_usage =
    R"(Usage : parvis account add --email ADRESSE --name NOM --role RÔLE [--data DOSSIER] [--database URL]
        parvis account password --email ADRESSE [--data DOSSIER]
        parvis account list [--data DOSSIER]

Le mot de passe est lu sur l’entrée standard. Rôles : regulation, chef_equipe, agent_terrain, lecture, administration.
Exemple : parvis account add --email alix@ville.example --name "Alix Mairand" --role administration
)";
constexpr const char* audit_usage =
    R"(Usage : parvis audit export [--data DOSSIER] [--database URL]     écrit le journal, une ligne JSON par acte
        parvis audit verify FICHIER [POINTS]                     vérifie un journal, sans base ni serveur

POINTS est un fichier de points de contrôle, une ligne {"seq", "hash"} chacun.
Exemple : parvis audit export > journal.ndjson && parvis audit verify journal.ndjson
)";
constexpr const char* decision_usage =
    R"(Usage : parvis decision replay IDENTIFIANT [--json] [--data DOSSIER] [--database URL]
        parvis decision show IDENTIFIANT [--data DOSSIER]

Rejoue une décision avec le même modèle et les mêmes entrées, ou dit ce qui manque.
Exemple : parvis decision replay 0193d2f0-1111-7abc-8def-0123456789ab --json
)";

int refuse(const Error& error, std::ostream& err) {
  err << error.message << "\n";
  if (!error.detail.empty()) base::log_debug("refused", {{"detail", error.detail}});
  return error.code == "usage" ? 2 : exit_code(error.kind);
}

Result<std::unique_ptr<House>> open_house(const Arguments& arguments, bool vision = false) {
  HouseOptions options;
  options.data = arguments.text("data", "data");
  options.database = arguments.text("database");
  options.with_vision = vision;
  return House::open(options);
}

Result<std::string> read_password() {
  std::string password;
  std::cerr << "Mot de passe : " << std::flush;
  if (!std::getline(std::cin, password))
    return fail(ErrorKind::invalid, "Donnez le mot de passe sur l’entrée standard.");
  return password;
}

Status account(const Arguments& arguments, const std::string& action, std::ostream& out) {
  PARVIS_TRY(house, open_house(arguments));
  if (action == "list") {
    PARVIS_TRY(users, house->accounts->list());
    for (const auto& user : users) out << base::json::serialize(account::to_json(user)) << "\n";
    return {};
  }
  PARVIS_TRY(password, read_password());
  if (action == "add") {
    account::User user;
    user.email = arguments.text("email");
    user.name = arguments.text("name", user.email);
    user.roles = {arguments.text("role", "regulation")};
    PARVIS_TRY(added, house->accounts->add(user, password, "command"));
    out << base::json::serialize(account::to_json(added)) << "\n";
    return {};
  }
  PARVIS_TRY(users, house->accounts->list());
  for (const auto& user : users)
    if (user.email == base::lower_ascii(arguments.text("email")))
      return house->accounts->set_password(user.id, password, "command");
  return fail(ErrorKind::not_found, "Aucun compte n’a cette adresse.");
}

Status export_audit(const Arguments& arguments, std::ostream& out) {
  PARVIS_TRY(house, open_house(arguments));
  std::int64_t after = 0;
  while (true) {
    PARVIS_TRY(lines, house->database->read(
                          [&](store::Session& session) { return store::audit_lines(session, after); }));
    if (lines.empty()) return {};
    for (const auto& line : lines) out << line << "\n";
    after += static_cast<std::int64_t>(lines.size());
  }
}

Result<std::vector<store::AuditCheckpoint>> read_checkpoints(const std::string& file) {
  std::ifstream in(file);
  if (!in) return fail(ErrorKind::not_found, "Fichier introuvable : " + file + ".");
  std::vector<store::AuditCheckpoint> points;
  for (std::string line; std::getline(in, line);) {
    PARVIS_TRY(point, base::parse_json_object(line));
    points.push_back({base::integer_or(point, "seq"), base::text_or(point, "hash")});
  }
  return points;
}

Result<store::AuditVerdict> verify(const std::vector<std::string>& files) {
  std::ifstream log(files[0], std::ios::binary);
  if (!log) return fail(ErrorKind::not_found, "Fichier introuvable : " + files[0] + ".");
  std::vector<store::AuditCheckpoint> points;
  if (files.size() > 1) {
    PARVIS_TRY(read, read_checkpoints(files[1]));
    points = std::move(read);
  }
  return store::verify_audit(log, points);
}

Status replay(const Arguments& arguments, const std::string& action, const std::string& id, bool& identical,
              std::ostream& out) {
  PARVIS_TRY(house, open_house(arguments, action == "replay"));
  PARVIS_TRY(view, house->ledger->view(id));
  if (action == "show") {
    out << base::json::serialize(decision::to_json(view.core)) << "\n";
    return {};
  }
  PARVIS_TRY(result, house->ledger->replay(id));
  identical = result.identical;
  if (arguments.has("json")) {
    base::json::array missing(result.missing.begin(), result.missing.end());
    out << base::json::serialize(
               base::json::object{{"id", id}, {"identical", identical}, {"missing", std::move(missing)}})
        << "\n";
    return {};
  }
  out << (identical                ? "Résultat identique.\n"
          : result.missing.empty() ? "Résultat différent.\n"
                                   : "Décision non rejouée :\n");
  for (const auto& what : result.missing) out << "  " << what << "\n";
  return {};
}

}  // namespace

int account_command(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"email", "name", "role", "data", "database"}, {"help"});
  const std::string action = arguments && !arguments->rest().empty() ? arguments->rest()[0] : "";
  if (!arguments || arguments->has("help") || (action != "add" && action != "password" && action != "list")) {
    err << account_usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  const Status done = account(*arguments, action, out);
  return done ? 0 : refuse(done.error(), err);
}

int audit_command(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "database"}, {"help"});
  const std::string action = arguments && !arguments->rest().empty() ? arguments->rest()[0] : "";
  const bool well_formed = action == "export" || (action == "verify" && arguments->rest().size() >= 2);
  if (!arguments || arguments->has("help") || !well_formed) {
    err << audit_usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  if (action == "export") {
    const Status done = export_audit(*arguments, out);
    return done ? 0 : refuse(done.error(), err);
  }
  const auto verdict = verify({arguments->rest().begin() + 1, arguments->rest().end()});
  if (!verdict) return refuse(verdict.error(), err);
  if (verdict->bad_seq != 0) {
    out << "Ligne " << verdict->bad_seq << " : " << verdict->why << ".\n";
    return 1;
  }
  out << verdict->lines << " lignes vérifiées, la chaîne est intacte.\n";
  return 0;
}

int decision_command(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "database"}, {"help", "json"});
  const bool well_formed = arguments && arguments->rest().size() == 2 &&
                           (arguments->rest()[0] == "replay" || arguments->rest()[0] == "show");
  if (!well_formed) {
    err << decision_usage;
    return arguments && arguments->has("help") ? 0 : 2;
  }
  bool identical = true;
  const Status done = replay(*arguments, arguments->rest()[0], arguments->rest()[1], identical, out);
  if (!done) return refuse(done.error(), err);
  return identical ? 0 : 1;
}

int street_program(const Args& args, std::ostream& out, std::ostream& err) {
  // The data folder is opened only by the commands that need it; its options may stand anywhere.
  std::string data = "data";
  std::string database;
  Args rest;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if ((args[i] == "--data" || args[i] == "--database") && i + 1 < args.size()) {
      (args[i] == "--data" ? data : database) = args[i + 1];
      ++i;
    } else {
      rest.push_back(args[i]);
    }
  }
  std::shared_ptr<House> house;
  const auto open = [&]() -> Result<std::shared_ptr<street::StreetContext>> {
    HouseOptions options;
    options.data = data;
    options.database = database;
    PARVIS_TRY(opened, House::open(options));
    house = std::move(opened);
    return std::shared_ptr<street::StreetContext>(house, house->street.get());
  };
  return street::street_command(rest, out, err, open);
}

}  // namespace parvis::app
