#include "canteen/waste/waste_store.hpp"

#include "base/ids.hpp"
#include "canteen/desk/canteen_store.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;

tl::unexpected<Error> old_version() {
  return fail(ErrorKind::conflict, "Quelqu’un a modifié cette ligne entre-temps\u00A0: rechargez la page.",
              {}, "version");
}

WeighingCampaign campaign_of(const store::Row& row) {
  WeighingCampaign out;
  out.id = row.text("id");
  out.canteen_id = row.text("canteen_id");
  out.start = day_of(row.text("start_day")).value_or(Day{});
  out.end = day_of(row.text("end_day")).value_or(Day{});
  out.sorted_by_source = row.boolean("sorted_by_source");
  out.version = row.integer("version");
  return out;
}

std::optional<Mass> mass_of(const std::optional<std::int64_t>& hundredths) {
  return hundredths ? std::optional<Mass>(Mass{*hundredths}) : std::nullopt;
}

store::Value value_of(const std::optional<Mass>& mass) {
  return mass ? store::Value(mass->hundredths) : store::Value();
}

Weighing weighing_of(const store::Row& row) {
  Weighing out;
  out.id = row.text("id");
  out.campaign_id = row.text("campaign_id");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.source = waste_source_codes.parse(row.text("source")).value_or(WasteSource::together);
  out.total = Mass{row.integer("total")};
  out.edible = mass_of(row.opt_integer("edible"));
  out.inedible = mass_of(row.opt_integer("inedible"));
  out.covers = row.integer("covers");
  out.device = row.text("device");
  out.client_ref = row.text("client_ref");
  out.weighed_at = base::from_millis(row.integer("weighed_at"));
  return out;
}

std::optional<Weighing> first_of(const store::Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional<Weighing>(weighing_of(rows[0]));
}

}  // namespace

Result<std::vector<WeighingCampaign>> WeighingStore::campaigns(store::Session& session,
                                                               const std::string& canteen_id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_campaign WHERE canteen_id = ? OR ? = '' "
                                 "ORDER BY start_day DESC, id DESC",
                                 {canteen_id, canteen_id}));
  std::vector<WeighingCampaign> out;
  for (const store::Row row : rows) out.push_back(campaign_of(row));
  return out;
}

Result<WeighingCampaign> WeighingStore::campaign(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_campaign WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Cette campagne de pesée n’existe pas.");
  return campaign_of(rows[0]);
}

Result<WeighingCampaign> WeighingStore::put(store::Session& session, WeighingCampaign campaign,
                                            base::Instant now) {
  const std::vector<store::Value> values = {campaign.canteen_id, base::format_day(campaign.start),
                                            base::format_day(campaign.end),
                                            std::int64_t{campaign.sorted_by_source ? 1 : 0}};
  if (campaign.id.empty()) {
    campaign.id = base::uuid_v7(now);
    campaign.version = 1;
    PARVIS_CHECK(
        session.execute("INSERT INTO canteen_campaign (id, canteen_id, start_day, end_day, sorted_by_source, "
                        "version) VALUES (?, ?, ?, ?, ?, 1)",
                        {campaign.id, values[0], values[1], values[2], values[3]}));
    return campaign;
  }
  PARVIS_TRY(
      changed,
      session.execute(
          "UPDATE canteen_campaign SET canteen_id = ?, start_day = ?, end_day = ?, sorted_by_source = ?, "
          "version = version + 1 WHERE id = ? AND version = ?",
          {values[0], values[1], values[2], values[3], campaign.id, campaign.version}));
  if (changed == 0) return old_version();
  ++campaign.version;
  return campaign;
}

Status WeighingStore::remove_campaign(store::Session& session, const std::string& id) {
  PARVIS_TRY(found, weighings(session, id));
  if (!found.empty())
    return fail(ErrorKind::conflict, "Cette campagne a des pesées\u00A0: retirez-les d’abord.", {},
                "has_weighings");
  PARVIS_TRY(changed, session.execute("DELETE FROM canteen_campaign WHERE id = ?", {id}));
  if (changed == 0) return fail(ErrorKind::not_found, "Cette campagne de pesée n’existe pas.");
  return {};
}

Result<std::vector<Weighing>> WeighingStore::weighings(store::Session& session,
                                                       const std::string& campaign_id) {
  PARVIS_TRY(
      rows, session.query("SELECT * FROM canteen_weighing WHERE campaign_id = ? ORDER BY day, weighed_at, id",
                          {campaign_id}));
  std::vector<Weighing> out;
  for (const store::Row row : rows) out.push_back(weighing_of(row));
  return out;
}

Result<std::optional<Weighing>> WeighingStore::by_client_ref(store::Session& session,
                                                             const std::string& client_ref) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_weighing WHERE client_ref = ?", {client_ref}));
  return first_of(rows);
}

Result<std::optional<Weighing>> WeighingStore::last_of(store::Session& session, const std::string& canteen_id,
                                                       WasteSource source) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_weighing WHERE canteen_id = ? AND source = ? "
                                 "ORDER BY weighed_at DESC, id DESC LIMIT 1",
                                 {canteen_id, std::string(waste_source_codes.code(source))}));
  return first_of(rows);
}

Result<Weighing> WeighingStore::add(store::Session& session, Weighing weighing, const std::string& canteen_id,
                                    const std::string& by) {
  weighing.id = base::uuid_v7(weighing.weighed_at);
  if (weighing.client_ref.empty()) weighing.client_ref = weighing.id;
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_weighing (id, campaign_id, canteen_id, day, source, total, "
                      "edible, inedible, covers, device, "
                      "client_ref, weighed_at, weighed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      {weighing.id, weighing.campaign_id, canteen_id, base::format_day(weighing.day),
                       std::string(waste_source_codes.code(weighing.source)), weighing.total.hundredths,
                       value_of(weighing.edible), value_of(weighing.inedible), weighing.covers,
                       weighing.device, weighing.client_ref, base::to_millis(weighing.weighed_at), by}));
  return weighing;
}

Status WeighingStore::remove(store::Session& session, const std::string& id) {
  PARVIS_TRY(changed, session.execute("DELETE FROM canteen_weighing WHERE id = ?", {id}));
  if (changed == 0) return fail(ErrorKind::not_found, "Cette pesée n’existe pas.");
  return {};
}

Result<std::vector<DonationAgreement>> DonationStore::agreements(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_agreement ORDER BY association, signed_on, id"));
  std::vector<DonationAgreement> out;
  for (const store::Row row : rows)
    out.push_back({row.text("id"), row.text("kitchen_id"), row.text("association"),
                   day_of(row.text("signed_on")).value_or(Day{}), day_of(row.text("ends_on"))});
  return out;
}

Result<DonationAgreement> DonationStore::put(store::Session& session, DonationAgreement agreement,
                                             base::Instant now) {
  agreement.id = base::uuid_v7(now);
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_agreement (id, kitchen_id, association, signed_on, ends_on) "
                      "VALUES (?, ?, ?, ?, ?)",
                      {agreement.id, agreement.kitchen_id, agreement.association,
                       base::format_day(agreement.signed_on), day_text(agreement.ends_on)}));
  return agreement;
}

namespace {

Donation donation_of(const store::Row& row) {
  Donation out;
  out.id = row.text("id");
  out.canteen_id = row.text("canteen_id");
  out.agreement_id = row.text("agreement_id");
  out.day = day_of(row.text("day")).value_or(Day{});
  out.meals = row.opt_integer("meals");
  out.mass = mass_of(row.opt_integer("mass"));
  out.food = row.text("food");
  out.temperature = row.real("temperature");
  out.use_by = day_of(row.text("use_by"));
  out.given_by = row.text("given_by");
  out.taken_by_association = row.boolean("taken");
  out.at = base::from_millis(row.integer("at"));
  out.version = row.integer("version");
  return out;
}

}  // namespace

Result<std::vector<Donation>> DonationStore::donations(store::Session& session, const Day& from,
                                                       const Day& to) {
  PARVIS_TRY(
      rows,
      session.query("SELECT * FROM canteen_donation WHERE day >= ? AND day <= ? ORDER BY day DESC, id DESC",
                    {base::format_day(from), base::format_day(to)}));
  std::vector<Donation> out;
  for (const store::Row row : rows) out.push_back(donation_of(row));
  return out;
}

Result<Donation> DonationStore::find(store::Session& session, const std::string& id) {
  PARVIS_TRY(rows, session.query("SELECT * FROM canteen_donation WHERE id = ?", {id}));
  if (rows.empty()) return fail(ErrorKind::not_found, "Ce bon de don n’existe pas.");
  return donation_of(rows[0]);
}

Result<Donation> DonationStore::put(store::Session& session, Donation donation, base::Instant now) {
  if (!donation.id.empty()) {
    PARVIS_TRY(changed,
               session.execute("UPDATE canteen_donation SET given_by = ?, taken = ?, version = version + 1 "
                               "WHERE id = ? AND version = ?",
                               {donation.given_by, std::int64_t{donation.taken_by_association ? 1 : 0},
                                donation.id, donation.version}));
    if (changed == 0) return old_version();
    ++donation.version;
    return donation;
  }
  donation.id = base::uuid_v7(now);
  donation.at = now;
  donation.version = 1;
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_donation (id, canteen_id, agreement_id, day, meals, mass, food, temperature, "
      "use_by, given_by, "
      "taken, at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      {donation.id, donation.canteen_id, donation.agreement_id, base::format_day(donation.day),
       store::opt(donation.meals), value_of(donation.mass), donation.food, donation.temperature.value_or(0),
       day_text(donation.use_by), donation.given_by, std::int64_t{donation.taken_by_association ? 1 : 0},
       base::to_millis(now)}));
  return donation;
}

Result<std::vector<Factor>> ReportStore::factors(store::Session& session) {
  PARVIS_TRY(rows, session.query("SELECT body FROM canteen_factor ORDER BY added_at, id"));
  std::vector<Factor> out;
  for (const store::Row row : rows) {
    PARVIS_TRY(body, base::parse_json_object(row.text("body")));
    PARVIS_TRY(factor, factor_from(body));
    factor.own = true;
    out.push_back(std::move(factor));
  }
  return out;
}

Status ReportStore::add(store::Session& session, const Factor& factor, const std::string& by,
                        base::Instant now) {
  PARVIS_CHECK(
      session.execute("INSERT INTO canteen_factor (id, body, added_by, added_at) VALUES (?, ?, ?, ?)",
                      {base::uuid_v7(now), json::serialize(to_json(factor)), by, base::to_millis(now)}));
  return {};
}

Result<std::optional<StoredReport>> ReportStore::find(store::Session& session, const Day& from, const Day& to,
                                                      int horizon, const std::string& data_sha256) {
  PARVIS_TRY(rows, session.query(
                       "SELECT * FROM canteen_report WHERE from_day = ? AND to_day = ? AND horizon = ? AND "
                       "data_sha256 = ? ORDER BY made_at DESC LIMIT 1",
                       {base::format_day(from), base::format_day(to), std::int64_t{horizon}, data_sha256}));
  if (rows.empty()) return std::optional<StoredReport>();
  PARVIS_TRY(body, base::parse_json_object(rows[0].text("body")));
  return std::optional<StoredReport>(StoredReport{rows[0].text("id"), from, to, horizon, data_sha256,
                                                  std::move(body),
                                                  base::from_millis(rows[0].integer("made_at"))});
}

Status ReportStore::add(store::Session& session, const StoredReport& report) {
  PARVIS_CHECK(session.execute(
      "INSERT INTO canteen_report (id, from_day, to_day, horizon, data_sha256, body, made_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {report.id, base::format_day(report.from), base::format_day(report.to), std::int64_t{report.horizon},
       report.data_sha256, json::serialize(report.body), base::to_millis(report.made_at)}));
  return {};
}

}  // namespace parvis::canteen
