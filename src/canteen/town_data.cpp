#include "canteen/town_data.hpp"

#include "canteen/forecast/order_rule.hpp"
#include "canteen/intake/town_folder.hpp"

namespace parvis::canteen {

std::variant<TownHistory, int> town_of_folder(const std::string& folder, std::ostream& err) {
  auto town = read_town_folder(folder);
  if (!town) {
    err << town.error().message << '\n';
    return file_refused;
  }
  for (const quality::Passport& passport : town->passports) {
    const bool needed = passport.dataset == "comptages" || passport.dataset == "calendrier";
    if (!needed || passport.colour() != quality::Colour::red) continue;
    err << "Le passeport des données « " << passport.dataset
        << " » est rouge\u00A0: aucune prévision n’est faite.\n";
    for (const quality::CheckResult& check : passport.checks)
      if (check.colour == quality::Colour::red) err << "  " << check.sentence << '\n';
    return red_passport;
  }
  return std::move(town->history);
}

std::string engine_name(Engine engine) {
  return engine == Engine::ridge ? "ridge" : "ridge+trees";
}

std::optional<ForecastOptions> forecast_options(const CommandOptions& options) {
  ForecastOptions out;
  const auto levels = options.numbers("levels", "0.1,0.25,0.5,0.75,0.9,0.95,0.975,0.99");
  const auto threads = options.number("threads", 1);
  const std::string engine = options.text("engine", "ridge");
  if (!levels || !threads || *threads < 1 || *threads > 64) return std::nullopt;
  if (engine != "ridge" && engine != "ridge+trees") return std::nullopt;
  out.levels = *levels;
  out.threads = static_cast<unsigned>(*threads);
  out.engine = engine == "ridge" ? Engine::ridge : Engine::ridge_and_trees;
  return out;
}

std::optional<double> asked_level(const CommandOptions& options) {
  if (options.has("level")) {
    const auto level = options.number("level", 0);
    return level && *level > 0 && *level < 1 ? level : std::nullopt;
  }
  const std::string risk = options.text("risk", "1/20");
  if (!risk.starts_with("1/")) return std::nullopt;
  const auto days = CommandOptions::number_of(risk.substr(2));
  const auto level = days ? level_of_one_short_day_in(*days) : Result<double>(fail(ErrorKind::invalid, ""));
  return level ? std::optional(*level) : std::nullopt;
}

std::optional<Day> day_option(const CommandOptions& options, std::string_view name) {
  const auto day = base::parse_day(options.text(name));
  return day ? std::optional(*day) : std::nullopt;
}

}  // namespace parvis::canteen
