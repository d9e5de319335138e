// The families' pages of menus, which need no script: /menus, by week and kitchen.
#include <algorithm>

#include "base/text.hpp"
#include "canteen/canteen_routes.hpp"
#include "canteen/desk/forecast_words.hpp"
#include "canteen/desk/menu_store.hpp"
#include "net/pages.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr int days_a_week = 7;
constexpr int weeks_around = 26;  // that links lead to, before and after this week

struct Week {
  Day monday;
  std::vector<DayMenu> menus;  // published
  std::vector<Kitchen> kitchens;
  std::vector<Canteen> canteens;
};

Result<Week> week_of(CanteenContext& context, const Day& day) {
  Week out;
  out.monday = base::plus_days(day, -base::weekday(day));
  PARVIS_CHECK(context.database.read([&](store::Session& session) -> Status {
    PARVIS_TRY(menus, MenuStore::between(session, out.monday, base::plus_days(out.monday, days_a_week - 1)));
    PARVIS_TRY(kitchens, CanteenStore::kitchens(session));
    PARVIS_TRY(canteens, CanteenStore::canteens(session));
    out.menus = std::move(menus);
    out.kitchens = std::move(kitchens);
    out.canteens = std::move(canteens);
    return {};
  }));
  std::erase_if(out.menus, [](const DayMenu& menu) { return !menu.published_at; });
  return out;
}

json::object dish_model(const Dish& dish) {
  return {{"name", dish.name},
          {"component", dish.component == "autre" ? std::string() : dish.component},
          {"labels", base::join(dish.siqo, ", ")},
          {"allergens", base::join(dish.allergens, ", ")}};
}

json::object menu_model(const DayMenu& menu, bool named, const std::vector<Kitchen>& kitchens) {
  json::array dishes;
  for (const Dish& dish : menu.dishes) dishes.push_back(dish_model(dish));
  std::string title = menu.service == "midi" ? std::string() : menu.service;
  if (named)
    for (const Kitchen& kitchen : kitchens)
      if (kitchen.id == menu.kitchen_id) title += (title.empty() ? "" : ", ") + kitchen.name;
  return {{"title", title}, {"dishes", std::move(dishes)}};
}

// One entry a day that has a menu of `kitchen`, or of any when it is empty.
json::array days_model(const Week& week, const std::string& kitchen) {
  json::array days;
  for (int i = 0; i < days_a_week; ++i) {
    const Day day = base::plus_days(week.monday, i);
    json::array menus;
    for (const DayMenu& menu : week.menus) {
      if (menu.day != day) continue;
      if (!kitchen.empty() && !menu.kitchen_id.empty() && menu.kitchen_id != kitchen) continue;
      menus.push_back(menu_model(menu, kitchen.empty() && week.kitchens.size() > 1, week.kitchens));
    }
    if (menus.empty()) continue;
    days.push_back(
        json::object{{"date", json::object{{"iso", base::format_day(day)}, {"text", french_day(day)}}},
                     {"menus", std::move(menus)}});
  }
  return days;
}

json::array schools_model(const Week& week, const std::string& chosen) {
  json::array out;
  for (const Canteen& canteen : week.canteens)
    out.push_back(
        json::object{{"id", canteen.id}, {"label", canteen.label}, {"selected", canteen.id == chosen}});
  return out;
}

std::string address(const Day& monday, const std::string& school) {
  return "/menus" + (school.empty() ? std::string() : "/" + school) + "?semaine=" + base::format_day(monday);
}

Result<net::Response> show(CanteenContext& context, const net::Request& request, const std::string& school) {
  Day day = context.today();
  if (request.query.has("semaine")) {
    PARVIS_TRY(asked, day_query(request, "semaine"));
    day = asked;
  }
  PARVIS_TRY(week, week_of(context, day));
  json::object view{
      {"week", json::object{{"iso", base::format_day(week.monday)}, {"text", french_day(week.monday)}}},
      {"schools", schools_model(week, school)}};
  std::string kitchen;
  if (!school.empty()) {
    const auto found = std::find_if(week.canteens.begin(), week.canteens.end(),
                                    [&](const Canteen& one) { return one.id == school; });
    if (found == week.canteens.end())
      return fail(ErrorKind::not_found, "Cette école n’a pas de cantine ici.", {}, "canteen");
    kitchen = found->kitchen_id;
    view["school"] = found->label;
  }
  view["days"] = days_model(week, kitchen);
  view["ical_url"] = "/api/v1/canteen/public/menus.ics" + (kitchen.empty() ? "" : "?kitchen=" + kitchen);
  const int away = base::days_between(context.today(), week.monday) / days_a_week;
  if (away > -weeks_around)
    view["previous_url"] = address(base::plus_days(week.monday, -days_a_week), school);
  if (away < weeks_around) view["next_url"] = address(base::plus_days(week.monday, days_a_week), school);
  PARVIS_TRY(page, context.pages->render("menus", view));
  return net::html(std::move(page));
}

}  // namespace

void add_menu_pages(net::Router& router, CanteenContext& context) {
  if (context.pages == nullptr) return;
  net::RouteOptions page;
  page.page = true;
  page.response_type = "text/html";
  page.params = {query_param("semaine", net::ParamType::text, "Un jour de la semaine voulue"),
                 query_param("ecole", net::ParamType::text, "Une école, choisie dans la liste")};
  // The list's form gives the school as a parameter: the page's own address holds it.
  router.add({"GET", "/menus", "Menus de la semaine", "canteen",
              [&](net::Request& request) { return show(context, request, request.query_text("ecole")); },
              page});
  router.add({"GET", "/menus/{school}", "Menus d’une école", "canteen",
              [&](net::Request& request) { return show(context, request, request.param("school")); }, page});
}

}  // namespace parvis::canteen
