#include "canteen/forecast/issue.hpp"

#include <algorithm>
#include <map>

namespace parvis::canteen {
namespace {

constexpr double counted_share = 0.8;  // of a day's forecast: with less counted, the total teaches nothing

// QO-4's own table of days, for totals.
DayType kitchen_day_type(const DayFacts& facts) {
  if (facts.bridge || facts.rank_from_end < 4) return DayType::rare;
  if (facts.rank_from_start < 8 || facts.rank_from_end < 12) return DayType::ends_of_year;
  return facts.type == DayType::ends_of_year || facts.type == DayType::rare ? DayType::ordinary : facts.type;
}

class Issuer {
 public:
  Issuer(const TownPanel& panel, const IssueRequest& request)
      : panel_(panel), request_(request), levels_(request.levels) {}

  // A past forecast whose outcome may teach, with the bounds it was issued with (none = it only feeds the
  // law).
  void remember(int t, const std::vector<PastError>& lines, const std::vector<std::vector<double>>& bounds) {
    PastTotal total{panel_.day(t).serial, kitchen_day_type(panel_.day(t).facts), 0, 0, !panel_.day(t).strike};
    double forecast = 0;
    std::vector<double> under(request_.levels.size(), 0);
    double counted = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      forecast += lines[i].mean;
      if (lines[i].eaten <= 0) continue;
      errors_.push_back(lines[i]);
      total.forecast += lines[i].mean;
      total.eaten += lines[i].eaten;
      ++counted;
      if (bounds.empty()) continue;
      for (std::size_t q = 0; q < under.size(); ++q)
        if (lines[i].eaten <= bounds[i][q]) ++under[q];
    }
    if (counted == 0) return;
    if (total.forecast >= counted_share * forecast) totals_.push_back(total);
    if (bounds.empty() || panel_.day(t).strike) return;
    for (double& share : under) share /= counted;
    shares_.emplace_back(panel_.day(t).serial, std::move(under));
  }

  void learn_up_to(int origin) {
    for (; learnt_ < shares_.size() && shares_[learnt_].first <= origin; ++learnt_)
      levels_.learn(shares_[learnt_].second);
  }

  const TownPanel& panel_;
  const IssueRequest& request_;
  AdaptiveLevels levels_;
  std::vector<PastError> errors_;
  std::vector<PastTotal> totals_;
  std::vector<std::pair<int, std::vector<double>>> shares_;  // by rising day
  std::size_t learnt_ = 0;
};

PastError line_of(const TownPanel& panel, const MeanRow& row) {
  return {panel.day(row.t).serial,
          row.canteen,
          row.type,
          row.pupils,
          row.mean,
          panel.eaten(row.t, row.canteen),
          panel.clean(row.t, row.canteen),
          !panel.day(row.t).strike};
}

void remember_past(const TownPanel& panel, const std::vector<MealForecast>& past, Issuer& issuer) {
  for (std::size_t i = 0; i < past.size();) {
    std::vector<PastError> lines;
    std::vector<std::vector<double>> bounds;
    const int t = panel.index_of(past[i].day);
    const Day day = past[i].day;
    for (; i < past.size() && past[i].day == day; ++i) {
      if (t < 0 || past[i].canteen == whole_town || past[i].pupils <= 0) continue;
      const int c = past[i].canteen;
      lines.push_back({panel.day(t).serial, c, past[i].day_type, past[i].pupils, past[i].mean,
                       panel.eaten(t, c), panel.clean(t, c), !panel.day(t).strike});
      bounds.push_back(past[i].quantiles);
    }
    if (t >= 0) issuer.remember(t, lines, bounds);
  }
}

MealForecast forecast_of(const TownPanel& panel, const MeanRow& row, const IssueRequest& request) {
  MealForecast line;
  line.canteen = row.canteen;
  line.day = panel.day(row.t).day;
  const int origin = std::min(panel.day(row.t).serial - request.horizon, request.origin);
  line.origin = base::plus_days(line.day, origin - panel.day(row.t).serial);
  line.horizon = request.horizon;
  line.mean = row.mean;
  line.pupils = row.pupils;
  line.base = row.pupils * row.base;
  line.day_type = row.type;
  return line;
}

MealForecast town_forecast(const TownPanel& panel, const std::vector<MealForecast>& canteens, int t,
                           const TotalLaw& law, const IssueRequest& request) {
  MealForecast town = canteens.front();
  town.canteen = whole_town;
  town.mean = town.pupils = town.base = 0;
  for (const MealForecast& line : canteens) {
    town.mean += line.mean;
    town.pupils += line.pupils;
    town.base += line.base;
  }
  town.day_type = kitchen_day_type(panel.day(t).facts);
  town.scale = town.mean * law.scale(town.day_type);
  town.quantiles.clear();
  for (const double level : request.levels)
    town.quantiles.push_back(law.bound(town.mean, town.day_type, level));
  town.level_used = request.levels;
  town.contributions = {};
  return town;
}

}  // namespace

Issued issue(const TownPanel& panel, const MeanReplay& replay, const IssueRequest& request,
             const std::vector<MealForecast>& past) {
  Issued issued;
  Issuer issuer(panel, request);
  remember_past(panel, past, issuer);
  const std::size_t first_explained = replay.rows.size() - replay.contributions.size();
  for (std::size_t i = 0; i < replay.rows.size();) {
    const int t = replay.rows[i].t;
    std::vector<PastError> lines;
    std::vector<std::vector<double>> bounds;
    const std::size_t first = i;
    for (; i < replay.rows.size() && replay.rows[i].t == t; ++i)
      lines.push_back(line_of(panel, replay.rows[i]));
    if (t < request.adapt_from) {
      issuer.remember(t, lines, {});
      continue;
    }
    const int origin = std::min(panel.day(t).serial - request.horizon, request.origin);
    issuer.learn_up_to(origin);
    const ErrorLaw law(issuer.errors_, panel.canteens(), origin);
    std::vector<MealForecast> day;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      MealForecast line = forecast_of(panel, replay.rows[first + k], request);
      line.scale = line.pupils * law.scale(line.canteen, line.day_type);
      line.quantiles = bounds_of(law, issuer.levels_, lines[k]);
      line.level_used = issuer.levels_.used();
      if (first + k >= first_explained)
        line.contributions = replay.contributions[first + k - first_explained];
      bounds.push_back(line.quantiles);
      day.push_back(std::move(line));
    }
    if (t >= request.from) {
      issued.town.push_back(town_forecast(panel, day, t, TotalLaw(issuer.totals_, origin), request));
      issued.canteens.insert(issued.canteens.end(), day.begin(), day.end());
    }
    issuer.remember(t, lines, bounds);
  }
  return issued;
}

}  // namespace parvis::canteen
