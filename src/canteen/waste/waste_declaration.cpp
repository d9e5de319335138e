#include "canteen/waste/waste_declaration.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

using Findings = std::vector<DeclarationFinding>;

void add(Findings& findings, std::string code, std::string field, std::string message) {
  findings.push_back({std::move(code), std::move(field), std::move(message), false});
}

void warn(Findings& findings, std::string code, std::string field, std::string message) {
  findings.push_back({std::move(code), std::move(field), std::move(message), true});
}

std::string french_date(const Day& day) {
  const std::string iso = base::format_day(day);
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

void check_overlap(Findings& findings, const Period& asked, const std::vector<Period>& others) {
  for (const Period& other : others) {
    if (other.end < asked.start || asked.end < other.start) continue;
    const bool at_the_start = other.start <= asked.start && asked.start <= other.end;
    add(findings, "period_overlaps", at_the_start ? "periodStartDate" : "periodEndDate",
        "Une autre campagne de cette cantine couvre déjà une partie de ces jours, du " +
            french_date(other.start) + " au " + french_date(other.end) + ".");
  }
}

std::int64_t hundredths(double kg) {
  return std::llround(kg * 100.0);
}

// True when the mass can be added and compared.
bool check_mass(Findings& findings, const std::optional<double>& kg, const std::string& field,
                const std::string& name) {
  if (!kg) return false;
  if (!std::isfinite(*kg) || *kg < 0) {
    add(findings, "mass_negative", field, "La masse «\u00A0" + name + "\u00A0» est de zéro kilo ou plus.");
    return false;
  }
  if (mass_of_kg(*kg)) return true;
  const bool large = *kg > largest_weighing_kg;
  add(findings, large ? "mass_too_large" : "mass_decimals", field,
      large ? "La masse «\u00A0" + name + "\u00A0» est trop grande\u00A0: grammes ou kilos\u202F?"
            : "La masse «\u00A0" + name + "\u00A0» a plus de deux décimales.");
  return false;
}

void check_parts(Findings& findings, const DeclaredSource& source, const std::string& prefix,
                 const std::string& label, bool total_sound) {
  const bool edible = check_mass(findings, source.edible, prefix + "EdibleMass", label + ", comestible");
  const bool inedible =
      check_mass(findings, source.inedible, prefix + "InedibleMass", label + ", non comestible");
  if (source.sorted.value_or(false) && !(source.edible && source.inedible)) {
    add(findings, "parts_missing", prefix + "EdibleMass",
        "Le tri de la source «\u00A0" + label +
            "\u00A0» est annoncé\u00A0: donnez sa part comestible et sa part non comestible.");
  }
  if (!edible || !inedible || !total_sound) return;
  if (hundredths(*source.edible) + hundredths(*source.inedible) != hundredths(*source.total)) {
    add(findings, "parts_differ", prefix + "TotalMass",
        "Comestible et non comestible ne font pas le total de la source «\u00A0" + label + "\u00A0».");
  }
}

void check_sources(Findings& findings, const WasteDeclaration& declared, bool total_sound) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < declared_sources; ++i) {
    const DeclaredSource& source = declared.sources[i];
    const std::string prefix(declared_source_fields[i]), label(declared_source_labels[i]);
    const bool sound = check_mass(findings, source.total, prefix + "TotalMass", label);
    if (sound) sum += hundredths(*source.total);
    if (sound && total_sound && hundredths(*source.total) > hundredths(*declared.total)) {
      add(findings, "source_above_total", prefix + "TotalMass",
          "La source «\u00A0" + label + "\u00A0» dépasse le total de la campagne.");
    }
    check_parts(findings, source, prefix, label, sound);
  }
  if (total_sound && sum > hundredths(*declared.total)) {
    add(findings, "sources_above_total", "totalMass",
        "Les trois sources ensemble dépassent le total de la campagne.");
  }
}

}  // namespace

Findings check_period(const std::optional<Day>& start, const std::optional<Day>& end,
                      const std::vector<Period>& others) {
  Findings findings;
  if (!start) add(findings, "start_missing", "periodStartDate", "Donnez la date de début de la campagne.");
  if (!end) add(findings, "end_missing", "periodEndDate", "Donnez la date de fin de la campagne.");
  if (!start || !end) return findings;
  if (*end < *start) {
    add(findings, "end_before_start", "periodEndDate", "La fin vient avant le début.");
    return findings;
  }
  const int days = base::days_between(*start, *end) + 1;
  if (days < short_campaign_days) {
    warn(findings, "period_short", "periodEndDate",
         "La campagne dure moins de cinq jours\u00A0: son résultat représente mal l’année.");
  }
  check_overlap(findings, {*start, *end}, others);
  return findings;
}

Findings check(const WasteDeclaration& declared, const std::vector<Period>& others, const Day& today) {
  Findings findings = check_period(declared.start, declared.end, others);
  if (declared.end && today < *declared.end)
    add(findings, "end_in_future", "periodEndDate", "La campagne n’est pas finie\u00A0: sa fin est à venir.");
  if (!declared.meals || !std::isfinite(*declared.meals) || *declared.meals < 1)
    add(findings, "meals_missing", "mealCount", "Donnez le nombre de couverts de la période, au moins 1.");
  else if (*declared.meals != std::floor(*declared.meals))
    add(findings, "meals_not_whole", "mealCount", "Le nombre de couverts est un nombre entier.");
  if (!declared.total) add(findings, "total_missing", "totalMass", "Donnez la masse totale de la campagne.");
  const bool sound = check_mass(findings, declared.total, "totalMass", "total");
  if (sound && *declared.total < least_total_kg)
    add(findings, "total_too_small", "totalMass", "La masse totale est d’au moins 1\u00A0kilo.");
  check_sources(findings, declared, sound);
  return findings;
}

bool may_leave(const Findings& findings) {
  return std::all_of(findings.begin(), findings.end(), [](const auto& finding) { return finding.warning; });
}

WasteDeclaration declaration_of(const WeighingCampaign& campaign, const CampaignSums& sums) {
  WasteDeclaration out;
  out.start = campaign.start;
  out.end = campaign.end;
  out.sorted_by_source = campaign.sorted_by_source;
  out.meals = static_cast<double>(sums.covers);
  out.total = sums.total.kg();
  if (!campaign.sorted_by_source) return out;
  for (std::size_t i = 0; i < declared_sources; ++i) {
    const SourceSum& sum = sums.sources[i];
    if (sum.weighings == 0) continue;
    DeclaredSource& source = out.sources[i];
    source.total = sum.total.kg();
    source.sorted = sum.edible && sum.inedible;
    if (!*source.sorted) continue;
    source.edible = sum.edible->kg();
    source.inedible = sum.inedible->kg();
  }
  return out;
}

std::optional<double> yearly_waste_kg(const WasteDeclaration& declared,
                                      const std::optional<std::int64_t>& yearly_meals) {
  if (!declared.total || !declared.meals || *declared.meals <= 0 || !yearly_meals || *yearly_meals <= 0)
    return std::nullopt;
  return *declared.total / *declared.meals * static_cast<double>(*yearly_meals);
}

}  // namespace parvis::canteen
