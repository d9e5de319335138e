#include "canteen/waste/bilan_desk.hpp"

#include "base/file.hpp"
#include "base/hashing.hpp"
#include "base/ids.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/menu_store.hpp"
#include "canteen/waste/bilan_output.hpp"
#include "canteen/waste/waste_desk.hpp"

namespace parvis::canteen {

struct BilanDesk::Facts {
  StoredHistory stored;
  std::vector<int> packs;
  std::map<Day, std::string> dishes;
  std::vector<Factor> factors;
  std::optional<KgPerSurplusMeal> kg;
  double given = 0;
  std::optional<LiveEffect> live;
};

namespace {

namespace json = base::json;

// The day's main dish: the first dish said to be one, of the first menu that has one.
std::map<Day, std::string> dish_factors(const std::vector<DayMenu>& menus) {
  std::map<Day, std::string> out;
  for (const DayMenu& menu : menus) {
    for (const Dish& dish : menu.dishes) {
      if (dish.component != "plat principal") continue;
      const std::string factor = dish_factor(dish.name, dish.classes);
      if (!factor.empty()) out.emplace(menu.day, factor);
      break;
    }
  }
  return out;
}

// The first day that somebody ordered with a proposal.
Result<std::optional<Day>> live_since(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT MIN(day) AS day FROM canteen_order WHERE final IS NOT NULL"));
  return rows.empty() ? std::optional<Day>() : day_of(rows[0].text("day"));
}

Status add_blind(store::Session& session, LiveEffect& effect) {
  PARVIS_TRY(rows,
             session.query(
                 "SELECT o.final AS final, o.proposed AS proposed, m.eaten AS eaten FROM canteen_order o "
                 "JOIN canteen_meal_day m ON m.canteen_id = o.canteen_id AND m.day = o.day AND m.service = "
                 "'midi' WHERE o.blind = 1 AND o.final IS NOT NULL AND m.eaten > 0"));
  for (const store::Row row : rows) {
    effect.blind_agent.add(row.real("final"), row.real("eaten"));
    effect.blind_proposal.add(row.real("proposed"), row.real("eaten"));
  }
  return {};
}

Result<std::optional<LiveEffect>> live_effect(store::Session& session, const TownHistory& history) {
  PARVIS_TRY(since, live_since(session));
  if (!since) return std::optional<LiveEffect>();
  LiveEffect out;
  out.since = *since;
  const Day year_before = base::add_months(*since, -12);
  for (const MealCount& count : history.counts) {
    if (count.day < year_before || !count.ordered || count.eaten.value_or(0) <= 0) continue;
    const bool strike = history.strikes.contains(count.day);
    LiveGap& gap = count.day < *since ? (strike ? out.before_strikes : out.before)
                                      : (strike ? out.after_strikes : out.after);
    gap.add(*count.ordered, *count.eaten);
  }
  PARVIS_CHECK(add_blind(session, out));
  return std::optional<LiveEffect>(std::move(out));
}

std::vector<int> packs_of(const std::vector<Canteen>& canteens, const std::vector<std::string>& ids) {
  std::map<std::string, int> by_id;
  for (const Canteen& canteen : canteens) by_id[canteen.id] = canteen.pack;
  std::vector<int> out;
  for (const std::string& id : ids) out.push_back(by_id.contains(id) ? by_id[id] : 1);
  return out;
}

double given_meals(const std::vector<Donation>& donations) {
  double out = 0;
  for (const Donation& one : donations) {
    if (complete(one)) out += static_cast<double>(one.meals.value_or(0));
  }
  return out;
}

}  // namespace

Result<std::vector<Factor>> shipped_factors(const std::filesystem::path& reference_dir) {
  PARVIS_TRY(text, base::read_file(reference_dir / "canteen" / "factors.json"));
  return parse_factors(text);
}

Result<std::vector<Factor>> BilanDesk::factors() {
  PARVIS_TRY(all, shipped_factors(context_.settings.reference_dir));
  PARVIS_TRY(own,
             context_.database.read([](store::Session& session) { return ReportStore::factors(session); }));
  all.insert(all.end(), own.begin(), own.end());
  return in_force(all, context_.today(), context_.town_name());
}

Result<BilanRequest> BilanDesk::filled(BilanRequest request) const {
  if (request.to < request.from) return fail(ErrorKind::invalid, "La fin vient avant le début.", {}, "to");
  constexpr int longest_period = 3 * 366;
  if (base::days_between(request.from, request.to) > longest_period)
    return fail(ErrorKind::invalid, "Une période de bilan dure trois ans au plus.", {}, "from");
  request.town = context_.town_name();
  request.made_on = context_.today();
  return request;
}

Result<BilanDesk::Facts> BilanDesk::facts_of(const BilanRequest& request) {
  PARVIS_TRY(known, factors());
  return context_.database.read([&](store::Session& session) -> Result<Facts> {
    Facts out;
    PARVIS_TRY(stored, stored_history(session, context_.clock.now()));
    PARVIS_TRY(canteens, CanteenStore::canteens(session));
    PARVIS_TRY(menus, MenuStore::between(session, request.from, request.to));
    PARVIS_TRY(kg, learnt_kg(session));
    PARVIS_TRY(donations, DonationStore::donations(session, request.from, request.to));
    PARVIS_TRY(live, live_effect(session, stored.history));
    out.packs = packs_of(canteens, stored.canteen_ids);
    out.stored = std::move(stored);
    out.dishes = dish_factors(menus);
    out.factors = known;
    out.kg = kg;
    out.given = given_meals(donations);
    out.live = live;
    return out;
  });
}

Result<Bilan> BilanDesk::make(BilanRequest request) {
  PARVIS_TRY(asked, filled(std::move(request)));
  PARVIS_TRY(facts, facts_of(asked));
  const std::unique_lock lock(one_at_a_time_, std::try_to_lock);
  if (!lock)
    return fail(ErrorKind::unavailable,
                "Un bilan est en cours de calcul\u00A0: redemandez-le dans une minute.", {}, "busy");
  return make_bilan(
      {facts.stored.history, facts.packs, facts.dishes, facts.factors, facts.kg, facts.given, facts.live},
      asked);
}

Result<json::object> BilanDesk::report(const BilanRequest& request) {
  PARVIS_TRY(asked, filled(request));
  PARVIS_TRY(facts, facts_of(asked));
  std::string made_from = facts.stored.data_sha256 + std::to_string(asked.level);
  for (const Factor& factor : facts.factors) made_from += json::serialize(canteen::to_json(factor));
  made_from += std::to_string(facts.given) + (facts.kg ? std::to_string(facts.kg->kg) : "");
  if (facts.live) made_from += std::to_string(facts.live->blind_agent.rows);
  for (const auto& [day, dish] : facts.dishes) made_from += base::format_day(day) + dish;
  const std::string sha256 = base::sha256_hex(made_from);
  PARVIS_TRY(known, context_.database.read([&](store::Session& session) {
    return ReportStore::find(session, asked.from, asked.to, asked.horizon, sha256);
  }));
  if (known) return known->body;
  PARVIS_TRY(made, make(asked));
  StoredReport stored{base::uuid_v7(context_.clock.now()),
                      asked.from,
                      asked.to,
                      asked.horizon,
                      sha256,
                      to_json(made),
                      context_.clock.now()};
  PARVIS_CHECK(
      context_.database.write([&](store::Session& session) { return ReportStore::add(session, stored); }));
  return stored.body;
}

}  // namespace parvis::canteen
