// `parvis grants …`: publish works on a data folder; the other commands open none.
#include <charconv>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/house.hpp"
#include "grants/grants_cli.hpp"
#include "grants/publish_command.hpp"

namespace parvis::app {
namespace {

constexpr const char* publish_usage =
    R"(Usage : parvis grants publish --year ANNÉE [--data DOSSIER] [--database URL] [--dry-run] [--json] [FICHIER…]

  Publie les lignes prêtes d’une année, après y avoir pris celles des fichiers SCDL donnés.
  --dry-run  dit ce qui serait publié, sans publier
  --json     résultat en JSON

Exemple : parvis grants publish --year 2025 --data /srv/parvis publiable.csv
)";

int publish(const Args& args, std::ostream& out, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"year", "data", "database"}, {"dry-run", "json", "help"});
  if (!arguments || arguments->has("help")) {
    if (!arguments) err << arguments.error().message << "\n";
    (arguments ? out : err) << publish_usage;
    return arguments ? 0 : 2;
  }
  grants::PublishOptions options;
  const std::string year = arguments->text("year");
  const auto [end, error] = std::from_chars(year.data(), year.data() + year.size(), options.year);
  if (error != std::errc() || end != year.data() + year.size() || options.year < 1900 ||
      options.year > 9999) {
    err << "Donnez une année : --year 2025.\n" << publish_usage;
    return 2;
  }
  options.files = arguments->rest();
  options.dry_run = arguments->has("dry-run");
  options.json = arguments->has("json");
  HouseOptions house_options;
  house_options.data = arguments->text("data", "data");
  house_options.database = arguments->text("database");
  house_options.with_vision = false;
  const auto house = House::open(house_options);
  if (!house) {
    err << house.error().message << "\n";
    return 5;
  }
  return grants::publish_year((*house)->grants->publication(), options, out, err);
}

}  // namespace

int grants_program(const Args& args, std::ostream& out, std::ostream& err) {
  if (!args.empty() && args[0] == "publish") return publish({args.begin() + 1, args.end()}, out, err);
  return grants::grants_command(args, out, err);
}

}  // namespace parvis::app
