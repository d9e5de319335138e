#include "canteen/forecast/mean_replay.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "base/hashing.hpp"
#include "canteen/forecast/explanation.hpp"

namespace parvis::canteen {
namespace {

// Feedback: an error past this share is an event of that day and tells nothing of the next ones.
constexpr double event_share = 0.3, most_of_one_day = 0.1;

// Past of a bound: its errors, and before them a school year in which levels find their place.
constexpr int law_days = 403 + 70, adaptation_days = 366;
constexpr int least_fitted_days = 40;  // service days of rows before a first replayed fit

struct Block {
  int first_day = 0;     // axis index of its first target day
  int last_fit_day = 0;  // axis index; rows up to it are fitted
  HorizonFit fit;
};

std::vector<Block> cut_blocks(const TownPanel& panel, const ReplayRequest& request) {
  std::vector<Block> blocks;
  int grid = -1;
  for (int t = request.from; t < request.to; ++t) {
    const bool live = request.live_from && t >= *request.live_from;
    const int cell = live ? -2 : panel.day(t).serial / request.settings.refit_days;
    if (cell == grid) continue;
    grid = cell;
    const int known = live ? request.origin : panel.day(t).serial - request.horizon;
    blocks.push_back({t, panel.last_known(std::min(known, request.origin)), {}});
  }
  return blocks;
}

void fit_blocks(const TownPanel& panel, const FeatureTable& table, const ReplayRequest& request,
                std::vector<Block>& blocks) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < blocks.size(); i = next++)
      blocks[i].fit = fit_horizon(panel, table, blocks[i].last_fit_day, panel.day(blocks[i].first_day).serial,
                                  request.settings);
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < request.threads; ++i) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
}

class Feedback {
 public:
  Feedback(const TownPanel& panel, const ReplayRequest& request)
      : panel_(panel), request_(request), error_(static_cast<std::size_t>(panel.canteens()), 0) {}
  // Learns from all forecasts of days that were known when day `t` was forecast.
  void advance_for(int t) {
    const int serial = std::min(panel_.day(t).serial - request_.horizon, request_.origin);
    for (; next_ < issued_.size() && panel_.day(issued_[next_].t).serial <= serial; ++next_)
      learn(issued_[next_]);
  }
  [[nodiscard]] double factor(int canteen) const {
    return 1 + request_.settings.feedback_share * error_[static_cast<std::size_t>(canteen)];
  }
  void issued(int t, int canteen, double uncorrected) { issued_.push_back({t, canteen, uncorrected}); }
  // Forecasts of an earlier run, by rising day: what they were before their own correction.
  void take_past(const std::vector<MealForecast>& past) {
    for (const MealForecast& line : past) {
      const int t = panel_.index_of(line.day);
      if (t < 0 || line.canteen == whole_town) continue;
      advance_for(t);
      issued(t, line.canteen, line.mean / factor(line.canteen));
    }
  }

 private:
  struct Entry {
    int t, canteen;
    double uncorrected;
  };
  void learn(const Entry& entry) {
    if (panel_.rate(entry.t, entry.canteen) <= 0 || panel_.day(entry.t).strike) return;
    const double mean = std::max(entry.uncorrected, 1.0);
    const double error = (panel_.eaten(entry.t, entry.canteen) - mean) / mean;
    if (std::abs(error) >= event_share) return;
    double& known = error_[static_cast<std::size_t>(entry.canteen)];
    known +=
        request_.settings.feedback_alpha * (std::clamp(error, -most_of_one_day, most_of_one_day) - known);
  }
  const TownPanel& panel_;
  const ReplayRequest& request_;
  std::vector<double> error_;
  std::vector<Entry> issued_;
  std::size_t next_ = 0;
};

std::string digest_of(const HorizonFit& fit) {
  base::Sha256 digest;
  const auto add = [&digest](const void* bytes, std::size_t size) {
    digest.add({static_cast<const char*>(bytes), size});
  };
  for (const auto* solution : {&fit.ridge.fit.first, &fit.ridge.fit.last}) {
    add(solution->shared.data(), solution->shared.size() * sizeof(double));
    add(solution->local.data(), solution->local.size() * sizeof(double));
  }
  for (const auto& tree : fit.trees.trees)
    for (const auto& node : tree) {
      add(&node.input, sizeof node.input);
      add(&node.threshold, sizeof node.threshold);
      add(&node.value, sizeof node.value);
    }
  return digest.hex();
}

}  // namespace

Spans past_spans(const TownPanel& panel, int first_target, bool past_is_given) {
  if (past_is_given) return {first_target, first_target};
  const int serial = panel.day(first_target).serial;
  const int first = std::min(first_target, first_fit_day(panel, first_target) + least_fitted_days);
  const auto at_least = [&](int day) { return std::clamp(panel.last_known(day) + 1, first, first_target); };
  return {at_least(serial - law_days - adaptation_days), at_least(serial - adaptation_days)};
}

MeanReplay replay_means(const TownPanel& panel, const FeatureTable& table, const ReplayRequest& request) {
  MeanReplay replay;
  std::vector<Block> blocks = cut_blocks(panel, request);
  const auto start = std::chrono::steady_clock::now();
  fit_blocks(panel, table, request, blocks);
  replay.fit_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  replay.fits = blocks.size();
  if (!blocks.empty()) replay.model_sha256 = digest_of(blocks.back().fit);
  Feedback feedback(panel, request);
  feedback.take_past(request.past);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const HorizonFit& fit = blocks[b].fit;
    replay.fit_rows = fit.ridge.rows;
    replay.fit_columns = fit.ridge.fit.last.shape.columns();
    const int end = b + 1 < blocks.size() ? blocks[b + 1].first_day : request.to;
    for (int t = blocks[b].first_day; t < end; ++t) {
      feedback.advance_for(t);
      const DayMeans day = day_means(panel, table, t, fit, request.settings);
      const bool explained = request.explain && request.live_from && t >= *request.live_from;
      for (std::size_t i = 0; i < day.meals.size(); ++i) {
        const std::size_t row = day.first_row + i;
        const FeatureTable::Row& at = table.rows[row];
        const double mean = std::max(0.0, day.meals[i] * feedback.factor(at.canteen));
        feedback.issued(t, at.canteen, day.meals[i]);
        replay.rows.push_back({row, t, at.canteen, at.pupils, at.base, mean, panel.day(t).facts.type});
        if (explained)
          replay.contributions.push_back(
              explain(panel, table, row, fit, request.settings, day.meals[i], mean));
      }
    }
  }
  return replay;
}

}  // namespace parvis::canteen
