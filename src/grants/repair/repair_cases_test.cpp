// RP-14: the real files and fixtures of the shared data, each finding with its count and outcome, and the
// thirty rows of Le Havre cell by cell.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/file.hpp"
#include "base/json.hpp"
#include "grants/repair/table_recheck.hpp"
#include "grants/repair/test_repair.hpp"
#include "quality/table_reader/zip_archive.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;
namespace fs = std::filesystem;

const fs::path grants_data = fs::path(PARVIS_SHARED_DIR) / "data/grants";

struct Case {
  std::string name;
  fs::path file;  // below grants_data
};

std::vector<Case> cases() {
  const fs::path repair = "expected/repair";
  return {
      {"toulouse_2022", "real/toulouse/subventions-toulouse_2022.csv"},
      {"le_havre_codah", "real/le_havre/OD.SUBVENTION_CONVENTION_CODAH.json.zip"},
      {"fixture_SCDL_csv", repair / "fixture_SCDL_csv/SCDL.csv"},
      {"fixture_SCDL_LESS_DATA_csv", repair / "fixture_SCDL_LESS_DATA_csv/SCDL_LESS_DATA.csv"},
      {"fixture_SCDL_WITH_EXERCICE_csv", repair / "fixture_SCDL_WITH_EXERCICE_csv/SCDL_WITH_EXERCICE.csv"},
      {"fixture_SCDL_xlsx", repair / "fixture_SCDL_xlsx/SCDL.xlsx"},
      {"fixture_SCDL_ONE_MISSING_MANDATORY_xlsx",
       repair / "fixture_SCDL_ONE_MISSING_MANDATORY_xlsx/SCDL_ONE_MISSING_MANDATORY.xlsx"}};
}

// The table in the zip of Le Havre stands beside its licence and its metadata.
std::string bytes_of(const Case& one) {
  const fs::path file = grants_data / one.file;
  if (file.extension() != ".zip") return base::read_file(file).value_or("");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  std::string bytes;
  if (auto archive = quality::ZipArchive::open(descriptor, {}))
    if (const auto* entry = (*archive)->find("OD.SUBVENTION_CONVENTION_CODAH.json"))
      if (auto source = (*archive)->read(*entry)) bytes = quality::read_head(**source, 1 << 20).value_or("");
  ::close(descriptor);
  return bytes;
}

class RepairCases : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    scdl_ = shared_scdl();
    if (scdl_.plan == nullptr) GTEST_SKIP() << "shared grants data is absent";
    const auto text = base::read_file(grants_data / "expected/repair" / GetParam().name / "expected.json");
    ASSERT_TRUE(text);
    expected_ = *base::parse_json_object(*text);
    RepairOptions options;
    options.source.name = GetParam().file.filename().string();
    bytes_ = bytes_of(GetParam());
    auto session = RepairSession::open(bytes_, scdl_.plan, options);
    ASSERT_TRUE(session) << session.error().message << " " << session.error().detail;
    session_.emplace(std::move(*session));
    auto outputs = repair_outputs(*session_, recheck_with(scdl_.program));
    ASSERT_TRUE(outputs) << outputs.error().message;
    outputs_ = *outputs;
    report_ = repair_report(*session_, outputs_);
  }
  ScdlForTests scdl_;
  json::object expected_, report_;
  std::string bytes_;
  std::optional<RepairSession> session_;
  RepairOutputs outputs_;
};

using Found = std::tuple<std::string, std::string, std::int64_t, std::string>;

std::set<Found> found_in(const json::object& report) {
  std::set<Found> out;
  for (const auto& item : report.at("defects").as_array()) {
    const auto& defect = item.as_object();
    out.emplace(base::text_or(defect, "code"), base::text_or(defect, "column"),
                base::integer_or(defect, "count"), base::text_or(defect, "outcome"));
  }
  return out;
}

TEST_P(RepairCases, EveryExpectedFindingIsThere) {
  const auto found = found_in(report_);
  for (const auto& want : found_in(expected_)) {
    const auto& [code, column, count, outcome] = want;
    EXPECT_TRUE(found.contains(want)) << code << " " << column << " " << count << " " << outcome;
  }
  if (std::getenv("PARVIS_SHOW") != nullptr)
    for (const auto& [code, column, count, outcome] : found)
      std::cout << code << " | " << column << " | " << count << " | " << outcome << "\n";
}

TEST_P(RepairCases, FiguresAreTheExpectedOnes) {
  EXPECT_EQ(report_.at("rows"), expected_.at("rows"));
  for (const auto* key : {"publishable_rows", "publishable_if_suggestions_accepted", "sum_montant",
                          "duplicate_rows", "names_on_several_rows", "rows_above_23000"})
    if (const auto* want = expected_.if_contains(key)) {
      EXPECT_EQ(json::serialize(report_.at(key)), json::serialize(*want)) << key;
    }
  if (const auto* mapping = expected_.if_contains("mapping")) {
    EXPECT_EQ(report_.at("mapping"), *mapping);
  }
  if (const auto* read = expected_.if_contains("read"))
    for (const auto* key : {"encoding", "bom", "newline", "delimiter", "header_row"})
      if (const auto* want = read->as_object().if_contains(key)) {
        EXPECT_EQ(json::serialize(report_.at("read").at(key)), json::serialize(*want)) << key;
      }
  EXPECT_TRUE(outputs_.balanced());
}

// The outcome and value of a cell as the shared data names them.
std::pair<std::string, std::string> cell_outcome(const RepairSession& session, std::uint64_t record,
                                                 const std::string& field) {
  for (const auto& change : session.changes()) {
    if (change.row != record || change.field != field || !change.open()) continue;
    if (change.outcome == RepairOutcome::suggest) return {"suggest", change.after.value_or("")};
    if (change.before.empty()) return {"missing", ""};
    return {"refuse", ""};
  }
  const std::string value = cell_of(session, record, field);
  return value.empty() ? std::pair<std::string, std::string>{"missing", ""}
                       : std::pair{std::string("value"), value};
}

TEST_P(RepairCases, RowsCellByCell) {
  const auto* rows = expected_.if_contains("rows_expected");
  if (rows == nullptr) GTEST_SKIP() << "this case has no expected cells";
  std::size_t cells = 0;
  for (const auto& item : rows->as_array()) {
    const auto& row = item.as_object();
    const auto record = static_cast<std::uint64_t>(base::integer_or(row, "row")) + 1;
    for (const auto& [field, want] : row) {
      if (!want.is_array()) continue;
      const auto [outcome, value] = cell_outcome(*session_, record, std::string(field));
      EXPECT_EQ(outcome, std::string(want.as_array()[0].as_string())) << record << " " << field;
      const bool valued = outcome == "value" || outcome == "suggest";
      if (valued) {
        EXPECT_EQ(value, std::string(want.as_array()[1].as_string())) << record << " " << field;
      }
      ++cells;
    }
  }
  EXPECT_EQ(cells, 240U);
}

TEST_P(RepairCases, SourceAndJournalRebuildTheResult) {
  const std::string journal = session_->journal();
  auto again = RepairSession::resume(bytes_, scdl_.plan, journal);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->journal(), journal);
  EXPECT_EQ(repaired_csv(again->table()), repaired_csv(session_->table()));
  const auto outputs = repair_outputs(*again, recheck_with(scdl_.program));
  ASSERT_TRUE(outputs);
  EXPECT_EQ(outputs->publishable_csv, outputs_.publishable_csv);
  EXPECT_EQ(outputs->to_mend_csv, outputs_.to_mend_csv);
  EXPECT_EQ(outputs->aside_csv, outputs_.aside_csv);
}

TEST_P(RepairCases, RepairingTheResultChangesNothing) {
  const std::string result = repaired_csv(session_->table());
  auto again = RepairSession::open(result, scdl_.plan);
  ASSERT_TRUE(again);
  for (const auto& change : again->changes()) {
    EXPECT_FALSE(change.about_cell() && change.outcome == RepairOutcome::repaired)
        << change.field << " «" << change.before << "»";
  }
  EXPECT_EQ(repaired_csv(again->table()), result);
}

INSTANTIATE_TEST_SUITE_P(Shared, RepairCases, testing::ValuesIn(cases()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace parvis::grants
