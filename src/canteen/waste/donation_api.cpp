// Meals given to associations, over HTTP, under /api/v1/canteen/donations.
#include <algorithm>

#include "canteen/desk/count_store.hpp"
#include "canteen/desk/day_json.hpp"
#include "canteen/waste/waste_json.hpp"
#include "canteen/waste/waste_routes.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

struct Shelf {
  std::vector<Donation> donations;
  std::vector<DonationAgreement> agreements;
  std::vector<Canteen> canteens;
  std::vector<StoredCount> counts;  // of the last asked day
};

Result<Shelf> shelf_of(store::Session& session, const Day& from, const Day& to) {
  Shelf out;
  PARVIS_TRY(donations, DonationStore::donations(session, from, to));
  PARVIS_TRY(agreements, DonationStore::agreements(session));
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  PARVIS_TRY(counts, CountStore::between(session, "", to, to));
  out.donations = std::move(donations);
  out.agreements = std::move(agreements);
  out.canteens = std::move(canteens);
  out.counts = std::move(counts);
  return out;
}

json::array offers_of(const Shelf& shelf) {
  json::array out;
  for (const Canteen& canteen : shelf.canteens) {
    for (const StoredCount& count : shelf.counts) {
      const std::int64_t meals =
          count.canteen_id == canteen.id ? meals_to_offer(count.ordered, count.eaten) : 0;
      if (meals > 0)
        out.push_back(json::object{{"canteen_id", canteen.id}, {"canteen", canteen.label}, {"meals", meals}});
    }
  }
  return out;
}

json::object year_json(const YearOfDonations& year) {
  json::array kinds;
  for (const std::string& kind : year.kinds) kinds.emplace_back(kind);
  return {{"gifts", year.gifts},
          {"meals", year.meals},
          {"kg", year.mass_known ? json::value(year.mass.kg()) : json::value()},
          {"kinds", std::move(kinds)}};
}

Result<net::Response> list(CanteenContext& context, net::Request& request) {
  PARVIS_TRY(from, day_query(request, "from"));
  PARVIS_TRY(to, day_query(request, "to"));
  PARVIS_TRY(shelf,
             context.database.read([&](store::Session& session) { return shelf_of(session, from, to); }));
  double meals = 0;
  for (const StoredCount& count : shelf.counts) meals += count.eaten.value_or(count.ordered.value_or(0));
  const bool agreed = std::any_of(shelf.agreements.begin(), shelf.agreements.end(),
                                  [&](const DonationAgreement& one) { return one.holds_on(to); });
  json::array items, agreements;
  for (const Donation& one : shelf.donations) items.push_back(to_json(one));
  for (const DonationAgreement& one : shelf.agreements) agreements.push_back(to_json(one));
  return net::json_answer(
      json::object{{"items", std::move(items)},
                   {"agreements", std::move(agreements)},
                   {"offers", offers_of(shelf)},
                   {"year", year_json(year_of(shelf.donations, static_cast<int>(to.year())))},
                   {"duty", donation_duty(meals, agreed)}});
}

Result<Donation> donation_of(const json::object& body) {
  Donation out;
  out.canteen_id = base::text_or(body, "canteen_id");
  out.agreement_id = base::text_or(body, "agreement_id");
  PARVIS_TRY(day, need_day(body, "date"));
  out.day = day;
  if (const auto meals = base::opt_number(body, "meals"))
    out.meals = static_cast<std::int64_t>(std::clamp(*meals, -1.0, 1e6));
  if (const auto kg = base::opt_number(body, "kg")) {
    PARVIS_TRY(mass, mass_of_kg(*kg));
    out.mass = mass;
  }
  out.food = base::text_or(body, "food");
  out.temperature = base::opt_number(body, "temperature");
  PARVIS_TRY(use_by, opt_day(body, "use_by"));
  out.use_by = use_by;
  return out;
}

Result<net::Response> give(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, weigh_right, Version::optional, body));
  PARVIS_TRY(given, donation_of(body));
  PARVIS_CHECK(may_touch(request, given.canteen_id));
  PARVIS_TRY(saved, desk.give(given, write));
  return with_version(net::json_answer(to_json(saved), 201), saved.version);
}

Result<net::Response> sign(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(write, write_of(request, weigh_right, Version::needed));
  PARVIS_TRY(saved, desk.sign(request.param("id"), write));
  return with_version(net::json_answer(to_json(saved)), saved.version);
}

Result<net::Response> agree(WasteDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  PARVIS_TRY(write, write_of(request, config_right, Version::optional, body));
  DonationAgreement given;
  given.kitchen_id = base::text_or(body, "kitchen_id");
  given.association = base::text_or(body, "association");
  PARVIS_TRY(signed_on, need_day(body, "signed_on"));
  PARVIS_TRY(ends_on, opt_day(body, "ends_on"));
  given.signed_on = signed_on;
  given.ends_on = ends_on;
  PARVIS_TRY(saved, desk.agree(given, write));
  return net::json_answer(to_json(saved), 201);
}

json::object list_schema() {
  net::Shapes shapes = waste_shapes();
  shapes["offer"] = net::object_of("canteen_id:text canteen:text meals:integer");
  shapes["gifts"] = net::object_of("gifts:integer meals:integer kg:number? kinds:text[]");
  return net::object_of("items:donation[] agreements:agreement[] offers:offer[] year:gifts duty:text",
                        shapes);
}

}  // namespace

void add_donation_api(net::Router& router, CanteenContext& context, WasteDesk& desk) {
  const json::object donation = waste_shapes().at("donation").as_object();
  net::RouteOptions listing = route_options(read_right, list_schema());
  listing.params = {
      query_param("from", net::ParamType::text, "Premier jour", true),
      query_param("to", net::ParamType::text, "Dernier jour, dont les repas restants sont proposés", true)};
  add_route(router, {"GET", "donations", "Dons, conventions et repas à proposer"}, listing,
            [&context](net::Request& request) { return list(context, request); });
  add_route(router, {"POST", "donations", "Ouvre un bon de don"}, route_options(weigh_right, donation, 201),
            [&desk](net::Request& request) { return give(desk, request); });
  add_route(router, {"POST", "donations/{id}/sign", "Signature de l’association"},
            route_options(weigh_right, donation),
            [&desk](net::Request& request) { return sign(desk, request); });
  add_route(router, {"POST", "donations/agreements", "Ajoute une convention"},
            route_options(config_right, waste_shapes().at("agreement").as_object(), 201),
            [&desk](net::Request& request) { return agree(desk, request); });
}

}  // namespace parvis::canteen
