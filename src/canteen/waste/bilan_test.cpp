#include "canteen/waste/bilan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "base/csv.hpp"
#include "canteen/export_command.hpp"
#include "canteen/report_command.hpp"
#include "canteen/waste/bilan_output.hpp"

namespace parvis::canteen {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace json = base::json;

// Two canteens over ten weeks; people order `margin` more than the usual, what is eaten swings around it, and
// the forecast knows half of the swing.
struct Made {
  TownHistory history;
  std::vector<MealForecast> forecasts;
};

Made town(double margin, double known = 0.5) {
  Made out;
  out.history.canteens = {{"A|E", "A", CanteenType::elementaire, "", {}, {}},
                          {"B|M", "B", CanteenType::maternelle, "", {}, {}}};
  for (int i = 0; i < 70; ++i) {
    const Day day = base::plus_days(base::make_day(2026, 1, 5), i);
    if (base::weekday(day) >= 5 || base::weekday(day) == 2) continue;
    if (i == 29) out.history.strikes.insert(day);
    for (int canteen = 0; canteen < 2; ++canteen) {
      const double usual = canteen == 0 ? 100 : 60, swing = (i * 37 + canteen * 11) % 21 - 10;
      MealCount count{day, canteen, std::round(usual + margin), usual + swing, CountFlag::ok, {}};
      out.history.counts.push_back(count);
      MealForecast forecast;
      forecast.canteen = canteen;
      forecast.origin = base::plus_days(day, -15);
      forecast.day = day;
      forecast.mean = usual + known * swing;
      for (int step = 0; step < 27; ++step)
        forecast.quantiles.push_back(forecast.mean - 20 + 1.6 * step + 0.01 * i);
      out.forecasts.push_back(forecast);
    }
  }
  return out;
}

BilanRequest january() {
  BilanRequest out;
  out.from = base::make_day(2026, 1, 5);
  out.to = base::make_day(2026, 3, 14);
  out.town = "Ville <Exemple>";
  out.made_on = base::make_day(2026, 4, 1);
  return out;
}

Factor factor(std::string name, double value, std::string unit = "kg", std::string status = "publié") {
  return {std::move(name),
          "facteur",
          value,
          std::move(unit),
          "source d’essai",
          2024,
          base::make_day(2024, 1, 1),
          std::move(status),
          "",
          false};
}

Result<Bilan> bilan(const Made& made, std::vector<Factor> factors = {}, double given = 0,
                    std::optional<KgPerSurplusMeal> kg = std::nullopt) {
  BilanInput input{made.history, {}, {}, std::move(factors), kg, given, std::nullopt};
  for (const MealCount& count : made.history.counts) input.dish_factors[count.day] = "co2_vegetarien";
  return bilan_of(input, january(), made.forecasts, {4'000'000, model::EnergyBasis::estimated});
}

TEST(Bilan, ComparesAtThePeoplesOwnShortage) {
  const auto made = bilan(town(4));
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_TRUE(made->gain.same.reached);
  EXPECT_TRUE(same_shortage(made->gain.same.gap.missing, made->people.missing));
  EXPECT_GT(made->gain.avoided_meals.value, 0);
  EXPECT_EQ(made->canteens, 2U);
  EXPECT_EQ(made->days, 40U);
  EXPECT_EQ(made->people_on_strikes.rows, 2U);
  EXPECT_EQ(made->months.size(), 3U);
}

TEST(Bilan, SaysNotEstimatedWhereAFactorLacks) {
  const auto made = bilan(town(4));
  EXPECT_TRUE(made->impacts[0].value);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_FALSE(made->impacts[i].value) << made->impacts[i].code;
    EXPECT_THAT(made->impacts[i].note, HasSubstr("non estimé"));
  }
  EXPECT_THAT(bilan_html(*made), HasSubstr("non estimé"));
}

TEST(Bilan, TurnsMealsIntoKilosEurosAndCarbonWithTheirInterval) {
  const auto made =
      bilan(town(4),
            {factor("cout_repas", 2, "€"), factor("co2_vegetarien", 0.5, "kgCO₂e", "à vérifier"),
             factor("co2_electricite", 50, "gCO₂e/kWh")},
            0, KgPerSurplusMeal{0.4, 12});
  const Interval meals = made->gain.avoided_meals;
  EXPECT_NEAR(made->impacts[1].value->value, 0.4 * meals.value, 1e-9);
  EXPECT_NEAR(made->impacts[2].value->low, 2 * meals.low, 1e-9);
  // 4 Wh at 50 g a kWh are 0.2 g, subtracted
  EXPECT_NEAR(made->energy_co2_kg.value, 0.0002, 1e-12);
  EXPECT_NEAR(made->impacts[3].value->value, 0.5 * meals.value - 0.0002, 1e-9);
  EXPECT_THAT(bilan_html(*made), HasSubstr("à vérifier"));
  EXPECT_THAT(bilan_csv(*made), HasSubstr("(à vérifier)"));
}

TEST(Bilan, DoesNotCountGivenMealsAsWasteAvoided) {
  const auto all = bilan(town(4), {factor("cout_repas", 2, "€")});
  const auto half = bilan(town(4), {factor("cout_repas", 2, "€")}, all->people.surplus / 2);
  EXPECT_NEAR(half->impacts[2].value->value, all->impacts[2].value->value / 2, 1e-9);
  EXPECT_DOUBLE_EQ(half->impacts[0].value->value, all->impacts[0].value->value);
}

TEST(Bilan, PrintsALossAsLargeAsAGain) {
  Made worse = town(4, -1);  // a forecast that goes the wrong way
  const auto lost = bilan(worse);
  ASSERT_LT(lost->gain.avoided_meals.value, 0);
  EXPECT_THAT(bilan_sentence(*lost), HasSubstr("de plus"));
  EXPECT_THAT(bilan_sentence(*bilan(town(4))), HasSubstr("de moins"));
  for (const auto& made : {lost, bilan(town(4))})
    EXPECT_THAT(bilan_html(*made), HasSubstr("<p class=\"sentence\">Du 05/01/2026"));
}

TEST(Bilan, SaysWhenNoComparisonIsPossible) {
  const auto made = bilan(town(-40));
  EXPECT_FALSE(made->gain.same.reached);
  EXPECT_THAT(bilan_sentence(*made), HasSubstr("n’est pas possible"));
}

TEST(Bilan, NeedsAnOrderACountAndAForecast) {
  Made made = town(4);
  made.forecasts.clear();
  EXPECT_EQ(bilan(made).error().code, "no_rows");
  made = town(4);
  made.forecasts.resize(10);
  EXPECT_EQ(bilan(made)->without_forecast, 70U);
}

// In the counts of 2016-2017, ten canteen-days ordered 0 and served 1,460 meals: a tenth of all missing
// meals.
TEST(Bilan, TakesAnOrderOfZeroAsNeverTyped) {
  Made made = town(4);
  const double before = bilan(made)->people.missing;
  made.history.counts[0].ordered = 0;
  const auto left_out = bilan(made);
  EXPECT_LE(left_out->people.missing, before);
  EXPECT_EQ(left_out->rows, 79U);
}

TEST(Bilan, WritesALossWithTheSignOfPrint) {
  EXPECT_EQ(interval_words({0, -1200, 30}), "entre −1\u202F200 et 30");
  EXPECT_EQ(signed_number(-0.2), "0");
}

TEST(Bilan, KeepsTheBlindSampleSilentUnderThirty) {
  auto made = bilan(town(4));
  LiveEffect live;
  live.since = base::make_day(2026, 2, 1);
  for (std::size_t i = 0; i + 1 < least_blind_rows; ++i) {
    live.blind_agent.add(100, 90);
    live.blind_proposal.add(95, 90);
  }
  made->live = live;
  EXPECT_TRUE(to_json(*made).at("live").at("blind_agent").is_null());
  made->live->blind_agent.add(80, 90);
  EXPECT_DOUBLE_EQ(to_json(*made).at("live").at("blind_agent").at("missing_per_thousand").as_double(), 3.7);
}

TEST(Bilan, IsOnePageWithoutScriptNorAddress) {
  const std::string page = bilan_html(*bilan(town(4)));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http")));
  EXPECT_THAT(page, HasSubstr("Ville &lt;Exemple&gt;"));
  EXPECT_THAT(page, HasSubstr("size:A4"));
  // shortages come before surplus
  EXPECT_LT(page.find("Repas manquants"), page.find("Repas en trop"));
}

TEST(Bilan, SpeaksItsSchema) {
  const json::object schema = bilan_schema(), said = to_json(*bilan(town(4)));
  for (const json::value& field : schema.at("required").as_array())
    EXPECT_TRUE(said.contains(std::string_view(field.as_string()))) << field;
  for (const auto& member : said)
    EXPECT_TRUE(schema.at("properties").as_object().contains(member.key())) << member.key();
}

TEST(Bilan, WritesATableOfEqualWidth) {
  for (const bool french : {false, true}) {
    const std::string text = bilan_csv(*bilan(town(4)), french);
    const auto rows = base::parse_csv(text, french ? ';' : ',');
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->size(), 10U);
    for (const auto& row : *rows) EXPECT_EQ(row.size(), 10U);
  }
}

TEST(CountsExport, GivesOneSchoolYear) {
  Made made = town(4);
  made.history.counts[0].eaten = 97.5;
  made.history.counts[1].eaten.reset();
  const std::string text = counts_csv(made.history, 2025, false);
  EXPECT_THAT(text, HasSubstr("A|E,2026-01-05,midi,104,97.5\n"));
  EXPECT_THAT(text, HasSubstr("B|M,2026-01-05,midi,64,\n"));
  EXPECT_EQ(counts_csv(made.history, 2026, false), "canteen,date,service,ordered,eaten\n");
  EXPECT_THAT(counts_csv(made.history, 2025, true), HasSubstr(";97,5\n"));
}

TEST(ReportOptions, RefuseWhatTheyDoNotKnow) {
  const auto code_of = [](const std::vector<std::string>& args) {
    std::ostringstream out, err;
    int code = -1;
    return read_report_options(args, out, err, code) ? 0 : code;
  };
  EXPECT_EQ(code_of({"--from", "2026-01-05", "--to", "2026-03-14"}), 0);
  EXPECT_EQ(code_of({"--from", "2026-01-05"}), 2);
  EXPECT_EQ(code_of({"--from", "2026-03-14", "--to", "2026-01-05"}), 2);
  EXPECT_EQ(code_of({"--from", "2026-01-05", "--to", "2026-03-14", "--format", "pdf"}), 2);
  EXPECT_EQ(code_of({"--from", "2026-01-05", "--to", "2026-03-14", "--horizons", "1"}), 2);
}

}  // namespace
}  // namespace parvis::canteen
