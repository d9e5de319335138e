#include "canteen/intake/canteen_life.hpp"

#include <map>
#include <set>

#include "base/text.hpp"

namespace parvis::canteen {
namespace {

bool counted(const MealCount& count) {
  return count.eaten.has_value() || count.eaten_of_present_parts.has_value() ||
         count.flag == CountFlag::closed;
}

// A day of the town: at least half of its canteens counted.
std::vector<Day> service_days(const TownHistory& town) {
  std::map<Day, std::size_t> canteens;
  for (const auto& count : town.counts)
    if (counted(count)) ++canteens[count.day];
  std::vector<Day> out;
  for (const auto& [day, number] : canteens)
    if (2 * number >= town.canteens.size()) out.push_back(day);
  return out;
}

}  // namespace

std::vector<CanteenHole> canteen_holes(const TownHistory& town) {
  const std::vector<Day> days = service_days(town);
  std::vector<std::set<Day>> own(town.canteens.size());
  for (const auto& count : town.counts)
    if (counted(count)) own[static_cast<std::size_t>(count.canteen)].insert(count.day);
  std::vector<CanteenHole> out;
  for (std::size_t canteen = 0; canteen < own.size(); ++canteen) {
    CanteenHole hole;
    bool begun = false;
    for (const Day& day : days) {
      if (!own[canteen].contains(day)) {
        if (hole.service_days++ == 0) hole.first = day;
        hole.last = day;
        continue;
      }
      hole.canteen = static_cast<int>(canteen);
      if (begun && hole.service_days >= hole_to_ask_days) out.push_back(hole);
      hole.service_days = 0;
      begun = true;
    }
  }
  return out;
}

std::vector<Finding> hole_findings(const TownHistory& town, const std::string& file) {
  std::vector<Finding> out;
  for (const auto& hole : canteen_holes(town)) {
    const std::string label = in_quotes(town.canteens[static_cast<std::size_t>(hole.canteen)].label);
    const std::string when = "du " + base::format_day(hole.first) + " au " + base::format_day(hole.last);
    Finding finding;
    finding.code = "canteen-hole";
    finding.severity = Severity::question;
    finding.file = file;
    finding.value = town.canteens[static_cast<std::size_t>(hole.canteen)].key;
    finding.add(0, base::join({label, when}, " "));
    finding.rows_affected = static_cast<std::size_t>(hole.service_days);
    finding.message = base::join({"La cantine", label, "n’a aucun comptage", when}, " ");
    finding.message += " (" + std::to_string(hole.service_days) +
                       " jours de service)\u00A0: fermée pour travaux, ou fichier incomplet\u202F?";
    out.push_back(std::move(finding));
  }
  return out;
}

}  // namespace parvis::canteen
