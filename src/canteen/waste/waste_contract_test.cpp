// Weighings, gifts, declarations and reports on both databases.
#include <gmock/gmock.h>

#include <sstream>

#include "canteen/desk/menu_store.hpp"
#include "canteen/export_command.hpp"
#include "canteen/test_canteen.hpp"
#include "canteen/waste/bilan_desk.hpp"
#include "canteen/waste/bilan_output.hpp"
#include "canteen/waste/waste_desk.hpp"
#include "canteen/waste/waste_json.hpp"

namespace parvis::canteen {
namespace {

namespace json = base::json;
using testing::HasSubstr;
using testing::Not;

class WasteContract : public CanteenContract {
 protected:
  void SetUp() override {
    CanteenContract::SetUp();
    if (IsSkipped()) return;
    context_->settings.reference_dir = PARVIS_SOURCE_DIR "/reference";
    desk_ = std::make_unique<WasteDesk>(*context_);
  }

  WeighingCampaign open(int from, int to, std::size_t canteen = 0) {
    WeighingCampaign campaign;
    campaign.canteen_id = ids_[canteen];
    campaign.start = base::make_day(2026, 2, from);
    campaign.end = base::make_day(2026, 2, to);
    const auto saved = desk_->put(campaign, as("anna"));
    EXPECT_TRUE(saved) << saved.error().message;
    return saved ? saved->campaign : campaign;
  }

  static WeighingGiven weighing(const WeighingCampaign& campaign, int day, WasteSource source, double kg) {
    WeighingGiven out;
    out.weighing.campaign_id = campaign.id;
    out.weighing.day = base::make_day(2026, 2, day);
    out.weighing.source = source;
    out.weighing.total = *mass_of_kg(kg);
    return out;
  }

  std::unique_ptr<WasteDesk> desk_;
};
PARVIS_ON_BOTH_DATABASES(WasteContract);

TEST_P(WasteContract, AWeighingSentTwiceIsKeptOnce) {
  const WeighingCampaign campaign = open(2, 6);
  WeighingGiven given = weighing(campaign, 3, WasteSource::leftovers, 4.2);
  given.weighing.client_ref = "tablette-1";
  const auto first = desk_->weigh(given, as("anna"));
  ASSERT_TRUE(first) << first.error().message;
  const auto again = desk_->weigh(given, as("anna"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(desk_->campaign(campaign.id)->weighings.size(), 1U);
  given.weighing.total = Mass{421};
  EXPECT_EQ(desk_->weigh(given, as("anna")).error().code, "client_ref");
}

TEST_P(WasteContract, CoversComeFromTheCountOfTheDay) {
  const WeighingCampaign campaign = open(2, 6);
  const auto saved = desk_->weigh(weighing(campaign, 3, WasteSource::unserved, 3), as("anna"));
  ASSERT_TRUE(saved) << saved.error().message;
  EXPECT_NEAR(static_cast<double>(saved->covers), 80, 3);
  // a Wednesday, without a count
  EXPECT_EQ(desk_->weigh(weighing(campaign, 4, WasteSource::unserved, 3), as("anna")).error().code, "covers");
  WeighingGiven given = weighing(campaign, 4, WasteSource::unserved, 3);
  given.covers_given = true;
  given.weighing.covers = 42;
  EXPECT_EQ(desk_->weigh(given, as("anna"))->covers, 42);
}

TEST_P(WasteContract, AsksGramsOrKilosOnce) {
  const WeighingCampaign campaign = open(2, 6);
  ASSERT_TRUE(desk_->weigh(weighing(campaign, 2, WasteSource::leftovers, 4), as("anna")));
  EXPECT_TRUE(desk_->weigh(weighing(campaign, 3, WasteSource::unserved, 20), as("anna")));  // another source
  WeighingGiven large = weighing(campaign, 3, WasteSource::leftovers, 20);
  EXPECT_EQ(desk_->weigh(large, as("anna")).error().code, "doubtful_mass");
  large.sure = true;
  EXPECT_TRUE(desk_->weigh(large, as("anna")));
}

TEST_P(WasteContract, CampaignsOfACanteenDoNotOverlap) {
  open(2, 6);
  WeighingCampaign other;
  other.canteen_id = ids_[0];
  other.start = base::make_day(2026, 2, 6);
  other.end = base::make_day(2026, 2, 13);
  EXPECT_EQ(desk_->put(other, as("anna")).error().code, "start");
  other.canteen_id = ids_[1];
  EXPECT_TRUE(desk_->put(other, as("anna")));
  other.canteen_id = "nowhere";
  EXPECT_EQ(desk_->put(other, as("anna")).error().kind, ErrorKind::not_found);
}

TEST_P(WasteContract, ACampaignKeepsItsWeighingsAndItsVersion) {
  WeighingCampaign campaign = open(2, 6);
  ASSERT_TRUE(desk_->weigh(weighing(campaign, 6, WasteSource::leftovers, 4), as("anna")));
  EXPECT_EQ(desk_->remove_campaign(campaign.id, as("anna")).error().code, "has_weighings");
  WeighingCampaign shorter = campaign;
  shorter.end = base::make_day(2026, 2, 5);
  EXPECT_EQ(desk_->put(shorter, as("anna")).error().code, "other_days");
  campaign.end = base::make_day(2026, 2, 12);
  EXPECT_EQ(desk_->put(campaign, as("anna"))->campaign.version, 2);
  EXPECT_EQ(desk_->put(campaign, as("berthe")).error().code, "version");
  const auto view = desk_->campaign(campaign.id);
  ASSERT_TRUE(desk_->remove_weighing(view->weighings[0].id, as("anna")));
  EXPECT_TRUE(desk_->remove_campaign(campaign.id, as("anna")));
  EXPECT_EQ(desk_->campaign(campaign.id).error().kind, ErrorKind::not_found);
}

TEST_P(WasteContract, LearnsWhatASurplusMealWeighsFromTenDays) {
  const WeighingCampaign campaign = open(2, 27);
  int weighed = 0;
  for (int day = 2; day <= 27 && weighed < 10; ++day) {
    const int weekday = base::weekday(base::make_day(2026, 2, day));
    if (weekday >= 5 || weekday == 2) continue;
    EXPECT_FALSE(desk_->campaign(campaign.id)->explained.by_surplus_kg);
    ASSERT_TRUE(desk_->weigh(weighing(campaign, day, WasteSource::unserved, 2.5), as("anna")));
    ++weighed;
  }
  const auto view = desk_->campaign(campaign.id);
  ASSERT_TRUE(view->explained.by_surplus_kg);
  EXPECT_GT(view->surplus_meals, 0);
  EXPECT_NEAR(*view->explained.by_surplus_kg + *view->explained.other_cause_kg, 25, 1e-9);
}

TEST_P(WasteContract, ADonationCountsOnceBothHaveSigned) {
  DonationAgreement agreement;
  agreement.association = "Les Restos";
  agreement.signed_on = base::make_day(2026, 1, 1);
  const auto agreed = desk_->agree(agreement, as("anna"));
  ASSERT_TRUE(agreed);
  Donation slip;
  slip.canteen_id = ids_[0];
  slip.agreement_id = agreed->id;
  slip.day = base::make_day(2026, 2, 27);
  slip.meals = 12;
  slip.food = "plats chauds";
  slip.temperature = 63;
  slip.use_by = slip.day;
  const auto given = desk_->give(slip, as("anna"));
  ASSERT_TRUE(given) << given.error().message;
  EXPECT_EQ(desk_->ma_cantine(2026)->yearly.at("donationFrequency").as_int64(), 0);
  EXPECT_EQ(desk_->sign(given->id, as("anna", 7)).error().code, "version");
  ASSERT_TRUE(desk_->sign(given->id, as("anna", given->version)));
  EXPECT_EQ(desk_->sign(given->id, as("anna", 2)).error().code, "signed");
  EXPECT_EQ(desk_->ma_cantine(2026)->yearly.at("donationFrequency").as_int64(), 1);
}

TEST_P(WasteContract, DeclaresAYearAndItsCampaigns) {
  const WeighingCampaign campaign = open(2, 6);
  ASSERT_TRUE(desk_->weigh(weighing(campaign, 3, WasteSource::leftovers, 4.2), as("anna")));
  const WeighingCampaign empty = open(9, 13);
  YearlyWasteDeclaration said;
  said.year = 2026;
  said.has_plan = true;
  said.actions = {"PORTIONS"};
  ASSERT_TRUE(desk_->declare(said, as("anna")));
  said.has_diagnostic = true;
  ASSERT_TRUE(desk_->declare(said, as("anna")));
  said.actions = {"COMPOST"};
  EXPECT_FALSE(desk_->declare(said, as("anna")));
  const auto made = desk_->ma_cantine(2026);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->measurements.size(), 2U);
  EXPECT_FALSE(made->measurements[0].body);  // the newest: nothing was weighed
  ASSERT_TRUE(made->measurements[1].body);
  EXPECT_EQ(made->measurements[1].body->at("leftoversTotalMass").as_string(), "4.20");
  EXPECT_EQ(made->measurements[1].body->count("id"), 0U);
  EXPECT_TRUE(made->yearly.at("hasWasteDiagnostic").as_bool());
  EXPECT_EQ(made->yearly.at("wasteActions").as_array().size(), 1U);
  EXPECT_TRUE(desk_->ma_cantine(2025)->measurements.empty());
}

// What the OpenAPI document says of the answers is true of them.
TEST_P(WasteContract, AnswersSpeakTheirSchemas) {
  const auto spoken = [](const json::object& said, const char* shape) {
    const json::object& schema = waste_shapes().at(shape).as_object();
    for (const json::value& field : schema.at("required").as_array())
      EXPECT_TRUE(said.contains(std::string_view(field.as_string()))) << shape << " " << field;
    for (const auto& member : said)
      EXPECT_TRUE(schema.at("properties").as_object().contains(member.key())) << shape << " " << member.key();
  };
  const WeighingCampaign campaign = open(2, 6);
  const auto weighed = desk_->weigh(weighing(campaign, 3, WasteSource::leftovers, 4.2), as("anna"));
  spoken(to_json(*weighed), "weighing");
  const json::object whole = to_json(*desk_->campaign(campaign.id), true);
  spoken(whole, "campaign_whole");
  spoken(to_json(*desk_->campaign(campaign.id), false), "campaign");
  spoken(whole.at("sources").at(0).as_object(), "source");
  spoken(whole.at("explained").as_object(), "explained");
  spoken(to_json(DeclarationFinding{}), "finding");
  spoken(to_json(Donation{}), "donation");
  spoken(to_json(DonationAgreement{}), "agreement");
  const json::object exported = to_json(*desk_->ma_cantine(2026));
  spoken(exported.at("measurements").at(0).as_object(), "measurement");
}

TEST_P(WasteContract, ANewFactorMakesANewReportAndKeepsTheOld) {
  BilanDesk bilan(*context_);
  BilanRequest asked;
  asked.from = base::make_day(2026, 2, 2);
  asked.to = base::make_day(2026, 2, 27);
  asked.horizon = 1;
  const auto first = bilan.report(asked);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(*bilan.report(asked), *first);
  Factor cost{"cout_repas", "denrées d’un repas",       2.1, "€", "marché 2026",
              2026,         base::make_day(2026, 1, 1), "",  "",  false};
  ASSERT_TRUE(desk_->add_factor(cost, as("anna")));
  const auto second = bilan.report(asked);
  ASSERT_TRUE(second);
  EXPECT_TRUE(first->at("impacts").at(2).at("value").is_null());
  EXPECT_FALSE(second->at("impacts").at(2).at("value").is_null());
  EXPECT_EQ(ask("SELECT COUNT(*) AS n FROM canteen_report")->operator[](0).integer("n"), 2);
}

TEST_P(WasteContract, ExportsPublishedMenusOnly) {
  ASSERT_TRUE(database().write([&](store::Session& session) -> Status {
    for (const auto& [day, name] : {std::pair(2, "Hachis publié"), std::pair(3, "Essai gardé")}) {
      DayMenu menu;
      menu.day = base::make_day(2026, 2, day);
      menu.dishes.push_back({1, name, "plat principal", {}, {}, {}, "règle"});
      PARVIS_CHECK(MenuStore::put(session, menu));
    }
    PARVIS_TRY(published, MenuStore::publish(session, base::make_day(2026, 2, 2), base::make_day(2026, 2, 2),
                                             clock_.now()));
    EXPECT_EQ(published, 1);
    return {};
  }));
  std::ostringstream out, err;
  EXPECT_EQ(export_of_town(*context_, *desk_, {.what = "menus-scdl", .year = 2025}, out, err), 0)
      << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Hachis publié"));
  EXPECT_THAT(out.str(), Not(HasSubstr("Essai gardé")));
}

// PR-1: names planted where people write, of those who write and of those they write about; no export carries
// one.
TEST_P(WasteContract, NoExportCarriesAName) {
  const std::string name = "Zéphyrine Marqueur";
  ASSERT_TRUE(database().write([&](store::Session& session) -> Status {
    Outing outing;
    outing.canteen_id = ids_[0];
    outing.day = base::make_day(2026, 2, 3);
    outing.class_label = name + " et 2 PAI";
    outing.said_by = name;
    outing.pupils_away = 2;
    PARVIS_CHECK(PlanStore::put(session, outing));
    return {};
  }));
  OrderDesk orders(*context_);
  ASSERT_TRUE(orders.count(ids_[1], base::make_day(2026, 2, 27), {50, 60, true}, as(name, 1)));
  const WeighingCampaign campaign = open(2, 6);
  WeighingGiven given = weighing(campaign, 3, WasteSource::leftovers, 4.2);
  ASSERT_TRUE(desk_->weigh(given, as(name)));
  DonationAgreement agreement;
  agreement.association = "Les Restos";
  agreement.signed_on = base::make_day(2026, 1, 1);
  const auto agreed = desk_->agree(agreement, as(name));
  Donation slip;
  slip.canteen_id = ids_[0];
  slip.agreement_id = agreed->id;
  slip.day = base::make_day(2026, 2, 27);
  slip.meals = 3;
  slip.food = "plats";
  slip.temperature = 63;
  slip.use_by = slip.day;
  const auto signed_slip = desk_->give(slip, as(name));
  ASSERT_TRUE(desk_->sign(signed_slip->id, as(name, 1)));
  std::string written = json::serialize(to_json(*desk_->ma_cantine(2026))) +
                        json::serialize(to_json(*desk_->campaign(campaign.id), true)) +
                        json::serialize(to_json(*signed_slip));
  BilanDesk bilan(*context_);
  BilanRequest asked;
  asked.from = base::make_day(2026, 2, 2);
  asked.to = base::make_day(2026, 2, 27);
  const auto made = bilan.make(asked);
  ASSERT_TRUE(made) << made.error().message;
  for (const char* what : {"ma-cantine", "menus-scdl", "counts", "passport"}) {
    std::ostringstream out, err;
    EXPECT_EQ(
        export_of_town(*context_, *desk_, {.what = what, .year = what[1] == 'a' ? 2026 : 2025}, out, err), 0)
        << err.str();
    written += out.str() + err.str();
  }
  EXPECT_THAT(written, HasSubstr("B|E,2026-02-27,midi,60,50"));
  written += bilan_html(*made) + bilan_csv(*made) + json::serialize(to_json(*made));
  EXPECT_THAT(written, Not(HasSubstr("phyrine")));
  EXPECT_THAT(written, Not(HasSubstr("Marqueur")));
  EXPECT_THAT(written, Not(HasSubstr("PAI")));
}

}  // namespace
}  // namespace parvis::canteen
