#include "canteen/report_command.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "canteen/town_data.hpp"
#include "canteen/waste/bilan_output.hpp"

namespace parvis::canteen {
namespace {

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen report --from DATE --to DATE [--format html|json|csv] [--french] [--horizon "
    "15]\n"
    "         [--risk 1/20 | --level Q] [--data DOSSIER [--town NOM]] [--home DOSSIER] [--database URL] "
    "[--out FICHIER]\n"
    "  Rejoue la période et la compare aux commandes passées, à nombre égal de repas manquants.\n"
    "  --data lit un dossier de fichiers au lieu de la base. La page html s’imprime en A4, ou en PDF depuis "
    "le navigateur.\n"
    "Exemple\u00A0: parvis canteen report --from 2016-09-01 --to 2017-07-07 --data donnees/nantes --town "
    "Nantes --out "
    "bilan.html\n";

int wrong(std::ostream& err, std::string_view why) {
  err << why << "\n" << usage;
  return wrong_use;
}

std::string written(const Bilan& bilan, const ReportOptions& options) {
  if (options.format == "csv") return bilan_csv(bilan, options.french);
  if (options.format == "json") return base::json::serialize(to_json(bilan)) + "\n";
  return bilan_html(bilan);
}

int deliver_report(const Bilan& bilan, const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const int code = deliver(written(bilan, options), options.out, out, err);
  if (code == done && !options.out.empty()) out << bilan_sentence(bilan) << "\n";
  return code;
}

// A folder knows the classes of a dish, not its words: only what is meatless is plain.
std::map<Day, std::string> dishes_of(const TownHistory& history) {
  std::map<Day, std::string> out;
  for (const auto& [day, menu] : history.menus) {
    const std::string factor = dish_factor("", menu.classes);
    if (!factor.empty()) out[day] = factor;
  }
  return out;
}

}  // namespace

std::optional<ReportOptions> read_report_options(const std::vector<std::string>& args, std::ostream& out,
                                                 std::ostream& err, int& code) {
  if (asks_help(args)) {
    out << usage;
    code = done;
    return std::nullopt;
  }
  const auto options = CommandOptions::parse(args,
                                             {"from", "to", "format", "horizon", "risk", "level", "data",
                                              "town", "home", "database", "out", "threads"},
                                             {"french"});
  code = wrong_use;
  if (!options || !options->rest().empty())
    return wrong(err, "Option inconnue ou sans valeur."), std::nullopt;
  const auto from = day_option(*options, "from"), to = day_option(*options, "to");
  if (!from || !to || *to < *from)
    return wrong(err, "Donnez --from et --to, au format AAAA-MM-JJ."), std::nullopt;
  const auto level = asked_level(*options);
  const auto horizon = options->number("horizon", 15), threads = options->number("threads", 1);
  if (!level || !horizon || *horizon < 1 || !threads || *threads < 1)
    return wrong(err, "Le risque, l’horizon ou le nombre de fils est faux."), std::nullopt;
  ReportOptions found;
  found.request.from = *from;
  found.request.to = *to;
  found.request.level = *level;
  found.request.horizon = static_cast<int>(*horizon);
  found.request.threads = static_cast<unsigned>(*threads);
  found.request.town = options->text("town");
  found.format = options->text("format", "html");
  if (found.format == "pdf")
    return wrong(err, "Le PDF n’est pas écrit ici\u00A0: imprimez la page html depuis un navigateur."),
           std::nullopt;
  if (found.format != "html" && found.format != "json" && found.format != "csv")
    return wrong(err, "Le format est html, json ou csv."), std::nullopt;
  found.french = options->has("french");
  found.data = options->text("data");
  found.out = options->text("out");
  found.home = options->text("home", "data");
  found.database = options->text("database");
  return found;
}

int report_of_folder(const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto read = town_of_folder(options.data, err);
  if (const int* refused = std::get_if<int>(&read)) return *refused;
  const auto factors = shipped_factors(base::home_folder() / "reference");
  if (!factors) return told(factors.error(), err);
  BilanRequest request = options.request;
  request.made_on = base::local_day(base::SystemClock().now(), "Europe/Paris");
  const TownHistory& history = std::get<TownHistory>(read);
  const auto made = make_bilan({history,
                                {},
                                dishes_of(history),
                                in_force(*factors, request.made_on, request.town),
                                std::nullopt,
                                0,
                                std::nullopt},
                               request);
  if (!made) return told(made.error(), err);
  return deliver_report(*made, options, out, err);
}

int report_of_town(BilanDesk& desk, const ReportOptions& options, std::ostream& out, std::ostream& err) {
  const auto made = desk.make(options.request);
  if (!made) return told(made.error(), err);
  return deliver_report(*made, options, out, err);
}

}  // namespace parvis::canteen
