#include "canteen/desk/forecast_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace parvis::canteen {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"lundi",    "mardi",  "mercredi", "jeudi",
                                                   "vendredi", "samedi", "dimanche"};
constexpr std::array<std::string_view, 12> months{"janvier",   "février", "mars",     "avril",
                                                  "mai",       "juin",    "juillet",  "août",
                                                  "septembre", "octobre", "novembre", "décembre"};
constexpr double low_level = 0.1, high_level = 0.9;
constexpr double told_from = 1;  // meals: named in the sentence
constexpr std::size_t told_at_most = 3;
constexpr double listed_from = 0.05;  // meals: listed
constexpr double big_share = 0.05, big_meals = 10;

std::string whole(double meals) {
  return std::to_string(std::lround(meals));
}

std::string signed_whole(double meals) {
  const long rounded = std::lround(meals);
  return (rounded < 0 ? "−" : "+") + std::to_string(std::labs(rounded));
}

double at(const StoredForecast& forecast, Cause cause) {
  return forecast.contributions[static_cast<std::size_t>(cause)];
}

// What news adds to the forecast itself: outings leave, guests come, the rest is the strike or the closure.
struct NewsMeals {
  double outings = 0, hosted = 0, strike = 0, closed = 0;
};
NewsMeals news_meals(const OrderFigures& figures) {
  NewsMeals out;
  out.outings = -figures.outings;
  out.hosted = figures.hosted;
  const double rest = figures.expected - figures.ordinary + figures.outings - figures.hosted;
  (figures.strike || figures.strike_strength ? out.strike : out.closed) = rest;
  return out;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::string engine_words(const std::string& engine) {
  if (engine == "last_four") return "moyenne des quatre derniers mêmes jours";
  if (engine == "ridge+trees") return "régression et arbres";
  return "régression ridge";
}

std::string weekday_name(const Day& day) {
  return std::string(weekdays[static_cast<std::size_t>(base::weekday(day))]);
}

std::string french_day(const Day& day) {
  const auto number = static_cast<unsigned>(day.day());
  return weekday_name(day) + " " + (number == 1 ? "1er" : std::to_string(number)) + " " +
         std::string(months[static_cast<unsigned>(day.month()) - 1]) + " " +
         std::to_string(static_cast<int>(day.year()));
}

std::string cause_words(Cause cause, const Day& day) {
  switch (cause) {
    case Cause::usual:
      return "habituel pour un " + weekday_name(day);
    case Cause::recent_level:
      return "niveau des dernières semaines";
    case Cause::season:
      return "période de l’année";
    case Cause::breaks:
      return "vacances ou jour férié proches";
    case Cause::ends_of_year:
      return "début ou fin d’année scolaire";
    case Cause::menu:
      return "menu";
    case Cause::pupils:
      return "effectif";
    case Cause::agents_order:
      return "commande de l’école";
    case Cause::trees:
      return "ajustement au total de la ville";
  }
  return {};
}

std::string day_type_words(DayType type) {
  switch (type) {
    case DayType::ordinary:
      return "jour ordinaire";
    case DayType::beside_a_break:
      return "près de vacances ou d’un jour férié";
    case DayType::ends_of_year:
      return "début ou fin d’année scolaire";
    case DayType::rare:
      return "jour rare : pont ou derniers jours de l’année";
  }
  return {};
}

Range range_of(const MealLaw& law) {
  if (law.levels.empty()) return {};
  return {static_cast<int>(std::floor(meals_at(law, low_level))),
          static_cast<int>(std::ceil(meals_at(law, high_level)))};
}

std::vector<MealsPart> parts_of(const StoredForecast& forecast, const OrderFigures& news) {
  std::vector<MealsPart> out;
  for (std::size_t i = 0; i < causes; ++i) {
    const auto cause = static_cast<Cause>(i);
    if (cause == Cause::usual || std::abs(forecast.contributions[i]) >= listed_from)
      out.push_back(
          {std::string(cause_code(cause)), cause_words(cause, forecast.day), forecast.contributions[i]});
  }
  // Small causes left out above and what the floor at zero took.
  double told = 0;
  for (const MealsPart& part : out) told += part.meals;
  if (const double rest = forecast.mean - told; std::abs(rest) >= listed_from)
    out.push_back({"rest", "autres causes", rest});
  const NewsMeals meals = news_meals(news);
  const auto add = [&](const char* code, const char* label, double n) {
    if (std::abs(n) >= listed_from) out.push_back({code, label, n});
  };
  add("outings", "sorties", meals.outings);
  add("hosted", "accueil d’une autre cantine", meals.hosted);
  add("strike", "grève", meals.strike);
  add("closed", "fermeture", meals.closed);
  return out;
}

std::string sentence_of(const StoredForecast& forecast, const OrderFigures& news) {
  const auto parts = parts_of(forecast, news);
  std::string out = whole(news.expected) + " repas attendus";
  if (!parts.empty() && parts[0].code == cause_code(Cause::usual) && parts.size() > 1)
    out += " ; un " + weekday_name(forecast.day) + " habituel : " + whole(parts[0].meals);
  out += ".";
  std::vector<MealsPart> largest;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (std::abs(parts[i].meals) >= told_from) largest.push_back(parts[i]);
  std::stable_sort(largest.begin(), largest.end(), [](const MealsPart& a, const MealsPart& b) {
    return std::abs(a.meals) > std::abs(b.meals);
  });
  if (largest.size() > told_at_most) largest.resize(told_at_most);
  std::string causes_told;
  for (const MealsPart& part : largest)
    causes_told += (causes_told.empty() ? "" : ", ") + part.label + " " + signed_whole(part.meals);
  if (!causes_told.empty()) out += " " + capital(causes_told) + ".";
  return out;
}

std::vector<MealsPart> changes_between(const StoredForecast& before, const OrderFigures& news_before,
                                       const StoredForecast& after, const OrderFigures& news_after) {
  const auto moved = [&](Cause cause) { return at(after, cause) - at(before, cause); };
  const NewsMeals was = news_meals(news_before), is = news_meals(news_after);
  std::vector<MealsPart> out{
      {"counts", "nouveaux comptages", moved(Cause::recent_level) + moved(Cause::agents_order)},
      {"model", "modèle recalculé", 0},
      {"calendar", "calendrier", moved(Cause::breaks) + moved(Cause::ends_of_year)},
      {"strike", "grève", is.strike - was.strike},
      {"outings", "sorties et fermetures",
       is.outings - was.outings + is.hosted - was.hosted + is.closed - was.closed},
      {"menu", "menu", moved(Cause::menu)},
      {"pupils", "effectif", moved(Cause::pupils)}};
  double told = 0;
  for (const MealsPart& part : out) told += part.meals;
  out[1].meals = news_after.expected - news_before.expected - told;  // the sum is exact
  return out;
}

bool big_change(double before, double after) {
  const double change = std::abs(after - before);
  return change > big_meals || change > big_share * before;
}

}  // namespace parvis::canteen
