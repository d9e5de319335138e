#include "canteen/waste/ma_cantine_export.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

// Texts, not numbers: a double would write 12.3 for 12.30, and 0.1 + 0.2 for a sum.
json::value mass_text(const std::optional<double>& kg) {
  if (!kg) return nullptr;
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.2f", *kg);
  return json::value(text.data());
}

void write_source(json::object& out, const DeclaredSource& source, const std::string& prefix) {
  out[prefix + "TotalMass"] = mass_text(source.total);
  out[prefix + "IsSorted"] = source.sorted ? json::value(*source.sorted) : json::value();
  out[prefix + "EdibleMass"] = mass_text(source.edible);
  out[prefix + "InedibleMass"] = mass_text(source.inedible);
}

}  // namespace

Result<json::object> measurement_json(const WasteDeclaration& declared, const std::vector<Period>& others,
                                      const Day& today) {
  for (const DeclarationFinding& finding : check(declared, others, today)) {
    if (!finding.warning) return fail(ErrorKind::invalid, finding.message, finding.code, finding.field);
  }
  json::object out{{"periodStartDate", base::format_day(*declared.start)},
                   {"periodEndDate", base::format_day(*declared.end)},
                   {"mealCount", static_cast<std::int64_t>(*declared.meals)},
                   {"totalMass", mass_text(declared.total)},
                   {"isSortedBySource", declared.sorted_by_source}};
  if (!declared.sorted_by_source) return out;
  for (std::size_t i = 0; i < declared_sources; ++i)
    write_source(out, declared.sources[i], std::string(declared_source_fields[i]));
  return out;
}

const std::vector<WasteAction>& waste_actions() {
  static const std::vector<WasteAction> actions = {
      {"INSCRIPTION", "Pré-inscription des convives obligatoire"},
      {"AWARENESS", "Sensibilisation par affichage ou autre média"},
      {"TRAINING", "Formation / information du personnel de restauration"},
      {"DISTRIBUTION", "Réorganisation de la distribution des composantes du repas"},
      {"PORTIONS", "Choix des portions (grande faim, petite faim)"},
      {"REUSE", "Réutilisation des restes de préparation / surplus"}};
  return actions;
}

Result<json::object> yearly_json(const YearlyWasteDeclaration& declared) {
  json::array actions;
  for (const std::string& code : declared.actions) {
    const auto known = std::any_of(waste_actions().begin(), waste_actions().end(),
                                   [&](const WasteAction& action) { return action.code == code; });
    if (!known)
      return fail(ErrorKind::invalid, "Cette action n’est pas dans la liste de ma cantine.", code, "actions");
    actions.emplace_back(code);
  }
  json::object out{{"year", declared.year},
                   {"hasWasteDiagnostic", declared.has_diagnostic},
                   {"hasWastePlan", declared.has_plan},
                   {"wasteActions", std::move(actions)},
                   {"otherWasteAction", declared.other_action},
                   {"hasDonationAgreement", declared.has_agreement}};
  if (!declared.has_agreement) return out;
  const YearOfDonations& given = declared.donations;
  out["donationFrequency"] = given.gifts;
  out["donationQuantity"] = given.mass_known ? mass_text(given.mass.kg()) : json::value();
  out["donationFoodType"] = base::join(given.kinds, ", ");
  return out;
}

}  // namespace parvis::canteen
