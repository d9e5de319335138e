#include "canteen/desk/day_outlook.hpp"

#include <algorithm>
#include <cmath>

namespace parvis::canteen {
namespace {

void shift(MealLaw& law, double meals) {
  for (double& one : law.meals) one = std::max(0.0, one + meals);
}

// Guests of a closed canteen: none where they were.
void empty(Outlook& outlook) {
  outlook.expected = 0;
  outlook.closed = true;
  std::fill(outlook.law.meals.begin(), outlook.law.meals.end(), 0.0);
}

void take_outings(Outlook& outlook, double rate, const std::vector<Outing>& outings,
                  const std::string& canteen_id) {
  for (const Outing& outing : outings) {
    if (outing.canteen_id != canteen_id) continue;
    if (outing.picnic)
      outlook.picnics += outing.pupils_away;
    else
      outlook.outings += outing.pupils_away * rate;
  }
  outlook.outings = std::min(outlook.outings, outlook.expected);
  outlook.expected -= outlook.outings;
  shift(outlook.law, -outlook.outings);
}

const SheetOfStrike* sheet_of(const DayNews& news, const std::string& canteen_id) {
  for (const SheetOfStrike& sheet : news.sheets)
    if (sheet.canteen_id == canteen_id) return &sheet;
  return nullptr;
}

Status take_strike(Outlook& outlook, const SheetOfStrike* said, const DayNews& news, double level) {
  StrikeSheet sheet;
  if (said != nullptr) {
    sheet.strength = said->strength;
    sheet.closed = said->service == "fermé";
    sheet.replaced = !said->host_canteen_id.empty();
    outlook.strike_strength = said->strength;
    outlook.closed = sheet.closed;
  }
  const MealLaw ordinary = outlook.law;
  PARVIS_TRY(order, strike_order(ordinary, outlook.expected, level, sheet, news.past));
  for (std::size_t i = 0; i < ordinary.levels.size(); ++i) {
    PARVIS_TRY(at_level, strike_order(ordinary, outlook.expected, ordinary.levels[i], sheet, news.past));
    outlook.law.meals[i] = at_level.bound;
  }
  outlook.expected = order.mean;
  outlook.floor = order.floor;
  return {};
}

// Canteens whose guests eat elsewhere, with their host.
std::map<std::string, std::string> hosts_of(const DayNews& news) {
  std::map<std::string, std::string> out;
  for (const Closure& closure : news.closures) out[closure.canteen_id] = closure.host_canteen_id;
  return out;
}

}  // namespace

Result<std::map<std::string, Outlook>> outlooks(const std::vector<StoredForecast>& forecasts,
                                                const DayNews& news, double level) {
  std::map<std::string, Outlook> out;
  const auto hosts = hosts_of(news);
  for (const StoredForecast& forecast : forecasts) {
    if (forecast.canteen_id.empty()) continue;
    Outlook& outlook = out[forecast.canteen_id];
    outlook.ordinary = outlook.expected = forecast.mean;
    outlook.law = forecast.law;
    outlook.scale = forecast.scale;
    outlook.strike = news.strike;
    const double rate = forecast.pupils > 0 ? std::min(1.0, forecast.mean / forecast.pupils) : 1.0;
    take_outings(outlook, rate, news.outings, forecast.canteen_id);
  }
  for (const auto& [closed, host] : hosts) {
    const auto from = out.find(closed);
    if (from == out.end()) continue;
    const auto to = out.find(host);
    if (to != out.end()) {
      to->second.hosted += from->second.expected;
      to->second.expected += from->second.expected;
      shift(to->second.law, from->second.expected);
    }
    empty(from->second);
  }
  for (auto& [canteen_id, outlook] : out) {
    const SheetOfStrike* sheet = sheet_of(news, canteen_id);
    if (outlook.closed || (!news.strike && sheet == nullptr)) continue;
    PARVIS_CHECK(take_strike(outlook, sheet, news, level));
    if (sheet == nullptr || sheet->service != "fermé") continue;
    const auto to = out.find(sheet->host_canteen_id);
    if (to == out.end()) continue;
    to->second.hosted += outlook.ordinary;
    to->second.expected += outlook.ordinary;
    shift(to->second.law, outlook.ordinary);
  }
  return out;
}

Result<Proposal> propose(const Outlook& outlook, double level, int pack) {
  OrderRule rule;
  rule.level = level;
  rule.pack = pack;
  if (outlook.floor > 0) rule.floor = outlook.floor;
  PARVIS_TRY(order, order_for(outlook.law, rule));
  Proposal out;
  out.meals = order.meals;
  out.floor = static_cast<int>(std::ceil(outlook.floor - 1e-9));
  out.figures = {.expected = outlook.expected,
                 .ordinary = outlook.ordinary,
                 .bound = order.bound,
                 .level = level,
                 .rounding = order.rounding,
                 .pack = pack,
                 .surplus = order.gap.surplus,
                 .missing = order.gap.missing,
                 .short_probability = order.short_probability,
                 .outings = outlook.outings,
                 .hosted = outlook.hosted,
                 .strike_strength = outlook.strike_strength,
                 .strike = outlook.strike,
                 .closed = outlook.closed};
  return out;
}

}  // namespace parvis::canteen
