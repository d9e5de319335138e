#include "canteen/forecast/backtest.hpp"

#include <chrono>

#include "canteen/forecast/issue.hpp"

namespace parvis::canteen {

Result<Backtest> backtest(const TownHistory& history, const BacktestRequest& request) {
  return backtest_with(history, request, engine_settings(request.horizon, request.options.engine));
}

Result<Backtest> backtest_with(const TownHistory& history, const BacktestRequest& request,
                               const EngineSettings& chosen) {
  if (request.to < request.from || request.horizon < 1 || request.refit_days < 1)
    return fail(ErrorKind::invalid, "La période, l’horizon ou le pas d’ajustement ne vont pas.", {},
                "period");
  const auto start = std::chrono::steady_clock::now();
  const TownPanel panel(history, {}, request.to);
  const RateSums sums(panel);
  int from = 0;
  while (from < panel.days() && panel.day(from).day < request.from) ++from;
  if (from == panel.days())
    return fail(ErrorKind::not_found, "Aucun jour compté dans cette période.", {}, "no_history");
  EngineSettings settings = chosen;
  settings.refit_days = request.refit_days;
  const int end = panel.day(panel.days() - 1).serial;
  const FeatureTable table = make_table(
      panel, sums, {request.horizon, end, 0, settings.with_trees, request.options.assist, settings.levels});
  const Spans spans = past_spans(panel, from, false);
  const MeanReplay replay = replay_means(panel, table,
                                         {request.horizon,
                                          end,
                                          spans.replay_from,
                                          panel.days(),
                                          std::nullopt,
                                          settings,
                                          request.options.threads,
                                          false,
                                          {}});
  Issued issued =
      issue(panel, replay, {request.horizon, end, spans.adapt_from, from, request.options.levels}, {});
  Backtest result{std::move(issued.canteens),
                  std::move(issued.town),
                  replay.fits,
                  replay.fit_rows,
                  replay.fit_columns,
                  replay.fit_seconds,
                  0};
  const std::chrono::duration<double> all = std::chrono::steady_clock::now() - start;
  result.other_seconds = all.count() - result.fit_seconds;
  return result;
}

}  // namespace parvis::canteen
