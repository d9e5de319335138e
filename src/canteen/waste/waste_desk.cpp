#include "canteen/waste/waste_desk.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "canteen/desk/count_store.hpp"
#include "store/audit_log.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

std::vector<Period> periods_of(const std::vector<WeighingCampaign>& campaigns, const std::string& but) {
  std::vector<Period> out;
  for (const WeighingCampaign& one : campaigns) {
    if (one.id != but) out.push_back({one.start, one.end});
  }
  return out;
}

double surplus_of(const StoredCount& count) {
  if (!count.ordered || !count.eaten) return 0;
  return std::max(0.0, *count.ordered - *count.eaten);
}

// Surplus meals of the canteen on the days weighed.
Result<double> surplus_on(store::Session& session, const CampaignView& view) {
  std::set<Day> days;
  for (const Weighing& one : view.weighings) days.insert(one.day);
  PARVIS_TRY(counts,
             CountStore::between(session, view.campaign.canteen_id, view.campaign.start, view.campaign.end));
  double surplus = 0;
  for (const StoredCount& count : counts) {
    if (days.contains(count.day)) surplus += surplus_of(count);
  }
  return surplus;
}

struct Town {
  std::vector<Canteen> canteens;
  std::vector<Kitchen> kitchens;
  std::optional<KgPerSurplusMeal> kg;
  [[nodiscard]] const Canteen* canteen(const std::string& id) const {
    const auto found =
        std::find_if(canteens.begin(), canteens.end(), [&](const Canteen& one) { return one.id == id; });
    return found == canteens.end() ? nullptr : &*found;
  }
  [[nodiscard]] const Kitchen* kitchen_of(const std::string& canteen_id) const {
    const Canteen* of = canteen(canteen_id);
    if (of == nullptr) return nullptr;
    const auto found = std::find_if(kitchens.begin(), kitchens.end(),
                                    [&](const Kitchen& one) { return one.id == of->kitchen_id; });
    return found == kitchens.end() ? nullptr : &*found;
  }
};

Result<Town> town_of(store::Session& session) {
  Town out;
  PARVIS_TRY(canteens, CanteenStore::canteens(session));
  PARVIS_TRY(kitchens, CanteenStore::kitchens(session));
  PARVIS_TRY(kg, learnt_kg(session));
  out.canteens = std::move(canteens);
  out.kitchens = std::move(kitchens);
  out.kg = kg;
  return out;
}

Result<CampaignView> view_of(store::Session& session, const WeighingCampaign& campaign, const Town& town,
                             const Day& today) {
  CampaignView out;
  out.campaign = campaign;
  if (const Canteen* canteen = town.canteen(campaign.canteen_id)) out.canteen_label = canteen->label;
  PARVIS_TRY(weighings, WeighingStore::weighings(session, campaign.id));
  out.weighings = std::move(weighings);
  out.sums = sums_of(out.weighings);
  PARVIS_TRY(others, WeighingStore::campaigns(session, campaign.canteen_id));
  const WasteDeclaration declared = declaration_of(campaign, out.sums);
  out.findings = check(declared, periods_of(others, campaign.id), today);
  if (const Kitchen* kitchen = town.kitchen_of(campaign.canteen_id))
    out.yearly_kg = yearly_waste_kg(declared, kitchen->meals_per_year);
  PARVIS_TRY(surplus, surplus_on(session, out));
  out.surplus_meals = surplus;
  const SourceSum& unserved = out.sums.sources[static_cast<std::size_t>(WasteSource::unserved)];
  out.explained = explain(unserved.total.kg(), surplus, town.kg);
  return out;
}

Status check_dates(store::Session& session, const WeighingCampaign& campaign) {
  PARVIS_TRY(others, WeighingStore::campaigns(session, campaign.canteen_id));
  for (const auto& finding : check_period(campaign.start, campaign.end, periods_of(others, campaign.id))) {
    if (finding.warning) continue;
    return fail(ErrorKind::invalid, finding.message, finding.code,
                finding.field == "periodStartDate" ? "start" : "end");
  }
  if (campaign.id.empty()) return {};
  PARVIS_TRY(weighings, WeighingStore::weighings(session, campaign.id));
  for (const Weighing& one : weighings) {
    if (!check(one, campaign))
      return fail(ErrorKind::conflict, "Des pesées déjà faites ne vont pas avec ces dates ou ce tri.", {},
                  "other_days");
  }
  return {};
}

bool same(const Weighing& a, const Weighing& b) {
  return a.campaign_id == b.campaign_id && a.day == b.day && a.source == b.source && a.total == b.total;
}

Result<std::int64_t> covers_of(store::Session& session, const std::string& canteen_id, const Day& day) {
  PARVIS_TRY(count, CountStore::find(session, canteen_id, std::string(midday), day));
  if (!count || !count->eaten)
    return fail(ErrorKind::invalid, "Le comptage du jour manque\u00A0: donnez le nombre de couverts.", {},
                "covers");
  return static_cast<std::int64_t>(*count->eaten);
}

}  // namespace

Result<std::optional<KgPerSurplusMeal>> learnt_kg(store::Session& session) {
  PARVIS_TRY(rows,
             session.query(
                 "SELECT w.canteen_id AS canteen_id, w.day AS day, SUM(w.total) AS total, "
                 "MAX(m.ordered) AS ordered, MAX(m.eaten) AS eaten FROM canteen_weighing w "
                 "JOIN canteen_meal_day m ON m.canteen_id = w.canteen_id AND m.day = w.day AND "
                 "m.service = 'midi' WHERE w.source = 'non servi' AND m.ordered IS NOT NULL AND m.eaten IS "
                 "NOT NULL GROUP BY w.canteen_id, w.day ORDER BY w.day, w.canteen_id"));
  std::vector<WeighedSurplus> days;
  for (const store::Row row : rows)
    days.push_back({std::max(0.0, row.real("ordered") - row.real("eaten")), row.real("total") / 100.0});
  return kg_per_surplus_meal(days);
}

Result<std::vector<CampaignView>> WasteDesk::campaigns(const std::string& canteen_id) {
  return context_.database.read([&](store::Session& session) -> Result<std::vector<CampaignView>> {
    PARVIS_TRY(town, town_of(session));
    PARVIS_TRY(found, WeighingStore::campaigns(session, canteen_id));
    std::vector<CampaignView> out;
    for (const WeighingCampaign& one : found) {
      PARVIS_TRY(view, view_of(session, one, town, context_.today()));
      out.push_back(std::move(view));
    }
    return out;
  });
}

Result<CampaignView> WasteDesk::campaign(const std::string& id) {
  return context_.database.read([&](store::Session& session) -> Result<CampaignView> {
    PARVIS_TRY(found, WeighingStore::campaign(session, id));
    PARVIS_TRY(town, town_of(session));
    return view_of(session, found, town, context_.today());
  });
}

Result<CampaignView> WasteDesk::put(WeighingCampaign campaign, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<CampaignView> {
    PARVIS_CHECK(CanteenStore::find(session, campaign.canteen_id));
    PARVIS_CHECK(check_dates(session, campaign));
    PARVIS_TRY(saved, WeighingStore::put(session, campaign, context_.clock.now()));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.campaign", write.actor,
                                     "canteen_campaign:" + saved.id, {{"version", saved.version}}));
    PARVIS_TRY(town, town_of(session));
    return view_of(session, saved, town, context_.today());
  });
}

Status WasteDesk::remove_campaign(const std::string& id, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(WeighingStore::remove_campaign(session, id));
    return store::append_audit(session, context_.clock.now(), "canteen.campaign_removed", write.actor,
                               "canteen_campaign:" + id, {});
  });
}

Result<Weighing> WasteDesk::weigh(const WeighingGiven& given, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<Weighing> {
    Weighing weighing = given.weighing;
    if (!weighing.client_ref.empty()) {
      PARVIS_TRY(known, WeighingStore::by_client_ref(session, weighing.client_ref));
      if (known && same(*known, weighing)) return *known;
      if (known)
        return fail(ErrorKind::conflict, "Cette référence désigne déjà une autre pesée.", {}, "client_ref");
    }
    PARVIS_TRY(campaign, WeighingStore::campaign(session, weighing.campaign_id));
    if (!given.covers_given) {
      PARVIS_TRY(covers, covers_of(session, campaign.canteen_id, weighing.day));
      weighing.covers = covers;
    }
    PARVIS_CHECK(check(weighing, campaign));
    PARVIS_TRY(last, WeighingStore::last_of(session, campaign.canteen_id, weighing.source));
    const std::string doubt =
        doubt_of(weighing.total, last ? std::optional<Mass>(last->total) : std::nullopt);
    if (!doubt.empty() && !given.sure) return fail(ErrorKind::conflict, doubt, {}, "doubtful_mass");
    weighing.weighed_at = context_.clock.now();
    PARVIS_TRY(saved, WeighingStore::add(session, weighing, campaign.canteen_id, write.actor));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.weighing", write.actor,
                                     "canteen_weighing:" + saved.id, {{"kg", saved.total.kg()}}));
    return saved;
  });
}

Status WasteDesk::remove_weighing(const std::string& id, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(WeighingStore::remove(session, id));
    return store::append_audit(session, context_.clock.now(), "canteen.weighing_removed", write.actor,
                               "canteen_weighing:" + id, {});
  });
}

Result<Donation> WasteDesk::give(Donation donation, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<Donation> {
    PARVIS_CHECK(CanteenStore::find(session, donation.canteen_id));
    PARVIS_TRY(agreements, DonationStore::agreements(session));
    const auto agreement =
        std::find_if(agreements.begin(), agreements.end(),
                     [&](const DonationAgreement& one) { return one.id == donation.agreement_id; });
    PARVIS_CHECK(check(donation, agreement == agreements.end() ? nullptr : &*agreement));
    donation.given_by = write.actor;
    PARVIS_TRY(saved, DonationStore::put(session, donation, context_.clock.now()));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.donation", write.actor,
                                     "canteen_donation:" + saved.id, {{"meals", saved.meals.value_or(0)}}));
    return saved;
  });
}

Result<Donation> WasteDesk::sign(const std::string& id, const Write& write) {
  return context_.database.write([&](store::Session& session) -> Result<Donation> {
    PARVIS_TRY(donation, DonationStore::find(session, id));
    if (donation.taken_by_association)
      return fail(ErrorKind::conflict, "L’association a déjà signé ce bon.", {}, "signed");
    donation.version = write.version;
    donation.taken_by_association = true;
    PARVIS_TRY(saved, DonationStore::put(session, donation, context_.clock.now()));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.donation_signed", write.actor,
                                     "canteen_donation:" + saved.id, {}));
    return saved;
  });
}

Result<DonationAgreement> WasteDesk::agree(DonationAgreement agreement, const Write& write) {
  if (base::trim(agreement.association).empty())
    return fail(ErrorKind::invalid, "Donnez le nom de l’association.", {}, "association");
  if (agreement.ends_on && *agreement.ends_on < agreement.signed_on)
    return fail(ErrorKind::invalid, "La convention finit avant d’être signée.", {}, "ends_on");
  return context_.database.write([&](store::Session& session) -> Result<DonationAgreement> {
    PARVIS_TRY(saved, DonationStore::put(session, agreement, context_.clock.now()));
    PARVIS_CHECK(store::append_audit(session, context_.clock.now(), "canteen.agreement", write.actor,
                                     "canteen_agreement:" + saved.id, {}));
    return saved;
  });
}

Status WasteDesk::add_factor(Factor factor, const Write& write) {
  factor.own = true;
  factor.status = "saisi";
  factor.place.clear();
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(ReportStore::add(session, factor, write.actor, context_.clock.now()));
    return store::append_audit(session, context_.clock.now(), "canteen.factor", write.actor,
                               "canteen_factor:" + factor.name, {{"value", factor.value}});
  });
}

namespace {

MeasurementExport measurement_of(const CampaignView& view, const Town& town,
                                 const std::vector<Period>& others, const Day& today) {
  MeasurementExport out;
  out.campaign_id = view.campaign.id;
  out.canteen_id = view.campaign.canteen_id;
  out.canteen_label = view.canteen_label;
  if (const Kitchen* kitchen = town.kitchen_of(out.canteen_id)) out.ma_cantine_id = kitchen->ma_cantine_id;
  out.findings = view.findings;
  auto body = measurement_json(declaration_of(view.campaign, view.sums), others, today);
  if (body) out.body = std::move(*body);
  return out;
}

Result<YearlyWasteDeclaration> declared_for(store::Session& session, int year, bool measured) {
  YearlyWasteDeclaration out;
  out.year = year;
  out.has_diagnostic = measured;
  PARVIS_TRY(rows, session.query("SELECT body FROM canteen_waste_year WHERE year = ?", {std::int64_t{year}}));
  if (!rows.empty()) {
    PARVIS_TRY(body, base::parse_json_object(rows[0].text("body")));
    out.has_diagnostic = base::flag_or(body, "has_diagnostic", measured);
    out.has_plan = base::flag_or(body, "has_plan");
    out.other_action = base::text_or(body, "other_action");
    PARVIS_TRY(actions, base::need_array(body, "actions"));
    for (const json::value& action : actions) {
      if (action.is_string()) out.actions.emplace_back(action.as_string());
    }
  }
  const Day first = base::make_day(year, 1, 1), last = base::make_day(year, 12, 31);
  PARVIS_TRY(agreements, DonationStore::agreements(session));
  out.has_agreement = std::any_of(agreements.begin(), agreements.end(), [&](const DonationAgreement& one) {
    return one.signed_on <= last && (!one.ends_on || first <= *one.ends_on);
  });
  PARVIS_TRY(donations, DonationStore::donations(session, first, last));
  out.donations = year_of(donations, year);
  return out;
}

}  // namespace

Result<WasteExport> WasteDesk::ma_cantine(int year) {
  return context_.database.read([&](store::Session& session) -> Result<WasteExport> {
    WasteExport out;
    out.year = year;
    PARVIS_TRY(town, town_of(session));
    PARVIS_TRY(campaigns, WeighingStore::campaigns(session, ""));
    for (const WeighingCampaign& one : campaigns) {
      if (static_cast<int>(one.end.year()) != year) continue;
      PARVIS_TRY(view, view_of(session, one, town, context_.today()));
      PARVIS_TRY(others, WeighingStore::campaigns(session, one.canteen_id));
      out.measurements.push_back(measurement_of(view, town, periods_of(others, one.id), context_.today()));
    }
    PARVIS_TRY(declared, declared_for(session, year, !out.measurements.empty()));
    PARVIS_TRY(yearly, yearly_json(declared));
    out.yearly = std::move(yearly);
    return out;
  });
}

Status WasteDesk::declare(const YearlyWasteDeclaration& said, const Write& write) {
  PARVIS_CHECK(yearly_json(said));
  json::array actions;
  for (const std::string& code : said.actions) actions.emplace_back(code);
  const json::object body{{"has_diagnostic", said.has_diagnostic},
                          {"has_plan", said.has_plan},
                          {"actions", std::move(actions)},
                          {"other_action", said.other_action}};
  return context_.database.write([&](store::Session& session) -> Status {
    PARVIS_CHECK(session.execute(
        "INSERT INTO canteen_waste_year (year, body) VALUES (?, ?) ON CONFLICT (year) DO UPDATE "
        "SET body = excluded.body",
        {std::int64_t{said.year}, json::serialize(body)}));
    return store::append_audit(session, context_.clock.now(), "canteen.waste_year", write.actor,
                               "canteen_waste_year:" + std::to_string(said.year), body);
  });
}

}  // namespace parvis::canteen
