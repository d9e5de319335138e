#include "canteen/desk/menu_store.hpp"

#include <algorithm>
#include <array>

#include "base/code_list.hpp"
#include "base/text.hpp"
#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

constexpr base::CodeList<DishClass, dish_classes> class_codes{
    {"viande", "poisson", "sans_viande_ni_poisson", "porc", "noel", "galette", "frites", "pizza", "burger",
     "bio", "asie", "dessert_de_fete", "pates", "plat_familial"}};
constexpr std::array<std::string_view, 7> components{
    "entrée", "plat principal", "garniture", "dessert", "produit laitier", "pain", "autre"};
constexpr std::size_t longest_dish = 300, most_dishes = 40;
constexpr char list_separator = '|';

std::string list_text(const std::vector<std::string>& items) {
  return base::join(items, "|");
}

std::vector<std::string> list_of(const std::string& text) {
  return text.empty() ? std::vector<std::string>{} : base::split(text, list_separator);
}

Dish dish_of(const store::Row& row) {
  return {static_cast<int>(row.integer("rank")),
          row.text("name"),
          row.text("component"),
          list_of(row.text("siqo")),
          list_of(row.text("allergens")),
          classes_of(row.text("classes")),
          row.text("classes_origin")};
}

Status check(const DayMenu& menu) {
  if (menu.dishes.size() > most_dishes)
    return fail(ErrorKind::invalid, "Un menu a 40 plats au plus.", {}, "dishes");
  for (const Dish& dish : menu.dishes) {
    if (base::trim(dish.name).empty() || base::code_points(dish.name) > longest_dish)
      return fail(ErrorKind::invalid, "Donnez un nom à chaque plat, de 300 caractères au plus.", {}, "name");
    if (std::find(components.begin(), components.end(), dish.component) == components.end())
      return fail(ErrorKind::invalid, "Cette composante de repas n’existe pas.", {}, "component");
  }
  return {};
}

}  // namespace

std::string_view code_of(DishClass one) {
  return class_codes.code(one);
}

std::string classes_text(const DishClasses& classes) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < dish_classes; ++i)
    if (classes[i]) out.emplace_back(class_codes.codes[i]);
  return base::join(out, ",");
}

DishClasses classes_of(std::string_view text) {
  DishClasses out;
  for (const std::string& one : base::split(text, ','))
    if (const auto known = class_codes.parse(one)) out.set(static_cast<std::size_t>(*known));
  return out;
}

Result<std::vector<DayMenu>> MenuStore::between(store::Session& session, const Day& from, const Day& to) {
  PARVIS_TRY(rows,
             session.query("SELECT * FROM canteen_dish WHERE day >= ? AND day <= ? ORDER BY day, kitchen_id, "
                           "service, rank",
                           {base::format_day(from), base::format_day(to)}));
  std::vector<DayMenu> out;
  for (const store::Row row : rows) {
    const Day day = day_of(row.text("day")).value_or(Day{});
    if (out.empty() || out.back().day != day || out.back().kitchen_id != row.text("kitchen_id") ||
        out.back().service != row.text("service")) {
      DayMenu menu;
      menu.kitchen_id = row.text("kitchen_id");
      menu.day = day;
      menu.service = row.text("service");
      menu.state = row.text("state");
      if (const auto at = row.opt_integer("published_at")) menu.published_at = base::from_millis(*at);
      out.push_back(std::move(menu));
    }
    out.back().dishes.push_back(dish_of(row));
  }
  return out;
}

Status MenuStore::put(store::Session& session, const DayMenu& menu) {
  PARVIS_CHECK(check(menu));
  const std::string day = base::format_day(menu.day);
  PARVIS_CHECK(session.execute("DELETE FROM canteen_dish WHERE kitchen_id = ? AND day = ? AND service = ?",
                               {menu.kitchen_id, day, menu.service}));
  int rank = 0;
  for (const Dish& dish : menu.dishes) {
    PARVIS_CHECK(session.execute(
        "INSERT INTO canteen_dish (kitchen_id, day, service, rank, name, component, siqo, allergens, "
        "classes, "
        "classes_origin, state, published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {menu.kitchen_id, day, menu.service, std::int64_t{++rank}, dish.name, dish.component,
         list_text(dish.siqo), list_text(dish.allergens), classes_text(dish.classes), dish.classes_origin,
         menu.state,
         menu.published_at ? store::Value(base::to_millis(*menu.published_at)) : store::Value()}));
  }
  return {};
}

Result<std::int64_t> MenuStore::publish(store::Session& session, const Day& from, const Day& to,
                                        base::Instant now) {
  PARVIS_TRY(
      rows, session.query("SELECT COUNT(DISTINCT day) AS n FROM canteen_dish WHERE day >= ? AND day <= ? AND "
                          "published_at IS NULL",
                          {base::format_day(from), base::format_day(to)}));
  PARVIS_CHECK(
      session.execute("UPDATE canteen_dish SET published_at = ? WHERE day >= ? AND day <= ? AND published_at "
                      "IS NULL",
                      {base::to_millis(now), base::format_day(from), base::format_day(to)}));
  return rows[0].integer("n");
}

}  // namespace parvis::canteen
