// The made-up canteens of the demonstration town: reference/demo/canteen read into the stores, with three
// school years of counts that end yesterday, their menus, breaks, a past strike, works, and what waits for an
// agent tomorrow. The same for the same day.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "canteen/canteen_service.hpp"

namespace parvis::app {

struct DemoCanteen {
  std::size_t canteens = 0, counts = 0, orders = 0;
};

// `folder` holds canteen/. `actor` is the account that did it. The database must hold no canteen.
Result<DemoCanteen> make_demo_canteen(canteen::CanteenService& service, const std::filesystem::path& folder,
                                      const std::string& actor);

}  // namespace parvis::app
