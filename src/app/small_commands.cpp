// The commands that open the data folder for one question: accounts, street. And what all of them share.
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "street/street_cli.hpp"

namespace parvis::app {
namespace {

constexpr const char* account_usage =
    R"(Usage : parvis account add --email ADRESSE --name NOM --role RÔLE [--data DOSSIER] [--database URL]
        parvis account password --email ADRESSE [--data DOSSIER]
        parvis account list [--data DOSSIER]

Le mot de passe est lu sur l’entrée standard. Rôles : regulation, chef_equipe,
agent_terrain, lecture, subventions, publication, administration.
Exemple : parvis account add --email alix@ville.example --name "Alix Mairand" --role administration
)";
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

}  // namespace

int refuse(const Error& error, std::ostream& err) {
  err << error.message << "\n";
  if (!error.detail.empty()) base::log_debug("refused", {{"detail", error.detail}});
  return error.code == "usage" ? 2 : exit_code(error.kind);
}

Result<std::unique_ptr<House>> open_house(const Arguments& arguments, bool vision) {
  HouseOptions options;
  options.data = arguments.text("data", "data");
  options.database = arguments.text("database");
  options.with_vision = vision;
  return House::open(options);
}

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
