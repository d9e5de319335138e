// Routing, areas, positions, flags, masked text and exported rows.
#include <gtest/gtest.h>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "street/area.hpp"
#include "street/boston_file.hpp"
#include "street/calendar.hpp"
#include "street/position.hpp"
#include "street/public_text.hpp"
#include "street/quality_flags.hpp"
#include "street/report_export.hpp"
#include "street/routing.hpp"

namespace parvis::street {
namespace {

using std::chrono::minutes;

const base::Instant now = base::from_millis(1'780'297'200'000);

Catalogue shipped() {
  const auto text = base::read_file(std::string(PARVIS_SOURCE_DIR) + "/reference/street/categories.json");
  return *Catalogue::parse(*text);
}

TEST(Position, TheBestSourceWins) {
  PositionInput input;
  input.sent_at = now;
  input.address = base::LatLon{48.1, -4.1};
  input.address_precision = AddressPrecision::house;
  auto chosen = choose_position(input);
  EXPECT_EQ(chosen.source, PositionSource::adresse);
  EXPECT_EQ(chosen.precision_m, 15);

  input.browser = base::LatLon{48.2, -4.2};
  input.browser_accuracy_m = 80;
  EXPECT_EQ(choose_position(input).source, PositionSource::appareil);
  input.photos = {{{48.2001, -4.2}, std::nullopt, now - minutes{5}}};
  chosen = choose_position(input);  // the browser is vague
  EXPECT_EQ(chosen.source, PositionSource::exif);
  EXPECT_EQ(chosen.precision_m, 15);
  input.browser_accuracy_m = 50;
  EXPECT_EQ(choose_position(input).source, PositionSource::appareil);
  input.photos[0].taken_at = now - minutes{11};  // taken well before: the phone has moved since
  input.photos[0].error_m = 4.0;
  chosen = choose_position(input);
  EXPECT_EQ(chosen.source, PositionSource::exif);
  EXPECT_EQ(chosen.precision_m, 4);
  EXPECT_FALSE(chosen.conflict);
  input.equipment = base::LatLon{48.3, -4.3};
  EXPECT_EQ(choose_position(input).source, PositionSource::equipement);
  input.pin = base::LatLon{48.4, -4.4};
  chosen = choose_position(input);
  EXPECT_EQ(chosen.source, PositionSource::carte);
  EXPECT_EQ(chosen.precision_m, 5);
}

TEST(Position, PhotoAndBrowserFarApartIsAQuestionUntilThePinIsMoved) {
  PositionInput input;
  input.sent_at = now;
  input.browser = base::LatLon{48.3900, -4.4860};
  input.browser_accuracy_m = 10;
  input.photos = {{{48.3917, -4.4860}, std::nullopt, now}};  // 189 m
  EXPECT_FALSE(choose_position(input).conflict);
  input.photos[0].position.lat = 48.3919;  // 211 m
  EXPECT_TRUE(choose_position(input).conflict);
  input.pin = input.browser;
  EXPECT_FALSE(choose_position(input).conflict);
}

TEST(Position, NowhereIsNoPlace) {
  PositionInput input;
  EXPECT_EQ(choose_position(input).source, PositionSource::aucune);
  input.photos = {{{0, 0}, std::nullopt, std::nullopt}};
  EXPECT_FALSE(choose_position(input).position);
  EXPECT_EQ(rounded({48.12345678, -4.98765432}), (base::LatLon{48.123457, -4.987654}));
}

TEST(Position, ADefaultPointNeedsShareNumberAndVariety) {
  std::vector<LocatedReport> reports;
  for (int i = 0; i < 9950; ++i) reports.push_back({{48.0 + i * 0.001, -4.0}, "VOI-NID"});
  for (int i = 0; i < 50; ++i) reports.push_back({{47.0, -4.0}, i % 2 == 0 ? "VOI-NID" : "PRO-SAC"});
  EXPECT_TRUE(default_points(reports).empty());  // exactly 0.5 %, two categories
  reports.push_back({{47.00001, -4.00001}, "AFF-TAG"});
  const auto points = default_points(reports);
  ASSERT_EQ(points.size(), 1U);
  EXPECT_EQ(points[0].reports, 51U);
}

TEST(Boston, OneDefaultPointAndTheFiguresOfTheBatchChecker) {
  const std::string text = boston_file(PARVIS_SHARED_DIR);
  if (text.empty()) GTEST_SKIP() << "the shared Boston file is absent";
  const auto table = base::parse_csv(text);
  ASSERT_TRUE(table) << table.error().message;
  constexpr std::size_t type = 10, latitude = 15, longitude = 16;
  BatchChecker checker(table->front());
  std::vector<LocatedReport> reports;
  for (std::size_t i = 1; i < table->size(); ++i) {
    const auto& row = (*table)[i];
    checker.row(row);
    reports.push_back({{std::stod(row[latitude]), std::stod(row[longitude])}, row[type]});
  }
  EXPECT_EQ(checker.figures().rows, 58119U);
  EXPECT_EQ(checker.figures().closed_before_opening, 84U);
  EXPECT_EQ(checker.figures().without_target, 14527U);
  const auto points = default_points(reports);
  ASSERT_EQ(points.size(), 1U);
  EXPECT_EQ(points[0].position, (base::LatLon{42.3594, -71.0587}));
  EXPECT_EQ(points[0].reports, 8752U);
  EXPECT_NEAR(points[0].share, 0.151, 0.0005);
}

const std::string town_shape =
    R"({"type":"Polygon","coordinates":[[[-4.5,48.3],[-4.4,48.3],[-4.4,48.4],[-4.5,48.4],[-4.5,48.3]]]})";

TEST(Area, TheTerritoryHasAToleranceOfFiftyMetres) {
  const Areas none;
  EXPECT_EQ(none.place({48.35, -4.45}), Territory::unknown);
  Areas areas({*make_area("t", "Ville", AreaKind::territoire, town_shape)});
  EXPECT_EQ(areas.place({48.35, -4.45}), Territory::inside);
  EXPECT_EQ(areas.place({48.4, -4.45}), Territory::inside);        // on the edge
  EXPECT_EQ(areas.place({48.4004, -4.45}), Territory::tolerated);  // 44 m
  EXPECT_EQ(areas.place({48.4006, -4.45}), Territory::outside);    // 67 m
}

TEST(Area, QuartersHoldingAPointAndTheNeighbourOutside) {
  Area quarter = *make_area("q", "Centre", AreaKind::quartier, town_shape);
  Area neighbour = *make_area(
      "n", "Voisine", AreaKind::commune,
      R"({"type":"Polygon","coordinates":[[[-4.4,48.3],[-4.3,48.3],[-4.3,48.4],[-4.4,48.4],[-4.4,48.3]]]})");
  const Areas areas({quarter, neighbour});
  EXPECT_EQ(areas.holding({48.35, -4.45}), std::vector<std::string>{"q"});
  EXPECT_EQ(areas.neighbour({48.35, -4.35}), "Voisine");
  EXPECT_FALSE(areas.neighbour({48.35, -4.2}));
  EXPECT_FALSE(make_area("x", "  ", AreaKind::quartier, town_shape));
  EXPECT_FALSE(make_area("x", "X", AreaKind::quartier, "{}"));
}

TEST(Area, AFeatureCollectionGivesOneAreaPerFeature) {
  const std::string collection =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"Centre"},"geometry":)" +
      town_shape + "}]}";
  const auto areas = import_areas(collection, AreaKind::quartier);
  ASSERT_TRUE(areas) << areas.error().message;
  EXPECT_EQ(areas->front().name, "Centre");
  EXPECT_FALSE(import_areas(R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]})",
                            AreaKind::quartier));
}

TEST(Routing, TheMostPreciseLineWins) {
  const Catalogue catalogue = shipped();
  RoutingMatrix matrix;
  matrix.rows = {{"", "port", "T-PORT"},
                 {"VOI", "", "T-FAM"},
                 {"VOI-NID", "", "T-NID"},
                 {"VOI", "port", "T-FAM-PORT"},
                 {"VOI-NID", "port", "T-NID-PORT"}};
  auto team = [&](std::string_view category, std::vector<std::string> areas) {
    return route(matrix, catalogue, category, areas).team;
  };
  EXPECT_EQ(team("VOI-NID", {"port"}), "T-NID-PORT");
  EXPECT_EQ(team("VOI-FIS", {"centre", "port"}), "T-FAM-PORT");
  EXPECT_EQ(team("PRO-SAC", {"port"}), "T-PORT");
  EXPECT_EQ(team("VOI-NID", {}), "T-NID");
  EXPECT_EQ(team("VOI-FIS", {"centre"}), "T-FAM");
  EXPECT_EQ(team("PRO-SAC", {}), "T-PRO");  // the category's own
  EXPECT_EQ(team("ZZZ-ZZZ", {}), "T-REG");
}

TEST(Quality, EachFlagAtItsLimit) {
  const Catalogue catalogue = shipped();
  Report report;
  report.received_at = now;
  report.description = "Un trou devant la mairie";
  QualityInput input;
  input.report = &report;
  input.category = catalogue.find("VOI-NID");
  EXPECT_EQ(quality_flags(input), std::vector<std::string>{"sans_position"});
  report.position = base::LatLon{48, -4};
  report.position_precision_m = 50;
  EXPECT_TRUE(quality_flags(input).empty());
  report.position_precision_m = 50.1;
  EXPECT_EQ(quality_flags(input), std::vector<std::string>{"imprecis"});
  report.position_precision_m = 5;
  report.observed_at = now + minutes{5};
  EXPECT_TRUE(quality_flags(input).empty());
  report.observed_at = now + minutes{6};
  EXPECT_EQ(quality_flags(input), std::vector<std::string>{"date_future"});
  report.observed_at.reset();
  report.description = "neuf cara";
  EXPECT_EQ(quality_flags(input), std::vector<std::string>{"texte_court"});
  input.photos = {{false, false, false, 320, 480}};
  EXPECT_TRUE(quality_flags(input).empty());
  input.photos = {{true, true, true, 319, 480}};
  EXPECT_EQ(quality_flags(input),
            (std::vector<std::string>{"photo_sombre", "photo_floue", "photo_petite", "photo_deja_vue"}));
  input.photos.clear();
  report.description = "Appelez le 06 12 34 56 78";
  input.territory = Territory::outside;
  input.exif_conflict = input.at_default_point = true;
  input.category = nullptr;
  report.closed_at = now - minutes{1};
  EXPECT_EQ(quality_flags(input),
            (std::vector<std::string>{"point_par_defaut", "exif_conflict", "hors_territoire",
                                      "clos_avant_ouverture", "donnees_personnelles", "categorie_inconnue"}));
  EXPECT_EQ(all_flags().size(), 15U);
}

TEST(PublicText, MasksWhatNamesAPerson) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Appelez le 06 12 34 56 78 merci", "Appelez le [téléphone masqué] merci"},
      {"tel:+33 (0)6.12.34.56.78.", "tel:[téléphone masqué]."},
      {"0033612345678", "[téléphone masqué]"},
      {"0612345678", "[téléphone masqué]"},
      {"06\xC2\xA0"
       "12\xC2\xA0"
       "34\xC2\xA0"
       "56\xC2\xA0"
       "78",
       "[téléphone masqué]"},
      {"écrire à jean.dupont+rue@exemple.fr.", "écrire à [adresse électronique masquée]."},
      {"voiture AB-123-CD garée", "voiture [plaque masquée] garée"},
      {"voiture ab123cd garée", "voiture [plaque masquée] garée"},
      {"épave 1234 AB 29", "épave [plaque masquée]"},
      {"M. Dupont et Mme Le Goff", "M. [nom masqué] et Mme [nom masqué]"},
      {"Monsieur Élie-Paul Martin habite", "Monsieur [nom masqué] habite"},
  };
  for (const auto& [given, masked] : cases) {
    const PublicText result = public_text(given);
    EXPECT_EQ(result.text, masked);
    EXPECT_TRUE(result.personal_data) << given;
  }
}

TEST(PublicText, LeavesTheRestAlone) {
  for (const std::string text :
       {"Trou de 30 cm au 123 rue de Siam", "Depuis le 12/05/2026 à 14 h 30", "Signalement 2026-0000042",
        "M. le maire, Madame, Monsieur", "Lampadaire n° 0412", "au 250 de la rue", "Code postal 29200 Brest",
        "école@", "12 arbres"}) {
    const PublicText result = public_text(text);
    EXPECT_EQ(result.text, text);
    EXPECT_FALSE(result.personal_data) << text;
    EXPECT_FALSE(result.hold) << text;
  }
  EXPECT_TRUE(public_text("Quel connard a garé ça").hold);
}

TEST(PublicText, CleanTextTakesTagsAndControlsAway) {
  EXPECT_EQ(clean_text("  <b>Trou</b>\x07 ici \n", 100), "Trou ici");
  EXPECT_EQ(clean_text("été", 2), "ét");
  EXPECT_EQ(clean_text("   ", 10), "");
}

Report exported() {
  Report report;
  report.ref = "2026-0000042";
  report.category = "VOI-NID";
  report.visibility = Visibility::visible;
  report.state = State::resolu;
  report.received_at = now;
  report.closed_at = now + std::chrono::hours{30};
  report.deadline_at = now + std::chrono::hours{48};
  report.position = base::LatLon{48.390418, -4.486076};
  report.description = "=HYPERLINK(\"http://x\"); \"MARQUEUR\"";
  report.address = "ADRESSE-MARQUEUR";
  report.followers = 3;
  return report;
}

TEST(Export, CellsThatASpreadsheetWouldRunAreGuarded) {
  EXPECT_EQ(csv_cell("=1+1", ','), "'=1+1");
  EXPECT_EQ(csv_cell("@x", ','), "'@x");
  EXPECT_EQ(csv_cell("\tx", ','), "'\tx");
  EXPECT_EQ(csv_cell("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(csv_cell("a;b", ','), "a;b");
  EXPECT_EQ(csv_cell("dit \"oui\"", ','), "\"dit \"\"oui\"\"\"");
}

TEST(Export, StaffRowsMatchTheirHeaderAndOpenOnesSayNoWord) {
  const Catalogue catalogue = shipped();
  const ExportContext context{&catalogue, nullptr, "Europe/Paris"};
  const Report report = exported();
  const std::string staff = staff_csv_row(report, context, false, nullptr);
  EXPECT_NE(staff.find("'=HYPERLINK"), std::string::npos);
  EXPECT_NE(staff.find("48.390418;-4.486076"), std::string::npos);
  EXPECT_EQ(staff_csv_header(true).substr(0, 3), "\xEF\xBB\xBF");
  const std::string open = open_csv_row(report, context);
  EXPECT_EQ(
      open,
      "2026-0000042,VOI-NID,Voirie,\"Nid-de-poule, trou dans la chaussée\",2026-06-01,2026-06-02,resolu,,,"
      "48.3904,-4.4861,30,oui,3,web\r\n");
  EXPECT_EQ(open.find("MARQUEUR"), std::string::npos);
}

TEST(Export, GeoJsonIsLongitudeThenLatitude) {
  const Catalogue catalogue = shipped();
  const ExportContext context{&catalogue, nullptr, "Europe/Paris"};
  Report report = exported();
  const auto feature = open_geojson_feature(report, context);
  ASSERT_TRUE(feature);
  EXPECT_NE(feature->find(R"("coordinates":[-4.4861,48.3904])"), std::string::npos);
  EXPECT_EQ(feature->find("MARQUEUR"), std::string::npos);
  EXPECT_TRUE(base::parse_json(*feature));
  report.closed_at = now - std::chrono::hours{1};  // never a negative delay
  EXPECT_NE(open_geojson_feature(report, context)->find("\"delai_heures\":null"), std::string::npos);
  report.visibility = Visibility::prive;
  EXPECT_FALSE(open_geojson_feature(report, context));
  EXPECT_TRUE(open_csv_row(report, context).empty());
}

}  // namespace
}  // namespace parvis::street
