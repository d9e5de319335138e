// The parts of the canteen service about waste that are reached over HTTP, under /api/v1/canteen.
#pragma once

#include "canteen/canteen_routes.hpp"
#include "canteen/waste/bilan_desk.hpp"
#include "canteen/waste/waste_desk.hpp"

namespace parvis::canteen {

inline constexpr const char* weigh_right = "canteen.weigh";
inline constexpr const char* report_right = "canteen.report";

// campaigns, weighings, exports/ma-cantine.
void add_weighing_api(net::Router& router, CanteenContext& context, WasteDesk& desk);
// donations, their agreements and signatures.
void add_donation_api(net::Router& router, CanteenContext& context, WasteDesk& desk);
// report, factors.
void add_bilan_api(net::Router& router, CanteenContext& context, WasteDesk& waste, BilanDesk& desk);

// All of them.
void add_waste_api(net::Router& router, CanteenContext& context, WasteDesk& waste, BilanDesk& bilan);

}  // namespace parvis::canteen
