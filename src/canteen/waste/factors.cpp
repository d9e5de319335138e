#include "canteen/waste/factors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::array<std::string_view, 3> statuses = {"publié", "à vérifier", "saisi"};

tl::unexpected<Error> wrong(std::string message, std::string field) {
  return fail(ErrorKind::invalid, std::move(message), {}, std::move(field));
}

struct DishWord {
  std::string_view word, factor;
};
constexpr std::array<DishWord, 10> dish_words = {{{"poulet", "co2_poulet"},
                                                  {"boeuf", "co2_boeuf"},
                                                  {"saumon", "co2_poisson_gras"},
                                                  {"sardine", "co2_poisson_gras"},
                                                  {"sardines", "co2_poisson_gras"},
                                                  {"maquereau", "co2_poisson_gras"},
                                                  {"hareng", "co2_poisson_gras"},
                                                  {"truite", "co2_poisson_gras"},
                                                  {"vegetarien", "co2_vegetarien"},
                                                  {"vegetarienne", "co2_vegetarien"}}};

}  // namespace

Result<Factor> factor_from(const json::object& object) {
  Factor out;
  PARVIS_TRY(name, base::need_text(object, "name"));
  out.name = name;
  out.label = base::text_or(object, "label", out.name);
  PARVIS_TRY(value, base::need_number(object, "value"));
  if (!std::isfinite(value) || value < 0) return wrong("Un facteur est un nombre positif.", "value");
  out.value = value;
  PARVIS_TRY(unit, base::need_text(object, "unit"));
  out.unit = unit;
  PARVIS_TRY(source, base::need_text(object, "source"));
  out.source = source;
  if (base::trim(out.name).empty()) return wrong("Donnez le nom du facteur.", "name");
  if (base::trim(out.source).empty()) return wrong("Donnez la source de ce facteur.", "source");
  if (const auto year = base::opt_number(object, "year")) out.year = static_cast<int>(*year);
  PARVIS_TRY(from, base::parse_day(base::text_or(object, "valid_from")));
  out.valid_from = from;
  out.status = base::text_or(object, "status", "saisi");
  if (std::find(statuses.begin(), statuses.end(), out.status) == statuses.end())
    return wrong(
        "Le statut d’un facteur est «\u00A0publié\u00A0», «\u00A0à vérifier\u00A0» ou «\u00A0saisi\u00A0».",
        "status");
  out.place = base::fold(base::text_or(object, "place"));
  return out;
}

Result<std::vector<Factor>> parse_factors(std::string_view text) {
  PARVIS_TRY(value, base::parse_json(text));
  if (!value.is_array()) return wrong("Les facteurs sont une liste.", "factors");
  std::vector<Factor> out;
  for (const json::value& item : value.as_array()) {
    if (!item.is_object()) return wrong("Un facteur est un objet.", "factors");
    PARVIS_TRY(factor, factor_from(item.as_object()));
    out.push_back(std::move(factor));
  }
  return out;
}

json::object to_json(const Factor& factor) {
  return {{"name", factor.name},
          {"label", factor.label},
          {"value", factor.value},
          {"unit", factor.unit},
          {"source", factor.source},
          {"year", factor.year ? json::value(*factor.year) : json::value()},
          {"valid_from", base::format_day(factor.valid_from)},
          {"status", factor.status},
          {"own", factor.own}};
}

std::vector<Factor> in_force(const std::vector<Factor>& factors, const Day& day, std::string_view town) {
  const std::string folded = base::fold(town);
  std::set<std::string> own;
  std::map<std::pair<std::string, std::string>, Factor> last;
  for (const Factor& factor : factors) {
    if (day < factor.valid_from || (!factor.place.empty() && factor.place != folded)) continue;
    if (factor.own) own.insert(factor.name);
    // a town's own factors follow one another whatever their source
    const auto key = std::pair(factor.name, factor.own ? std::string("\x01") : factor.source);
    const auto known = last.find(key);
    if (known == last.end() || known->second.valid_from <= factor.valid_from) last[key] = factor;
  }
  std::vector<Factor> out;
  for (auto& [key, factor] : last) {
    if (factor.own || !own.contains(factor.name)) out.push_back(std::move(factor));
  }
  return out;
}

std::vector<Factor> named(const std::vector<Factor>& factors, std::string_view name) {
  std::vector<Factor> out;
  std::copy_if(factors.begin(), factors.end(), std::back_inserter(out),
               [&](const Factor& factor) { return factor.name == name; });
  return out;
}

std::optional<Factor> factor_of(const std::vector<Factor>& factors, std::string_view name) {
  for (const Factor& factor : factors) {
    if (factor.name == name) return factor;
  }
  return std::nullopt;
}

std::string source_words(const Factor& factor) {
  std::string out =
      factor.source + ", " + (factor.year ? std::to_string(*factor.year) : "année non indiquée");
  if (factor.status == "à vérifier") out += "\u202F; à vérifier";
  return out;
}

std::string dish_factor(std::string_view dish_text, const DishClasses& classes) {
  std::set<std::string_view> found;
  for (const std::string& word : base::words(dish_text)) {
    for (const DishWord& known : dish_words) {
      if (word == known.word) found.insert(known.factor);
    }
  }
  if (found.empty() && classes.test(static_cast<std::size_t>(DishClass::sans_viande_ni_poisson)))
    found.insert("co2_vegetarien");
  return found.size() == 1 ? std::string(*found.begin()) : std::string();
}

}  // namespace parvis::canteen
