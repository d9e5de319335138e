#include "canteen/evaluation/scores.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/file.hpp"
#include "canteen/evaluate_command.hpp"
#include "canteen/evaluation/score_files.hpp"
#include "canteen/evaluation/scores_text.hpp"

namespace parvis::canteen {
namespace {

ScoreWindow small_window() {
  ScoreWindow window{"D", "2016-09-01", "2017-07-08", {}, {}};
  window.truth = {
      {"2016-09-01", "A|E", 110, 100}, {"2016-09-01", "B|E", 50, 60}, {"2016-09-02", "A|E", 120, 100}};
  return window;
}
ForecastsByRow small_forecasts() {
  ForecastsByRow rows;
  rows[row_key("2016-09-01", "A|E")] = {98, {{0.5, 98}, {0.95, 112}}, 112};
  rows[row_key("2016-09-01", "B|E")] = {58, {{0.5, 58}, {0.95, 59}}, 59};
  rows[row_key("2016-09-02", "A|E")] = {104, {{0.5, 104}, {0.95, 115}}, 115};
  return rows;
}

TEST(Scores, CountErrorsShortagesAndDays) {
  const auto scores = score({small_window()}, {{15, small_forecasts()}}, {"2016-09-02"});
  ASSERT_EQ(scores.size(), 1U);
  ASSERT_EQ(scores[0].groups.size(), 3U);  // all, ordinary, strike
  const auto& all = scores[0].groups[0];
  EXPECT_EQ(all.lines[0].name, "human order");
  EXPECT_NEAR(all.lines[0].mae, 40.0 / 3, 1e-12);
  EXPECT_EQ(all.lines[0].short_days, 0U);  // 160 ordered for 160 eaten
  const ScoreLine& mean = all.lines[1];
  EXPECT_EQ(mean.name, "CANDIDATE mean");
  EXPECT_NEAR(mean.mae, 8.0 / 3, 1e-12);
  EXPECT_NEAR(mean.day_mae, 4, 1e-12);
  EXPECT_NEAR(mean.short_per_day, 2, 1e-12);
  EXPECT_NEAR(mean.surplus_per_day, 2, 1e-12);
  EXPECT_EQ(mean.short_days, 1U);
  EXPECT_NEAR(mean.worst_shortage, 4, 1e-12);
  EXPECT_NEAR(all.levels[1].coverage, 200.0 / 3, 1e-9);
  EXPECT_NEAR(all.levels[1].pinball, (0.05 * 12 + 0.95 * 1 + 0.05 * 15) / 3, 1e-9);
  EXPECT_EQ(all.crossing_rows, 0U);
}

TEST(Scores, SayThatRowsAreMissing) {
  auto rows = small_forecasts();
  rows.erase(row_key("2016-09-01", "B|E"));
  const auto scores = score({small_window()}, {{1, rows}}, {});
  EXPECT_EQ(scores[0].forecast_rows, 2U);
  EXPECT_NE(scores_table(scores[0]).find("=== D horizon 1 d: 2 of 3 rows forecast (2 days)  MISSING ROWS"),
            std::string::npos);
}

class ScoreFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "scores_test";
    std::filesystem::create_directories(folder_);
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  std::filesystem::path folder_;
};

TEST_F(ScoreFiles, RefuseAnOriginTooLateAndFiguresThatAreNotFinite) {
  const auto file = write("late.csv",
                          "origin_date,target_date,canteen,horizon_days,mean,q0.5,q0.95\n"
                          "2016-09-01,2016-09-16,A|E,15,10,10,12.5\n"
                          "2016-09-02,2016-09-16,A|E,15,10,10,12\n"
                          "2016-09-01,2016-09-16,B|E,15,10,nan,12\n");
  ForecastFiles files;
  ASSERT_TRUE(read_forecasts(file, 0.95, files).has_value());
  EXPECT_EQ(files.refused, 2U);
  ASSERT_EQ(files.by_horizon.at(15).size(), 1U);
  EXPECT_EQ(files.by_horizon.at(15).begin()->second.order, 13);
}

TEST_F(ScoreFiles, SayWhichColumnOrLineIsWrong) {
  ForecastFiles files;
  const auto no_mean =
      read_forecasts(write("a.csv", "origin_date,target_date,canteen,horizon_days\n"), 0.95, files);
  EXPECT_NE(no_mean.error().message.find("mean"), std::string::npos);
  const auto bad = read_forecasts(
      write("b.csv", "origin_date,target_date,canteen,horizon_days,mean\n2016-09-01,2016-13-16,A|E,15,10\n"),
      0.95, files);
  EXPECT_NE(bad.error().message.find("ligne 2"), std::string::npos);
}

// The script of the reference data and this command print the same bytes on the same file.
TEST_F(ScoreFiles, PrintTheTableOfThePublishedScript) {
  const std::filesystem::path shared = PARVIS_SHARED_DIR "/data/canteen";
  const auto script = shared / "evaluate" / "evaluate.py";
  if (!std::filesystem::exists(script)) GTEST_SKIP() << "shared data absent: " << script;
  if (std::system("python3 -c 'import csv' > /dev/null 2>&1") != 0) GTEST_SKIP() << "python3 absent";
  const auto rivals = base::read_file(shared / "evaluate" / "rivals_D.csv");
  ASSERT_TRUE(rivals.has_value());
  // Forecasts made from a rival's: one week of every canteen, the town, a few missing, some refused.
  std::ostringstream text;
  text << "target_date,origin_date,canteen,horizon_days,mean,q0.1,q0.5,q0.9,q0.95,q0.99\n";
  std::istringstream lines(*rivals);
  std::size_t kept = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(",LightGBM lags h15,") == std::string::npos) continue;
    const std::string date = line.substr(0, 10), canteen = line.substr(11, line.find(',', 11) - 11);
    const double value = std::stod(line.substr(line.rfind(',') + 1));
    if (++kept % 50 == 0) continue;
    text << date << ",2016-08-01," << canteen << ','
         << (kept % 3 == 0   ? 15
             : kept % 3 == 1 ? 1
                             : 70)
         << ',' << value;
    for (const double share : {0.85, 1.003, 1.1, 1.17, 1.31}) text << ',' << value * share;
    text << '\n';
  }
  text << "2016-09-08,2016-09-07,CITY,1,14100.5,13000,14000,15000.25,15500,16000\n";
  text << "2016-09-09,2016-09-09,CITY,1,14100.5,13000,14000,15000.25,15500,16000\n";
  ASSERT_GT(kept, 10000U);
  const auto file = write("forecast.csv", text.str());
  const auto printed = folder_ / "script.txt";
  const std::string command =
      "python3 '" + script.string() + "' '" + file.string() + "' > '" + printed.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ostringstream out, err;
  EXPECT_EQ(evaluate_command({file.string(), "--data", (shared / "nantes").string(), "--rivals",
                              (shared / "evaluate").string()},
                             out, err),
            0);
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(out.str(), *base::read_file(printed));
}

TEST(EvaluateCommand, SaysHowItIsUsed) {
  std::ostringstream out, err;
  EXPECT_EQ(evaluate_command({"--help"}, out, err), 0);
  EXPECT_NE(out.str().find("Exemple"), std::string::npos);
  EXPECT_EQ(evaluate_command({}, out, err), 2);
  EXPECT_EQ(evaluate_command({"a.csv"}, out, err), 2);
  EXPECT_EQ(evaluate_command({"a.csv", "--data"}, out, err), 2);
  EXPECT_EQ(evaluate_command({"a.csv", "--data", "/nowhere"}, out, err), 3);
}

}  // namespace
}  // namespace parvis::canteen
