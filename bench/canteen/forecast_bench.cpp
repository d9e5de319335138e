// What a forecast of canteens costs: three horizons (fit, predict, bounds) from a folder of counts or from an
// invented town, on one thread.
//   forecast_bench --data DIR --origin DATE      past forecasts given, as in a running service
//   forecast_bench CANTEENS YEARS                an invented town
// Prints seconds of CPU and wall, peak memory, and estimated µWh a line.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include "canteen/forecast/backtest.hpp"
#include "canteen/forecast/test_town.hpp"
#include "canteen/intake/town_folder.hpp"
#include "model/energy.hpp"

namespace {

using namespace parvis;
using namespace parvis::canteen;

class Clock {
 public:
  [[nodiscard]] double cpu() const { return static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC; }
  [[nodiscard]] double wall() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::clock_t cpu_ = std::clock();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

double peak_mb() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

Day next_school_day(const TownHistory& town, Day day) {
  while (!SchoolCalendar(town).is_school_day(day)) day = base::plus_days(day, 1);
  return day;
}

// Past lines of a running service of any size, without the fits that made them: what was eaten, off by a
// known amount.
std::vector<MealForecast> invented_past(const TownHistory& town, const Day& origin, int horizon,
                                        const ForecastOptions& options) {
  constexpr int past_days = 770;
  std::vector<MealForecast> past;
  std::uint32_t state = 3;
  for (const MealCount& count : town.counts) {
    if (count.day > origin || base::days_between(count.day, origin) > past_days) continue;
    MealForecast line;
    line.canteen = count.canteen;
    line.day = line.origin = count.day;
    line.horizon = horizon;
    line.pupils = town.pupils.at({count.canteen, school_year_of(count.day)}).pupils;
    state = state * 1664525 + 1013904223;
    line.mean = *count.eaten * (0.95 + 0.1 * (state >> 8) / 16777216.0);
    for (const double level : options.levels) line.quantiles.push_back(line.mean * (0.95 + 0.1 * level));
    past.push_back(std::move(line));
  }
  return past;
}

enum class Past { replayed, invented };

int measure(const TownHistory& town, const Day& origin, Past kind) {
  double cpu = 0, wall = 0;
  std::size_t lines = 0;
  for (const int horizon : {70, 15, 1}) {
    ForecastRequest request;
    request.origin = origin;
    request.horizon = horizon;
    request.days = {next_school_day(town, base::plus_days(origin, horizon))};
    if (kind == Past::invented) request.past = invented_past(town, origin, horizon, request.options);
    if (kind == Past::replayed) {
      BacktestRequest past;
      past.from = base::plus_days(origin, -760);
      past.to = origin;
      past.horizon = horizon;
      if (auto run = backtest(town, past)) request.past = std::move(run->canteens);
    }
    const Clock clock;
    const auto run = forecast(town, request);
    if (!run) {
      std::fprintf(stderr, "%s\n", run.error().message.c_str());
      return 1;
    }
    std::printf("horizon %2d: %.3f s CPU (fits %.3f), %zu lines, %zu rows x %zu columns, %zu past lines\n",
                horizon, clock.cpu(), run->fit.seconds, run->canteens.size(), run->fit.rows, run->fit.columns,
                request.past.size());
    cpu += clock.cpu();
    wall += clock.wall();
    lines += run->canteens.size();
  }
  const auto energy = model::estimate_energy(cpu, peak_mb() / 1024, wall);
  std::printf("three horizons: %.3f s CPU, %.3f s wall, peak %.0f MB, %.1f uWh a line (estimated)\n", cpu,
              wall, peak_mb(), lines > 0 ? energy.uwh / static_cast<double>(lines) : 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && std::string(argv[1]) == "--data") {
    const Clock clock;
    auto town = read_town_folder(argv[2]);
    const auto origin = base::parse_day(argv[4]);
    if (!town || !origin) {
      std::fprintf(stderr, "dossier ou date illisible\n");
      return 2;
    }
    std::printf("read: %.3f s CPU, peak %.0f MB\n", clock.cpu(), peak_mb());
    return measure(town->history, *origin, Past::replayed);
  }
  if (argc != 3) {
    std::fprintf(stderr, "forecast_bench --data DIR --origin DATE | forecast_bench CANTEENS YEARS\n");
    return 2;
  }
  const int canteens = std::stoi(argv[1]), years = std::stoi(argv[2]);
  const TownHistory town = make_town({.canteens = canteens, .first_year = 2006, .years = years - 1});
  std::printf("%zu counts\n", town.counts.size());
  const Day origin = base::make_day(2006 + years - 1, 3, 5);
  return measure(town, origin, Past::invented);
}
