#include "app/demo_canteen.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "base/public_holidays.hpp"
#include "base/text.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/menu_store.hpp"
#include "canteen/desk/order_desk.hpp"
#include "canteen/desk/town_calendar.hpp"
#include "canteen/menus/dish_classes.hpp"

namespace parvis::app {
namespace {

using base::Day;
using base::make_day;
using base::plus_days;

constexpr int years_of_counts = 3;
constexpr int weeks_of_menus = 6;
constexpr int days_of_menus_ahead = 84;
constexpr int days_published_ahead = 28;
constexpr int break_days = 16;  // from a Saturday to the Sunday two weeks later
constexpr int counted_at_minutes = 14 * 60;
constexpr std::size_t working_canteen = 6, host_of_works = 5, outing_canteen = 0;

// What chance adds: a number made from the day and the canteen alone, so that the town is the same at each
// run.
class Chance {
 public:
  Chance(const Day& day, std::size_t canteen)
      : state_(static_cast<std::uint64_t>(std::chrono::sys_days(day).time_since_epoch().count()) * 1000003U +
               canteen * 7919U) {}
  double even() {  // 0 to 1; SplitMix64 (Steele, Lea and Flood, 2014)
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
  }
  double bell() {  // about normal: twelve even draws
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += even();
    return sum;
  }

 private:
  std::uint64_t state_;
};

struct DemoTown {
  std::vector<canteen::Canteen> canteens;
  std::vector<std::array<double, years_of_counts>> pupils;  // by canteen, oldest year first
  std::vector<std::vector<canteen::Dish>> menus;            // by week of the round and weekday: 4 a week
  canteen::TownCalendar calendar;
  int first_year = 0;  // school year
  Day strike{};
};

Day saturday_from(const Day& day) {
  constexpr int saturday = 5;
  return plus_days(day, (saturday - base::weekday(day) + 7) % 7);
}

void add_break(canteen::TownCalendar& calendar, const char* label, const Day& first, const Day& last) {
  calendar.breaks.push_back(
      {base::format_day(first) + "-" + base::format_day(last), label, first, last, "saisi"});
}

// Made-up breaks: two weeks at the usual places.
void add_school_year(canteen::TownCalendar& calendar, int year) {
  const auto two_weeks = [&](const char* label, const Day& around) {
    const Day first = saturday_from(around);
    add_break(calendar, label, first, plus_days(first, break_days - 1));
  };
  two_weeks("vacances de la Toussaint", make_day(year, 10, 17));
  two_weeks("vacances de Noël", make_day(year, 12, 19));
  two_weeks("vacances d’hiver", make_day(year + 1, 2, 13));
  two_weeks("vacances de printemps", make_day(year + 1, 4, 10));
  add_break(calendar, "vacances d’été", make_day(year + 1, 7, 5), make_day(year + 1, 8, 31));
}

Result<std::vector<std::vector<std::string>>> rows_of(const std::filesystem::path& file, std::size_t cells) {
  PARVIS_TRY(text, base::read_file(file));
  PARVIS_TRY(rows, base::parse_csv(text));
  rows.erase(rows.begin());
  for (const auto& row : rows)
    if (row.size() != cells)
      return fail(ErrorKind::internal, "Fichier de démonstration abîmé.", file.string());
  return rows;
}

Status read_canteens(const std::filesystem::path& folder, DemoTown& town) {
  PARVIS_TRY(rows, rows_of(folder / "cantines.csv", 8));
  for (const auto& row : rows) {
    canteen::Canteen canteen;
    canteen.key = row[0];
    canteen.label = row[1];
    canteen.type = canteen::canteen_type_codes.parse(row[2]).value_or(canteen::CanteenType::other);
    canteen.sector = row[3];
    canteen.pack = std::stoi(row[7]);
    town.canteens.push_back(canteen);
    town.pupils.push_back({std::stod(row[4]), std::stod(row[5]), std::stod(row[6])});
  }
  return {};
}

std::vector<std::string> list_of(const std::string& text) {
  return text.empty() ? std::vector<std::string>{} : base::split(text, '|');
}

Status read_menus(const std::filesystem::path& folder, DemoTown& town) {
  PARVIS_TRY(rows, rows_of(folder / "menus.csv", 7));
  constexpr std::size_t days = 5;
  town.menus.resize(weeks_of_menus * days);
  for (const auto& row : rows) {
    canteen::Dish dish;
    dish.rank = std::stoi(row[2]);
    dish.component = row[3];
    dish.name = row[4];
    dish.siqo = list_of(row[5]);
    dish.allergens = list_of(row[6]);
    dish.classes = canteen::classes_of_dish(dish.name, dish.rank);
    const auto week = static_cast<std::size_t>(std::stoi(row[0]) - 1),
               day = static_cast<std::size_t>(std::stoi(row[1]) - 1);
    town.menus.at(week * days + day).push_back(std::move(dish));
  }
  return {};
}

const std::vector<canteen::Dish>& menu_of(const DemoTown& town, const Day& day) {
  constexpr int monday_epoch_shift = 3;  // 1 January 1970 was a Thursday
  const auto week = (std::chrono::sys_days(day).time_since_epoch().count() + monday_epoch_shift) / 7;
  return town.menus.at(static_cast<std::size_t>(week % weeks_of_menus) * 5 +
                       static_cast<std::size_t>(base::weekday(day)));
}

canteen::DishClasses classes_of(const std::vector<canteen::Dish>& menu) {
  canteen::DishClasses out;
  for (const auto& dish : menu) out |= dish.classes;
  return out;
}

double usual_rate(canteen::CanteenType type, int weekday) {
  constexpr std::array<double, 5> by_weekday{0.0, 0.02, 0, 0.025, -0.035};
  double rate = 0.80;
  if (type == canteen::CanteenType::maternelle) rate = 0.72;
  if (type == canteen::CanteenType::both) rate = 0.77;
  return rate + by_weekday.at(static_cast<std::size_t>(weekday));
}

double menu_effect(const canteen::DishClasses& classes) {
  const auto has = [&](canteen::DishClass one) { return classes[static_cast<std::size_t>(one)]; };
  double effect = 0;
  if (has(canteen::DishClass::poisson)) effect -= 0.012;
  if (has(canteen::DishClass::frites)) effect += 0.02;
  if (has(canteen::DishClass::pizza) || has(canteen::DishClass::burger)) effect += 0.015;
  return effect;
}

// Fewer in winter and in the last weeks, fewer just before a break.
double season_effect(const DemoTown& town, const Day& day) {
  const auto month = static_cast<unsigned>(day.month());
  double effect = month == 1 || month == 2 ? -0.015 : 0;
  if (month == 6) effect -= 0.03;
  if (month == 7) effect -= 0.08;
  for (const auto& one : town.calendar.breaks)
    if (const int days = base::days_between(day, one.first); days > 0 && days <= 3) effect -= 0.02;
  return effect;
}

double strike_strength(std::size_t canteen) {
  constexpr std::array<double, 8> strengths{0.4, 0.2, 0.5, 0.7, 0.3, 0.6, 0.2, 0.4};
  return strengths.at(canteen % strengths.size());
}

canteen::StoredCount count_of(const DemoTown& town, std::size_t index, const Day& day,
                              const std::string& zone) {
  const canteen::Canteen& canteen = town.canteens[index];
  const auto year = static_cast<std::size_t>(canteen::school_year_of(day) - town.first_year);
  const double pupils = town.pupils[index].at(std::min<std::size_t>(year, years_of_counts - 1));
  Chance of_town(day, 999), own(day, index);
  const double usual = usual_rate(canteen.type, base::weekday(day));
  double rate = usual + menu_effect(classes_of(menu_of(town, day))) + season_effect(town, day) +
                0.012 * of_town.bell() + 0.022 * own.bell();
  if (day == town.strike) rate *= strike_strength(index) + 0.03 * own.bell();
  canteen::StoredCount count;
  count.canteen_id = canteen.id;
  count.day = day;
  count.eaten = std::clamp(std::round(pupils * rate), 0.0, pupils);
  // People order by habit, on the safe side.
  count.ordered = std::round(pupils * usual * (1.06 + 0.02 * own.even()));
  count.counted_at = base::instant_on(day, counted_at_minutes, zone);
  count.source = "démonstration";
  return count;
}

Status write_town(store::Session& session, canteen::CanteenContext& context, DemoTown& town) {
  const base::Instant now = context.clock.now();
  PARVIS_TRY(kitchen,
             canteen::CanteenStore::put(
                 session, canteen::Kitchen{.name = "Cuisine centrale du Vallon", .kind = "centrale"}, now));
  for (std::size_t i = 0; i < town.canteens.size(); ++i) {
    canteen::Canteen& one = town.canteens[i];
    one.kitchen_id = kitchen.id;
    one.valid_from = make_day(town.first_year, 9, 1);
    PARVIS_TRY(saved, canteen::CanteenStore::put(session, one, now));
    one = saved;
    PARVIS_CHECK(canteen::CanteenStore::put(session, canteen::Site{one.label, one.id, one.valid_from, {}}));
    for (int year = 0; year < years_of_counts; ++year)
      PARVIS_CHECK(canteen::CanteenStore::put(
          session,
          canteen::SchoolPupils{one.id, one.label, town.first_year + year,
                                town.pupils[i][static_cast<std::size_t>(year)], false, "démonstration"}));
  }
  for (const auto& one : town.calendar.breaks) PARVIS_CHECK(canteen::PlanStore::put(session, one));
  return canteen::PlanStore::put(session,
                                 canteen::Strike{town.strike, "national", "préavis (démonstration)"});
}

Result<std::size_t> write_days(store::Session& session, canteen::CanteenContext& context,
                               const DemoTown& town) {
  std::size_t counts = 0;
  const Day today = context.today();
  const Day last = plus_days(today, days_of_menus_ahead);
  for (Day day = make_day(town.first_year, 9, 1); day <= last; day = plus_days(day, 1)) {
    if (!canteen::no_service(town.calendar, day).empty()) continue;
    canteen::DayMenu menu;
    menu.day = day;
    menu.dishes = menu_of(town, day);
    if (day <= plus_days(today, days_published_ahead)) menu.published_at = context.clock.now();
    PARVIS_CHECK(canteen::MenuStore::put(session, menu));
    if (today <= day) continue;
    for (std::size_t i = 0; i < town.canteens.size(); ++i) {
      PARVIS_CHECK(canteen::CountStore::put(session, count_of(town, i, day, context.zone()), false));
      ++counts;
    }
  }
  return counts;
}

canteen::SheetOfStrike sheet(const canteen::Canteen& canteen, const Day& day, double strength,
                             const std::string& actor, base::Instant at) {
  canteen::SheetOfStrike out;
  out.canteen_id = canteen.id;
  out.day = day;
  out.staff_expected = 8;
  out.staff_declared = std::lround(8 * (1 - strength));
  out.strength = strength;
  out.service = strength < 0.3 ? "froid" : "normal";
  out.said_by = actor;
  out.said_at = at;
  return out;
}

// What the town says of days gone and to come: sheets of the past strike, works, a notice, an outing.
Status write_news(store::Session& session, canteen::CanteenContext& context, const DemoTown& town,
                  const std::vector<Day>& next, const std::string& actor) {
  const base::Instant now = context.clock.now();
  for (std::size_t i = 0; i < town.canteens.size(); ++i)
    PARVIS_CHECK(canteen::PlanStore::put(
        session, sheet(town.canteens[i], town.strike, strike_strength(i), actor, now)));
  if (next.size() < 4) return {};
  PARVIS_CHECK(
      canteen::PlanStore::put(session, canteen::Strike{next[2], "ville", "préavis (démonstration)"}));
  PARVIS_CHECK(canteen::PlanStore::put(session, sheet(town.canteens[1], next[2], 0.5, actor, now)));
  canteen::Outing outing;
  outing.canteen_id = town.canteens[outing_canteen].id;
  outing.day = next[0];
  outing.class_label = "CM2";
  outing.pupils_away = 24;
  outing.said_by = actor;
  outing.said_at = now;
  PARVIS_CHECK(canteen::PlanStore::put(session, outing));
  canteen::Closure works;
  works.canteen_id = town.canteens[working_canteen].id;
  works.host_canteen_id = town.canteens[host_of_works].id;
  works.first = works.last = next[3];
  works.reason = "Travaux en cuisine";
  works.said_by = actor;
  works.said_at = now;
  PARVIS_CHECK(canteen::PlanStore::put(session, works));
  return {};
}

// A morning's work half done: two confirmed, one corrected.
Result<std::size_t> answer_some(canteen::CanteenService& service, const Day& day, const std::string& actor) {
  PARVIS_TRY(orders, service.context().database.read([&](store::Session& session) {
    return canteen::OrderStore::of_day(session, day, "production");
  }));
  for (std::size_t i = 0; i < std::min<std::size_t>(3, orders.size()); ++i) {
    canteen::Write write;
    write.actor = actor;
    write.role = "ecole";
    write.version = orders[i].version;
    write.seconds = 12;
    const bool corrects = i == 2 || orders[i].hidden();
    const auto answered =
        corrects ? service.orders().correct(
                       orders[i].id, {orders[i].proposed + 4, "fete_ecole", "Goûter des anciens"}, write)
                 : service.orders().confirm(orders[i].id, write);
    if (!answered && answered.error().kind != ErrorKind::conflict)
      return tl::make_unexpected(answered.error());
  }
  return orders.size();
}

}  // namespace

Result<DemoCanteen> make_demo_canteen(canteen::CanteenService& service, const std::filesystem::path& folder,
                                      const std::string& actor) {
  canteen::CanteenContext& context = service.context();
  const Day today = context.today();
  DemoTown town;
  PARVIS_CHECK(read_canteens(folder / "canteen", town));
  PARVIS_CHECK(read_menus(folder / "canteen", town));
  town.first_year = canteen::school_year_of(today) - (years_of_counts - 1);
  for (int year = town.first_year - 1; year <= town.first_year + years_of_counts; ++year)
    add_school_year(town.calendar, year);
  town.strike = make_day(town.first_year + 1, 11, 19);
  while (!canteen::no_service(town.calendar, town.strike).empty()) town.strike = plus_days(town.strike, 1);
  std::vector<Day> next;
  for (int ahead = 1; next.size() < 5 && ahead < 80; ++ahead)
    if (canteen::no_service(town.calendar, plus_days(today, ahead)).empty())
      next.push_back(plus_days(today, ahead));

  DemoCanteen made;
  made.canteens = town.canteens.size();
  PARVIS_TRY(counts, context.database.write([&](store::Session& session) -> Result<std::size_t> {
    PARVIS_CHECK(write_town(session, context, town));
    PARVIS_TRY(days, write_days(session, context, town));
    PARVIS_CHECK(write_news(session, context, town, next, actor));
    return days;
  }));
  made.counts = counts;
  for (const char* appointment : {"achats", "fournisseurs", "production"}) {
    const auto forecast = service.forecasts().make(appointment);
    if (!forecast) return tl::make_unexpected(forecast.error());
  }
  if (next.empty()) return made;
  PARVIS_TRY(orders, answer_some(service, next[0], actor));
  made.orders = orders;
  return made;
}

}  // namespace parvis::app
