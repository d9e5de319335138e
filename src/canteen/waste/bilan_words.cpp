#include <cmath>
#include <cstdlib>

#include "canteen/waste/bilan.hpp"
#include "net/pages.hpp"

namespace parvis::canteen {
namespace {

using net::french_number;

std::string french_date(const Day& day) {
  const std::string iso = base::format_day(day);
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

// «de moins» for a gain, «de plus» for a loss: both by their size.
std::string change_words(const Bilan& bilan) {
  const Interval& avoided = bilan.gain.avoided_meals;
  const bool fewer = avoided.value >= 0;
  const double share = bilan.people.surplus > 0 ? 100 * std::abs(avoided.value) / bilan.people.surplus : 0;
  const Interval told = fewer ? avoided : avoided.times(-1);
  return french_number(std::abs(avoided.value)) + "\u00A0repas en trop de " + (fewer ? "moins" : "plus") +
         " que les commandes passées, soit " + (fewer ? "−" : "+") + french_number(share, 1) + "\u00A0% (" +
         interval_words(told) + ")";
}

}  // namespace

std::string signed_number(double value, int decimals) {
  const std::string size = french_number(std::abs(value), decimals);
  return value < 0 && size.find_first_of("123456789") != std::string::npos ? "−" + size : size;
}

std::string interval_words(const Interval& interval, int decimals) {
  return "entre " + signed_number(interval.low, decimals) + " et " + signed_number(interval.high, decimals);
}

std::string bilan_sentence(const Bilan& bilan) {
  const std::string when = "Du " + french_date(bilan.request.from) + " au " + french_date(bilan.request.to);
  const Interval& avoided = bilan.gain.avoided_meals;
  if (!bilan.gain.same.reached)
    return when +
           ", aucun niveau de risque ne donne le même nombre de repas manquants que les commandes "
           "passées\u00A0: la "
           "comparaison n’est pas possible.";
  std::string out = when + ", avec autant de repas manquants (" + french_number(bilan.people.missing) +
                    "), les commandes proposées auraient laissé " + change_words(bilan) + ".";
  if (avoided.low <= 0 && avoided.high >= 0)
    out += " L’écart n’est pas démontré\u00A0: l’intervalle contient zéro.";
  return out;
}

}  // namespace parvis::canteen
