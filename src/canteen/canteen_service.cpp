#include "canteen/canteen_service.hpp"

#include "canteen/canteen_routes.hpp"
#include "canteen/waste/waste_routes.hpp"

namespace parvis::canteen {
namespace {

constexpr std::string_view forecast_job = "canteen.forecast", import_job = "canteen.import",
                           night_job = "canteen.night", hour_job = "canteen.hour";
constexpr std::chrono::hours an_hour{1};

// A town without counts has nothing to forecast yet: no failure.
Status unless_no_history(const Result<MadeForecasts>& made) {
  if (made || made.error().code == "no_history") return {};
  return tl::make_unexpected(made.error());
}

}  // namespace

CanteenSettings CanteenSettings::from(const base::Settings& settings) {
  CanteenSettings out;
  out.max_file_mb = settings.integer("canteen.max_file_mb", out.max_file_mb);
  out.days_ahead = static_cast<int>(settings.integer("canteen.days_ahead", out.days_ahead));
  out.nightly_minutes = static_cast<int>(settings.integer("canteen.nightly_minutes", out.nightly_minutes));
  return out;
}

CanteenService::CanteenService(CanteenContext context)
    : context_(std::move(context)),
      forecasts_(context_),
      orders_(context_),
      imports_(context_),
      waste_(context_),
      bilan_(context_) {}

void CanteenService::add_routes(net::Router& router) {
  add_day_api(router, context_, forecasts_);
  add_order_api(router, context_, orders_);
  add_kitchen_api(router, context_);
  add_strike_api(router, context_, forecasts_);
  add_plan_api(router, context_, forecasts_);
  add_calendar_api(router, context_);
  add_town_api(router, context_);
  add_menu_api(router, context_);
  add_public_menus(router, context_);
  add_menu_pages(router, context_);
  add_import_api(router, context_, imports_);
  add_waste_api(router, context_, waste_, bilan_);
}

Status CanteenService::forecast_all() {
  PARVIS_TRY(appointments, context_.database.read(
                               [](store::Session& session) { return OrderStore::appointments(session); }));
  for (const Appointment& one : appointments) PARVIS_CHECK(unless_no_history(forecasts_.make(one.code)));
  return {};
}

// One of each kind waits at most: a job that plans itself again finds its own row done.
Status CanteenService::plan(store::Session& session, std::string_view kind, base::Instant at) {
  return store::enqueue(session, kind, {}, at);
}

void CanteenService::register_jobs(store::JobWorker& worker) {
  worker.on(std::string(forecast_job), [this](const base::json::object& asked) -> Status {
    std::optional<Day> only;
    if (const auto day = base::parse_day(base::text_or(asked, "date"))) only = *day;
    return unless_no_history(forecasts_.make(base::text_or(asked, "appointment", "production"), only));
  });
  worker.on(std::string(import_job), [this](const base::json::object& asked) {
    return imports_.read(base::text_or(asked, "import"));
  });
  worker.on(std::string(night_job), [this](const base::json::object&) -> Status {
    PARVIS_CHECK(orders_.close_past());
    PARVIS_CHECK(forecast_all());
    return context_.database.write([this](store::Session& session) {
      return plan(session, night_job,
                  base::instant_on(base::plus_days(context_.today(), 1), context_.settings.nightly_minutes,
                                   context_.zone()));
    });
  });
  worker.on(std::string(hour_job), [this](const base::json::object&) -> Status {
    PARVIS_CHECK(orders_.pass_unattended());
    return context_.database.write(
        [this](store::Session& session) { return plan(session, hour_job, context_.clock.now() + an_hour); });
  });
}

Status CanteenService::schedule_jobs() {
  return context_.database.write([this](store::Session& session) -> Status {
    PARVIS_TRY(
        rows,
        session.query(
            "SELECT kind FROM job WHERE state = 'waiting' AND kind IN ('canteen.night', 'canteen.hour')"));
    bool night = false, hour = false;
    for (const store::Row row : rows) (row.text("kind") == night_job ? night : hour) = true;
    if (!night) PARVIS_CHECK(plan(session, night_job, context_.clock.now()));
    if (!hour) PARVIS_CHECK(plan(session, hour_job, context_.clock.now()));
    return {};
  });
}

}  // namespace parvis::canteen
