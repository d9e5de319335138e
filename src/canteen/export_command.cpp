#include "canteen/export_command.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/menu_store.hpp"
#include "canteen/desk/stored_history.hpp"
#include "canteen/intake/town_folder.hpp"
#include "canteen/menus/scdl_menus.hpp"
#include "canteen/town_data.hpp"
#include "canteen/waste/waste_json.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen export --what ma-cantine|menus-scdl|counts|passport --year ANNÉE [--french] "
    "[--data "
    "DOSSIER]\n"
    "         [--home DOSSIER] [--database URL] [--out FICHIER]\n"
    "  ma-cantine  mesures de gaspillage et déclaration de l’année civile, en JSON\n"
    "  menus-scdl  menus publiés de l’année scolaire commencée en ANNÉE, au format SCDL\n"
    "  counts      commandes et repas mangés de l’année scolaire commencée en ANNÉE, en CSV\n"
    "  passport    passeports des données, en JSON\n"
    "  --data lit un dossier de fichiers au lieu de la base.\n"
    "Exemple\u00A0: parvis canteen export --what ma-cantine --year 2025 --out ma-cantine-2025.json\n";

constexpr int first_year = 1990, last_year = 2199;

int wrong(std::ostream& err, std::string_view why) {
  err << why << "\n" << usage;
  return wrong_use;
}

std::string meals(const std::optional<double>& value, bool french) {
  if (!value) return {};
  if (*value == std::floor(*value)) return std::to_string(static_cast<std::int64_t>(*value));
  std::string out = std::to_string(*value);
  out.erase(out.find_last_not_of('0') + 1);
  if (french) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

int counts(const TownHistory& history, const ExportOptions& options, std::ostream& out, std::ostream& err) {
  return deliver(counts_csv(history, options.year, options.french), options.out, out, err);
}

int passports_of_folder(const ExportOptions& options, std::ostream& out, std::ostream& err) {
  const auto folder = read_town_folder(options.data);
  if (!folder) return told(folder.error(), err);
  json::array list;
  for (const quality::Passport& passport : folder->passports) list.push_back(quality::to_json(passport));
  return deliver(json::serialize(list) + "\n", options.out, out, err);
}

int passports_of_town(CanteenContext& context, const ExportOptions& options, std::ostream& out,
                      std::ostream& err) {
  const auto rows = context.database.read([](store::Session& session) {
    return session.query("SELECT body FROM canteen_passport ORDER BY dataset");
  });
  if (!rows) return told(rows.error(), err);
  json::array list;
  for (const store::Row row : *rows) {
    if (const auto body = base::parse_json_object(row.text("body"))) list.push_back(*body);
  }
  return deliver(json::serialize(list) + "\n", options.out, out, err);
}

int ma_cantine(WasteDesk& desk, const ExportOptions& options, std::ostream& out, std::ostream& err) {
  const auto made = desk.ma_cantine(options.year);
  if (!made) return told(made.error(), err);
  int code = done;
  for (const MeasurementExport& one : made->measurements) {
    for (const DeclarationFinding& finding : one.findings)
      err << one.canteen_label << (finding.warning ? " (à savoir)" : "") << "\u00A0: " << finding.message
          << "\n";
    if (!one.body) code = rows_refused;
  }
  const int written = deliver(json::serialize(to_json(*made)) + "\n", options.out, out, err);
  return written == done ? code : written;
}

ScdlDish scdl_dish(const DayMenu& menu, const Dish& dish, const Kitchen* kitchen) {
  ScdlDish out;
  if (kitchen != nullptr) {
    out.restaurant = kitchen->name;
    out.restaurant_id = kitchen->siret;
    out.restaurant_id_type = kitchen->siret.empty() ? "sans" : "SIRET";
  }
  out.day = menu.day;
  out.component = dish.component;
  out.name = dish.name;
  out.siqo = dish.siqo;
  out.allergens = dish.allergens;
  if (menu.published_at) out.published_at = base::format_utc(*menu.published_at);
  return out;
}

// Published menus only: a draft is nobody's business yet.
Result<std::vector<ScdlDish>> published_dishes(store::Session& session, int school_year) {
  PARVIS_TRY(kitchens, CanteenStore::kitchens(session));
  PARVIS_TRY(menus, MenuStore::between(session, base::make_day(school_year, 8, 1),
                                       base::make_day(school_year + 1, 7, 31)));
  std::vector<ScdlDish> out;
  for (const DayMenu& menu : menus) {
    if (!menu.published_at) continue;
    const auto kitchen = std::find_if(kitchens.begin(), kitchens.end(),
                                      [&](const Kitchen& one) { return one.id == menu.kitchen_id; });
    for (const Dish& dish : menu.dishes)
      out.push_back(scdl_dish(menu, dish, kitchen == kitchens.end() ? nullptr : &*kitchen));
  }
  return out;
}

int menus_scdl(CanteenContext& context, const ExportOptions& options, std::ostream& out, std::ostream& err) {
  const auto dishes =
      context.database.read([&](store::Session& session) { return published_dishes(session, options.year); });
  if (!dishes) return told(dishes.error(), err);
  ScdlIssuer issuer;
  issuer.authority = context.town_name();
  return deliver(write_scdl_menus(issuer, *dishes), options.out, out, err);
}

}  // namespace

std::optional<ExportOptions> read_export_options(const std::vector<std::string>& args, std::ostream& out,
                                                 std::ostream& err, int& code) {
  if (asks_help(args)) {
    out << usage;
    code = done;
    return std::nullopt;
  }
  code = wrong_use;
  const auto options =
      CommandOptions::parse(args, {"what", "year", "data", "home", "database", "out"}, {"french"});
  if (!options || !options->rest().empty())
    return wrong(err, "Option inconnue ou sans valeur."), std::nullopt;
  ExportOptions found;
  found.what = options->text("what");
  const std::set<std::string> known = {"ma-cantine", "menus-scdl", "counts", "passport"};
  if (!known.contains(found.what))
    return wrong(err, "Dites quoi exporter\u00A0: --what ma-cantine, menus-scdl, counts ou passport."),
           std::nullopt;
  const auto year = options->number("year", 0);
  const bool needs_year = found.what != "passport";
  if (!year || (needs_year && (*year < first_year || *year > last_year)))
    return wrong(err, "Donnez une année\u00A0: --year 2025."), std::nullopt;
  found.year = static_cast<int>(*year);
  found.french = options->has("french");
  found.data = options->text("data");
  found.out = options->text("out");
  found.home = options->text("home", "data");
  found.database = options->text("database");
  return found;
}

std::string counts_csv(const TownHistory& history, int school_year, bool french) {
  const char separator = french ? ';' : ',';
  std::string out = french ? "\xEF\xBB\xBF" : "";
  out += base::csv_row({"canteen", "date", "service", "ordered", "eaten"}, separator);
  for (const MealCount& count : history.counts) {
    if (school_year_of(count.day) != school_year) continue;
    out += base::csv_row(
        {history.canteens[static_cast<std::size_t>(count.canteen)].key, base::format_day(count.day), "midi",
         meals(count.ordered, french), meals(count.eaten, french)},
        separator);
  }
  return out;
}

int export_of_folder(const ExportOptions& options, std::ostream& out, std::ostream& err) {
  if (options.what == "passport") return passports_of_folder(options, out, err);
  if (options.what == "ma-cantine" || options.what == "menus-scdl")
    return wrong(err,
                 "Les pesées et les menus publiés sont dans la base\u00A0: cet export se fait sans --data.");
  const auto read = town_of_folder(options.data, err);
  if (const int* refused = std::get_if<int>(&read)) return *refused;
  return counts(std::get<TownHistory>(read), options, out, err);
}

int export_of_town(CanteenContext& context, WasteDesk& desk, const ExportOptions& options, std::ostream& out,
                   std::ostream& err) {
  if (options.what == "ma-cantine") return ma_cantine(desk, options, out, err);
  if (options.what == "menus-scdl") return menus_scdl(context, options, out, err);
  if (options.what == "passport") return passports_of_town(context, options, out, err);
  const auto stored = context.database.read(
      [&](store::Session& session) { return stored_history(session, context.clock.now()); });
  if (!stored) return told(stored.error(), err);
  return counts(stored->history, options, out, err);
}

}  // namespace parvis::canteen
