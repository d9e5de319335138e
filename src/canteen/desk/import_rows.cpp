#include "canteen/desk/import_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/json.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/menu_store.hpp"
#include "canteen/desk/stored_history.hpp"
#include "canteen/intake/meal_days.hpp"
#include "canteen/intake/swapped_dates.hpp"
#include "canteen/intake/town_canteens.hpp"
#include "canteen/menus/dish_classes.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

// One import being compared or written.
struct Import {
  store::Session& session;
  const IntakeTable& table;
  const Acceptance& accept;
  std::string id;  // empty: compared only
  base::Instant now;
  PlannedImport out = {};
  std::int64_t seq = 0;
  [[nodiscard]] bool writes() const { return !id.empty(); }
};

// What a row was, so that it can be put back: `before` empty when there was none.
Status keep(Import& import, const char* kind, const std::string& key, const json::object& before) {
  PARVIS_CHECK(import.session.execute(
      "INSERT INTO canteen_import_before (import_id, seq, kind, row_key, before) VALUES (?, ?, ?, ?, ?)",
      {import.id, ++import.seq, std::string(kind), key,
       before.empty() ? std::string() : json::serialize(before)}));
  return {};
}

std::string canteen_type(const std::string& type) {
  return canteen_type_codes.parse(type) ? type : "autre";
}

Finding question(const Import& import, std::string code, std::string message, std::string repair,
                 std::string sentence) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = Severity::question;
  finding.file = import.table.file;
  finding.message = std::move(message);
  finding.repair = Repair{repair + ":" + import.table.file, std::move(sentence), {}};
  return finding;
}

// --- counts

struct Town {
  std::vector<Canteen> canteens;
  std::map<std::string, std::size_t, std::less<>> by_name;  // of sites, keys and labels
};

Result<Town> town_of(store::Session& session) {
  Town out;
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  PARVIS_TRY(sites, CanteenStore::sites(session));
  out.canteens = std::move(canteens);
  std::map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < out.canteens.size(); ++i) {
    by_id[out.canteens[i].id] = i;
    out.by_name[out.canteens[i].label] = i;
  }
  for (std::size_t i = 0; i < out.canteens.size(); ++i) out.by_name[out.canteens[i].key] = i;
  for (const Site& site : sites)
    if (const auto known = by_id.find(site.canteen_id); known != by_id.end())
      out.by_name[site.name] = known->second;
  return out;
}

std::optional<std::size_t> canteen_named(const Town& town, const SiteName& name) {
  for (const std::string& text : {canteen_key(name), name.name})
    if (const auto known = town.by_name.find(text); known != town.by_name.end()) return known->second;
  return std::nullopt;
}

Status add_canteens(Import& import, Town& town, const std::vector<SiteName>& names) {
  for (const SiteName& name : names) {
    Canteen canteen;
    canteen.key = canteen_key(name);
    canteen.label = name.type.empty() ? name.name : name.name + " (" + name.type + ")";
    canteen.type = canteen_type_codes.parse(canteen_type(name.type)).value_or(CanteenType::other);
    if (import.writes()) {
      PARVIS_TRY(saved, CanteenStore::put(import.session, canteen, import.now));
      PARVIS_CHECK(keep(import, "canteen", saved.id, {}));
      canteen = saved;
    }
    town.by_name[canteen.key] = town.canteens.size();
    town.canteens.push_back(std::move(canteen));
  }
  return {};
}

json::object before_json(const StoredCount& count) {
  json::object out{{"flag", count_flag_codes.code(count.flag)},
                   {"counted_at", base::to_millis(count.counted_at)},
                   {"source", count.source},
                   {"counted_by", count.counted_by}};
  if (count.ordered) out["ordered"] = *count.ordered;
  if (count.eaten) out["eaten"] = *count.eaten;
  if (count.present) out["present"] = *count.present;
  return out;
}

Status put_count(Import& import, const MealCount& read, const std::string& canteen_id,
                 const std::map<std::pair<std::string, Day>, StoredCount>& known) {
  const auto before = known.find({canteen_id, read.day});
  StoredCount count = before == known.end() ? StoredCount{} : before->second;
  count.canteen_id = canteen_id;
  count.day = read.day;
  count.ordered = read.ordered;
  count.eaten = read.eaten;
  count.present = read.eaten_of_present_parts;
  count.flag = read.flag;
  if (before != known.end()) {
    const StoredCount& was = before->second;
    const bool same = was.ordered == count.ordered && was.eaten == count.eaten &&
                      was.present == count.present && was.flag == count.flag;
    if (same) {
      ++import.out.diff.same;
      return {};
    }
  }
  ++(before == known.end() ? import.out.diff.added : import.out.diff.changed);
  if (!import.writes()) return {};
  if (before != known.end())
    PARVIS_CHECK(
        keep(import, "count", canteen_id + "|" + base::format_day(read.day), before_json(before->second)));
  count.counted_at = import.now;
  count.source = import.id;
  count.counted_by.clear();
  PARVIS_CHECK(CountStore::put(import.session, count, before != known.end()));
  return {};
}

Status import_counts(Import& import, const CountTable& counts) {
  PARVIS_TRY(town, town_of(import.session));
  std::vector<SiteName> unknown;
  for (const SiteName& site : counts.sites)
    if (!canteen_named(town, site)) unknown.push_back(site);
  if (!unknown.empty()) {
    Finding finding = question(import, "unknown-sites",
                               std::to_string(unknown.size()) + " noms de site n’ont pas de cantine.",
                               "nouvelles-cantines", "Crée une cantine pour chacun de ces noms.");
    for (const SiteName& site : unknown) finding.add(0, site.name);
    const bool accepted = import.accept.accepts(finding.repair->id);
    import.out.findings.push_back(std::move(finding));
    if (accepted) PARVIS_CHECK(add_canteens(import, town, unknown));
  }
  PARVIS_TRY(strikes, PlanStore::strikes(import.session));
  MealDaysInput input{counts, import.table.file, {}, {}, false};
  for (const SiteName& site : counts.sites) {
    const auto canteen = canteen_named(town, site);
    input.canteen_of_site.push_back(canteen ? static_cast<int>(*canteen) : -1);
  }
  for (const CountRow& row : counts.rows)
    import.out.diff.outside += input.canteen_of_site[row.site] < 0 ? 1 : 0;
  for (const Strike& strike : strikes) input.strikes.insert(strike.day);
  MealDays days = meal_days(input, import.accept);
  for (Finding& finding : days.findings) import.out.findings.push_back(std::move(finding));
  if (days.counts.empty()) return {};
  PARVIS_TRY(stored,
             CountStore::between(import.session, {}, days.counts.front().day, days.counts.back().day));
  std::map<std::pair<std::string, Day>, StoredCount> known;
  for (StoredCount& one : stored) known.emplace(std::pair(one.canteen_id, one.day), std::move(one));
  for (const MealCount& read : days.counts)
    PARVIS_CHECK(put_count(import, read, town.canteens[static_cast<std::size_t>(read.canteen)].id, known));
  return {};
}

// --- lists

Status import_canteens(Import& import, const std::vector<CanteenRow>& rows) {
  PARVIS_TRY(town, town_of(import.session));
  std::vector<SiteName> unknown;
  for (const CanteenRow& row : rows) {
    const SiteName name{row.name, row.type};
    if (canteen_named(town, name))
      ++import.out.diff.same;
    else
      unknown.push_back(name);
  }
  import.out.diff.added += unknown.size();
  return add_canteens(import, town, unknown);
}

Status import_sites(Import& import, const std::vector<SiteRow>& rows) {
  PARVIS_TRY(town, town_of(import.session));
  PARVIS_TRY(sites, CanteenStore::sites(import.session));
  for (const SiteRow& row : rows) {
    const auto canteen = row.canteen ? canteen_named(town, *row.canteen) : std::nullopt;
    if (row.canteen && !canteen) {
      ++import.out.diff.outside;
      continue;
    }
    const std::string key = canteen_key(row.site), id = canteen ? town.canteens[*canteen].id : std::string();
    const auto known =
        std::find_if(sites.begin(), sites.end(), [&](const Site& one) { return one.name == key; });
    const bool same = known != sites.end() && known->canteen_id == id;
    ++(same ? import.out.diff.same : known == sites.end() ? import.out.diff.added : import.out.diff.changed);
    if (same || !import.writes()) continue;
    PARVIS_CHECK(
        keep(import, "site", key,
             known == sites.end() ? json::object{} : json::object{{"canteen_id", known->canteen_id}}));
    PARVIS_CHECK(CanteenStore::put(import.session, Site{key, id, {}, {}}));
  }
  return {};
}

// --- calendar

Status import_holidays(Import& import, const std::vector<HolidayRow>& rows) {
  PARVIS_TRY(known, PlanStore::breaks(import.session));
  std::set<std::string> ids;
  for (const StoredBreak& one : known) ids.insert(one.id);
  for (const HolidayRow& row : rows) {
    StoredBreak one{base::format_day(row.first) + "-" + base::format_day(row.last),
                    row.name.empty() ? "vacances" : row.name, row.first, row.last, "fichier officiel"};
    const bool is_new = ids.insert(one.id).second;
    ++(is_new ? import.out.diff.added : import.out.diff.same);
    if (!is_new || !import.writes()) continue;
    PARVIS_CHECK(keep(import, "break", one.id, {}));
    PARVIS_CHECK(PlanStore::put(import.session, one));
  }
  return {};
}

Status import_strikes(Import& import, const std::vector<StrikeRow>& rows) {
  PARVIS_TRY(calendar, stored_calendar(import.session));
  const TownCalendar without_strikes{calendar.breaks, calendar.moved, {}};
  std::vector<Day> dates;
  for (const StrikeRow& row : rows) dates.push_back(row.day);
  const SwapEvidence evidence =
      swap_evidence(dates, [&](const Day& day) { return !no_service(without_strikes, day).empty(); });
  bool swaps = false;
  if (evidence.swapped) {
    Finding finding = question(
        import, "swapped-dates",
        std::to_string(evidence.both_ways) + " dates se lisent dans les deux sens et semblent inversées.",
        "dates-inversees", "Échange le jour et le mois de ces dates.");
    for (const StrikeRow& row : rows)
      if (swapped_day(row.day) != row.day) finding.add(row.line, base::format_day(row.day));
    swaps = import.accept.accepts(finding.repair->id);
    import.out.findings.push_back(std::move(finding));
  }
  for (const StrikeRow& row : rows) {
    const Day day = swaps ? swapped_day(row.day) : row.day;
    const bool known = strike_on(calendar, day);
    ++(known ? import.out.diff.same : import.out.diff.added);
    if (known) continue;
    calendar.strikes.push_back({day, "national", import.table.file});
    if (!import.writes()) continue;
    PARVIS_CHECK(keep(import, "strike", base::format_day(day), {}));
    PARVIS_CHECK(PlanStore::put(import.session, calendar.strikes.back()));
  }
  return {};
}

// --- menus

Status import_menus(Import& import, const std::vector<MenuRow>& rows) {
  std::map<Day, DayMenu> menus;
  for (const MenuRow& row : rows) {
    if (is_no_dish(row.dish)) continue;
    DayMenu& menu = menus[row.day];
    menu.day = row.day;
    Dish dish;
    dish.rank = row.rank;
    dish.name = row.dish;
    dish.classes = classes_of_dish(row.dish, row.rank);
    if (tells_a_strike(row.dish)) menu.state = "servi";
    menu.dishes.push_back(std::move(dish));
  }
  if (menus.empty()) return {};
  PARVIS_TRY(stored, MenuStore::between(import.session, menus.begin()->first, menus.rbegin()->first));
  const auto names = [](const DayMenu& menu) {
    std::vector<std::string> out;
    for (const Dish& dish : menu.dishes) out.push_back(dish.name);
    return out;
  };
  for (auto& [day, menu] : menus) {
    std::stable_sort(menu.dishes.begin(), menu.dishes.end(),
                     [](const Dish& a, const Dish& b) { return a.rank < b.rank; });
    const DayMenu* known = nullptr;
    for (const DayMenu& one : stored)
      if (one.day == day && one.kitchen_id.empty()) known = &one;
    const bool same = known != nullptr && names(*known) == names(menu);
    ++(same ? import.out.diff.same : known == nullptr ? import.out.diff.added : import.out.diff.changed);
    if (same || !import.writes()) continue;
    json::array dishes;
    if (known != nullptr)
      for (const Dish& dish : known->dishes) dishes.emplace_back(dish.name);
    PARVIS_CHECK(keep(import, "menu", base::format_day(day),
                      known == nullptr ? json::object{} : json::object{{"dishes", std::move(dishes)}}));
    PARVIS_CHECK(MenuStore::put(import.session, menu));
  }
  return {};
}

// --- taking back

Result<std::int64_t> put_back_count(store::Session& session, const std::string& import_id,
                                    const std::string& key, const json::object& before) {
  const std::size_t bar = key.find('|');
  const auto real = [&](std::string_view name) { return store::opt(base::opt_number(before, name)); };
  return session.execute(
      "UPDATE canteen_meal_day SET ordered = ?, eaten = ?, present = ?, flag = ?, counted_at = ?, source = "
      "?, "
      "counted_by = ?, version = version + 1 WHERE canteen_id = ? AND service = 'midi' AND day = ? AND "
      "source = ?",
      {real("ordered"), real("eaten"), real("present"), base::text_or(before, "flag"),
       base::integer_or(before, "counted_at"), base::text_or(before, "source"),
       base::text_or(before, "counted_by"), key.substr(0, bar), key.substr(bar + 1), import_id});
}

Result<std::int64_t> put_back_menu(store::Session& session, const std::string& key,
                                   const json::object& before) {
  DayMenu menu;
  menu.day = day_of(key).value_or(Day{});
  if (const auto* dishes = before.if_contains("dishes"); dishes != nullptr && dishes->is_array()) {
    for (const auto& one : dishes->get_array()) {
      Dish dish;
      dish.rank = static_cast<int>(menu.dishes.size()) + 1;
      dish.name = std::string(one.as_string());
      dish.classes = classes_of_dish(dish.name, dish.rank);
      menu.dishes.push_back(std::move(dish));
    }
  }
  PARVIS_CHECK(MenuStore::put(session, menu));
  return 1;
}

Result<std::int64_t> put_back(store::Session& session, const std::string& import_id, const store::Row& row) {
  const std::string kind = row.text("kind"), key = row.text("row_key"), text = row.text("before");
  json::object before;
  if (!text.empty()) {
    PARVIS_TRY(parsed, base::parse_json_object(text));
    before = std::move(parsed);
  }
  if (kind == "count") return put_back_count(session, import_id, key, before);
  if (kind == "menu") return put_back_menu(session, key, before);
  if (kind == "break") return session.execute("DELETE FROM canteen_break WHERE id = ?", {key});
  if (kind == "strike") return session.execute("DELETE FROM canteen_strike WHERE day = ?", {key});
  if (kind == "site" && text.empty())
    return session.execute("DELETE FROM canteen_site WHERE name = ?", {key});
  if (kind == "site")
    return session.execute("UPDATE canteen_site SET canteen_id = ? WHERE name = ?",
                           {base::text_or(before, "canteen_id"), key});
  // A canteen that somebody has used since stays.
  return session.execute(
      "DELETE FROM canteen_canteen WHERE id = ? AND NOT EXISTS (SELECT 1 FROM canteen_meal_day m "
      "WHERE m.canteen_id = canteen_canteen.id) AND NOT EXISTS (SELECT 1 FROM canteen_pupils p "
      "WHERE p.canteen_id = canteen_canteen.id)",
      {key});
}

}  // namespace

bool can_import(TableKind kind) {
  switch (kind) {
    case TableKind::counts:
    case TableKind::canteens:
    case TableKind::sites:
    case TableKind::menus:
    case TableKind::holidays:
    case TableKind::strikes:
      return true;
    default:
      return false;
  }
}

Result<PlannedImport> import_rows(store::Session& session, const IntakeTable& table, const Acceptance& accept,
                                  const std::string& import_id, base::Instant now) {
  Import import{session, table, accept, import_id, now};
  Status done;
  if (const auto* counts = std::get_if<CountTable>(&table.rows)) done = import_counts(import, *counts);
  if (const auto* rows = std::get_if<std::vector<CanteenRow>>(&table.rows))
    done = import_canteens(import, *rows);
  if (const auto* rows = std::get_if<std::vector<SiteRow>>(&table.rows)) done = import_sites(import, *rows);
  if (const auto* rows = std::get_if<std::vector<MenuRow>>(&table.rows)) done = import_menus(import, *rows);
  if (const auto* rows = std::get_if<std::vector<HolidayRow>>(&table.rows))
    done = import_holidays(import, *rows);
  if (const auto* rows = std::get_if<std::vector<StrikeRow>>(&table.rows))
    done = import_strikes(import, *rows);
  if (!done) return tl::make_unexpected(done.error());
  return std::move(import.out);
}

Result<std::int64_t> take_back_import(store::Session& session, const std::string& import_id) {
  PARVIS_TRY(removed,
             session.execute("DELETE FROM canteen_meal_day WHERE source = ? AND version = 1", {import_id}));
  PARVIS_TRY(rows, session.query(
                       "SELECT kind, row_key, before FROM canteen_import_before WHERE import_id = ? ORDER BY "
                       "seq DESC",
                       {import_id}));
  std::int64_t back = removed;
  for (const store::Row row : rows) {
    PARVIS_TRY(one, put_back(session, import_id, row));
    back += one;
  }
  PARVIS_CHECK(session.execute("DELETE FROM canteen_import_before WHERE import_id = ?", {import_id}));
  return back;
}

}  // namespace parvis::canteen
