#include "canteen/desk/decision_records.hpp"

#include <cmath>

#include "canteen/desk/forecast_words.hpp"

namespace parvis::canteen {
namespace {

constexpr double told_from = 0.05;  // meals: smaller causes are not named

decision::ModelRef model_of(const ForecastRunRecord& run) {
  decision::ModelRef out;
  out.sha256 = run.model_sha256;
  out.name = engine_words(run.engine);
  out.kind = run.engine == "last_four" ? "règles" : "linéaire";
  out.engine = run.engine;
  return out;
}

std::string whole(double meals) {
  return std::to_string(std::lround(meals));
}

}  // namespace

decision::Decision forecast_decision(const StoredForecast& forecast, const decision::Energy& energy,
                                     std::int64_t latency_us) {
  decision::Decision out;
  out.use_case = "cantines";
  out.kind = "prévoir";
  out.register_entry = forecast.canteen_id.empty() ? "cantines-cuisine" : "cantines-prevision";
  out.subject = "canteen_forecast:" + forecast.id;
  out.model = model_of(forecast.run);
  out.data_version = {base::json::object{{"id", "comptages"}, {"sha256", forecast.run.data_sha256}}};
  out.inputs = {{"canteen_counts:" + base::format_day(forecast.run.origin), forecast.run.data_sha256,
                 "comptages, effectifs, calendrier et menus de la ville", "non"}};
  out.value = whole(forecast.mean);
  out.label = whole(forecast.mean) + " repas attendus";
  out.explanation_method = forecast.run.engine == "last_four" ? "règles" : "contributions";
  out.explanation = forecast.run.fallback;
  for (std::size_t i = 0; i < causes; ++i) {
    const double meals = forecast.contributions[i];
    if (std::abs(meals) < told_from) continue;
    out.factors.push_back({cause_words(static_cast<Cause>(i), forecast.day), std::string(), 1, meals});
  }
  out.energy = energy;
  out.latency_us = latency_us;
  return out;
}

decision::Decision order_decision(const StoredOrder& order) {
  decision::Decision out;
  out.use_case = "cantines";
  out.kind = "recommander";
  out.register_entry = "cantines-prevision";
  out.subject = "canteen_order:" + order.id;
  out.model.kind = "règles";
  out.model.name = "commande au risque choisi";
  out.inputs = {{"canteen_forecast:" + order.forecast_id, std::string(), "prévision", "non"}};
  out.value = std::to_string(order.proposed);
  out.label = std::to_string(order.proposed) + " repas à commander";
  out.confidence = 1 - order.figures.short_probability;
  out.threshold = order.figures.level;
  out.calibrated = true;
  out.explanation_method = "règles";
  out.explanation = "Borne au risque de manquer " + risk_words(order.figures.level) + ", arrondie au-dessus.";
  const auto factor = [&](const char* name, double meals) {
    if (std::abs(meals) >= told_from) out.factors.push_back({name, std::string(), 1, meals});
  };
  factor("repas attendus", order.figures.expected);
  factor("sorties", -order.figures.outings);
  factor("accueil d’une autre cantine", order.figures.hosted);
  factor("arrondi au conditionnement", order.figures.rounding);
  return out;
}

decision::HumanEvent answer_event(const StoredOrder& order, std::optional<double> seconds,
                                  const std::string& role, const std::string& agent_key) {
  decision::HumanEvent out;
  out.action = order.final == order.proposed ? "accepté" : "modifié";
  out.final_value = std::to_string(order.final.value_or(order.proposed));
  out.reason_code = order.reason;
  out.reason = order.note;
  out.seconds_shown = seconds;
  out.role = role;
  out.agent_key = agent_key;
  return out;
}

}  // namespace parvis::canteen
