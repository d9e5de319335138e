#include "canteen/menus/dish_classes.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace parvis::canteen {
namespace {

using Words = std::vector<std::string>;

// A rule word ending in * fits every word that begins with it.
bool fits(const std::string& word, std::string_view rule) {
  if (!rule.empty() && rule.back() == '*') return word.starts_with(rule.substr(0, rule.size() - 1));
  return word == rule;
}

bool any_word(const Words& words, std::initializer_list<std::string_view> rules) {
  return std::any_of(words.begin(), words.end(), [&](const auto& word) {
    return std::any_of(rules.begin(), rules.end(), [&](auto rule) { return fits(word, rule); });
  });
}

bool pair_of_words(const Words& words, std::string_view one, std::string_view two) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (fits(words[i], one) && fits(words[i + 1], two)) return true;
  return false;
}

bool without_meat(const Words& words) {
  return any_word(words, {"vege*", "soja", "tofu", "lentille*", "falafel*", "omelette*"}) ||
         pair_of_words(words, "sans", "viande");
}

bool pork(const Words& words) {
  return any_word(words, {"porc", "jambon*", "lardon*", "saucisson*", "chipolata*", "knack*", "andouille*",
                          "francfort", "strasbourg", "rosette", "chorizo", "bacon"}) &&
         !any_word(words, {"dinde", "volaille", "poulet"});
}

bool meat(const Words& words) {
  if (without_meat(words)) return false;
  return pork(words) ||
         any_word(words, {"viande*",     "boeuf",        "bolognaise*", "merguez",  "nugget*",   "carne",
                          "paupiette*",  "hachi*",       "farci*",      "veau",     "dinde*",    "poulet*",
                          "canard*",     "saucisse*",    "volaille*",   "kebab*",   "burger*",   "hamburger*",
                          "agneau",      "mouton",       "lapin",       "steak*",   "escalope*", "cordon",
                          "blanquette*", "bourguignon*", "roti*",       "emince*",  "boulette*", "cassoulet*",
                          "couscous",    "tajine*",      "raviolis",    "lasagne*", "moussaka*", "pintade*",
                          "foie",        "aiguillette*"}) ||
         pair_of_words(words, "pot", "au");
}

bool fish(const Words& words, int rank) {
  if (rank == 1 || any_word(words, {"rillette*", "mousse*", "terrine*", "salade*"})) return false;
  return any_word(words, {"poisson*",   "thon",      "lieu",    "saumon*",  "cabillaud*", "surimi",
                          "truite*",    "crevette*", "colin*",  "merlu*",   "hoki",       "sardine*",
                          "maquereau*", "brandade*", "moule*",  "calamar*", "encornet*",  "limande*",
                          "dorade*",    "morue*",    "fletan*", "eglefin*", "paella*"});
}

void set(DishClasses& out, DishClass which, bool value) {
  if (value) out.set(static_cast<std::size_t>(which));
}

DishClasses one_dish(const Words& words, int rank) {
  DishClasses out;
  const bool soy_yoghurt = any_word(words, {"yaourt*"}) && any_word(words, {"soja"});
  if (!soy_yoghurt) {
    set(out, DishClass::viande, meat(words) && !fish(words, rank));
    set(out, DishClass::poisson, fish(words, rank));
    set(out, DishClass::porc, pork(words) && !without_meat(words));
  }
  set(out, DishClass::noel, any_word(words, {"noel"}));
  set(out, DishClass::galette, any_word(words, {"roi", "rois"}));
  set(out, DishClass::frites, any_word(words, {"frite", "frites"}));
  set(out, DishClass::pizza, any_word(words, {"pizza", "pizzas"}));
  set(out, DishClass::burger, any_word(words, {"burger*", "hamburger*", "cheeseburger*"}));
  set(out, DishClass::bio, any_word(words, {"bio"}));
  set(out, DishClass::asie, any_word(words, {"nem", "nems", "cantonais*", "wok", "chinois*", "asiatique*"}));
  set(out, DishClass::dessert_de_fete,
      any_word(words,
               {"eclair*", "crepe*", "gateau*", "tarte*", "madeleine*", "buche*", "brownie*", "glace*"}) &&
          rank != 1);
  set(out, DishClass::pates,
      any_word(words, {"pates", "spaghetti*", "macaroni*", "coquillette*", "tagliatelle*", "torti*", "penne*",
                       "farfalle*", "lasagne*", "ravioli*"}));
  set(out, DishClass::plat_familial,
      any_word(words, {"hachi*", "lasagne*", "couscous", "tartiflette*", "raclette*", "blanquette*",
                       "paella*", "cassoulet*", "choucroute*", "croziflette*", "moussaka*", "bourguignon*"}));
  return out;
}

}  // namespace

DishClasses classes_of_dish(std::string_view text, int rank) {
  DishClasses out;
  for (const auto& part : base::split(text, '/')) out |= one_dish(base::words(part), rank);
  return out;
}

DishMarks marks_of_dish(std::string_view text) {
  return {text.find('*') != std::string_view::npos, text.find("\u00B0") != std::string_view::npos};
}

bool tells_a_strike(std::string_view text) {
  return any_word(base::words(text), {"greve", "greves"});
}

bool is_no_dish(std::string_view text) {
  return base::words(text).empty();
}

std::optional<MenuOfDay> menu_of_day(const std::vector<PlannedDish>& dishes) {
  MenuOfDay out;
  std::size_t read = 0;
  for (const auto& dish : dishes) {
    if (tells_a_strike(dish.text)) out.served_text = true;
    if (is_no_dish(dish.text)) continue;
    ++read;
    out.classes |= classes_of_dish(dish.text, dish.rank);
  }
  if (read == 0) return std::nullopt;
  const bool animal = out.classes.test(static_cast<std::size_t>(DishClass::viande)) ||
                      out.classes.test(static_cast<std::size_t>(DishClass::poisson));
  set(out.classes, DishClass::sans_viande_ni_poisson, !animal && read >= 2 && !out.served_text);
  return out;
}

}  // namespace parvis::canteen
