#include "canteen/desk/forecast_store.hpp"

#include "base/json.hpp"
#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr const char* columns =
    "SELECT f.id AS id, f.run_id AS run_id, f.canteen_id AS canteen_id, f.day AS day, f.appointment AS "
    "appointment, "
    "f.mean AS mean, f.figures AS figures, f.decision_id AS decision_id, r.origin AS origin, r.made_at AS "
    "made_at, "
    "r.engine AS engine, r.model_sha256 AS model_sha256, r.data_sha256 AS data_sha256, r.seconds AS seconds, "
    "r.fit_rows AS fit_rows, r.fit_columns AS fit_columns, r.fallback AS fallback FROM canteen_forecast f "
    "JOIN "
    "canteen_forecast_run r ON r.id = f.run_id ";

template <class List>
json::array numbers(const List& list) {
  json::array out;
  for (const double one : list) out.emplace_back(one);
  return out;
}

std::vector<double> numbers_of(const json::object& object, std::string_view key) {
  std::vector<double> out;
  const auto* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) return out;
  for (const auto& one : list->get_array()) out.push_back(one.is_number() ? one.to_number<double>() : 0);
  return out;
}

std::string figures_text(const StoredForecast& forecast) {
  return json::serialize(json::object{{"pupils", forecast.pupils},
                                      {"base", forecast.base},
                                      {"scale", forecast.scale},
                                      {"day_type", static_cast<int>(forecast.day_type)},
                                      {"levels", numbers(forecast.law.levels)},
                                      {"meals", numbers(forecast.law.meals)},
                                      {"level_used", numbers(forecast.level_used)},
                                      {"contributions", numbers(forecast.contributions)}});
}

ForecastRunRecord run_of(const store::Row& row) {
  ForecastRunRecord out;
  out.id = row.text("run_id");
  out.appointment = row.text("appointment");
  out.origin = day_of(row.text("origin")).value_or(Day{});
  out.made_at = base::from_millis(row.integer("made_at"));
  out.engine = row.text("engine");
  out.model_sha256 = row.text("model_sha256");
  out.data_sha256 = row.text("data_sha256");
  out.seconds = row.real("seconds");
  out.rows = row.integer("fit_rows");
  out.columns = row.integer("fit_columns");
  out.fallback = row.text("fallback");
  return out;
}

Result<StoredForecast> forecast_of(const store::Row& row) {
  StoredForecast out;
  out.id = row.text("id");
  out.run = run_of(row);
  out.canteen_id = row.text("canteen_id");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.appointment = row.text("appointment");
  out.mean = row.real("mean");
  PARVIS_TRY(figures, base::parse_json_object(row.text("figures")));
  out.pupils = base::number_or(figures, "pupils");
  out.base = base::number_or(figures, "base");
  out.scale = base::number_or(figures, "scale");
  out.day_type = static_cast<DayType>(base::integer_or(figures, "day_type"));
  out.law = {numbers_of(figures, "levels"), numbers_of(figures, "meals")};
  out.level_used = numbers_of(figures, "level_used");
  const auto contributions = numbers_of(figures, "contributions");
  for (std::size_t i = 0; i < std::min(causes, contributions.size()); ++i)
    out.contributions[i] = contributions[i];
  out.decision_id = row.text("decision_id");
  return out;
}

}  // namespace

Status ForecastStore::add(store::Session& session, const ForecastRunRecord& run) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_forecast_run (id, appointment, origin, made_at, engine, "
      "model_sha256, data_sha256, seconds, fit_rows, fit_columns, fallback) VALUES (?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?)",
      {run.id, run.appointment, base::format_day(run.origin), base::to_millis(run.made_at), run.engine,
       run.model_sha256, run.data_sha256, run.seconds, run.rows, run.columns, run.fallback}));
  return {};
}

Status ForecastStore::add(store::Session& session, const StoredForecast& forecast) {
  const std::string day = base::format_day(forecast.day);
  PARVIS_CHECK(
      session.execute("UPDATE canteen_forecast SET latest = 0 WHERE day = ? AND appointment = ? AND latest = "
                      "1 AND canteen_id = ?",
                      {day, forecast.appointment, forecast.canteen_id}));
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_forecast (id, run_id, canteen_id, day, appointment, mean, figures, "
      "decision_id, latest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
      {forecast.id, forecast.run.id, forecast.canteen_id, day, forecast.appointment, forecast.mean,
       figures_text(forecast), forecast.decision_id}));
  return {};
}

Result<std::vector<StoredForecast>> ForecastStore::latest(store::Session& session, const Day& day,
                                                          const std::string& appointment) {
  PARVIS_TRY(rows, session.query(std::string(columns) +
                                     "WHERE f.day = ? AND f.appointment = ? AND f.latest = 1 ORDER "
                                     "BY f.canteen_id",
                                 {base::format_day(day), appointment}));
  std::vector<StoredForecast> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(one, forecast_of(row));
    out.push_back(std::move(one));
  }
  return out;
}

Result<StoredForecast> ForecastStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query(std::string(columns) + "WHERE f.id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette prévision n’existe pas.");
  return forecast_of(rows[0]);
}

Result<std::optional<StoredForecast>> ForecastStore::before(store::Session& session,
                                                            const StoredForecast& forecast) {
  PARVIS_TRY(rows,
             session.query(
                 std::string(columns) + "WHERE f.canteen_id = ? AND f.day = ? AND f.id < ? ORDER BY "
                                        "CASE WHEN f.appointment = ? THEN 1 ELSE 0 END, f.id DESC "
                                        "LIMIT 1",
                 {forecast.canteen_id, base::format_day(forecast.day), forecast.id, forecast.appointment}));
  if (rows.empty()) return std::optional<StoredForecast>();
  PARVIS_TRY(found, forecast_of(rows[0]));
  return std::optional<StoredForecast>(std::move(found));
}

}  // namespace parvis::canteen
