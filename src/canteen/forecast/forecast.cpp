#include "canteen/forecast/forecast.hpp"

#include <algorithm>

#include "canteen/forecast/issue.hpp"
#include "canteen/forecast/small_town.hpp"

namespace parvis::canteen {
namespace {

constexpr int fewest_days = 9;
constexpr int wednesday = 2, recent_steps = 60, fewest_wednesdays = 4;

Status check(const ForecastRequest& request) {
  if (request.days.empty())
    return fail(ErrorKind::invalid, "Donnez au moins un jour à prévoir.", {}, "no_day");
  if (request.horizon < 1)
    return fail(ErrorKind::invalid, "L’horizon est d’au moins un jour.", {}, "horizon");
  for (const Day& day : request.days)
    if (base::days_between(request.origin, day) < request.horizon)
      return fail(ErrorKind::invalid,
                  "Le " + base::format_day(day) + " est plus proche que l’horizon demandé.", {}, "too_near");
  double before = 0;
  for (const double level : request.options.levels) {
    if (level <= before || level >= 1)
      return fail(ErrorKind::invalid, "Les niveaux doivent croître entre 0 et 1.", {}, "levels");
    before = level;
  }
  return {};
}

// The asked days on which the town serves: as the calendar says, Wednesdays only where they have been served
// lately.
std::vector<Day> service_days(const TownHistory& history, const ForecastRequest& request) {
  std::set<Day> wednesdays;
  const Day recent = base::plus_days(request.origin, -recent_steps * 7 / 4);
  for (const MealCount& count : history.counts)
    if (count.day > recent && count.day <= request.origin && base::weekday(count.day) == wednesday)
      wednesdays.insert(count.day);
  const SchoolCalendar calendar(history);
  std::vector<Day> days;
  for (const Day& day : request.days) {
    const bool wednesday_served = base::weekday(day) == wednesday && wednesdays.size() >= fewest_wednesdays &&
                                  calendar.is_open_weekday(day);
    if (calendar.is_school_day(day) || wednesday_served) days.push_back(day);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace

Result<ForecastRun> forecast(const TownHistory& history, const ForecastRequest& request) {
  PARVIS_CHECK(check(request));
  const std::vector<Day> days = service_days(history, request);
  const TownPanel panel(history, days, request.origin, request.options.assist);
  ForecastRun run;
  if (days.empty()) return run;
  const int origin =
      panel.day(panel.index_of(days.front())).serial - base::days_between(request.origin, days.front());
  const int first_target = panel.index_of(days.front());
  if (panel.last_known(origin) + 1 < fewest_days) {
    Provisional made =
        provisional_forecasts(panel, {request.horizon, origin, first_target, request.options.levels});
    run.canteens = std::move(made.canteens);
    run.town = std::move(made.town);
    if (!run.canteens.empty()) return run;
    return fail(ErrorKind::not_found, "Il faut des effectifs ou des comptages pour prévoir.", {},
                "no_history");
  }
  const RateSums sums(panel);
  const EngineSettings settings = engine_settings(request.horizon, request.options.engine);
  const FeatureTable table =
      make_table(panel, sums,
                 {request.horizon, origin, 0, settings.with_trees, request.options.assist, settings.levels});
  const Spans spans = past_spans(panel, first_target, !request.past.empty());
  ReplayRequest replayed{request.horizon, origin,   spans.replay_from,       panel.days(),
                         first_target,    settings, request.options.threads, true,
                         request.past};
  const MeanReplay replay = replay_means(panel, table, replayed);
  Issued issued =
      issue(panel, replay, {request.horizon, origin, spans.adapt_from, first_target, request.options.levels},
            request.past);
  run.canteens = std::move(issued.canteens);
  run.town = std::move(issued.town);
  run.fit = {replay.fit_rows, replay.fit_columns, replay.model_sha256, replay.fit_seconds,
             replay.rows.size() - run.canteens.size()};
  return run;
}

}  // namespace parvis::canteen
