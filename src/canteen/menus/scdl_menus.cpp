#include "canteen/menus/scdl_menus.hpp"

#include <algorithm>
#include <array>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "canteen/intake/cell_values.hpp"
#include "canteen/menus/dish_classes.hpp"

namespace parvis::canteen {
namespace {

constexpr std::array<std::string_view, scdl_menu_fields> names{"menuCollNom",
                                                               "menuCollSiret",
                                                               "menuEtablissementNom",
                                                               "menuEtablissementSiret",
                                                               "menuRestaurantNom",
                                                               "menuRestaurantInsee",
                                                               "menuRestaurantId",
                                                               "menuRestaurantIdType",
                                                               "menuRestaurantType",
                                                               "menuRestaurantConvive",
                                                               "menuDate",
                                                               "menuRepasType",
                                                               "menuPlatType",
                                                               "menuPlatNom",
                                                               "menuPlatCode",
                                                               "menuPlatSiqo",
                                                               "menuPlatLabel",
                                                               "menuPlatPrecision",
                                                               "menuPlatRegime",
                                                               "menuPlatAllergene",
                                                               "menuPlatTexture",
                                                               "menuPlatNutriscore",
                                                               "menuPlatPrix",
                                                               "menuPublicationDate",
                                                               "menuModificationDate",
                                                               "menuModificationInfo"};
enum Column {
  authority,
  authority_siret,
  establishment,
  establishment_siret,
  restaurant,
  restaurant_insee,
  restaurant_id,
  restaurant_id_type,
  restaurant_type,
  guests,
  date,
  meal,
  component,
  dish_name,
  code,
  siqo,
  label,
  precision,
  regime,
  allergen,
  texture,
  nutriscore,
  price,
  published,
  modified,
  modification
};

// Lower case without separators: menu_type_repas and menuTypeRepas are one name.
std::string plain(std::string_view text) {
  return base::join(base::words(text), "");
}

// Names of older versions.
const std::map<std::string, Column>& columns() {
  static const std::map<std::string, Column> all = [] {
    std::map<std::string, Column> out;
    for (std::size_t i = 0; i < names.size(); ++i) out[plain(names[i])] = static_cast<Column>(i);
    const std::vector<std::pair<const char*, Column>> older{{"collectivitenom", authority},
                                                            {"collectivitesiret", authority_siret},
                                                            {"etablissementnom", establishment},
                                                            {"etablissementsiret", establishment_siret},
                                                            {"restaurantnom", restaurant},
                                                            {"restaurantinsee", restaurant_insee},
                                                            {"restaurantid", restaurant_id},
                                                            {"restaurantidtype", restaurant_id_type},
                                                            {"restauranttype", restaurant_type},
                                                            {"restaurantconvive", guests},
                                                            {"menuetabnom", establishment},
                                                            {"menuetabsiret", establishment_siret},
                                                            {"menurestnom", restaurant},
                                                            {"menurestinsee", restaurant_insee},
                                                            {"menurestid", restaurant_id},
                                                            {"menurestidtype", restaurant_id_type},
                                                            {"menuresttype", restaurant_type},
                                                            {"menurestconvive", guests},
                                                            {"menutyperepas", meal},
                                                            {"menutypeplat", component},
                                                            {"menunomplat", dish_name},
                                                            {"menucodeplat", code},
                                                            {"menusiqoplat", siqo},
                                                            {"menulabelplat", label},
                                                            {"menuprecplat", precision},
                                                            {"menuprecisionplat", precision},
                                                            {"menuregplat", regime},
                                                            {"menuregimeplat", regime},
                                                            {"menuallergeneplat", allergen},
                                                            {"menutextplat", texture},
                                                            {"menutextureplat", texture},
                                                            {"menunutriscoreplat", nutriscore},
                                                            {"menuprixplat", price},
                                                            {"menupubdate", published},
                                                            {"menupublicationplatdate", published},
                                                            {"menumoddate", modified},
                                                            {"menumodificationplatdate", modified},
                                                            {"menumodinfo", modification},
                                                            {"menumodificationinformation", modification}};
    for (const auto& [name, column] : older) out[name] = column;
    return out;
  }();
  return all;
}

// A JSON array, or a list separated by commas, semicolons or bars.
std::vector<std::string> list_of(const std::string& cell) {
  std::vector<std::string> out;
  if (is_missing(cell)) return out;
  if (const auto array = base::parse_json(cell); array && array->is_array()) {
    for (const auto& value : array->as_array())
      if (value.is_string()) out.push_back(tidy_text(std::string_view(value.as_string())));
    return out;
  }
  std::string text = cell;
  std::replace_if(text.begin(), text.end(), [](char c) { return c == ';' || c == '|'; }, ',');
  for (const auto& part : base::split(text, ','))
    if (std::string tidy = tidy_text(part); !tidy.empty()) out.push_back(std::move(tidy));
  return out;
}

std::string list_text(const std::vector<std::string>& list) {
  return list.empty() ? std::string() : base::json::serialize(base::json::value_from(list));
}

class Reader {
 public:
  explicit Reader(const RawTable& table) : table_(table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto known = columns().find(plain(table.columns[i].label));
      if (known != columns().end()) place_.emplace(known->second, i);
    }
  }

  Result<ScdlMenus> run() {
    if (!place_.contains(date) || !place_.contains(dish_name))
      return fail(ErrorKind::invalid,
                  "Le fichier n’a pas les colonnes menuDate et menuPlatNom d’un menu SCDL.", {},
                  "wrong-kind");
    ScdlMenus out;
    if (table_.rows() > 0)
      out.issuer = {text(authority, 0), text(authority_siret, 0), text(establishment, 0),
                    text(establishment_siret, 0)};
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const auto day = day_of(date_text(cell(date, row)), DateOrder::day_first);
      const std::string name = text(dish_name, row);
      if (day && !name.empty()) {
        out.dishes.push_back(dish(row, *day, name));
      } else {
        out.findings.push_back(left_out(row, day.has_value()));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] std::string cell(Column column, std::size_t row) const {
    const auto found = place_.find(column);
    return found == place_.end() ? std::string() : table_.columns[found->second].at(row);
  }
  [[nodiscard]] std::string text(Column column, std::size_t row) const {
    const std::string raw = cell(column, row);
    return is_missing(raw) ? std::string() : tidy_text(raw);
  }
  [[nodiscard]] std::string text_or(Column column, std::size_t row, const std::string& otherwise) const {
    std::string found = text(column, row);
    return found.empty() ? otherwise : found;
  }

  ScdlDish dish(std::size_t row, const Day& day, const std::string& name) const {
    ScdlDish out;
    out.line = table_.lines[row];
    out.restaurant = text(restaurant, row);
    out.restaurant_insee = text(restaurant_insee, row);
    out.restaurant_id = text(restaurant_id, row);
    out.restaurant_id_type = text_or(restaurant_id_type, row, "sans");
    out.restaurant_type = text(restaurant_type, row);
    out.guests = text(guests, row);
    out.day = day;
    out.meal = text_or(meal, row, "déjeuner");
    out.component = text_or(component, row, "autre");
    out.name = name;
    out.code = text(code, row);
    out.siqo = list_of(cell(siqo, row));
    out.regimes = list_of(cell(regime, row));
    out.allergens = list_of(cell(allergen, row));
    out.textures = list_of(cell(texture, row));
    out.label = text(label, row);
    out.precision = text(precision, row);
    out.nutriscore = text(nutriscore, row);
    out.price = read_number(cell(price, row));
    out.published_at = text(published, row);
    out.modified_at = text(modified, row);
    out.modification = text(modification, row);
    return out;
  }

  [[nodiscard]] Finding left_out(std::size_t row, bool has_day) const {
    Finding finding;
    finding.code = has_day ? "missing-cell" : "not-a-date";
    finding.severity = Severity::error;
    finding.file = table_.file;
    finding.column = names[has_day ? dish_name : date];
    finding.value = cell(has_day ? dish_name : date, row);
    finding.add(table_.lines[row], finding.value);
    finding.message = "Ligne " + std::to_string(table_.lines[row]) + ", colonne " +
                      in_quotes(finding.column) +
                      (has_day ? "\u00A0: le plat n’a pas de nom." : "\u00A0: la date ne se lit pas.");
    return finding;
  }

  const RawTable& table_;
  std::map<Column, std::size_t> place_;
};

std::string price_text(const std::optional<double>& euros) {
  if (!euros) return {};
  const long cents = static_cast<long>(*euros * 100 + (*euros < 0 ? -0.5 : 0.5));
  const std::string rest = std::to_string(cents % 100);
  return std::to_string(cents / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

Result<ScdlMenus> read_scdl_menus(const RawTable& table) {
  return Reader(table).run();
}

std::string write_scdl_menus(const ScdlIssuer& issuer, const std::vector<ScdlDish>& dishes) {
  std::string out = base::csv_row({names.begin(), names.end()});
  for (const auto& dish : dishes) {
    out += base::csv_row({issuer.authority,
                          issuer.authority_siret,
                          issuer.establishment,
                          issuer.establishment_siret,
                          dish.restaurant,
                          dish.restaurant_insee,
                          dish.restaurant_id,
                          dish.restaurant_id_type,
                          dish.restaurant_type,
                          dish.guests,
                          base::format_day(dish.day),
                          dish.meal,
                          dish.component,
                          base::first_code_points(dish.name, max_scdl_dish_characters),
                          dish.code,
                          list_text(dish.siqo),
                          dish.label,
                          dish.precision,
                          list_text(dish.regimes),
                          list_text(dish.allergens),
                          list_text(dish.textures),
                          dish.nutriscore,
                          price_text(dish.price),
                          dish.published_at,
                          dish.modified_at,
                          dish.modification});
  }
  return out;
}

DishClasses classes_of_scdl_dish(const ScdlDish& dish, int rank) {
  const std::string kind = base::fold(dish.component);
  DishClasses out = classes_of_dish(dish.name, kind == "entree" ? 1 : std::max(rank, 2));
  const auto says = [](const std::vector<std::string>& list, std::string_view word) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& text) { return base::fold(text).find(word) != std::string::npos; });
  };
  const auto put = [&](DishClass which, bool value) { out.set(static_cast<std::size_t>(which), value); };
  if (says(dish.siqo, "biologique")) put(DishClass::bio, true);
  if (says(dish.regimes, "vegetarien")) {
    put(DishClass::viande, false);
    put(DishClass::poisson, false);
    put(DishClass::porc, false);
  }
  if (says(dish.regimes, "sans porc")) put(DishClass::porc, false);
  if (kind == "dessert" || kind == "pain" || kind == "produit laitier") {
    put(DishClass::viande, false);
    put(DishClass::poisson, false);
  }
  return out;
}

}  // namespace parvis::canteen
