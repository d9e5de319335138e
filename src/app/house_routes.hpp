// Every route of the program on one router, as `parvis serve` serves them. Tests ask the same router.
#pragma once

#include <memory>
#include <string>

#include "account/account_api.hpp"
#include "app/house.hpp"
#include "app/site_pages.hpp"
#include "net/metrics.hpp"
#include "net/router.hpp"
#include "net/static_files.hpp"

namespace parvis::app {

class HouseRoutes {
 public:
  // `house` must outlive the routes. Errors: web/dist is not built.
  [[nodiscard]] static Result<std::unique_ptr<HouseRoutes>> make(House& house);
  [[nodiscard]] const net::Router& router() const { return router_; }
  [[nodiscard]] net::Metrics& metrics() { return metrics_; }
  // Shown on the sign-in page, and by `serve`: address and role.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& demo_accounts() const {
    return people_.demo_accounts;
  }

 private:
  explicit HouseRoutes(House& house);
  Status add_all();

  House& house_;
  net::Router router_;
  net::Metrics metrics_;
  account::AccountContext people_;
  SiteContext site_;
  net::StaticFiles assets_, desk_;
};

}  // namespace parvis::app
