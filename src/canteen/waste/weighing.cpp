#include "canteen/waste/weighing.hpp"

#include <cmath>

namespace parvis::canteen {
namespace {

constexpr double rounding = 1e-6;  // of a hundredth: what a double loses on "12.34"

tl::unexpected<Error> wrong(std::string message, std::string field) {
  return fail(ErrorKind::invalid, std::move(message), {}, std::move(field));
}

}  // namespace

Result<Mass> mass_of_kg(double kg) {
  if (!std::isfinite(kg) || kg < 0) return wrong("Une masse est un nombre de kilos, zéro ou plus.", "kg");
  if (kg > largest_weighing_kg)
    return wrong("Cette masse est trop grande\u00A0: grammes ou kilos\u202F?", "kg");
  const double hundredths = kg * 100.0;
  if (std::abs(hundredths - std::round(hundredths)) > rounding)
    return wrong("Une masse s’écrit en kilos, avec deux décimales au plus.", "kg");
  return Mass{std::llround(hundredths)};
}

Status check(const Weighing& weighing, const WeighingCampaign& campaign) {
  if (weighing.day < campaign.start || campaign.end < weighing.day)
    return wrong("Ce jour n’est pas dans la campagne de pesée.", "day");
  if (campaign.sorted_by_source == (weighing.source == WasteSource::together))
    return wrong(campaign.sorted_by_source ? "Cette campagne pèse chaque source à part."
                                           : "Cette campagne pèse tout ensemble.",
                 "source");
  if (weighing.covers < 1) return wrong("Donnez le nombre de couverts du jour, au moins 1.", "covers");
  if (weighing.edible.has_value() != weighing.inedible.has_value())
    return wrong("Donnez les deux parts, comestible et non comestible, ou aucune.", "kg_edible");
  if (!weighing.edible) return {};
  Mass both = *weighing.edible;
  both += *weighing.inedible;
  if (both != weighing.total)
    return wrong("Les parts comestible et non comestible ne font pas le total de la source.", "kg_edible");
  return {};
}

std::string doubt_of(const Mass& weighed, const std::optional<Mass>& last) {
  if (!last || last->hundredths == 0 || weighed.hundredths < doubtful_ratio * last->hundredths) return {};
  return "Cette pesée vaut au moins cinq fois la précédente\u00A0: grammes ou kilos\u202F?";
}

namespace {

void add_part(std::optional<Mass>& sum, const std::optional<Mass>& part, bool first) {
  if (first) {
    sum = part;
  } else if (!part) {
    sum.reset();
  } else if (sum) {
    *sum += *part;
  }
}

}  // namespace

CampaignSums sums_of(const std::vector<Weighing>& weighings) {
  CampaignSums out;
  std::map<Day, const Weighing*> last_of_day;
  for (const Weighing& one : weighings) {
    SourceSum& sum = out.sources[static_cast<std::size_t>(one.source)];
    const bool first = sum.weighings++ == 0;
    sum.total += one.total;
    add_part(sum.edible, one.edible, first);
    add_part(sum.inedible, one.inedible, first);
    out.total += one.total;
    const Weighing*& last = last_of_day[one.day];
    if (last == nullptr || last->weighed_at <= one.weighed_at) last = &one;
  }
  for (const auto& [day, last] : last_of_day) out.covers += last->covers;
  out.days = last_of_day.size();
  return out;
}

std::optional<double> grams_per_cover(const Mass& mass, std::int64_t covers) {
  if (covers < 1) return std::nullopt;
  return mass.kg() * 1000.0 / static_cast<double>(covers);
}

}  // namespace parvis::canteen
