#include "app/demo_reports.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "store/jobs.hpp"
#include "street/job_kinds.hpp"
#include "street/public_text.hpp"
#include "street/routing.hpp"
#include "street/sla_clock.hpp"
#include "street/transitions.hpp"

namespace parvis::app {
namespace {

using namespace street;  // NOLINT: a demonstration speaks of nothing but reports
using std::chrono::hours;
using std::chrono::minutes;

struct Scene {
  const char* category;
  int weight;
  const char* photo;  // first part of the file names, or empty
  std::vector<const char*> texts;
};

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> all = {
      {"PRO-SAC",
       18,
       "sacs",
       {"Sacs poubelle déposés au pied du mur depuis deux jours.", "Plusieurs sacs éventrés sur le trottoir.",
        "Dépôt de sacs à côté de l’arrêt de bus."}},
      {"PRO-ENC",
       10,
       "carton",
       {"Un canapé et un matelas abandonnés devant l’immeuble.", "Meuble démonté laissé sur le trottoir.",
        "Réfrigérateur déposé près des conteneurs."}},
      {"PRO-CON",
       8,
       "",
       {"La borne à verre déborde, des bouteilles au sol.", "Conteneur de tri plein depuis samedi."}},
      {"PRO-SOL",
       8,
       "sol",
       {"Beaucoup de papiers et de canettes autour du banc.", "Trottoir très sale devant l’école."}},
      {"PRO-DEJ",
       6,
       "dejection",
       {"Déjections canines sur la pelouse des enfants.", "Crottes sur tout le trottoir."}},
      {"PRO-COR", 5, "", {"La corbeille est pleine et déborde.", "Corbeille arrachée de son poteau."}},
      {"VOI-NID",
       14,
       "nid-de-poule",
       {"Un trou profond dans la chaussée, dangereux à vélo.",
        "Nid-de-poule qui s’agrandit après la pluie."}},
      {"VOI-FIS",
       8,
       "fissure",
       {"La chaussée est toute fissurée devant le numéro 12.", "Le bitume se décolle par plaques."}},
      {"VOI-TRO",
       7,
       "trottoir",
       {"Dalles descellées, une personne est tombée.", "Bordure de trottoir cassée."}},
      {"ECL-PAN",
       12,
       "",
       {"Le lampadaire ne s’allume plus depuis une semaine.", "Éclairage qui clignote toute la nuit.",
        "Rue entièrement dans le noir."}},
      {"SIG-PAN", 6, "", {"Le panneau stop est tombé.", "Panneau masqué par les branches."}},
      {"SIG-MAR", 4, "", {"Le passage piéton est presque effacé."}},
      {"MOB-BAN", 5, "", {"Une latte du banc est cassée.", "Potelet arraché."}},
      {"ESV-VEG", 6, "", {"La haie déborde sur le trottoir, on doit descendre sur la route."}},
      {"ESV-ARB", 2, "", {"Une grosse branche menace de tomber sur le chemin."}},
      {"EAU-AVA", 4, "", {"L’avaloir est bouché, la rue est inondée à chaque pluie."}},
      {"EAU-FUI", 2, "", {"De l’eau coule du trottoir en continu."}},
      {"AFF-TAG",
       12,
       "tag",
       {"Tag sur le mur de la bibliothèque.", "Graffiti sur le rideau du commerce.",
        "Peinture sur le transformateur."}},
      {"AFF-AFF", 3, "", {"Affiches collées sur tous les poteaux."}},
      {"VEH-VEL", 3, "", {"Un vélo sans roues attaché à l’arceau depuis des mois."}},
      {"AUT-QUA", 4, "", {"Je ne sais pas qui contacter pour ce problème, merci de regarder."}},
  };
  return all;
}

struct Street {
  std::string name;
  std::vector<base::LatLon> line;
};

Result<std::vector<Street>> read_streets(const std::filesystem::path& file) {
  PARVIS_TRY(text, base::read_file(file));
  PARVIS_TRY(town, base::parse_json_object(text));
  PARVIS_TRY(features, base::need_array(town, "features"));
  std::vector<Street> streets;
  for (const auto& feature : features) {
    const auto& properties = feature.at("properties").as_object();
    if (base::text_or(properties, "kind") != "street") continue;
    Street street{base::text_or(properties, "name"), {}};
    for (const auto& point : feature.at("geometry").at("coordinates").as_array())
      street.line.push_back({point.at(1).to_number<double>(), point.at(0).to_number<double>()});
    streets.push_back(std::move(street));
  }
  if (streets.empty()) return fail(ErrorKind::invalid, "Le plan de démonstration ne contient aucune rue.");
  return streets;
}

class Maker {
 public:
  Maker(StreetContext& context, const Config& config, std::vector<Street> streets, base::Instant now)
      : context_(context), config_(config), streets_(std::move(streets)), now_(now) {}

  Status find_photos(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (file.extension() != ".jpg") continue;
      const std::string name = file.stem().string();
      PARVIS_TRY(sha, context_.originals.put_file(file));
      const auto size = std::filesystem::file_size(file, error);
      photos_[name.substr(0, name.rfind('-'))].push_back({sha, static_cast<std::int64_t>(size)});
    }
    return {};
  }

  // One report with its history, in one transaction.
  Result<int> make(store::Session& session, base::Instant received) {
    const Scene& scene = pick_scene();
    Report report = first_form(scene, received);
    PARVIS_TRY(inserted,
               context_.reports.insert(session, report,
                                       {{ActorKind::habitant, {}}, "cree", {}, report.description, false}));
    PARVIS_TRY(photos, add_photos(session, inserted.report, scene));
    PARVIS_CHECK(live(session, inserted.report));
    return photos;
  }

  // Received times spread over a year, denser lately and in working hours.
  base::Instant receive_time() {
    const double age_days = 365 * std::pow(uniform(), 1.6);
    auto local = base::to_local(
        now_ - std::chrono::duration_cast<std::chrono::milliseconds>(hours(24) * age_days), "Europe/Paris");
    local.hour = static_cast<int>(std::clamp(13 + 4 * normal_(random_), 6.0, 22.0));
    local.minute = static_cast<int>(60 * uniform());
    const auto received = base::from_local(local, "Europe/Paris");
    return received < now_ - minutes(20) ? received : received - hours(24);
  }

 private:
  struct File {
    std::string sha;
    std::int64_t bytes;
  };

  double uniform() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  std::size_t index(std::size_t size) {
    return std::min(size - 1, static_cast<std::size_t>(uniform() * static_cast<double>(size)));
  }

  const Scene& pick_scene() {
    int total = 0;
    for (const auto& scene : scenes()) total += scene.weight;
    int ticket = static_cast<int>(uniform() * total);
    for (const auto& scene : scenes()) {
      ticket -= scene.weight;
      if (ticket < 0) return scene;
    }
    return scenes().front();
  }

  Report first_form(const Scene& scene, base::Instant received) {
    const Street& street = streets_[index(streets_.size())];
    const std::size_t leg = index(street.line.size() - 1);
    const double along = uniform();
    Report report;
    report.received_at = report.updated_at = received;
    report.clock_start = received;
    report.channel = uniform() < 0.8 ? Channel::web : Channel::telephone;
    report.description = scene.texts[index(scene.texts.size())];
    report.public_description = public_text(report.description).text;
    report.category = scene.category;
    report.position =
        base::LatLon{street.line[leg].lat + along * (street.line[leg + 1].lat - street.line[leg].lat),
                     street.line[leg].lon + along * (street.line[leg + 1].lon - street.line[leg].lon)};
    report.position_source = PositionSource::carte;
    report.position_precision_m = 5;
    report.address = std::to_string(1 + index(80)) + " " + street.name;
    report.area_ids = config_.areas.holding(*report.position);
    if (const auto* category = config_.catalogue.find(report.category)) {
      report.visibility = category->visibility;
      if (category->danger()) report.priority = Priority::danger;
      set_deadline(report, *category, config_.calendar, now_);
    }
    return report;
  }

  Result<int> add_photos(store::Session& session, const Report& report, const Scene& scene) {
    const auto found = photos_.find(scene.photo);
    if (found == photos_.end()) return 0;
    const File& file = found->second[index(found->second.size())];
    Photo photo;
    photo.report_id = report.id;
    photo.original_sha = file.sha;
    photo.bytes = file.bytes;
    photo.mime = "image/jpeg";
    PARVIS_TRY(id, context_.photos.add(session, photo));
    PARVIS_CHECK(store::enqueue(session, job_cover_photo, {{"photo", id}}, now_));
    return 1;
  }

  Status step(store::Session& session, Report& report, TransitionRequest request, base::Instant at,
              const char* text = "") {
    request.text = text;
    Report after = after_transition(report, request, at);
    after.updated_at = at;
    base::json::object payload;
    if (!request.reason.empty()) payload["reason"] = request.reason;
    PARVIS_TRY(written, context_.reports.update(session, report, after,
                                                {request.actor, "etat", payload, text, *text != '\0'}, at));
    report = std::move(written);
    return {};
  }

  Status qualify(store::Session& session, Report& report, base::Instant at) {
    Report after = report;
    if (after.category == unqualified_code) after.category = "PRO-SOL";
    const auto* category = config_.catalogue.find(after.category);
    after.category_confirmed = true;
    after.category_source = CategorySource::regulation;
    after.visibility = category != nullptr ? category->visibility : after.visibility;
    after.team = route(config_.routing, config_.catalogue, after.category, after.area_ids).team;
    PARVIS_TRY(written, context_.reports.update(session, report, after,
                                                {dispatcher(), "categorie", {}, "", false}, at));
    report = std::move(written);
    return {};
  }

  static Actor dispatcher() { return {ActorKind::agent, "demo-regulation"}; }
  static Actor team() { return {ActorKind::agent, "demo-terrain"}; }
  static Actor machine() { return {ActorKind::systeme, {}}; }
  static TransitionRequest to(State state, Actor actor, std::string reason = {}) {
    TransitionRequest request;
    request.to = state;
    request.actor = std::move(actor);
    request.reason = std::move(reason);
    return request;
  }

  // Lets the report age: the older it is, the further it has come.
  Status live(store::Session& session, Report report) {
    base::Instant at = report.received_at + minutes(1);
    PARVIS_CHECK(step(session, report, to(State::a_qualifier, machine()), at));
    const double days = std::chrono::duration<double, std::ratio<86400>>(now_ - report.received_at).count();
    if (days < 1.5 && uniform() < 0.7) return {};
    if (!later(at, 0.5, 20)) return {};
    if (uniform() < 0.06) return refuse(session, report, at);
    PARVIS_CHECK(qualify(session, report, at));
    PARVIS_CHECK(step(session, report, to(State::a_traiter, dispatcher()), at));
    if (!later(at, 4, 50) || (days < 12 && uniform() < 0.4)) return {};
    if (uniform() < 0.3 && days < 40) {
      auto request = to(State::programme, team());
      request.date = now_ + hours(24 * (1 + static_cast<int>(index(9))));
      return step(session, report, request, at);
    }
    if (uniform() < 0.05) {
      auto request = to(State::en_attente, team(), "piece");
      request.date = now_ + hours(24 * 12);
      return step(session, report, request, at, "Pièce commandée, intervention à sa réception.");
    }
    PARVIS_CHECK(step(session, report, to(State::en_cours, team()), at));
    if (!later(at, 1, 30) || (days < 8 && uniform() < 0.3)) return {};
    return close(session, report, at);
  }

  Status close(store::Session& session, Report& report, base::Instant at) {
    PARVIS_CHECK(step(session, report, to(State::resolu, team()), at,
                      "L’équipe est passée, c’est réglé. Merci de votre signalement."));
    if (uniform() < 0.02 && later(at, 5, 100)) {
      PARVIS_CHECK(step(session, report, to(State::reouverture, {ActorKind::habitant, {}}), at,
                        "Le problème est revenu."));
    }
    return {};
  }

  Status refuse(store::Session& session, Report& report, base::Instant at) {
    static constexpr std::array<const char*, 3> reasons = {"rien_constate", "hors_competence", "deja_fait"};
    return step(session, report, to(State::non_retenu, dispatcher(), reasons.at(index(reasons.size()))), at,
                "Nous sommes passés sur place : aucune intervention de la ville n’est nécessaire.");
  }

  // Moves `at` by some working delay; false when that is still to come.
  bool later(base::Instant& at, double least_hours, double spread_hours) {
    at += minutes(static_cast<int>(60 * (least_hours + spread_hours * uniform() * uniform())));
    return at < now_;
  }

  StreetContext& context_;
  const Config& config_;
  std::vector<Street> streets_;
  base::Instant now_;
  std::map<std::string, std::vector<File>> photos_;
  std::mt19937 random_{20260601};
  std::normal_distribution<double> normal_;
};

}  // namespace

Result<DemoSummary> make_demo_reports(StreetContext& context, const std::filesystem::path& folder,
                                      base::Instant now, int count) {
  PARVIS_TRY(config,
             context.database.read([&](store::Session& session) { return context.config.load(session); }));
  PARVIS_TRY(streets, read_streets(folder / "town.geojson"));
  Maker maker(context, *config, std::move(streets), now);
  PARVIS_CHECK(maker.find_photos(folder / "photos"));
  std::vector<base::Instant> times(static_cast<std::size_t>(count));
  for (auto& time : times) time = maker.receive_time();
  std::sort(times.begin(), times.end());  // references follow the order of arrival
  DemoSummary summary;
  PARVIS_CHECK(context.database.write([&](store::Session& session) -> Status {
    for (const auto time : times) {
      PARVIS_TRY(photos, maker.make(session, time));
      ++summary.reports;
      summary.photos += photos;
    }
    return {};
  }));
  return summary;
}

}  // namespace parvis::app
