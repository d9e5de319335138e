#include "canteen/waste/donation.hpp"

#include <cmath>
#include <set>

#include "base/text.hpp"

namespace parvis::canteen {
namespace {

constexpr std::size_t longest_food = 200;  // characters

tl::unexpected<Error> wrong(std::string message, std::string field) {
  return fail(ErrorKind::invalid, std::move(message), {}, std::move(field));
}

Status check_safety(const Donation& donation) {
  if (!donation.temperature || !std::isfinite(*donation.temperature))
    return wrong("Relevez la température à la remise.", "temperature");
  if (*donation.temperature < coldest_donation || *donation.temperature > hottest_donation)
    return wrong("Cette température est impossible\u00A0: elle se donne en degrés Celsius.", "temperature");
  if (!donation.use_by) return wrong("Donnez la date limite de consommation.", "use_by");
  if (*donation.use_by < donation.day)
    return wrong("La date limite de consommation est passée\u00A0: ces repas ne se donnent plus.", "use_by");
  return {};
}

}  // namespace

Status check(const Donation& donation, const DonationAgreement* agreement) {
  if (agreement == nullptr) return wrong("Choisissez une association sous convention.", "agreement_id");
  if (!agreement->holds_on(donation.day))
    return wrong("La convention avec cette association ne court pas ce jour-là.", "agreement_id");
  const bool some_meals = donation.meals.value_or(0) > 0,
             some_mass = donation.mass && donation.mass->hundredths > 0;
  if (donation.meals.value_or(0) < 0) return wrong("Le nombre de repas est positif.", "meals");
  if (!some_meals && !some_mass) return wrong("Donnez un nombre de repas ou une masse.", "meals");
  if (base::trim(donation.food).empty()) return wrong("Dites ce qui est donné.", "food");
  if (base::code_points(donation.food) > longest_food)
    return wrong("La description des denrées tient en 200\u00A0caractères.", "food");
  return check_safety(donation);
}

YearOfDonations year_of(const std::vector<Donation>& donations, int year) {
  YearOfDonations out;
  std::set<std::string> kinds;
  for (const Donation& one : donations) {
    if (!complete(one) || static_cast<int>(one.day.year()) != year) continue;
    ++out.gifts;
    out.meals += one.meals.value_or(0);
    if (one.mass)
      out.mass += *one.mass;
    else
      out.mass_known = false;
    kinds.insert(std::string(base::trim(one.food)));
  }
  out.kinds.assign(kinds.begin(), kinds.end());
  return out;
}

std::int64_t meals_to_offer(std::optional<double> ordered, std::optional<double> eaten) {
  if (!ordered || !eaten || *ordered <= *eaten) return 0;
  return static_cast<std::int64_t>(std::floor(*ordered - *eaten));
}

std::string donation_duty(double meals_a_day, bool has_agreement) {
  if (meals_a_day <= duty_meals_a_day || has_agreement) return {};
  return "Cette cuisine prépare plus de 3\u202F000\u00A0repas par jour\u00A0: elle doit proposer une "
         "convention de don à une "
         "association habilitée. Rendre impropre à la consommation une denrée encore consommable est puni "
         "d’une amende de "
         "3\u202F750\u00A0€.";
}

}  // namespace parvis::canteen
