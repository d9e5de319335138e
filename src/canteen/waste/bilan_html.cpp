#include <cmath>

#include "base/text.hpp"
#include "canteen/waste/bilan_output.hpp"
#include "net/pages.hpp"

namespace parvis::canteen {
namespace {

using base::escape_html;
using net::french_number;

constexpr std::string_view style = R"(
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}
.sentence{font-size:1.2rem;border-left:4px solid #1b4f9c;padding-left:1rem;margin:1.5rem 0}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border-bottom:1px solid #c9c9c9;padding:.35rem .5rem;text-align:right;vertical-align:top}
th:first-child,td:first-child,.left{text-align:left}
.wide{overflow-x:auto}thead th{border-bottom:2px solid #555}
.small,.note{font-size:.875rem;color:#444}
svg{width:100%;height:auto;font:12px system-ui,sans-serif;margin:.5rem 0}
svg .grid{stroke:#dcdcdc}svg .axis{stroke:#555}svg .people{fill:#8a3b12}svg .replay{fill:#1b4f9c}
svg .curve{fill:none;stroke:#1b4f9c;stroke-width:2.5}
.key span{display:inline-block;margin-right:1.5rem}.key i{display:inline-block;width:.9rem;height:.9rem;margin-right:.4rem;vertical-align:-.1rem}
.key .p{background:#8a3b12}.key .r{background:#1b4f9c}
@page{size:A4;margin:16mm}
@media print{body{font-size:10.5pt;max-width:none;margin:0;padding:0}h2{break-after:avoid}table,svg,figure{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

constexpr std::string_view key =
    "<p class=\"key small\"><span><i class=\"p\"></i>commandes passées</span><span><i "
    "class=\"r\"></i>commandes "
    "proposées</span></p>";

std::string french_date(const Day& day) {
  const std::string iso = base::format_day(day);
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string row(const std::vector<std::string>& cells, std::string_view tag = "td") {
  std::string out = "<tr>";
  for (const std::string& cell : cells)
    out += "<" + std::string(tag) + ">" + escape_html(cell) + "</" + std::string(tag) + ">";
  return out + "</tr>";
}

std::string table(const std::string& caption, const std::vector<std::string>& head,
                  const std::vector<std::vector<std::string>>& body) {
  std::string out = "<div class=\"wide\"><table><caption>" + escape_html(caption) + "</caption><thead>" +
                    row(head, "th") + "</thead><tbody>";
  for (const auto& cells : body) out += row(cells);
  return out + "</tbody></table></div>";
}

std::string percent(double share) {
  const bool whole = std::abs(100 * share - std::round(100 * share)) < 1e-6;
  return french_number(100 * share, whole ? 0 : 1) + "\u00A0%";
}

std::string risk_name(double level) {
  return "risque en vigueur (" + percent(level) + ")";
}

// Shortages first: a surplus alone hides them.
std::string compared(const Bilan& bilan) {
  const GapSums &people = bilan.people, &same = bilan.gain.same.gap, &risk = bilan.gain.at_risk;
  const auto line = [&](const std::string& name, double GapSums::*part) {
    return std::vector<std::string>{name, french_number(people.*part), french_number(same.*part),
                                    french_number(risk.*part)};
  };
  std::vector<std::vector<std::string>> body = {
      line("Repas manquants", &GapSums::missing), line("Repas en trop", &GapSums::surplus),
      line("Repas commandés", &GapSums::ordered), line("Repas mangés", &GapSums::eaten)};
  body.insert(body.begin() + 1,
              {"Jours de cantine à court", french_number(static_cast<double>(people.short_rows)),
               french_number(static_cast<double>(same.short_rows)),
               french_number(static_cast<double>(risk.short_rows))});
  return table("Les mêmes jours, commandés de deux façons",
               {"", "commandes passées", "proposées, autant de manques",
                "proposées, " + risk_name(bilan.request.level)},
               body);
}

std::string impacts(const Bilan& bilan) {
  std::string out =
      "<div class=\"wide\"><table><caption>Ce que cela représente, à nombre égal de repas "
      "manquants</caption><thead><tr><th>mesure</th>"
      "<th>estimation</th><th>intervalle à 90\u00A0%</th><th class=\"left\">facteur, source, "
      "année</th></tr></thead><tbody>";
  for (const Impact& impact : bilan.impacts) {
    std::string sources;
    for (const Factor& factor : impact.factors)
      sources += escape_html(factor.label + "\u00A0: " + french_number(factor.value, 2) + "\u00A0" +
                             factor.unit + " (" + source_words(factor) + ")") +
                 "<br>";
    const int decimals = impact.code == "meals" ? 0 : 1;
    out += "<tr><td>" + escape_html(impact.label) +
           (impact.note.empty() ? "" : "<br><span class=\"note\">" + escape_html(impact.note) + "</span>") +
           "</td><td>" +
           (impact.value ? escape_html(signed_number(impact.value->value, decimals) + "\u00A0" + impact.unit)
                         : std::string("non estimé")) +
           "</td><td>" +
           (impact.value ? escape_html(interval_words(*impact.value, decimals)) : std::string("–")) +
           "</td><td class=\"small left\">" + (sources.empty() ? std::string("–") : sources) + "</td></tr>";
  }
  return out + "</tbody></table></div>";
}

std::string months(const Bilan& bilan) {
  std::vector<std::vector<std::string>> body;
  for (const MonthGap& month : bilan.months) {
    const std::string name =
        (month.month < 10 ? "0" : "") + std::to_string(month.month) + "/" + std::to_string(month.year);
    body.push_back({name, french_number(month.people.missing), french_number(month.replayed.missing),
                    french_number(month.people.surplus), french_number(month.replayed.surplus)});
  }
  return "<h2>Par mois</h2>" + std::string(key) + "<h3 class=\"small\">Repas manquants</h3>" +
         months_plot(bilan, true) + "<h3 class=\"small\">Repas en trop</h3>" + months_plot(bilan, false) +
         table(
             "Les mêmes chiffres",
             {"mois", "manquants, passées", "manquants, proposées", "en trop, passées", "en trop, proposées"},
             body);
}

std::string curve(const Bilan& bilan) {
  std::vector<std::vector<std::string>> body;
  for (const CurvePoint& point : bilan.curve)
    body.push_back({percent(point.level), french_number(point.missing), french_number(point.surplus)});
  return "<h2>Ce que coûte chaque risque</h2><p class=\"small\">Repas en trop par jour, selon les repas "
         "manquants par jour.</p>" +
         curve_plot(bilan) +
         table("Sur la période", {"probabilité que les repas suffisent", "manquants", "en trop"}, body);
}

std::string strikes(const Bilan& bilan) {
  if (bilan.people_on_strikes.rows == 0) return {};
  const GapSums &people = bilan.people_on_strikes, &replayed = bilan.replayed_on_strikes;
  return table("Dont jours de grève, sans feuille de grève dans le rejeu",
               {"", "commandes passées", "proposées, autant de manques"},
               {{"Repas manquants", french_number(people.missing), french_number(replayed.missing)},
                {"Repas en trop", french_number(people.surplus), french_number(replayed.surplus)}});
}

std::string live(const Bilan& bilan) {
  if (!bilan.live) return {};
  const LiveEffect& seen = *bilan.live;
  const auto line = [](const std::string& name, const LiveGap& gap) {
    return std::vector<std::string>{name, french_number(static_cast<double>(gap.rows)),
                                    french_number(gap.missing_per_thousand(), 1),
                                    french_number(gap.surplus_per_thousand(), 1)};
  };
  std::vector<std::vector<std::string>> body = {
      line("avant, jours ordinaires", seen.before), line("depuis, jours ordinaires", seen.after),
      line("avant, jours de grève", seen.before_strikes), line("depuis, jours de grève", seen.after_strikes)};
  std::string out = "<h2>Depuis la mise en service (" + french_date(seen.since) + ")</h2>";
  if (seen.blind_agent.rows >= least_blind_rows) {
    body.push_back(line("échantillon à l’aveugle, agents", seen.blind_agent));
    body.push_back(line("échantillon à l’aveugle, proposition", seen.blind_proposal));
  } else {
    out += "<p class=\"small\">Échantillon à l’aveugle\u00A0: moins de 30 commandes, rien n’en est dit.</p>";
  }
  return out + table("Pour 1\u202F000 repas mangés", {"", "jours de cantine", "manquants", "en trop"}, body);
}

std::string method(const Bilan& bilan) {
  const Interval& co2 = bilan.energy_co2_kg;
  std::string out =
      "<h2>Comment ces chiffres sont faits</h2><ul class=\"small\"><li>" + std::string(meal_definition) +
      "</li><li>Chaque jour est prévu à nouveau " + std::to_string(bilan.request.horizon) +
      "\u00A0jours avant, avec ce qui était connu à cette date, par le même programme que les prévisions du "
      "jour.</li><li>Le risque des commandes proposées est choisi pour que les repas manquants soient les "
      "mêmes "
      "que ceux des commandes passées (à 2\u00A0% et un repas près)\u00A0: un surplus plus bas obtenu en "
      "laissant "
      "manquer des repas ne serait pas un gain.</li><li>Intervalle à 90\u00A0%\u00A0: les " +
      std::to_string(bilan.gain.weeks) + "\u00A0semaines sont tirées au sort 1\u202F000\u00A0fois.</li>";
  out += "<li>" + french_number(static_cast<double>(bilan.rows)) + "\u00A0jours de cantine comparés, " +
         std::to_string(bilan.days) + "\u00A0jours, " + std::to_string(bilan.canteens) +
         "\u00A0cantines\u202F; " + french_number(static_cast<double>(bilan.without_forecast)) +
         " sans prévision, laissés de côté. Une commande de 0 avec des repas mangés est une commande non "
         "saisie\u00A0: ce jour n’est pas compté.</li>";
  out += "<li>Énergie du calcul\u00A0: " + french_number(bilan.energy.uwh * 1e-6, 3) + "\u00A0Wh (" +
         std::string(model::energy_label(bilan.energy.basis)) + "), entre " +
         french_number(1000 * co2.low, 3) + " et " + french_number(1000 * co2.high, 3) +
         "\u00A0g de CO₂e.</li>";
  if (bilan.given_meals > 0)
    out += "<li>" + french_number(bilan.given_meals) +
           "\u00A0repas donnés à des associations ne comptent pas comme déchets évités.</li>";
  return out + "</ul>";
}

}  // namespace

std::string bilan_html(const Bilan& bilan) {
  const std::string title = "Bilan de la restauration scolaire";
  std::string out =
      "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>" +
      title + "</title><style>" + std::string(style) + "</style></head><body><main><h1>" + title +
      "</h1><p>" + escape_html(bilan.request.town) + (bilan.request.town.empty() ? "" : ", ") + "du " +
      french_date(bilan.request.from) + " au " + french_date(bilan.request.to) + ". Fait le " +
      french_date(bilan.request.made_on) + ".</p><p class=\"sentence\">" +
      escape_html(bilan_sentence(bilan)) + "</p>";
  out += compared(bilan) + strikes(bilan) + impacts(bilan) + live(bilan) + months(bilan) + curve(bilan) +
         method(bilan);
  return out + "</main></body></html>\n";
}

}  // namespace parvis::canteen
