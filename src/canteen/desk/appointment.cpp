#include "canteen/desk/appointment.hpp"

#include <cmath>

namespace parvis::canteen {
namespace {

constexpr int longest_horizon = 365;
constexpr int minutes_a_day = 24 * 60;
constexpr double lowest_level = 0.5, highest_level = 0.999;

}  // namespace

Status check(const Appointment& appointment) {
  if (appointment.label.empty())
    return fail(ErrorKind::invalid, "Donnez un nom au rendez-vous.", {}, "label");
  if (appointment.horizon < 1 || appointment.horizon > longest_horizon)
    return fail(ErrorKind::invalid, "Le rendez-vous se tient de 1 à 365 jours avant le service.", {},
                "horizon");
  if (appointment.cutoff_minutes < 0 || appointment.cutoff_minutes >= minutes_a_day)
    return fail(ErrorKind::invalid, "L’heure limite s’écrit de 00:00 à 23:59.", {}, "cutoff_minutes");
  if (!(appointment.level >= lowest_level && appointment.level <= highest_level))
    return fail(ErrorKind::invalid, "Le risque va d’un jour court sur 2 à un jour sur 1 000.", {}, "level");
  if (appointment.unattended != "alerte" && appointment.unattended != "passe")
    return fail(ErrorKind::invalid, "Sans validation : « alerte » ou « passe ».", {}, "unattended");
  if (appointment.orders != "école" && appointment.orders != "cuisine")
    return fail(ErrorKind::invalid, "La commande est validée par l’« école » ou la « cuisine ».", {},
                "orders");
  return {};
}

base::Instant cutoff_of(const Appointment& appointment, const Day& day, const std::string& zone) {
  return base::instant_on(base::plus_days(day, -appointment.horizon), appointment.cutoff_minutes, zone);
}

std::vector<Day> days_to_forecast(const Appointment& appointment, base::Instant now, const Day& today,
                                  int days_ahead, const std::string& zone) {
  std::vector<Day> out;
  for (int ahead = 0; ahead <= days_ahead; ++ahead) {
    const Day day = base::plus_days(today, appointment.horizon + ahead);
    if (cutoff_of(appointment, day, zone) > now) out.push_back(day);
  }
  return out;
}

std::string risk_words(double level) {
  constexpr double even = 0.5;
  if (level < even) return std::to_string(std::lround((1 - level) * 100)) + " jours sur 100";
  const auto days = std::lround(1 / std::max(1 - level, 1e-6));
  return "1 jour sur " + std::to_string(days);
}

}  // namespace parvis::canteen
