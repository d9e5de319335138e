#include "canteen/backtest_command.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "canteen/canteen_cli.hpp"
#include "canteen/forecast/test_town.hpp"
#include "canteen/forecast_command.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;

// An invented town on disk, as a town keeps its files.
class TownOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("parvis-backtest-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "data");
    const TownHistory town = make_town({.canteens = 3, .years = 3});
    std::ofstream counts(folder_ / "data" / "comptages.csv"), sites(folder_ / "data" / "sites.csv"),
        schools(folder_ / "data" / "ecoles.csv"), pupils(folder_ / "data" / "effectifs.csv"),
        breaks(folder_ / "data" / "vacances.csv");
    counts << "date,site_nom,site_type,prevision,reel\n";
    for (const MealCount& count : town.counts)
      counts << base::format_day(count.day) << ",C" << count.canteen << ",E," << *count.ordered << ','
             << *count.eaten << '\n';
    sites << "site_nom,site_type,cantine_nom,cantine_type\n";
    schools << "ecole,cantine_nom,cantine_type\n";
    for (int c = 0; c < 3; ++c) {
      sites << 'C' << c << ",E,C" << c << ",E\n";
      schools << "ECOLE " << c << ",C" << c << ",E\n";
    }
    pupils << "Ecole,Année scolaire,Effectif\n";
    for (const auto& [key, count] : town.pupils)
      pupils << "ECOLE " << key.first << ',' << key.second << '-' << key.second + 1 << ',' << count.pupils
             << '\n';
    breaks << "vacances_nom,date_debut,date_fin\n";
    for (const SchoolBreak& pause : town.breaks)
      breaks << "Vacances," << base::format_day(pause.first) << ',' << base::format_day(pause.last) << '\n';
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string data() const { return (folder_ / "data").string(); }
  int run(const std::vector<std::string>& args) {
    out_.str("");
    err_.str("");
    return canteen_command(args, out_, err_);
  }
  fs::path folder_;
  std::ostringstream out_, err_;
};

TEST_F(TownOnDisk, BacktestWritesForecastsSummaryAndCurve) {
  const std::string out = (folder_ / "out").string();
  ASSERT_EQ(run({"backtest", "--from", "2014-11-10", "--to", "2014-11-28", "--horizons", "15,1", "--data",
                 data(), "--out", out, "--city", "--threads", "2"}),
            0)
      << err_.str();
  const auto rows = base::parse_csv(*base::read_file(fs::path(out) / "forecast_h15.csv"));
  ASSERT_TRUE(rows.has_value());
  const std::vector<std::string> header = {"origin_date", "target_date", "canteen", "horizon_days", "mean",
                                           "q0.1",        "q0.25",       "q0.5",    "q0.75",        "q0.9",
                                           "q0.95",       "q0.975",      "q0.99",   "order"};
  EXPECT_EQ(rows->front(), header);
  EXPECT_EQ(rows->size(), 1 + 11 * 4U);  // eleven service days, three canteens and the town
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto origin = base::parse_day((*rows)[i][0]), target = base::parse_day((*rows)[i][1]);
    EXPECT_EQ(base::days_between(*origin, *target), 15);
    EXPECT_GE(std::stod((*rows)[i][13]), std::stod((*rows)[i][10]));
    EXPECT_LT(std::stod((*rows)[i][13]), std::stod((*rows)[i][10]) + 1);
  }
  const auto summary = base::parse_json_object(*base::read_file(fs::path(out) / "summary.json"));
  ASSERT_TRUE(summary.has_value());
  const auto& horizon = summary->at("horizons").as_array().at(0).as_object();
  EXPECT_EQ(horizon.at("horizon_days").as_int64(), 15);
  EXPECT_GT(horizon.at("cost").as_object().at("uwh").to_number<double>(), 0);
  EXPECT_EQ(horizon.at("metrics").as_object().at("rows_forecast").to_number<int>(), 33);
  const auto curve = base::parse_csv(*base::read_file(fs::path(out) / "curve.csv"));
  EXPECT_EQ(curve->size(), 1 + 2 * 8U);
  EXPECT_TRUE(fs::exists(fs::path(out) / "forecast_h1.csv"));
}

TEST_F(TownOnDisk, ForecastPrintsTheFirstServiceDayOfEachHorizon) {
  ASSERT_EQ(run({"forecast", "--origin", "2014-11-06", "--horizons", "15,1", "--data", data(), "--explain",
                 "--city"}),
            0)
      << err_.str();
  const auto rows = base::parse_csv(out_.str());
  ASSERT_EQ(rows->size(), 1 + 2 * 4U);
  EXPECT_EQ((*rows)[1][1], "2014-11-21");
  EXPECT_EQ((*rows)[5][1], "2014-11-07");
  const std::size_t first = 21;  // five columns, eight levels, order, seven details
  EXPECT_EQ((*rows)[0][first], "x_usual");
  double sum = 0;
  for (std::size_t c = 0; c < causes; ++c) sum += std::stod((*rows)[1][first + c]);
  EXPECT_NEAR(sum, std::stod((*rows)[1][4]), 0.01);
  EXPECT_EQ((*rows)[1][19].size(), 64U);
}

TEST_F(TownOnDisk, ForecastWritesForFrenchSpreadsheets) {
  ASSERT_EQ(run({"forecast", "--origin", "2014-11-06", "--dates", "2014-11-07..2014-11-08", "--data", data(),
                 "--canteens", "C1|E", "--french"}),
            0)
      << err_.str();
  EXPECT_TRUE(out_.str().starts_with("\xEF\xBB\xBForigin_date;target_date;"));
  EXPECT_NE(out_.str().find(";C1|E;1;1"), std::string::npos);
}

TEST_F(TownOnDisk, AssistReadsTypedOrders) {
  std::ofstream(folder_ / "orders.csv") << "target_date,canteen,order\n2014-11-07,C0|E,40\n";
  const std::vector<std::string> args = {"forecast", "--origin", "2014-11-06", "--horizons", "1",
                                         "--data",   data(),     "--canteens", "C0|E"};
  ASSERT_EQ(run(args), 0);
  const std::string without = out_.str();
  auto assisted = args;
  assisted.insert(assisted.end(), {"--assist", (folder_ / "orders.csv").string()});
  ASSERT_EQ(run(assisted), 0) << err_.str();
  EXPECT_LT(std::stod((*base::parse_csv(out_.str()))[1][4]),
            std::stod((*base::parse_csv(without))[1][4]) - 1);
  std::ofstream(folder_ / "orders.csv") << "target_date,canteen,order\n2014-11-07,INCONNUE,40\n";
  EXPECT_EQ(run(assisted), 3);
}

TEST_F(TownOnDisk, RefusesWhatItCannotUse) {
  EXPECT_EQ(run({"backtest"}), 2);
  EXPECT_EQ(run({"backtest", "--from", "2014-11-10", "--to", "2014-13-28", "--data", data(), "--out", "x"}),
            2);
  EXPECT_EQ(run({"backtest", "--help"}), 0);
  EXPECT_EQ(run({"forecast", "--origin", "2014-11-06", "--data", data()}), 2);
  EXPECT_EQ(run({"forecast", "--origin", "2014-11-06", "--horizons", "1", "--data", "/nowhere"}), 3);
  EXPECT_EQ(
      run({"forecast", "--origin", "2014-11-06", "--horizons", "1", "--engine", "magic", "--data", data()}),
      2);
  EXPECT_EQ(run({"backtest", "--from", "2034-11-10", "--to", "2034-11-28", "--data", data(), "--out",
                 (folder_ / "late").string()}),
            5);
  EXPECT_EQ(run({"unknown"}), 2);
}

}  // namespace
}  // namespace parvis::canteen
