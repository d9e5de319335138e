#include "canteen/forecast_command.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "canteen/forecast/day_facts.hpp"
#include "canteen/forecast_file.hpp"
#include "canteen/town_data.hpp"

namespace parvis::canteen {
namespace {

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen forecast --origin DATE (--horizons 70,15,1 | --dates A..B) --data DOSSIER\n"
    "         [--canteens all|CLÉ,…] [--city] [--levels …] [--risk 1/20] [--engine ridge|ridge+trees]\n"
    "         [--assist FICHIER.csv] [--explain] [--french] [--threads 1] [--out FICHIER.csv]\n"
    "  Prévoit les repas par cantine, avec bornes et commande au risque choisi.\n"
    "  --assist   commandes déjà saisies\u00A0: colonnes target_date, canteen, order\n"
    "Exemple\u00A0: parvis canteen forecast --origin 2017-05-04 --horizons 15,1 --data donnees/nantes "
    "--explain\n";

constexpr int longest_wait_days = 120;  // past it no service day is looked for: the calendar ends there
constexpr int most_dates = 31;

struct Wanted {
  int horizon;
  std::vector<Day> days;
};

std::vector<Wanted> days_of_horizons(const SchoolCalendar& calendar, const Day& origin,
                                     const std::vector<double>& horizons) {
  std::vector<Wanted> wanted;
  for (const double horizon : horizons) {
    const int least = static_cast<int>(horizon);
    Day day = base::plus_days(origin, least);
    for (int step = 0; step < longest_wait_days && !calendar.is_school_day(day); ++step)
      day = base::plus_days(day, 1);
    wanted.push_back({least, {day}});
  }
  return wanted;
}

std::optional<std::vector<Wanted>> days_of_range(const Day& origin, const std::string& range) {
  const std::size_t dots = range.find("..");
  if (dots == std::string::npos) return std::nullopt;
  const auto from = base::parse_day(range.substr(0, dots)), to = base::parse_day(range.substr(dots + 2));
  if (!from || !to || *to < *from || *from <= origin || base::days_between(*from, *to) >= most_dates)
    return std::nullopt;
  std::vector<Wanted> wanted;
  for (Day day = *from; day <= *to; day = base::plus_days(day, 1))
    wanted.push_back({base::days_between(origin, day), {day}});
  return wanted;
}

// Orders that agents typed for days to forecast, from a file.
Status take_orders(const std::string& file, TownHistory& history) {
  PARVIS_TRY(text, base::read_file(file));
  PARVIS_TRY(rows, base::parse_csv(text));
  if (rows.empty() || rows[0] != std::vector<std::string>{"target_date", "canteen", "order"})
    return fail(ErrorKind::invalid, "Colonnes attendues\u00A0: target_date, canteen, order.");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto day = base::parse_day(rows[i][0]);
    const auto order = rows[i].size() == 3 ? CommandOptions::number_of(rows[i][2]) : std::nullopt;
    const auto canteen = std::find_if(
        history.canteens.begin(), history.canteens.end(),
        [&](const CanteenFacts& facts) { return rows[i].size() > 1 && facts.key == rows[i][1]; });
    if (!day || !order || canteen == history.canteens.end())
      return fail(ErrorKind::invalid,
                  file + ", ligne " + std::to_string(i + 1) + "\u00A0: commande illisible.");
    MealCount count;
    count.day = *day;
    count.canteen = static_cast<int>(canteen - history.canteens.begin());
    count.ordered = *order;
    history.counts.push_back(count);
  }
  return {};
}

struct ForecastCommand {
  CommandOptions options;
  ForecastOptions forecast;
  ForecastFileLayout layout;
  Day origin;
};

std::optional<ForecastCommand> read_options(const std::vector<std::string>& args) {
  const auto options = CommandOptions::parse(args,
                                             {"origin", "horizons", "dates", "canteens", "levels", "risk",
                                              "level", "engine", "assist", "data", "out", "threads"},
                                             {"city", "explain", "french"});
  if (!options || !options->rest().empty() || !options->has("data")) return std::nullopt;
  if (options->has("horizons") == options->has("dates")) return std::nullopt;
  const auto origin = day_option(*options, "origin");
  auto forecast = forecast_options(*options);
  const auto level = asked_level(*options);
  if (!origin || !forecast || !level) return std::nullopt;
  forecast->assist = options->has("assist");
  ForecastFileLayout layout{forecast->levels,
                            *level,
                            options->has("french"),
                            true,
                            options->has("explain"),
                            engine_name(forecast->engine),
                            {}};
  return ForecastCommand{*options, *forecast, layout, *origin};
}

bool asked_canteen(const std::string& list, const std::string& key) {
  return list == "all" || ("," + list + ",").find("," + key + ",") != std::string::npos;
}

int run(ForecastCommand& command, TownHistory& history, std::ostream& out, std::ostream& err) {
  const auto horizons = command.options.numbers("horizons", "70,15,1");
  const auto wanted =
      command.options.has("dates") ? days_of_range(command.origin, command.options.text("dates"))
      : horizons ? std::optional(days_of_horizons(SchoolCalendar(history), command.origin, *horizons))
                 : std::nullopt;
  if (!wanted) {
    err << usage;
    return wrong_use;
  }
  std::string file = forecast_header(command.layout);
  const std::string canteens = command.options.text("canteens", "all");
  for (const Wanted& asked : *wanted) {
    const auto run = forecast(history, {command.origin, asked.horizon, asked.days, command.forecast, {}});
    if (!run) {
      err << run.error().message << '\n';
      return run.error().kind == ErrorKind::not_found ? no_model : wrong_use;
    }
    command.layout.model_sha256 = run->fit.model_sha256;
    for (const MealForecast& line : run->canteens)
      if (asked_canteen(canteens, history.canteens[static_cast<std::size_t>(line.canteen)].key))
        file += forecast_row(history, line, command.layout);
    if (command.options.has("city"))
      for (const MealForecast& line : run->town) file += forecast_row(history, line, command.layout);
  }
  if (!command.options.has("out")) {
    out << file;
    return done;
  }
  const auto written = base::write_file_durably(command.options.text("out"), file);
  if (!written) err << written.error().message << '\n';
  return written ? done : file_refused;
}

}  // namespace

int forecast_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (asks_help(args)) {
    out << usage;
    return done;
  }
  auto command = read_options(args);
  if (!command) {
    err << usage;
    return wrong_use;
  }
  auto town = town_of_folder(command->options.text("data"), err);
  if (const int* code = std::get_if<int>(&town)) return *code;
  auto& history = std::get<TownHistory>(town);
  if (command->options.has("assist")) {
    if (const auto taken = take_orders(command->options.text("assist"), history); !taken) {
      err << taken.error().message << '\n';
      return file_refused;
    }
  }
  return run(*command, history, out, err);
}

}  // namespace parvis::canteen
