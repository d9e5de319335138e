#include "app/house_routes.hpp"

#include "base/file.hpp"
#include "net/rate_limit.hpp"
#include "net/server.hpp"
#include "net/theme.hpp"
#include "street/street_api.hpp"
#include "street/street_pages.hpp"

namespace parvis::app {
namespace {

std::string readable_colour(const std::string& asked) {
  const auto theme = net::derive_theme(asked);
  return theme ? theme->brand : asked;
}

// Demonstration accounts are named on the sign-in page only where the demonstration made them.
std::vector<std::pair<std::string, std::string>> read_demo_accounts(const std::filesystem::path& data) {
  std::vector<std::pair<std::string, std::string>> accounts;
  const auto text = base::read_file(data / "demo-accounts.json", 64 * 1024);
  if (!text) return accounts;
  const auto list = base::parse_json(*text);
  if (!list || !list->is_array()) return accounts;
  for (const auto& item : list->get_array())
    accounts.emplace_back(base::text_or(item.as_object(), "email"), base::text_or(item.as_object(), "role"));
  return accounts;
}

}  // namespace

HouseRoutes::HouseRoutes(House& house) : house_(house), people_{*house.accounts, *house.town} {
  people_.secure_cookies = house.settings.flag("account.secure_cookies", false);
  people_.readable_colour = readable_colour;
  people_.sign_in_page = [this](const base::json::object& data) {
    return house_.pages->render("sign_in", data);
  };
  people_.demo_accounts = read_demo_accounts(house.data);
  site_.pages = house.pages;
  site_.town = [this] { return house_.town->town(); };
  site_.home = [this] { return street::home_model(*house_.street); };
  house.town->on_change([this](const account::Town& town) { show_town(town, site_); });
  show_town(house.town->town(), site_);
}

Status HouseRoutes::add_all() {
  const auto dist = base::home_folder() / "web" / "dist";
  PARVIS_TRY(assets, net::StaticFiles::load(dist / "assets"));
  PARVIS_TRY(desk, net::StaticFiles::load(dist / "desk"));
  assets_ = std::move(assets);
  desk_ = std::move(desk);
  router_.set_rate_limit(std::make_shared<net::RateLimit>());
  router_.before(account::principal_hook(people_));
  net::add_standard_routes(router_, metrics_);
  account::add_account_routes(router_, people_);
  add_site_routes(router_, site_);
  street::add_street_routes(router_, *house_.street);
  house_.grants->add_routes(router_);
  house_.canteen->add_routes(router_);
  net::add_static_routes(router_, "/assets", assets_);
  net::RouteOptions staff;
  staff.access = net::Access::signed_in;
  staff.page = true;
  net::add_static_routes(router_, "/agent", desk_, "index.html", staff);
  return {};
}

Result<std::unique_ptr<HouseRoutes>> HouseRoutes::make(House& house) {
  std::unique_ptr<HouseRoutes> routes(new HouseRoutes(house));
  PARVIS_CHECK(routes->add_all());
  return routes;
}

}  // namespace parvis::app
