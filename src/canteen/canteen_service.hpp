// The canteen service of one installation: its context and desks, made once, its routes and its jobs.
#pragma once

#include <memory>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/forecast_desk.hpp"
#include "canteen/desk/import_desk.hpp"
#include "canteen/desk/order_desk.hpp"
#include "canteen/waste/bilan_desk.hpp"
#include "canteen/waste/waste_desk.hpp"
#include "net/router.hpp"
#include "store/jobs.hpp"

namespace parvis::canteen {

class CanteenService {
 public:
  explicit CanteenService(CanteenContext context);
  CanteenService(const CanteenService&) = delete;
  CanteenService& operator=(const CanteenService&) = delete;

  // The service must outlive the router and the worker.
  void add_routes(net::Router& router);
  // "canteen.forecast" (an appointment, at once), "canteen.import" (a file), "canteen.night" and
  // "canteen.hour", which plan themselves again.
  void register_jobs(store::JobWorker& worker);
  // Plans the first night and hour, unless they are planned already.
  Status schedule_jobs();

  [[nodiscard]] CanteenContext& context() { return context_; }
  [[nodiscard]] ForecastDesk& forecasts() { return forecasts_; }
  [[nodiscard]] OrderDesk& orders() { return orders_; }
  [[nodiscard]] ImportDesk& imports() { return imports_; }
  [[nodiscard]] WasteDesk& waste() { return waste_; }
  [[nodiscard]] BilanDesk& bilan() { return bilan_; }

 private:
  Status forecast_all();
  Status plan(store::Session& session, std::string_view kind, base::Instant at);
  CanteenContext context_;
  ForecastDesk forecasts_;
  OrderDesk orders_;
  ImportDesk imports_;
  WasteDesk waste_;
  BilanDesk bilan_;
};

}  // namespace parvis::canteen
