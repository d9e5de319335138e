#include "canteen/evaluation/score_files.hpp"

#include <charconv>
#include <cmath>

#include "base/csv.hpp"
#include "base/day.hpp"
#include "base/file.hpp"

namespace parvis::canteen {
namespace {

constexpr int wednesday = 2;
constexpr const char* first_day = "2016-09-01";
constexpr const char* day_after_last = "2017-07-08";

// Rows of a CSV file by the names of its header.
class NamedTable {
 public:
  static Result<NamedTable> read(const std::filesystem::path& file) {
    PARVIS_TRY(text, base::read_file(file));
    PARVIS_TRY(rows, base::parse_csv(text));
    NamedTable table;
    table.file_ = file.filename().string();
    if (rows.empty()) return fail(ErrorKind::invalid, "Le fichier " + table.file_ + " est vide.");
    for (std::size_t i = 0; i < rows[0].size(); ++i) table.columns_[rows[0][i]] = i;
    table.rows_ = std::move(rows);
    return table;
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::map<std::string, std::size_t>& columns() const { return columns_; }
  [[nodiscard]] const std::string& cell(std::size_t row, std::size_t column) const {
    static const std::string none;
    return column < rows_[row].size() ? rows_[row][column] : none;
  }
  [[nodiscard]] bool blank(std::size_t row) const { return rows_[row].size() == 1 && rows_[row][0].empty(); }
  Result<std::vector<std::size_t>> need(const std::vector<std::string>& names) const {
    std::vector<std::size_t> found;
    for (const std::string& name : names) {
      const auto column = columns_.find(name);
      if (column == columns_.end())
        return fail(ErrorKind::invalid, "La colonne « " + name + " » manque dans " + file_ + ".", {},
                    "missing_column");
      found.push_back(column->second);
    }
    return found;
  }
  [[nodiscard]] tl::unexpected<Error> fault(std::size_t row, const std::string& what) const {
    return fail(ErrorKind::invalid, file_ + ", ligne " + std::to_string(row + 1) + "\u00A0: " + what + ".",
                {}, "bad_row");
  }

 private:
  std::string file_;
  std::map<std::string, std::size_t> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// A number, nullopt for an empty cell or NA; an unreadable one is NaN, which no score accepts.
std::optional<double> number(const std::string& text) {
  if (text.empty() || text == "NA") return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : std::nan("");
}

struct QuantileColumn {
  double level;
  std::size_t column;
};
std::vector<QuantileColumn> quantile_columns(const NamedTable& table) {
  std::vector<QuantileColumn> columns;
  for (const auto& [name, column] : table.columns())
    if (name.size() > 1 && name[0] == 'q')
      if (const auto level = number(name.substr(1)); level && !std::isnan(*level))
        columns.push_back({*level, column});
  return columns;
}

double order_of(const ScoredForecast& forecast, double order_level) {
  if (forecast.quantiles.empty()) return std::ceil(forecast.mean);
  auto nearest = forecast.quantiles.begin();
  for (auto quantile = nearest; quantile != forecast.quantiles.end(); ++quantile)
    if (std::abs(quantile->first - order_level) < std::abs(nearest->first - order_level)) nearest = quantile;
  return std::ceil(nearest->second);
}

Result<std::map<std::string, std::string>> read_mapping(const std::filesystem::path& data) {
  PARVIS_TRY(table, NamedTable::read(data / "mappings" / "mapping_frequentation_cantines.csv"));
  PARVIS_TRY(at, table.need({"site_nom", "site_type", "cantine_nom", "cantine_type"}));
  std::map<std::string, std::string> canteen_of;
  for (std::size_t row = 1; row < table.size(); ++row)
    if (!table.blank(row))
      canteen_of[row_key(table.cell(row, at[0]), table.cell(row, at[1]))] =
          table.cell(row, at[2]).empty() || table.cell(row, at[2]) == "NA"
              ? ""
              : table.cell(row, at[2]) + "|" + table.cell(row, at[3]);
  return canteen_of;
}

Result<std::vector<TruthRow>> canteen_truth(const std::filesystem::path& data) {
  PARVIS_TRY(canteen_of, read_mapping(data));
  PARVIS_TRY(table, NamedTable::read(data / "frequentation.csv"));
  PARVIS_TRY(at, table.need({"site_nom", "site_type", "date", "prevision", "reel"}));
  struct Sum {
    std::string date, canteen;
    std::optional<double> ordered, eaten;
  };
  std::vector<Sum> sums;
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t row = 1; row < table.size(); ++row) {
    const auto canteen = canteen_of.find(row_key(table.cell(row, at[0]), table.cell(row, at[1])));
    if (table.blank(row) || canteen == canteen_of.end() || canteen->second.empty()) continue;
    const std::string& date = table.cell(row, at[2]);
    const auto day = base::parse_day(date);
    if (!day) return table.fault(row, day.error().message);
    if (base::weekday(*day) == wednesday) continue;
    const auto [found, fresh] = index.try_emplace(row_key(date, canteen->second), sums.size());
    if (fresh) sums.push_back({date, canteen->second, {}, {}});
    Sum& sum = sums[found->second];
    if (const auto ordered = number(table.cell(row, at[3]))) sum.ordered = sum.ordered.value_or(0) + *ordered;
    if (const auto eaten = number(table.cell(row, at[4]))) sum.eaten = sum.eaten.value_or(0) + *eaten;
  }
  std::vector<TruthRow> truth;
  for (const Sum& sum : sums)
    if (sum.eaten && *sum.eaten > 0 && sum.ordered)
      truth.push_back({sum.date, sum.canteen, *sum.ordered, *sum.eaten});
  return truth;
}

Result<std::vector<TruthRow>> city_truth(const std::filesystem::path& data) {
  PARVIS_TRY(table, NamedTable::read(data / "city_days.csv"));
  PARVIS_TRY(at, table.need({"date", "prevision", "reel"}));
  std::vector<TruthRow> truth;
  for (std::size_t row = 1; row < table.size(); ++row) {
    if (table.blank(row)) continue;
    const auto day = base::parse_day(table.cell(row, at[0]));
    const auto ordered = number(table.cell(row, at[1])), eaten = number(table.cell(row, at[2]));
    if (!day || !ordered || !eaten) return table.fault(row, "date ou nombre illisible");
    if (base::weekday(*day) != wednesday && *eaten > 0)
      truth.push_back({table.cell(row, at[0]), "CITY", *ordered, *eaten});
  }
  return truth;
}

Result<std::vector<Rival>> read_rivals(const std::filesystem::path& file) {
  std::vector<Rival> rivals;
  if (!std::filesystem::exists(file)) return rivals;
  PARVIS_TRY(table, NamedTable::read(file));
  PARVIS_TRY(at, table.need({"target_date", "canteen", "rival", "value"}));
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t row = 1; row < table.size(); ++row) {
    if (table.blank(row)) continue;
    const std::string& name = table.cell(row, at[2]);
    const auto [found, fresh] = index.try_emplace(name, rivals.size());
    if (fresh) rivals.push_back({name, {}});
    const auto value = number(table.cell(row, at[3]));
    if (!value || std::isnan(*value)) return table.fault(row, "valeur illisible");
    rivals[found->second].values[row_key(table.cell(row, at[0]), table.cell(row, at[1]))] = *value;
  }
  return rivals;
}

}  // namespace

Status read_forecasts(const std::filesystem::path& file, double order_level, ForecastFiles& into) {
  PARVIS_TRY(table, NamedTable::read(file));
  PARVIS_TRY(at, table.need({"origin_date", "target_date", "canteen", "horizon_days", "mean"}));
  const std::vector<QuantileColumn> quantiles = quantile_columns(table);
  const auto order_column = table.columns().find("order");
  for (std::size_t row = 1; row < table.size(); ++row) {
    if (table.blank(row)) continue;
    const auto origin = base::parse_day(table.cell(row, at[0])),
               target = base::parse_day(table.cell(row, at[1]));
    const auto horizon = number(table.cell(row, at[3])), mean = number(table.cell(row, at[4]));
    if (!origin || !target || !horizon || std::isnan(*horizon) || !mean)
      return table.fault(row, "date ou nombre illisible");
    ScoredForecast forecast{*mean, {}, 0};
    bool finite = std::isfinite(*mean);
    for (const auto& [level, column] : quantiles) {
      if (table.cell(row, column).empty()) continue;
      const double meals = number(table.cell(row, column)).value_or(std::nan(""));
      finite &= std::isfinite(meals);
      forecast.quantiles[level] = meals;
    }
    if (base::days_between(*origin, *target) < static_cast<int>(*horizon) || !finite) {
      ++into.refused;
      continue;
    }
    std::optional<double> order;
    if (order_column != table.columns().end()) order = number(table.cell(row, order_column->second));
    forecast.order = order ? *order : order_of(forecast, order_level);
    into.by_horizon[static_cast<int>(*horizon)][row_key(table.cell(row, at[1]), table.cell(row, at[2]))] =
        std::move(forecast);
  }
  return {};
}

Result<ScoreData> read_score_data(const std::filesystem::path& data, const std::filesystem::path& rivals) {
  PARVIS_TRY(canteens, canteen_truth(data));
  PARVIS_TRY(city, city_truth(data));
  PARVIS_TRY(canteen_rivals, read_rivals(rivals / "rivals_D.csv"));
  PARVIS_TRY(city_rivals, read_rivals(rivals / "rivals_GD.csv"));
  PARVIS_TRY(strikes, NamedTable::read(data / "greves_dates_corrigees.csv"));
  PARVIS_TRY(at, strikes.need({"date"}));
  ScoreData out;
  out.windows.push_back({"D", first_day, day_after_last, std::move(canteens), std::move(canteen_rivals)});
  out.windows.push_back({"GD", first_day, day_after_last, std::move(city), std::move(city_rivals)});
  for (std::size_t row = 1; row < strikes.size(); ++row) out.strikes.insert(strikes.cell(row, at[0]));
  return out;
}

}  // namespace parvis::canteen
