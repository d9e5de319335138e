// The platform's own good and bad files: the verdict is what the name says, but where only its database can
// know.
#include "canteen/intake/ma_cantine_check.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "base/file.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;
const fs::path ma_cantine = fs::path(PARVIS_SHARED_DIR) / "data/canteen/ma-cantine";
constexpr int year = 2025;

// «Non vérifiable hors ligne»: the same bytes would be good for another account or another day.
const std::set<std::string> only_the_platform_knows{
    "canteens_bad_canteen_already_exists.csv",      // canteen known there
    "canteens_bad_nearly_good_2.csv",               //
    "canteens_create_bad_groupe_teledeclared.csv",  // group declared there
    "canteens_update_bad_groupe_teledeclared.csv",  //
    "canteens_update_bad_canteen_not_found.csv",    // id
    "canteens_update_bad_permission_denied.csv",    // rights
    "canteens_update_bad_one_error.csv",            // the rows of canteens_update_good_multiple.csv
    "diagnostics_complete_bad_one_error.csv",  // the rows of diagnostics_complete_good_different_canteens.csv
};

// Files of the importer that the platform had before its schemas: read there with rules of its own (trimmed
// cells, decimal commas, short rows, sectors joined by +, towns looked up), which diagnostics*.json do not
// describe.
const std::set<std::string> before_schemas{
    "diagnostics_complete_cc_good.csv",
    "diagnostics_complete_good.csv",
    "diagnostics_complete_good_encoding_utf-8.csv",
    "diagnostics_complete_staff_good.csv",
    "diagnostics_simple_bad_location.csv",
    "diagnostics_simple_cc_good.csv",
    "diagnostics_simple_good_duplicate_siret.csv",
    "diagnostics_simple_good_id.csv",
    "diagnostics_simple_good_locations.csv",
    "diagnostics_simple_good_new_canteen.csv",
    "diagnostics_simple_good_sectors.csv",
    "diagnostics_simple_good_separator_semicolon_decimal_number.csv",
    "diagnostics_simple_good_separator_semicolon_no_appro.csv",
    "diagnostics_simple_staff_good_new_canteen.csv",
};

std::string schema_of(const std::string& folder, const std::string& name) {
  const auto has = [&](const char* part) { return name.find(part) != std::string::npos; };
  if (folder == "achats")
    return std::string(has("_id") ? "achats_id" : "achats_siret") + (has("_old") ? "_old" : "");
  if (folder == "canteens") return has("_update_") ? "cantines_modifier" : "cantines_creer";
  if (folder == "canteen_managers") return "cantines_gestionnaires";
  if (folder == "diagnostics_complete") return "bilans_detaille";
  if (folder == "diagnostics_simple") return "bilans_simple_siret";
  if (has("complete")) return has("_cc_") ? "diagnostics_complets_cc" : "diagnostics_complets";
  return has("staff") ? "diagnostics_admin" : has("_cc_") ? "diagnostics_cc" : "diagnostics";
}

TEST(MaCantine, TheVerdictOfEachFileIsItsName) {
  if (!fs::exists(ma_cantine)) GTEST_SKIP() << "the shared files of ma cantine are not here";
  std::size_t judged = 0, named = 0;
  for (const auto& entry : fs::recursive_directory_iterator(ma_cantine / "import_files")) {
    const std::string name = entry.path().filename().string();
    const bool bad = name.find("_bad") != std::string::npos;
    if (!entry.is_regular_file() || name.starts_with(".~") ||
        (!bad && name.find("_good") == std::string::npos))
      continue;
    ++named;
    if (only_the_platform_knows.contains(name) || before_schemas.contains(name)) continue;
    const std::string schema = schema_of(entry.path().parent_path().filename().string(), name);
    const auto text = base::read_file(ma_cantine / "schemas/imports" / (schema + ".json"));
    ASSERT_TRUE(text) << schema;
    const auto verdict = check_ma_cantine(*text, entry.path(), year);
    const bool good = verdict.has_value() && verdict->good();
    EXPECT_EQ(good, !bad) << name << " with " << schema << ": "
                          << (!verdict                    ? verdict.error().message
                              : verdict->findings.empty() ? std::string("no finding")
                                                          : verdict->findings.front().message);
    ++judged;
  }
  EXPECT_EQ(named, 127U);
  EXPECT_EQ(judged, named - only_the_platform_knows.size() - before_schemas.size());
}

class Written : public testing::Test {
 protected:
  MaCantineVerdict check(const std::string& schema, const std::string& text) {
    const fs::path file =
        fs::temp_directory_path() / ("parvis-ma-cantine-" + std::to_string(::getpid()) + ".csv");
    std::ofstream(file, std::ios::binary) << text;
    const auto json =
        base::read_file(fs::path(PARVIS_SOURCE_DIR) / "reference/canteen/ma-cantine" / (schema + ".json"));
    auto verdict = check_ma_cantine(json.value_or(""), file, year);
    fs::remove(file);
    EXPECT_TRUE(verdict) << verdict.error().message;
    return verdict ? *verdict : MaCantineVerdict{};
  }
};

TEST_F(Written, LaPosteKeepsItsException) {
  const std::string header = "siret,gestionnaires_additionnels,source_donnees\n";
  EXPECT_TRUE(check("cantines_gestionnaires", header + "35600000009075,a@example.com,x\n").good());
  EXPECT_FALSE(check("cantines_gestionnaires", header + "35600000009076,a@example.com,x\n").good());
  EXPECT_FALSE(check("cantines_gestionnaires", header + "35600000009075,a@example,x\n").good());
}

TEST_F(Written, EveryErrorOfARowIsListed) {
  const auto verdict = check("cantines_gestionnaires",
                             "siret,gestionnaires_additionnels,source_donnees\n21340172201788,\"a,b@x\",x\n");
  EXPECT_EQ(verdict.rows, 1U);
  EXPECT_GE(verdict.findings.size(), 3U);
  for (const auto& finding : verdict.findings) EXPECT_EQ(finding.line, 2U) << finding.message;
}

TEST(MaCantineSchemas, AnUnknownNameListsTheKnownOnes) {
  const auto schema = ma_cantine_schema("repas");
  ASSERT_FALSE(schema);
  EXPECT_NE(schema.error().message.find("inconnu"), std::string::npos);
}

}  // namespace
}  // namespace parvis::canteen
