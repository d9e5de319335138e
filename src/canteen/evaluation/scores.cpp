#include "canteen/evaluation/scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/day.hpp"

namespace parvis::canteen {
namespace {

constexpr std::array<double, 8> core_levels = {0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99};

struct Scored {
  const TruthRow* truth;
  const ScoredForecast* forecast;
};
struct Pair {
  const std::string* date;
  double eaten, figure;
};
// Sums by day, in the order in which days first appear.
class DaySums {
 public:
  struct Day {
    double eaten = 0, figure = 0;
  };
  void add(const Pair& pair) {
    const auto [found, fresh] = index_.try_emplace(*pair.date, days_.size());
    if (fresh) days_.emplace_back();
    days_[found->second].eaten += pair.eaten;
    days_[found->second].figure += pair.figure;
  }
  [[nodiscard]] const std::vector<Day>& days() const { return days_; }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Day> days_;
};

std::optional<ScoreLine> line_of(const std::string& name, const std::vector<Pair>& pairs) {
  if (pairs.empty()) return std::nullopt;
  constexpr double rounding = 1e-9;
  double absolute = 0, surplus = 0, missing = 0, eaten = 0;
  std::size_t short_rows = 0;
  DaySums sums;
  for (const Pair& pair : pairs) {
    const double error = pair.figure - pair.eaten;
    absolute += std::abs(error);
    eaten += pair.eaten;
    surplus += std::max(error, 0.0);
    missing += std::max(-error, 0.0);
    if (error < 0) ++short_rows;
    sums.add(pair);
  }
  double day_error = 0, ordered = 0;
  ScoreLine line;
  for (const auto& day : sums.days()) {
    day_error += std::abs(day.figure - day.eaten);
    ordered += day.figure;
    if (day.figure < day.eaten - rounding) ++line.short_days;
    line.worst_shortage = std::max(line.worst_shortage, day.eaten - day.figure);
  }
  const auto n = static_cast<double>(pairs.size()), days = static_cast<double>(sums.days().size());
  line.name = name;
  line.rows = pairs.size();
  line.mae = absolute / n;
  line.wmape = 100 * absolute / eaten;
  line.surplus_per_day = surplus / days;
  line.short_per_day = missing / days;
  line.short_rows_percent = 100 * static_cast<double>(short_rows) / n;
  line.day_mae = day_error / days;
  line.net_percent = 100 * (ordered - eaten) / ordered;
  line.days = sums.days().size();
  return line;
}

// Mean of the last four counts of the same weekday at least `horizon` days before, strikes left out.
class NaiveRule {
 public:
  NaiveRule(const std::vector<TruthRow>& truth, const std::set<std::string>& strikes) {
    for (const TruthRow& row : truth)
      if (!strikes.contains(row.date)) by_weekday_[key(row)].emplace_back(row.date, row.eaten);
    for (auto& [name, counts] : by_weekday_) std::sort(counts.begin(), counts.end());
  }
  [[nodiscard]] std::optional<double> figure(const TruthRow& row, int horizon) const {
    const auto found = by_weekday_.find(key(row));
    if (found == by_weekday_.end()) return std::nullopt;
    const auto& counts = found->second;
    const std::string limit = base::format_day(base::plus_days(*base::parse_day(row.date), -horizon));
    const auto end =
        std::upper_bound(counts.begin(), counts.end(), limit,
                         [](const std::string& date, const auto& count) { return date < count.first; });
    if (end - counts.begin() < 4) return std::nullopt;
    double sum = 0;
    for (auto count = end - 4; count != end; ++count) sum += count->second;
    return sum / 4;
  }

 private:
  static std::string key(const TruthRow& row) {
    return row.canteen + '\n' + std::to_string(base::weekday(*base::parse_day(row.date)));
  }
  std::map<std::string, std::vector<std::pair<std::string, double>>> by_weekday_;
};

std::vector<double> shared_levels(const std::vector<Scored>& rows) {
  std::vector<double> levels;
  for (const auto& [level, meals] : rows.front().forecast->quantiles) {
    const double wanted = level;
    if (std::all_of(rows.begin(), rows.end(),
                    [wanted](const Scored& row) { return row.forecast->quantiles.contains(wanted); }))
      levels.push_back(level);
  }
  return levels;
}

void score_levels(const std::vector<Scored>& rows, const std::vector<double>& levels, std::size_t days,
                  DayGroupScores& out) {
  constexpr double rounding = 1e-9;
  const auto n = static_cast<double>(rows.size());
  double gap = 0;
  for (const double level : levels) {
    LevelScore score{level, 0, 0, 0, 0};
    double covered = 0;
    for (const Scored& row : rows) {
      const double error = row.truth->eaten - row.forecast->quantiles.at(level);
      score.pinball += std::max(level * error, (level - 1) * error);
      if (error <= 0) ++covered;
      score.surplus_per_day += std::max(-error, 0.0);
      score.short_per_day += std::max(error, 0.0);
    }
    score.pinball /= n;
    score.coverage = 100 * covered / n;
    score.surplus_per_day /= static_cast<double>(days);
    score.short_per_day /= static_cast<double>(days);
    gap += std::abs(score.coverage - 100 * level);
    out.levels.push_back(score);
  }
  out.mean_coverage_gap = gap / static_cast<double>(levels.size());
  double core = 0;
  for (const double level : core_levels)
    for (const LevelScore& score : out.levels)
      if (score.level == level) {
        core += score.pinball;
        out.core_levels.push_back(level);
      }
  out.core_pinball = core / std::max(1.0, static_cast<double>(out.core_levels.size()));
  for (const Scored& row : rows) {
    bool crosses = false;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
      crosses |= row.forecast->quantiles.at(levels[i]) > row.forecast->quantiles.at(levels[i + 1]) + rounding;
    if (crosses) ++out.crossing_rows;
  }
}

// Missing and surplus meals when all rows are ordered at one level, by lines between the given ones.
std::pair<double, double> gaps_at(const std::vector<std::vector<double>>& meals,
                                  const std::vector<Scored>& rows, const std::vector<double>& levels,
                                  double level) {
  std::size_t above = 0;
  while (above + 1 < levels.size() && levels[above] < level) ++above;
  const std::size_t under = above > 0 ? above - 1 : 0;
  double missing = 0, surplus = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    double figure = meals[r][above];
    if (above != under)
      figure = meals[r][under] + (meals[r][above] - meals[r][under]) *
                                     std::min(1.0, (level - levels[under]) / (levels[above] - levels[under]));
    missing += std::max(rows[r].truth->eaten - figure, 0.0);
    surplus += std::max(figure - rows[r].truth->eaten, 0.0);
  }
  return {missing, surplus};
}

HumanShortage at_human_shortage(const std::vector<Scored>& rows, const std::vector<double>& levels,
                                std::size_t days) {
  constexpr int halvings = 14;
  double human_missing = 0, human_surplus = 0;
  std::vector<std::vector<double>> meals;
  for (const Scored& row : rows) {
    human_missing += std::max(row.truth->eaten - row.truth->ordered, 0.0);
    human_surplus += std::max(row.truth->ordered - row.truth->eaten, 0.0);
    meals.emplace_back();
    for (const double level : levels) meals.back().push_back(row.forecast->quantiles.at(level));
  }
  double low = levels.front(), high = levels.back();
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (gaps_at(meals, rows, levels, middle).first > human_missing ? low : high) = middle;
  }
  const auto [missing, surplus] = gaps_at(meals, rows, levels, high);
  const auto n = static_cast<double>(days);
  HumanShortage out{
      human_missing / n, human_surplus / n, missing <= human_missing * 1.02 + 1, high, surplus / n, 0};
  out.surplus_change_percent = human_surplus > 0 ? 100 * (surplus / human_surplus - 1) : 0;
  return out;
}

// A rival whose name ends in a horizon is shown at that horizon only.
bool shown_at(const std::string& rival, int horizon) {
  const std::string last = rival.substr(rival.rfind(' ') + 1);
  const bool tied = last == "h1" || last == "h15" || last == "h70";
  return !tied || last == "h" + std::to_string(horizon);
}

class GroupScorer {
 public:
  GroupScorer(const ScoreWindow& window, const NaiveRule& naive, int horizon)
      : window_(window), naive_(naive), horizon_(horizon) {}

  [[nodiscard]] DayGroupScores score(const std::string& name, const std::vector<Scored>& rows) const {
    constexpr std::size_t fewest_levels = 4;
    DayGroupScores out;
    out.name = name;
    add(out, "human order", rows, [](const Scored& row) { return std::optional(row.truth->ordered); });
    add(out, "naive last 4 (counts)", rows,
        [this](const Scored& row) { return naive_.figure(*row.truth, horizon_); });
    for (const Rival& rival : window_.rivals) add_rival(out, rival, rows);
    add(out, "CANDIDATE mean", rows, [](const Scored& row) { return std::optional(row.forecast->mean); });
    add(out, "CANDIDATE order", rows, [](const Scored& row) { return std::optional(row.forecast->order); });
    const std::vector<double> levels = shared_levels(rows);
    if (levels.empty()) return out;
    std::set<std::string> days;
    for (const Scored& row : rows) days.insert(row.truth->date);
    score_levels(rows, levels, days.size(), out);
    if (levels.size() >= fewest_levels) out.human = at_human_shortage(rows, levels, days.size());
    return out;
  }

 private:
  template <class Figure>
  static std::vector<Pair> pairs_of(const std::vector<Scored>& rows, Figure figure) {
    std::vector<Pair> pairs;
    for (const Scored& row : rows)
      if (const std::optional<double> value = figure(row))
        pairs.push_back({&row.truth->date, row.truth->eaten, *value});
    return pairs;
  }
  template <class Figure>
  static void add(DayGroupScores& out, const std::string& name, const std::vector<Scored>& rows,
                  Figure figure) {
    if (const auto line = line_of(name, pairs_of(rows, figure))) out.lines.push_back(*line);
  }
  void add_rival(DayGroupScores& out, const Rival& rival, const std::vector<Scored>& rows) const {
    if (!shown_at(rival.name, horizon_)) return;
    const auto pairs = pairs_of(rows, [&rival](const Scored& row) -> std::optional<double> {
      const auto found = rival.values.find(row_key(row.truth->date, row.truth->canteen));
      return found == rival.values.end() ? std::nullopt : std::optional(found->second);
    });
    const std::string name = rival.name + (pairs.size() == rows.size() ? "" : " (its rows only)");
    if (const auto line = line_of(name, pairs)) out.lines.push_back(*line);
  }
  const ScoreWindow& window_;
  const NaiveRule& naive_;
  int horizon_;
};

std::optional<HorizonScores> score_horizon(const ScoreWindow& window, const NaiveRule& naive, int horizon,
                                           const ForecastsByRow& forecasts,
                                           const std::set<std::string>& strikes) {
  HorizonScores out{window.code, horizon, 0, 0, 0, {}};
  std::vector<Scored> all, ordinary, strike;
  std::set<std::string> days;
  for (const TruthRow& row : window.truth) {
    if (row.date < window.from || row.date >= window.to) continue;
    ++out.truth_rows;
    const auto found = forecasts.find(row_key(row.date, row.canteen));
    if (found == forecasts.end()) continue;
    const Scored scored{&row, &found->second};
    all.push_back(scored);
    (strikes.contains(row.date) ? strike : ordinary).push_back(scored);
    days.insert(row.date);
  }
  if (all.empty()) return std::nullopt;
  out.forecast_rows = all.size();
  out.days = days.size();
  const GroupScorer scorer(window, naive, horizon);
  out.groups.push_back(scorer.score("all days", all));
  if (!ordinary.empty()) out.groups.push_back(scorer.score("ordinary days", ordinary));
  if (!strike.empty()) out.groups.push_back(scorer.score("strike days", strike));
  return out;
}

}  // namespace

std::string row_key(const std::string& date, const std::string& canteen) {
  return date + '\n' + canteen;
}

std::vector<HorizonScores> score(const std::vector<ScoreWindow>& windows,
                                 const std::map<int, ForecastsByRow>& by_horizon,
                                 const std::set<std::string>& strikes) {
  std::vector<HorizonScores> scores;
  for (const ScoreWindow& window : windows) {
    const NaiveRule naive(window.truth, strikes);
    for (auto horizon = by_horizon.rbegin(); horizon != by_horizon.rend(); ++horizon)
      if (auto of_horizon = score_horizon(window, naive, horizon->first, horizon->second, strikes))
        scores.push_back(std::move(*of_horizon));
  }
  return scores;
}

}  // namespace parvis::canteen
