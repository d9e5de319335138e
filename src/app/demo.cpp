// `parvis demo`: a made-up town in an empty data folder, so that everything can be tried at once.
#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/demo_canteen.hpp"
#include "app/demo_grants.hpp"
#include "app/demo_reports.hpp"
#include "app/house.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "store/jobs.hpp"
#include "street/street_jobs.hpp"

namespace parvis::app {
namespace {

constexpr const char* usage =
    R"(Usage : parvis demo [--data DOSSIER] [--database URL]

Crée la commune imaginaire de Sainte-Aubaine-sur-Loue : quartiers, équipes, comptes, environ 300 signalements,
une soixantaine de subventions et huit cantines sur trois années scolaires.
Exemple : parvis demo --data data
)";
constexpr const char* password = "parvis-demonstration";

struct Person {
  const char* id;
  const char* name;
  const char* email;
  const char* role;
  const char* label;
  std::vector<std::string> teams;
};

const std::vector<Person>& people() {
  static const std::vector<Person> all = {
      {"demo-regulation",
       "Camille Régis",
       "regulation@sainte-aubaine.example",
       "regulation",
       "régulation",
       {"T-REG"}},
      {"demo-chef",
       "Dominique Chevalier",
       "voirie@sainte-aubaine.example",
       "chef_equipe",
       "chef de l’équipe Voirie",
       {"T-VOI"}},
      {"demo-terrain",
       "Sacha Terrier",
       "terrain@sainte-aubaine.example",
       "agent_terrain",
       "agent de terrain, Propreté",
       {"T-PRO"}},
      {"demo-subventions",
       "Noé Saint-Prix",
       "subventions@sainte-aubaine.example",
       "subventions",
       "instruction des subventions",
       {}},
      {"demo-publication",
       "Maïa Ouvrard",
       "publication@sainte-aubaine.example",
       "publication",
       "publication des données de subventions",
       {}},
      {"demo-restauration",
       "Inès Cuvelier",
       "restauration@sainte-aubaine.example",
       "restauration",
       "responsable de la restauration scolaire",
       {}},
      {"demo-cuisine", "Malo Chaudron", "cuisine@sainte-aubaine.example", "cuisine", "cuisine centrale", {}},
      {"demo-ecole", "Lou Pupitre", "ecole@sainte-aubaine.example", "ecole", "agent d’une école", {}},
      {"demo-dietetique",
       "Ana Verdier",
       "dietetique@sainte-aubaine.example",
       "dietetique",
       "service diététique",
       {}},
      {"demo-administration",
       "Alix Mairand",
       "administration@sainte-aubaine.example",
       "administration",
       "administration",
       {}}};
  return all;
}

Status make_people(House& house, const std::filesystem::path& data) {
  base::json::array shown;
  for (const auto& person : people()) {
    account::User user{person.id, person.name, person.email, {person.role}, person.teams, true};
    PARVIS_CHECK(house.accounts->add(user, password, "demo"));
    shown.push_back(base::json::object{{"email", person.email}, {"role", person.label}});
  }
  return base::write_file_durably(data / "demo-accounts.json", base::json::serialize(shown));
}

Status make_town(House& house) {
  account::Town town;
  town.name = "Sainte-Aubaine-sur-Loue";
  town.tagline = "Commune imaginaire de démonstration";
  town.colour = "#0b5563";
  town.email = "mairie@sainte-aubaine.example";
  town.phone = "03 00 00 00 00";
  town.address = "1 place du Parvis";
  town.opening_hours = "du lundi au vendredi, de 9 h à 17 h";
  town.publication_director = "La maire de Sainte-Aubaine-sur-Loue";
  town.host = "Mairie de Sainte-Aubaine-sur-Loue";
  town.host_address = "1 place du Parvis";
  town.host_phone = "03 00 00 00 00";
  town.dpo_email = "dpd@sainte-aubaine.example";
  town.lat = 47.0012;
  town.lon = 5.9034;
  town.zoom = 15;
  return house.town->save(town, "demo");
}

Status make_areas(House& house, const std::filesystem::path& folder) {
  PARVIS_TRY(text, base::read_file(folder / "town.geojson"));
  PARVIS_TRY(map, base::parse_json_object(text));
  PARVIS_TRY(features, base::need_array(map, "features"));
  return house.database->write([&](store::Session& session) -> Status {
    for (const auto& feature : features) {
      const auto& properties = feature.at("properties").as_object();
      const std::string kind = base::text_or(properties, "kind");
      if (kind != "territory" && kind != "quartier") continue;
      PARVIS_TRY(area, street::make_area(
                           base::text_or(properties, "code"), base::text_or(properties, "name"),
                           kind == "territory" ? street::AreaKind::territoire : street::AreaKind::quartier,
                           base::json::serialize(feature.at("geometry"))));
      PARVIS_CHECK(house.street->config.put_area(session, area));
    }
    return {};
  });
}

// Faces are looked for in the sample photos as in any other; then they are shown, as an agent would decide.
Status finish_photos(House& house, std::ostream& err) {
  store::JobWorker jobs(*house.database, house.clock);
  street::register_street_jobs(jobs, *house.street);
  for (int done = 0;; ++done) {
    PARVIS_TRY(worked, jobs.run_one());
    if (!worked) break;
    if (done % 50 == 0) err << "  photos : " << done << "\r" << std::flush;
  }
  return house.database->write([](store::Session& session) -> Status {
    PARVIS_CHECK(session.execute(
        "UPDATE street_photo SET published = 1 WHERE blur_state = 'fait' AND report_id IN "
        "(SELECT id FROM street_report WHERE category_confirmed = 1 AND visibility = 'public')"));
    return {};
  });
}

Status demo(const Arguments& arguments, std::ostream& err) {
  HouseOptions options;
  options.data = arguments.text("data", "data");
  options.database = arguments.text("database");
  PARVIS_TRY(house, House::open(options));
  const auto folder = base::home_folder() / "reference" / "demo";
  PARVIS_TRY(known, house->accounts->list());
  if (!known.empty())
    return fail(ErrorKind::conflict,
                "Ce dossier contient déjà une installation. Choisissez un dossier vide.");
  err << "Création de la commune de démonstration…\n";
  PARVIS_CHECK(make_town(*house));
  PARVIS_CHECK(make_areas(*house, folder));
  PARVIS_TRY(outlines, base::read_file(folder / "town.geojson"));
  PARVIS_CHECK(base::write_file_durably(options.data / "basemap.geojson", outlines));
  PARVIS_TRY(summary, make_demo_reports(*house->street, folder, house->clock.now()));
  PARVIS_CHECK(finish_photos(*house, err));
  PARVIS_CHECK(make_people(*house, options.data));
  PARVIS_TRY(grants, make_demo_grants(*house->grants, folder, "demo-publication"));
  PARVIS_TRY(canteen, make_demo_canteen(*house->canteen, folder, "demo-ecole"));
  err << summary.reports << " signalements, " << summary.photos << " photos, " << grants.rows
      << " subventions et " << canteen.canteens << " cantines prêts.\n";
  return {};
}

}  // namespace

int demo_command(const Args& args, std::ostream&, std::ostream& err) {
  const auto arguments = Arguments::parse(args, {"data", "database"}, {"help"});
  if (!arguments || arguments->has("help")) {
    err << (arguments ? "" : arguments.error().message + "\n") << usage;
    return arguments ? 0 : 2;
  }
  base::set_log_level(base::LogLevel::warning);
  const Status made = demo(*arguments, err);
  if (made) return 0;
  err << made.error().message << (made.error().detail.empty() ? "" : " (" + made.error().detail + ")")
      << "\n";
  return exit_code(made.error().kind);
}

}  // namespace parvis::app
