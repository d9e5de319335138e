#include "canteen/import_command.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/file.hpp"
#include "base/json.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;

class ImportCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("parvis-import-" + std::to_string(::getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  int run(std::vector<std::string> args) {
    out_.str("");
    err_.str("");
    return import_command(args, out_, err_);
  }
  fs::path folder_;
  std::ostringstream out_, err_;
};

TEST_F(ImportCommand, GoodRowsStayBesideRefusedOnes) {
  std::string text = "date,site,prevision,reel\n";
  for (int day = 10; day < 32; ++day) text += "2024-01-" + std::to_string(day) + ",A,60,55\n";
  std::string many;
  for (int i = 0; i < 30; ++i) many += text.substr(text.find('\n') + 1);
  const auto good = write("bon.csv", text);
  EXPECT_EQ(run({"--kind", "counts", good}), 0) << err_.str() << out_.str();
  const auto some = write("quelques.csv", text + "2024-02-01,A,60,-5\n" + many);
  EXPECT_EQ(run({"--kind", "counts", some}), 1) << out_.str();
  EXPECT_NE(out_.str().find("est négatif"), std::string::npos);
}

TEST_F(ImportCommand, TheReportHasItsColumnsInOrder) {
  const auto file = write("c.csv", "date,site,prevision,reel\n2024-01-08,A,60,x\n");
  const auto report = (folder_ / "r.csv").string();
  EXPECT_EQ(run({"--kind", "counts", file, "--report", report}), 4) << "every row is refused: red";
  const auto text = base::read_file(report);
  ASSERT_TRUE(text);
  EXPECT_TRUE(
      text->starts_with("file,line,column,value,code,severity,message_fr,repair_id,repair,rows_affected\n"))
      << *text;
  EXPECT_NE(text->find("c.csv,2,reel,x,not-a-number,erreur,"), std::string::npos) << *text;
  const auto json = (folder_ / "r.json").string();
  run({"--kind", "counts", file, "--report", json});
  const auto whole = base::parse_json_object(base::read_file(json).value_or(""));
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->at("tables").as_array().at(0).at("mapping").at("eaten").as_string(), "reel");
}

TEST_F(ImportCommand, WrongUseAndFilesThatAreNoTable) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"--kind", "repas", "x.csv"}), 2);
  EXPECT_EQ(run({"x.csv"}), 2);
  EXPECT_EQ(run({"--kind", "counts", (folder_ / "absent.csv").string()}), 3);
  EXPECT_EQ(run({"--kind", "counts", write("vide.csv", "")}), 3);
  EXPECT_EQ(run({"--help"}), 0);
}

TEST_F(ImportCommand, SwappedStrikesAreARedPassportUntilTheRepairIsAccepted) {
  const fs::path nantes = fs::path(PARVIS_SHARED_DIR) / "data/canteen/nantes";
  if (!fs::exists(nantes)) GTEST_SKIP() << "the shared files of Nantes are not here";
  EXPECT_EQ(run({"--kind", "strikes", (nantes / "calculators/greves.csv").string()}), 4) << out_.str();
  EXPECT_EQ(run({"--kind", "strikes", (nantes / "greves_dates_corrigees.csv").string()}), 0) << out_.str();
  EXPECT_EQ(run({nantes.string()}), 0) << out_.str();
  EXPECT_EQ(run({nantes.string(), "--accept", "none"}), 4) << out_.str();
}

}  // namespace
}  // namespace parvis::canteen
