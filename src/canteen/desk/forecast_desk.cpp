#include "canteen/desk/forecast_desk.hpp"

#include <algorithm>

#include "base/ids.hpp"
#include "canteen/desk/decision_records.hpp"
#include "canteen/desk/last_four.hpp"
#include "model/energy.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

constexpr double gb_of_a_fit = 0.1;
constexpr std::string_view closest_appointment = "production";

// The default levels, and the one that orders are made at.
std::vector<double> levels_with(double level) {
  std::vector<double> out = ForecastOptions{}.levels;
  if (std::find(out.begin(), out.end(), level) == out.end()) out.push_back(level);
  std::sort(out.begin(), out.end());
  return out;
}

const StoredOrder* order_for_canteen(const std::vector<StoredOrder>& orders, const std::string& canteen_id) {
  for (const StoredOrder& order : orders)
    if (order.canteen_id == canteen_id) return &order;
  return nullptr;
}

const Canteen* canteen_named(const std::vector<Canteen>& canteens, const std::string& id) {
  for (const Canteen& canteen : canteens)
    if (canteen.id == id) return &canteen;
  return nullptr;
}

// Why no model may propose, from the passports; empty when one may.
Result<std::string> red_passport(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT dataset FROM canteen_passport WHERE colour = 'rouge' AND dataset IN "
                                 "('comptages', 'calendrier') ORDER BY dataset"));
  if (rows.empty()) return std::string();
  return "Le passeport « " + rows[0].text("dataset") + " » est rouge.";
}

}  // namespace

// What all forecasts of one call share.
struct ForecastDesk::Batch {
  ForecastRunRecord run;
  Appointment appointment;
  decision::Energy energy;  // of one forecast
  std::int64_t latency_us = 0;
  bool proposes = true;
  std::vector<double> levels;
};

Result<DayNews> news_of(store::Session& session, const Day& day) {
  DayNews out;
  PARVIS_TRY(strikes,
             session.query("SELECT 1 AS one FROM canteen_strike WHERE day = ?", {base::format_day(day)}));
  out.strike = !strikes.empty();
  PARVIS_TRY(sheets, PlanStore::sheets(session, day, day));
  PARVIS_TRY(closures, PlanStore::closures(session, day, day));
  PARVIS_TRY(outings, PlanStore::outings(session, day, day));
  out.sheets = std::move(sheets);
  out.closures = std::move(closures);
  out.outings = std::move(outings);
  if (!out.strike && out.sheets.empty()) return out;
  PARVIS_TRY(past, session.query(
                       "SELECT s.day AS day, s.strength AS strength, m.eaten AS eaten, f.mean AS mean FROM "
                       "canteen_strike_sheet s JOIN canteen_meal_day m ON m.canteen_id = s.canteen_id AND "
                       "m.day = s.day AND m.service = 'midi' JOIN canteen_forecast f ON f.canteen_id = "
                       "s.canteen_id AND f.day = s.day AND f.latest = 1 AND f.appointment = ? WHERE "
                       "s.strength IS NOT NULL AND m.eaten IS NOT NULL AND f.mean > 0 AND s.day < ?",
                       {std::string(closest_appointment), base::format_day(day)}));
  for (const store::Row row : past) {
    const auto then = day_of(row.text("day"));
    if (!then) continue;
    out.past.push_back({row.real("strength"), row.real("eaten") / row.real("mean"),
                        static_cast<double>(base::days_between(*then, day))});
  }
  return out;
}

Result<ForecastRun> ForecastDesk::forecast_or_fall_back(const StoredHistory& stored,
                                                        const ForecastRequest& request, Batch& batch) {
  batch.run.engine = "ridge";
  if (batch.run.fallback.empty() && !context_.forecaster) batch.run.fallback = "Aucun modèle n’est installé.";
  if (batch.run.fallback.empty()) {
    auto run = context_.forecaster(stored.history, request);
    if (run && !run->canteens.empty()) return run;
    batch.run.fallback = run ? "Aucune cantine n’a assez de comptages pour le modèle."
                             : "Le modèle n’a pas pu répondre : " + run.error().message;
  }
  batch.run.engine = "last_four";
  return last_four(stored.history, request);
}

Result<MadeForecasts> ForecastDesk::make(const std::string& appointment_code,
                                         const std::optional<Day>& only) {
  const base::Instant now = context_.clock.now();
  const std::string zone = context_.zone();
  Batch batch;
  ForecastRequest request;
  PARVIS_TRY(stored, context_.database.read([&](store::Session& session) -> Result<StoredHistory> {
    PARVIS_TRY(appointment, OrderStore::appointment(session, appointment_code));
    batch.appointment = std::move(appointment);
    PARVIS_TRY(red, red_passport(session));
    batch.run.fallback = std::move(red);
    base::Instant known_at = now;
    if (only) {
      const base::Instant cutoff = cutoff_of(batch.appointment, *only, zone);
      batch.proposes = cutoff > now;
      known_at = std::min(now, cutoff);
    }
    return stored_history(session, known_at);
  }));
  MadeForecasts made;
  made.origin = stored.origin;
  if (!stored.origin)
    return fail(ErrorKind::not_found, "Aucun repas compté ne permet encore de proposer une commande.", {},
                "no_history");
  request.origin = *stored.origin;
  request.horizon = batch.appointment.horizon;
  request.options.levels = batch.levels = levels_with(batch.appointment.level);
  const std::vector<Day> asked =
      only ? std::vector<Day>{*only}
           : days_to_forecast(batch.appointment, now, context_.today(), context_.settings.days_ahead, zone);
  for (const Day& day : asked)
    if (no_service(stored.calendar, day).empty() &&
        base::days_between(request.origin, day) >= request.horizon)
      request.days.push_back(day);
  if (request.days.empty()) return made;

  const auto begun = std::chrono::steady_clock::now();
  model::CpuShare share;
  PARVIS_TRY(run, forecast_or_fall_back(stored, request, batch));
  const std::int64_t cpu_ns = share.finish();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
  const auto lines = static_cast<std::int64_t>(run.canteens.size() + run.town.size());
  const auto energy =
      model::estimate_energy(static_cast<double>(cpu_ns) * 1e-9, gb_of_a_fit, seconds.count());
  batch.energy.method = std::string(model::energy_label(energy.basis));
  if (energy.basis != model::EnergyBasis::unmeasurable && lines > 0)
    batch.energy.uwh = energy.uwh / static_cast<double>(lines);
  batch.energy.cpu_ns = lines > 0 ? cpu_ns / lines : 0;
  batch.latency_us = static_cast<std::int64_t>(seconds.count() * 1e6);
  batch.run.id = base::uuid_v7(now);
  batch.run.appointment = appointment_code;
  batch.run.origin = request.origin;
  batch.run.made_at = now;
  batch.run.data_sha256 = stored.data_sha256;
  batch.run.seconds = seconds.count();
  batch.run.rows = static_cast<std::int64_t>(run.fit.rows);
  batch.run.columns = static_cast<std::int64_t>(run.fit.columns);
  made.fallback = batch.run.fallback;
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(ForecastStore::add(session, batch.run));
    return store::append_audit(session, now, "canteen.forecast", "parvis", "canteen_run:" + batch.run.id,
                               {{"appointment", appointment_code}, {"days", request.days.size()}});
  }));
  made.run_id = batch.run.id;
  for (const Day& day : request.days) PARVIS_CHECK(write_day(stored, day, run, batch, made));
  return made;
}

Status ForecastDesk::write_day(const StoredHistory& stored, const Day& day, const ForecastRun& run,
                               const Batch& batch, MadeForecasts& made) {
  MadeForecasts counted = made;
  PARVIS_CHECK(context_.database.write([&](store::Session& session) -> Status {
    counted = made;  // the transaction may run again
    PARVIS_TRY(known, ForecastStore::latest(session, day, batch.appointment.code));
    if (!known.empty() && known[0].run.data_sha256 == batch.run.data_sha256 &&
        known[0].run.engine == batch.run.engine)
      return {};
    std::vector<StoredForecast> written;
    for (const auto* list : {&run.canteens, &run.town}) {
      for (const MealForecast& forecast : *list) {
        if (forecast.day != day) continue;
        const std::string canteen_id = forecast.canteen == whole_town
                                           ? std::string()
                                           : stored.canteen_ids[static_cast<std::size_t>(forecast.canteen)];
        PARVIS_TRY(one, recorded(session, forecast, canteen_id, batch));
        written.push_back(std::move(one));
      }
    }
    ++counted.days;
    counted.forecasts += written.size();
    if (!batch.proposes) return {};
    PARVIS_TRY(news, news_of(session, day));
    PARVIS_TRY(expected, outlooks(written, news, batch.appointment.level));
    PARVIS_TRY(canteens, CanteenStore::canteens(session));
    PARVIS_TRY(orders, OrderStore::of_day(session, day, batch.appointment.code));
    for (const StoredForecast& forecast : written) {
      const Canteen* canteen = canteen_named(canteens, forecast.canteen_id);
      if (canteen == nullptr) continue;
      const StoredOrder* order = order_for_canteen(orders, canteen->id);
      PARVIS_TRY(proposed,
                 put_proposal(session, forecast, expected.at(canteen->id), *canteen, batch.appointment,
                              order == nullptr ? std::nullopt : std::optional<StoredOrder>(*order)));
      counted.proposals += proposed ? 1 : 0;
    }
    return {};
  }));
  made = counted;
  return {};
}

Result<StoredForecast> ForecastDesk::recorded(store::Session& session, const MealForecast& forecast,
                                              const std::string& canteen_id, const Batch& batch) {
  StoredForecast out;
  out.id = base::uuid_v7(context_.clock.now());
  out.run = batch.run;
  out.canteen_id = canteen_id;
  out.day = forecast.day;
  out.appointment = batch.appointment.code;
  out.mean = forecast.mean;
  out.pupils = forecast.pupils;
  out.base = forecast.base;
  out.scale = forecast.scale;
  out.day_type = forecast.day_type;
  out.law = {batch.levels, forecast.quantiles};
  out.level_used = forecast.level_used;
  out.contributions = forecast.contributions;
  if (context_.ledger != nullptr) {
    PARVIS_TRY(made, context_.ledger->record_in(
                         session, forecast_decision(out, batch.energy, batch.latency_us), false));
    out.decision_id = made.id;
  }
  PARVIS_CHECK(ForecastStore::add(session, out));
  return out;
}

Result<bool> ForecastDesk::put_proposal(store::Session& session, const StoredForecast& forecast,
                                        const Outlook& outlook, const Canteen& canteen,
                                        const Appointment& appointment, std::optional<StoredOrder> order) {
  if (context_.ledger == nullptr) return false;
  if (order && order->state != OrderState::proposed) return false;
  PARVIS_TRY(proposal, propose(outlook, appointment.level, canteen.pack));
  const bool is_new = !order;
  StoredOrder next = order.value_or(StoredOrder{});
  if (is_new) {
    next.id = base::uuid_v7(context_.clock.now());
    next.canteen_id = canteen.id;
    next.day = forecast.day;
    next.appointment = appointment.code;
  }
  next.forecast_id = forecast.id;
  next.proposed = proposal.meals;
  next.floor = proposal.floor;
  next.figures = proposal.figures;
  next.changed_by.clear();
  next.changed_at = context_.clock.now();
  PARVIS_TRY(made, context_.ledger->record_in(session, order_decision(next)));
  next.decision_id = made.id;
  next.blind = made.blind;
  if (is_new) {
    PARVIS_CHECK(OrderStore::add(session, next));
  } else {
    PARVIS_CHECK(OrderStore::save(session, next));
  }
  return true;
}

Result<std::vector<NewsEffect>> ForecastDesk::hear(store::Session& session, const Day& day) {
  std::vector<NewsEffect> out;
  PARVIS_TRY(appointments, OrderStore::appointments(session));
  PARVIS_TRY(news, news_of(session, day));
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  for (const Appointment& appointment : appointments) {
    PARVIS_TRY(orders, OrderStore::of_day(session, day, appointment.code));
    if (orders.empty()) continue;
    PARVIS_TRY(forecasts, ForecastStore::latest(session, day, appointment.code));
    PARVIS_TRY(expected, outlooks(forecasts, news, appointment.level));
    const bool open = cutoff_of(appointment, day, context_.zone()) > context_.clock.now();
    for (const StoredForecast& forecast : forecasts) {
      const Canteen* canteen = canteen_named(canteens, forecast.canteen_id);
      const StoredOrder* order = order_for_canteen(orders, forecast.canteen_id);
      if (canteen == nullptr || order == nullptr || order->state >= OrderState::counted) continue;
      const Outlook& outlook = expected.at(canteen->id);
      PARVIS_TRY(proposal, propose(outlook, appointment.level, canteen->pack));
      const int before = order->final.value_or(order->proposed);
      const bool same = proposal.meals == order->proposed && proposal.floor == order->floor;
      if (same || order->final == proposal.meals) continue;
      NewsEffect effect{order->id,    canteen->id, appointment.code, order->version,
                        order->state, before,      proposal.meals,   false};
      if (open && order->state == OrderState::proposed) {
        PARVIS_TRY(done, put_proposal(session, forecast, outlook, *canteen, appointment, *order));
        effect.done = done;
        effect.version += done ? 1 : 0;
      }
      out.push_back(std::move(effect));
    }
  }
  return out;
}

}  // namespace parvis::canteen
