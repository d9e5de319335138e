#include "grants/repair_command.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/file.hpp"
#include "grants/parse_command.hpp"
#include "grants/repair/test_repair.hpp"

namespace parvis::grants {
namespace {

namespace fs = std::filesystem;

class RepairCommand : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("PARVIS_HOME", PARVIS_SOURCE_DIR, 1);
    folder_ = fs::temp_directory_path() / ("parvis_repair_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    write("schema.json", small_schema);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) {
    EXPECT_TRUE(base::write_file_durably(folder_ / name, bytes));
    return (folder_ / name).string();
  }
  int repair(const std::string& file, const std::vector<std::string>& more = {},
             const std::string& schema = "schema.json") {
    std::vector<std::string> args{file, "--schema", (folder_ / schema).string(), "--out",
                                  (folder_ / "out").string()};
    args.insert(args.end(), more.begin(), more.end());
    out_.str("");
    err_.str("");
    return repair_command(args, out_, err_);
  }
  std::string written(const std::string& name) {
    return base::read_file(folder_ / "out" / name).value_or("");
  }

  fs::path folder_;
  std::ostringstream out_, err_;
};

const std::string labels =
    "nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;objet;montant;nature;"
    "conditionsVersement;"
    "datesPeriodeVersement;notificationUE;pourcentageSubvention\n";
const std::string row_start =
    "Ville;210 600 045 00392;31/01/2024;Club;38413899600028;Fête;1 500 €;numéraire;UNIQUE;";

TEST_F(RepairCommand, WritesAllFilesAndSaysWhetherSomethingIsLeft) {
  const auto right = write("right.csv", labels + row_start + "2024-02-01;NON;1\n");
  EXPECT_EQ(repair(right), 0) << err_.str();
  for (const auto* name : {"publiable.csv", "a-corriger.csv", "mis-de-cote.csv", "journal.jsonl",
                           "rapport.json", "rapport.html"})
    EXPECT_FALSE(written(name).empty()) << name;
  EXPECT_NE(written("publiable.csv").find("21060004500392,2024-01-31"), std::string::npos);
  const auto waiting = write("waiting.csv", labels + row_start + "2024-02;NON;1\n");
  EXPECT_EQ(repair(waiting, {"--format", "json"}), 1);
  EXPECT_EQ(base::integer_or(*base::parse_json_object(out_.str()), "publishable_if_suggestions_accepted"), 1);
}

TEST_F(RepairCommand, AnswersGoOnWithTheJournal) {
  const auto file = write("waiting.csv", labels + row_start + "2024-02;NON;1\n");
  EXPECT_EQ(repair(file), 1);
  const auto answers = write("answers.json", R"({"accept":["rule:month-only"]})");
  EXPECT_EQ(repair(file, {"--accept", answers}), 0) << err_.str();
  EXPECT_EQ(repair(file, {"--undo", "rule:read-amount", "--diff"}), 1);
  EXPECT_EQ(out_.str().find("1 500 €"), std::string::npos) << "undone changes are not in the difference";
  EXPECT_NE(written("journal.jsonl").find("\"outcome\":\"undone\""), std::string::npos);
  EXPECT_EQ(repair(file, {"--undo", "rule:read-amount"}), 2) << "nothing is left to undo";
}

TEST_F(RepairCommand, ExitCodesTellWhatWentWrong) {
  const auto file = write("a.csv", labels + row_start + "2024-02;NON;1\n");
  EXPECT_EQ(repair_command({}, out_, err_), 2);
  EXPECT_EQ(repair_command({"--help"}, out_, err_), 0);
  EXPECT_EQ(repair((folder_ / "absent.csv").string()), 2);
  EXPECT_EQ(repair(file, {}, "absent.json"), 2);
  EXPECT_EQ(repair(file, {"--format", "pdf"}), 2);
  EXPECT_EQ(repair(file, {"--header-row", "0"}), 2);
  EXPECT_EQ(repair(write("empty.csv", "")), 3);
  write("bad.json", R"({"fields": [{"type": "string"}]})");
  EXPECT_EQ(repair(file, {}, "bad.json"), 4);
}

TEST_F(RepairCommand, ParseReadsLinesAndGoesOnAfterABadOne) {
  const auto file =
      write("texts.jsonl",
            "{\"id\":\"a\",\"kind\":\"amount\",\"text\":\"1,500 €\",\"column\":[\"12,345.00 €\"]}\n"
            "nonsense\n"
            "{\"id\":\"b\",\"kind\":\"date\",\"text\":\"2018-02-30\"}\n");
  EXPECT_EQ(parse_command({file}, out_, err_), 1);
  std::istringstream lines(out_.str());
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(base::text_or(*base::parse_json_object(line), "value"), "1500");
  std::getline(lines, line);
  EXPECT_TRUE(base::parse_json_object(line)->contains("error"));
  std::getline(lines, line);
  EXPECT_EQ(base::text_or(*base::parse_json_object(line), "outcome"), "refuse");
  EXPECT_EQ(parse_command({(folder_ / "absent").string()}, out_, err_), 2);
  EXPECT_EQ(parse_command({}, out_, err_), 2);
}

}  // namespace
}  // namespace parvis::grants
