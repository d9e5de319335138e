#include "canteen/waste/waste_json.hpp"

#include <cmath>

#include "canteen/desk/day_json.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

constexpr std::array<std::string_view, waste_sources> source_labels = {"Préparation", "Non servi",
                                                                       "Reste d’assiette", "Tout ensemble"};
constexpr std::string_view campaign_fields =
    "id:text canteen_id:text canteen:text start:text end:text sorted_by_source:flag version:integer "
    "covers:integer "
    "days_weighed:integer kg_total:number grams_per_cover:number? reference_grams:number sources:source[] "
    "findings:finding[] may_leave:flag yearly_kg:number? surplus_meals:number explained:explained";

json::value kg_value(const std::optional<Mass>& mass) {
  return mass ? json::value(mass->kg()) : json::value();
}

json::value rounded(const std::optional<double>& value) {
  return value ? json::value(std::round(*value * 10) / 10) : json::value();
}

// The share of the reference that a source has; the rest is preparation.
json::value reference_of(WasteSource source) {
  const WasteReference& known = waste_reference;
  switch (source) {
    case WasteSource::unserved:
      return known.grams_per_cover * known.unserved_share;
    case WasteSource::leftovers:
      return known.grams_per_cover * known.leftovers_share;
    case WasteSource::together:
      return known.grams_per_cover;
    case WasteSource::preparation:
      return nullptr;
  }
  return nullptr;
}

json::array sources_json(const CampaignView& view) {
  json::array out;
  for (std::size_t i = 0; i < waste_sources; ++i) {
    const auto source = static_cast<WasteSource>(i);
    if (view.campaign.sorted_by_source == (source == WasteSource::together)) continue;
    const SourceSum& sum = view.sums.sources[i];
    out.push_back(json::object{{"source", waste_source_codes.code(source)},
                               {"label", source_labels[i]},
                               {"weighings", sum.weighings},
                               {"kg_total", sum.total.kg()},
                               {"kg_edible", kg_value(sum.edible)},
                               {"kg_inedible", kg_value(sum.inedible)},
                               {"grams_per_cover", rounded(grams_per_cover(sum.total, view.sums.covers))},
                               {"reference_grams", reference_of(source)}});
  }
  return out;
}

net::Shapes make_shapes() {
  net::Shapes out;
  out["weighing"] = net::object_of(
      "id:text campaign_id:text date:text source:text source_label:text kg_total:number kg_edible:number? "
      "kg_inedible:number? covers:integer grams_per_cover:number? device:text client_ref:text "
      "weighed_at:text");
  out["finding"] = net::object_of("code:text field:text message:text warning:flag");
  out["source"] = net::object_of(
      "source:text label:text weighings:integer kg_total:number kg_edible:number? kg_inedible:number? "
      "grams_per_cover:number? reference_grams:number?");
  out["explained"] =
      net::object_of("unserved_kg:number by_surplus_kg:number? other_cause_kg:number? words:text");
  out["campaign"] = net::object_of(campaign_fields, out);
  out["campaign_whole"] = net::object_of(std::string(campaign_fields) + " weighings:weighing[]", out);
  out["agreement"] = net::object_of("id:text kitchen_id:text association:text signed_on:text ends_on:text?");
  out["donation"] = net::object_of(
      "id:text canteen_id:text agreement_id:text date:text meals:integer? kg:number? food:text "
      "temperature:number "
      "use_by:text? given:flag taken:flag complete:flag at:text version:integer");
  out["measurement"] = net::object_of(
      "campaign_id:text canteen_id:text canteen:text ma_cantine_id:text path:text body:any "
      "findings:finding[]",
      out);
  return out;
}

std::string explained_words(const ExplainedWaste& explained) {
  if (!explained.by_surplus_kg)
    return "Non estimé\u00A0: il faut au moins 10\u00A0jours pesés et comptés pour savoir ce que pèse un "
           "repas en trop.";
  return "Part expliquée par les repas en trop, puis autre cause.";
}

}  // namespace

const net::Shapes& waste_shapes() {
  static const net::Shapes made = make_shapes();
  return made;
}

json::object to_json(const Weighing& weighing) {
  return {{"id", weighing.id},
          {"campaign_id", weighing.campaign_id},
          {"date", base::format_day(weighing.day)},
          {"source", waste_source_codes.code(weighing.source)},
          {"source_label", source_labels[static_cast<std::size_t>(weighing.source)]},
          {"kg_total", weighing.total.kg()},
          {"kg_edible", kg_value(weighing.edible)},
          {"kg_inedible", kg_value(weighing.inedible)},
          {"covers", weighing.covers},
          {"grams_per_cover", rounded(grams_per_cover(weighing.total, weighing.covers))},
          {"device", weighing.device},
          {"client_ref", weighing.client_ref},
          {"weighed_at", base::format_utc(weighing.weighed_at)}};
}

json::object to_json(const DeclarationFinding& finding) {
  return {{"code", finding.code},
          {"field", finding.field},
          {"message", finding.message},
          {"warning", finding.warning}};
}

namespace {

json::array findings_json(const std::vector<DeclarationFinding>& findings) {
  json::array out;
  for (const DeclarationFinding& finding : findings) out.push_back(to_json(finding));
  return out;
}

}  // namespace

json::object to_json(const CampaignView& view, bool with_weighings) {
  json::object out{{"id", view.campaign.id},
                   {"canteen_id", view.campaign.canteen_id},
                   {"canteen", view.canteen_label},
                   {"start", base::format_day(view.campaign.start)},
                   {"end", base::format_day(view.campaign.end)},
                   {"sorted_by_source", view.campaign.sorted_by_source},
                   {"version", view.campaign.version},
                   {"covers", view.sums.covers},
                   {"days_weighed", view.sums.days},
                   {"kg_total", view.sums.total.kg()},
                   {"grams_per_cover", rounded(grams_per_cover(view.sums.total, view.sums.covers))},
                   {"reference_grams", waste_reference.grams_per_cover},
                   {"sources", sources_json(view)},
                   {"findings", findings_json(view.findings)},
                   {"may_leave", may_leave(view.findings)},
                   {"yearly_kg", rounded(view.yearly_kg)},
                   {"surplus_meals", view.surplus_meals},
                   {"explained", json::object{{"unserved_kg", view.explained.unserved_kg},
                                              {"by_surplus_kg", rounded(view.explained.by_surplus_kg)},
                                              {"other_cause_kg", rounded(view.explained.other_cause_kg)},
                                              {"words", explained_words(view.explained)}}}};
  if (!with_weighings) return out;
  json::array weighings;
  for (const Weighing& one : view.weighings) weighings.push_back(to_json(one));
  out["weighings"] = std::move(weighings);
  return out;
}

json::object to_json(const DonationAgreement& agreement) {
  return {{"id", agreement.id},
          {"kitchen_id", agreement.kitchen_id},
          {"association", agreement.association},
          {"signed_on", base::format_day(agreement.signed_on)},
          {"ends_on", day_value(agreement.ends_on)}};
}

// Signatures are told as given or not: who signed stays in the audit log.
json::object to_json(const Donation& donation) {
  return {{"id", donation.id},
          {"canteen_id", donation.canteen_id},
          {"agreement_id", donation.agreement_id},
          {"date", base::format_day(donation.day)},
          {"meals", or_null(donation.meals)},
          {"kg", kg_value(donation.mass)},
          {"food", donation.food},
          {"temperature", donation.temperature.value_or(0)},
          {"use_by", day_value(donation.use_by)},
          {"given", !donation.given_by.empty()},
          {"taken", donation.taken_by_association},
          {"complete", complete(donation)},
          {"at", base::format_utc(donation.at)},
          {"version", donation.version}};
}

json::object to_json(const WasteExport& made) {
  json::array measurements;
  for (const MeasurementExport& one : made.measurements)
    measurements.push_back(json::object{
        {"campaign_id", one.campaign_id},
        {"canteen_id", one.canteen_id},
        {"canteen", one.canteen_label},
        {"ma_cantine_id", one.ma_cantine_id},
        {"path", one.ma_cantine_id.empty() ? std::string()
                                           : "/api/v1/canteens/" + one.ma_cantine_id + "/wasteMeasurements/"},
        {"body", one.body ? json::value(*one.body) : json::value()},
        {"findings", findings_json(one.findings)}});
  return {{"year", made.year}, {"measurements", std::move(measurements)}, {"yearly", made.yearly}};
}

}  // namespace parvis::canteen
