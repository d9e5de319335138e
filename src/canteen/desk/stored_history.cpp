#include "canteen/desk/stored_history.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/hashing.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/menu_store.hpp"

namespace parvis::canteen {
namespace {

using Index = std::unordered_map<std::string, int>;

constexpr int years_of_calendar_after = 2;

Status read_counts(store::Session& session, base::Instant cutoff, const Index& index, StoredHistory& out) {
  PARVIS_TRY(
      rows, session.query("SELECT canteen_id, day, ordered, eaten, present, flag FROM canteen_meal_day WHERE "
                          "service = 'midi' AND counted_at <= ? ORDER BY day",
                          {base::to_millis(cutoff)}));
  auto& counts = out.history.counts;
  counts.reserve(rows.size());
  for (const store::Row row : rows) {
    const auto known = index.find(row.text("canteen_id"));
    const auto day = day_of(row.text("day"));
    if (known == index.end() || !day) continue;
    MealCount count;
    count.day = *day;
    count.canteen = known->second;
    count.ordered = row.opt_real("ordered");
    count.eaten = row.opt_real("eaten");
    count.flag = count_flag_codes.parse(row.text("flag")).value_or(CountFlag::doubtful);
    count.eaten_of_present_parts = row.opt_real("present");
    if (count.eaten && (!out.origin || *out.origin < *day)) out.origin = day;
    counts.push_back(count);
  }
  std::stable_sort(counts.begin(), counts.end(), [](const MealCount& a, const MealCount& b) {
    return std::pair(a.day, a.canteen) < std::pair(b.day, b.canteen);
  });
  return {};
}

Status read_pupils(store::Session& session, const Index& index, TownHistory& history) {
  PARVIS_TRY(pupils, CanteenStore::pupils(session));
  for (const SchoolPupils& one : pupils) {
    const auto known = index.find(one.canteen_id);
    if (known == index.end()) continue;
    PupilCount& sum = history.pupils[{known->second, one.school_year}];
    sum.pupils += one.pupils;
    sum.provisional = sum.provisional || one.provisional;
  }
  return {};
}

// Forecasts know one menu a day: what any kitchen serves.
Status read_menus(store::Session& session, TownHistory& history) {
  PARVIS_TRY(
      rows, session.query("SELECT day, classes, state FROM canteen_dish WHERE service = 'midi' ORDER BY day, "
                          "kitchen_id, rank"));
  for (const store::Row row : rows) {
    const auto day = day_of(row.text("day"));
    if (!day) continue;
    MenuOfDay& menu = history.menus[*day];
    menu.classes |= classes_of(row.text("classes"));
    menu.served_text = menu.served_text || row.text("state") == "servi";
  }
  return {};
}

void add_number(base::Sha256& digest, const std::optional<double>& value) {
  const double bits = value.value_or(-1);
  digest.add({reinterpret_cast<const char*>(&bits), sizeof bits});
}

std::string digest_of(const TownHistory& history) {
  base::Sha256 digest;
  for (const CanteenFacts& canteen : history.canteens) digest.add(canteen.key + "\n");
  for (const MealCount& count : history.counts) {
    digest.add(base::format_day(count.day) + "," + std::to_string(count.canteen) + "," +
               std::to_string(static_cast<int>(count.flag)));
    add_number(digest, count.ordered);
    add_number(digest, count.eaten);
  }
  for (const auto& [key, count] : history.pupils) {
    digest.add(std::to_string(key.first) + "," + std::to_string(key.second));
    add_number(digest, count.pupils);
  }
  for (const SchoolBreak& one : history.breaks)
    digest.add(base::format_day(one.first) + base::format_day(one.last));
  for (const Day& day : history.closed_days) digest.add("c" + base::format_day(day));
  for (const Day& day : history.strikes) digest.add("s" + base::format_day(day));
  for (const auto& [day, menu] : history.menus) digest.add(base::format_day(day) + menu.classes.to_string());
  return digest.hex();
}

}  // namespace

Result<TownCalendar> stored_calendar(store::Session& session) {
  TownCalendar out;
  PARVIS_TRY(breaks, PlanStore::breaks(session));
  PARVIS_TRY(moved, PlanStore::moved_days(session));
  PARVIS_TRY(strikes, PlanStore::strikes(session));
  out.breaks = std::move(breaks);
  out.moved = std::move(moved);
  out.strikes = std::move(strikes);
  return out;
}

Result<StoredHistory> stored_history(store::Session& session, base::Instant cutoff) {
  StoredHistory out;
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  std::sort(canteens.begin(), canteens.end(),
            [](const Canteen& a, const Canteen& b) { return a.key < b.key; });
  Index index;
  for (const Canteen& canteen : canteens) {
    index.emplace(canteen.id, static_cast<int>(out.canteen_ids.size()));
    out.canteen_ids.push_back(canteen.id);
    out.history.canteens.push_back(
        {canteen.key, canteen.label, canteen.type, canteen.sector, canteen.valid_from, canteen.valid_to});
  }
  PARVIS_TRY(calendar, stored_calendar(session));
  out.calendar = std::move(calendar);
  PARVIS_CHECK(read_counts(session, cutoff, index, out));
  PARVIS_CHECK(read_pupils(session, index, out.history));
  PARVIS_CHECK(read_menus(session, out.history));
  if (!out.history.counts.empty()) {
    const int first = static_cast<int>(out.history.counts.front().day.year());
    const int last = static_cast<int>(out.history.counts.back().day.year());
    fill_calendar(out.calendar, first, last + years_of_calendar_after, out.history);
  }
  out.data_sha256 = digest_of(out.history);
  return out;
}

}  // namespace parvis::canteen
