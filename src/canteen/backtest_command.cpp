#include "canteen/backtest_command.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "canteen/evaluation/scores_text.hpp"
#include "canteen/forecast/backtest.hpp"
#include "canteen/forecast/order_rule.hpp"
#include "canteen/forecast_file.hpp"
#include "canteen/town_data.hpp"
#include "model/energy.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::string_view usage =
    "Usage\u00A0: parvis canteen backtest --from DATE --to DATE --data DOSSIER --out DOSSIER [--horizons "
    "70,15,1]\n"
    "         [--refit 28] [--engine ridge|ridge+trees] [--levels …] [--risk 1/20] [--city] [--assist] "
    "[--threads 1]\n"
    "  Refait les prévisions d’une période passée, chaque jour avec ce qui était connu à son origine.\n"
    "Exemple\u00A0: parvis canteen backtest --from 2016-09-01 --to 2017-07-07 --data donnees/nantes --out "
    "essai --city\n";

struct BacktestOptions {
  BacktestRequest request;
  std::vector<double> horizons;
  double order_level = 0.95;
  bool city = false;
  std::filesystem::path out;
  std::string data;
};

std::optional<BacktestOptions> read_options(const std::vector<std::string>& args) {
  const auto options = CommandOptions::parse(
      args,
      {"from", "to", "horizons", "refit", "engine", "levels", "risk", "level", "threads", "data", "out"},
      {"city", "assist"});
  if (!options || !options->rest().empty() || !options->has("data") || !options->has("out"))
    return std::nullopt;
  const auto from = day_option(*options, "from"), to = day_option(*options, "to");
  const auto forecast = forecast_options(*options);
  const auto horizons = options->numbers("horizons", "70,15,1");
  const auto refit = options->number("refit", 28), level = asked_level(*options);
  if (!from || !to || !forecast || !horizons || !refit || *refit < 1 || !level) return std::nullopt;
  BacktestOptions out;
  out.request.from = *from;
  out.request.to = *to;
  out.request.refit_days = static_cast<int>(*refit);
  out.request.options = *forecast;
  out.horizons = *horizons;
  out.order_level = *level;
  out.city = options->has("city");
  out.out = options->text("out");
  out.data = options->text("data");
  out.request.options.assist = options->has("assist");
  return out;
}

// What was eaten and ordered in the period, for scores: counts with an order, the parts present of partial
// days too.
ScoreWindow truth_of(const TownHistory& history, const BacktestRequest& request) {
  ScoreWindow window{
      "D", base::format_day(request.from), base::format_day(base::plus_days(request.to, 1)), {}, {}};
  for (const MealCount& count : history.counts) {
    const auto eaten = count.eaten ? count.eaten : count.eaten_of_present_parts;
    if (eaten && *eaten > 0 && count.ordered)
      window.truth.push_back({base::format_day(count.day),
                              history.canteens[static_cast<std::size_t>(count.canteen)].key, *count.ordered,
                              *eaten});
  }
  return window;
}

ForecastsByRow rows_of(const TownHistory& history, const Backtest& backtest, const BacktestOptions& options) {
  ForecastsByRow rows;
  const auto& levels = options.request.options.levels;
  for (const MealForecast& line : backtest.canteens) {
    ScoredForecast scored{line.mean, {}, 0};
    for (std::size_t q = 0; q < levels.size(); ++q) scored.quantiles[levels[q]] = line.quantiles[q];
    const MealLaw law{levels, line.quantiles};
    scored.order = std::ceil(meals_at(law, options.order_level));
    rows[row_key(base::format_day(line.day), history.canteens[static_cast<std::size_t>(line.canteen)].key)] =
        std::move(scored);
  }
  return rows;
}

// Days on which all canteens together, ordered at one level, would have run short.
std::size_t short_days(const ScoreWindow& truth, const ForecastsByRow& rows, double level) {
  std::map<std::string, double> spare;
  for (const TruthRow& row : truth.truth)
    if (const auto found = rows.find(row_key(row.date, row.canteen)); found != rows.end())
      spare[row.date] += found->second.quantiles.at(level) - row.eaten;
  return static_cast<std::size_t>(
      std::count_if(spare.begin(), spare.end(), [](const auto& day) { return day.second < 0; }));
}

struct Cost {
  double cpu_seconds = 0, wall_seconds = 0, peak_mb = 0;
  model::Energy energy;
};

class CostMeter {
 public:
  CostMeter() : meter_(model::RaplMeter::open()) {}
  Cost read() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    Cost cost;
    cost.cpu_seconds = static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC;
    cost.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    cost.peak_mb = static_cast<double>(used.ru_maxrss) / 1024;
    cost.energy = model::estimate_energy(cost.cpu_seconds, cost.peak_mb / 1024, cost.wall_seconds);
    if (!meter_) return cost;
    if (const auto measured = meter_->take_uwh()) cost.energy = {*measured, model::EnergyBasis::measured};
    return cost;
  }

 private:
  std::clock_t cpu_ = std::clock();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Result<model::RaplMeter> meter_;
};

json::object cost_json(const Cost& cost, const Backtest& backtest) {
  const auto lines = static_cast<double>(backtest.canteens.size());
  return {{"fits", backtest.fits},
          {"fit_seconds", backtest.fit_seconds},
          {"predict_seconds", backtest.other_seconds},
          {"cpu_seconds", cost.cpu_seconds},
          {"peak_mb", cost.peak_mb},
          {"uwh", cost.energy.uwh},
          {"uwh_per_line", lines > 0 ? cost.energy.uwh / lines : 0},
          {"energy_basis", std::string(model::energy_label(cost.energy.basis))},
          {"rows", backtest.rows},
          {"columns", backtest.columns},
          {"lines", backtest.canteens.size()}};
}

class BacktestWriter {
 public:
  BacktestWriter(const TownHistory& history, const BacktestOptions& options)
      : history_(history), options_(options), truth_(truth_of(history, options.request)) {
    for (const Day& day : history.strikes) strikes_.insert(base::format_day(day));
  }

  Status add(int horizon, const Backtest& backtest, const Cost& cost) {
    const ForecastFileLayout layout{
        options_.request.options.levels, options_.order_level, false, false, false, {}, {}};
    std::string file = forecast_header(layout);
    for (const MealForecast& line : backtest.canteens) file += forecast_row(history_, line, layout);
    if (options_.city)
      for (const MealForecast& line : backtest.town) file += forecast_row(history_, line, layout);
    PARVIS_CHECK(
        base::write_file_durably(options_.out / ("forecast_h" + std::to_string(horizon) + ".csv"), file));
    const ForecastsByRow rows = rows_of(history_, backtest, options_);
    const auto scores = score({truth_}, {{horizon, rows}}, strikes_);
    for (const HorizonScores& of_horizon : scores)
      for (const LevelScore& level : of_horizon.groups.front().levels)
        curve_ += base::csv_row({std::to_string(horizon), level_text(level.level),
                                 level_text(level.surplus_per_day), level_text(level.short_per_day),
                                 std::to_string(short_days(truth_, rows, level.level))});
    json::value scored = scores_json(scores);
    horizons_.push_back(
        json::object{{"horizon_days", horizon},
                     {"cost", cost_json(cost, backtest)},
                     {"metrics", scored.as_array().empty() ? json::value() : scored.as_array()[0]}});
    return {};
  }

  Status finish() {
    const json::object summary{{"from", base::format_day(options_.request.from)},
                               {"to", base::format_day(options_.request.to)},
                               {"engine", engine_name(options_.request.options.engine)},
                               {"assist", options_.request.options.assist},
                               {"refit_days", options_.request.refit_days},
                               {"horizons", horizons_}};
    PARVIS_CHECK(base::write_file_durably(options_.out / "summary.json", json::serialize(summary) + "\n"));
    return base::write_file_durably(options_.out / "curve.csv",
                                    "horizon,level,surplus_per_day,short_per_day,short_days\n" + curve_);
  }

 private:
  const TownHistory& history_;
  const BacktestOptions& options_;
  ScoreWindow truth_;
  std::set<std::string> strikes_;
  std::string curve_;
  json::array horizons_;
};

int run(BacktestOptions& options, const TownHistory& history, std::ostream& out, std::ostream& err) {
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  BacktestWriter writer(history, options);
  for (const double horizon : options.horizons) {
    options.request.horizon = static_cast<int>(horizon);
    CostMeter meter;
    const auto backtest = canteen::backtest(history, options.request);
    if (!backtest) {
      err << backtest.error().message << '\n';
      return backtest.error().kind == ErrorKind::not_found ? no_model : wrong_use;
    }
    const Cost cost = meter.read();
    if (const auto written = writer.add(options.request.horizon, *backtest, cost); !written) {
      err << written.error().message << '\n';
      return file_refused;
    }
    out << "J-" << options.request.horizon << "\u00A0: " << backtest->canteens.size() << " prévisions, "
        << backtest->fits << " ajustements.\n";
  }
  const auto finished = writer.finish();
  if (!finished) err << finished.error().message << '\n';
  return finished ? done : file_refused;
}

}  // namespace

int backtest_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (asks_help(args)) {
    out << usage;
    return done;
  }
  auto options = read_options(args);
  if (!options) {
    err << usage;
    return wrong_use;
  }
  const auto town = town_of_folder(options->data, err);
  if (const int* code = std::get_if<int>(&town)) return *code;
  return run(*options, std::get<TownHistory>(town), out, err);
}

}  // namespace parvis::canteen
