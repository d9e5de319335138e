// The traps of the shared files of Nantes, each count asserted, and the bad files of a synthetic town.
#include "canteen/intake/town_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "canteen/intake/canteen_life.hpp"

namespace parvis::canteen {
namespace {

namespace fs = std::filesystem;

const Finding* find(const std::vector<Finding>& findings, std::string_view code, std::string_view file = {}) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.code == code && (file.empty() || finding.file == file);
  });
  return found == findings.end() ? nullptr : &*found;
}

std::size_t rows_of(const std::vector<Finding>& findings, std::string_view code, std::string_view file = {}) {
  const Finding* finding = find(findings, code, file);
  return finding == nullptr ? 0 : finding->rows_affected;
}

std::size_t count_of(const std::vector<Finding>& findings, std::string_view code) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const Finding& finding) { return finding.code == code; }));
}

class NantesFolder : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path folder = fs::path(PARVIS_SHARED_DIR) / "data/canteen/nantes";
    if (!fs::exists(folder)) return;
    auto town = read_town_folder(folder);
    ASSERT_TRUE(town) << town.error().message;
    town_ = new TownFolder(std::move(*town));
  }
  static void TearDownTestSuite() {
    delete town_;
    town_ = nullptr;
  }
  void SetUp() override {
    if (town_ == nullptr) GTEST_SKIP() << "the shared files of Nantes are not here";
  }
  static TownFolder* town_;
};
TownFolder* NantesFolder::town_ = nullptr;

TEST_F(NantesFolder, EmptyIsMissingAndNeverZero) {
  const auto& found = town_->findings;
  EXPECT_EQ(rows_of(found, "empty-eaten"), 3949U);
  EXPECT_EQ(rows_of(found, "empty-ordered"), 3962U);
  EXPECT_EQ(rows_of(found, "empty-both"), 3004U);
  EXPECT_EQ(rows_of(found, "meals-without-order"), 950U);
}

TEST_F(NantesFolder, ZerosAreClosedDaysAndUntypedOrders) {
  const Finding* zero = find(town_->findings, "zero-eaten");
  ASSERT_NE(zero, nullptr);
  EXPECT_EQ(zero->rows_affected, 255U);
  EXPECT_NE(zero->message.find("207"), std::string::npos) << zero->message;
  EXPECT_EQ(zero->examples.size(), 3U);
  ASSERT_TRUE(zero->repair.has_value());
  EXPECT_EQ(zero->repair->undo.size(), 255U);
  EXPECT_EQ(rows_of(town_->findings, "zero-ordered"), 33U);
}

TEST_F(NantesFolder, ATwinWithAFinalBlankIsOneCanteenUnderItsLaterName) {
  EXPECT_EQ(count_of(town_->findings, "twin-names"), 1U);
  const auto& canteens = town_->history.canteens;
  EXPECT_EQ(canteens.size(), 87U);
  const auto is = [](std::string key) {
    return [key](const CanteenFacts& facts) { return facts.key == key; };
  };
  EXPECT_EQ(std::count_if(canteens.begin(), canteens.end(), is("EMILE PEHANT |M/E")), 1);
  EXPECT_EQ(std::count_if(canteens.begin(), canteens.end(), is("EMILE PEHANT|M/E")), 0);
}

TEST_F(NantesFolder, SitesWithoutCanteenAreOutsideThePerimeter) {
  const Finding* outside = find(town_->findings, "outside-perimeter");
  ASSERT_NE(outside, nullptr);
  EXPECT_EQ(outside->rows_affected, 1250U);
  EXPECT_TRUE(outside->message.starts_with("5 sites")) << outside->message;
}

// 1,586 and 545 with Wednesdays. None is a missing part: the order stands under one name, the count under
// another.
TEST_F(NantesFolder, SplitRowsAreJoinedAndNoPartIsMissing) {
  const Finding* several = find(town_->findings, "several-rows");
  ASSERT_NE(several, nullptr);
  EXPECT_EQ(several->rows_affected, 1572U);
  EXPECT_NE(several->message.find("541"), std::string::npos) << several->message;
  EXPECT_EQ(find(town_->findings, "part-missing"), nullptr);
  TownFolderOptions wednesdays;
  wednesdays.intake.service = "mercredi";
  const auto town = read_town_folder(fs::path(PARVIS_SHARED_DIR) / "data/canteen/nantes", wednesdays);
  ASSERT_TRUE(town);
  const Finding* wednesday = find(town->findings, "several-rows-mercredi");
  ASSERT_NE(wednesday, nullptr);
  EXPECT_EQ(wednesday->rows_affected, 14U);
  EXPECT_NE(wednesday->message.find("dont 4 "), std::string::npos) << wednesday->message;
}

TEST_F(NantesFolder, TwoCanteensOpenAfterTheStart) {
  std::vector<Day> opened;
  for (const auto& canteen : town_->history.canteens) {
    if (canteen.opened) opened.push_back(*canteen.opened);
    EXPECT_FALSE(canteen.closed.has_value()) << canteen.key;
  }
  std::sort(opened.begin(), opened.end());
  EXPECT_EQ(opened, (std::vector<Day>{base::make_day(2012, 10, 1), base::make_day(2014, 9, 2)}));
}

TEST_F(NantesFolder, SwappedStrikeDatesAreProvedAndPutBack) {
  const Finding* swapped = find(town_->findings, "swapped-dates", "calculators/greves.csv");
  ASSERT_NE(swapped, nullptr);
  EXPECT_EQ(swapped->rows_affected, 60U);
  EXPECT_EQ(swapped->repair->undo.size(), 60U);
  EXPECT_NE(swapped->message.find("67 dates de grève sur 173"), std::string::npos) << swapped->message;
  EXPECT_NE(swapped->message.find("26 tombent un mercredi ou un week-end, 6 "), std::string::npos);
  EXPECT_NE(swapped->message.find("56 jours sont faux"), std::string::npos);
  EXPECT_EQ(count_of(town_->findings, "swapped-dates"), 1U) << "the corrected file and JJ/MM/AA stay green";
  EXPECT_EQ(find(town_->findings, "strike-files-differ"), nullptr);
}

TEST_F(NantesFolder, TheSwappedFileAloneGivesExactlyTheCorrectedDays) {
  const fs::path nantes = fs::path(PARVIS_SHARED_DIR) / "data/canteen/nantes";
  const fs::path copy = fs::temp_directory_path() / ("parvis-strikes-" + std::to_string(::getpid()));
  fs::create_directories(copy);
  fs::copy_file(nantes / "frequentation.csv", copy / "frequentation.csv",
                fs::copy_options::overwrite_existing);
  fs::copy_file(nantes / "calculators/greves.csv", copy / "greves.csv", fs::copy_options::overwrite_existing);
  const auto town = read_town_folder(copy);
  fs::remove_all(copy);
  ASSERT_TRUE(town) << town.error().message;
  const auto right = read_table(TableKind::strikes, nantes / "greves_dates_corrigees.csv");
  ASSERT_TRUE(right);
  std::set<Day> days;
  for (const auto& row : std::get<std::vector<StrikeRow>>(right->rows)) days.insert(row.day);
  EXPECT_EQ(days.size(), 173U);
  EXPECT_EQ(town->history.strikes, days);
}

TEST_F(NantesFolder, HolidaysFollowAttendance) {
  EXPECT_EQ(rows_of(town_->findings, "attended-holiday"), 27U) << "24 and three return days";
  EXPECT_EQ(rows_of(town_->findings, "phantom-school-day"), 25U) << "23, and 8 and 9 November 2012";
  EXPECT_EQ(rows_of(town_->findings, "summer-edge"), 3U);
  EXPECT_EQ(rows_of(town_->findings, "bridge-closed"), 7U);
  EXPECT_EQ(rows_of(town_->findings, "copied-rows", "calculators/vacances.csv"), 40U);
  const auto has = [&](const Day& first, const Day& last) {
    const auto& breaks = town_->history.breaks;
    return std::any_of(breaks.begin(), breaks.end(), [&](const auto& known) {
      return known.first == first && known.last == last && known.inferred;
    });
  };
  using base::make_day;
  EXPECT_TRUE(has(make_day(2016, 2, 6), make_day(2016, 2, 21)));
  EXPECT_TRUE(has(make_day(2016, 4, 2), make_day(2016, 4, 17)));
  EXPECT_TRUE(has(make_day(2017, 2, 11), make_day(2017, 2, 26)));
  EXPECT_TRUE(has(make_day(2017, 4, 8), make_day(2017, 4, 23)));
  EXPECT_TRUE(has(make_day(2012, 10, 27), make_day(2012, 11, 11)));
}

// 49 by the files' own holidays; the fiftieth is 28 April 2016, a strike day that both files call a holiday.
TEST_F(NantesFolder, HolesStayHoles) {
  EXPECT_EQ(rows_of(town_->findings, "missing-day"), 50U);
  EXPECT_TRUE(town_->holes.contains(base::make_day(2016, 4, 28)));
  EXPECT_TRUE(town_->holes.contains(base::make_day(2017, 3, 7)));
  EXPECT_EQ(std::count_if(town_->holes.begin(), town_->holes.end(),
                          [](const Day& day) {
                            return day.year() == std::chrono::year{2015} && day.month() == std::chrono::March;
                          }),
            18);
  EXPECT_EQ(rows_of(town_->findings, "uncounted-day"), 25U);
}

TEST_F(NantesFolder, PupilsAreAskedAndNeverCap) {
  EXPECT_EQ(rows_of(town_->findings, "pupils-jump"), 16U);
  EXPECT_NE(find(town_->findings, "pupils-jump")->message.find("1031"), std::string::npos);
  EXPECT_EQ(rows_of(town_->findings, "canteen-pupils-jump"), 8U);
  EXPECT_NE(find(town_->findings, "canteen-pupils-jump")->message.find("781"), std::string::npos);
  const Finding* above = find(town_->findings, "above-pupils");
  ASSERT_NE(above, nullptr);
  EXPECT_EQ(above->rows_affected, 2666U) << "2,677 with 11 on Wednesdays";
  EXPECT_NE(above->message.find("882"), std::string::npos) << above->message;
}

TEST_F(NantesFolder, WednesdaysAreAnotherService) {
  const Finding* wednesday = find(town_->findings, "wednesday");
  ASSERT_NE(wednesday, nullptr);
  EXPECT_EQ(wednesday->rows_affected, 804U);
  EXPECT_NE(wednesday->message.find("9 dates"), std::string::npos);
  constexpr int wednesday_number = 2;
  for (const auto& count : town_->history.counts) ASSERT_NE(base::weekday(count.day), wednesday_number);
}

TEST_F(NantesFolder, TwoLevelsAreNeverMixed) {
  const Finding* levels = find(town_->findings, "two-levels");
  ASSERT_NE(levels, nullptr);
  EXPECT_EQ(town_->history.city.size(), 783U);
  EXPECT_NE(levels->message.find("423 jours sur 758 (écart médian\u00A0: 133 repas)\u00A0; 25 jours"),
            std::string::npos)
      << levels->message;
}

TEST_F(NantesFolder, SuspectCountsAreAskedAndStay) {
  const Finding* copied = find(town_->findings, "order-copied");
  ASSERT_NE(copied, nullptr);
  EXPECT_EQ(copied->rows_affected, 3431U);
  EXPECT_NE(copied->message.find("131 fois 0"), std::string::npos);
  EXPECT_EQ(rows_of(town_->findings, "above-order"), 141U);
  EXPECT_EQ(rows_of(town_->findings, "below-order"), 319U);
  EXPECT_NE(find(town_->findings, "below-order")->message.find("139"), std::string::npos);
}

// 17 days tell a strike in any spelling («gréves», «grêve»); 15 in the usual ones.
TEST_F(NantesFolder, MenusOfTwoFiles) {
  const auto& found = town_->findings;
  EXPECT_EQ(rows_of(found, "line-break-in-dish"), 7U);
  EXPECT_EQ(rows_of(found, "alternatives", "menus_2011-2015.csv") +
                rows_of(found, "alternatives", "menus_2016-2019.csv"),
            559U);
  EXPECT_EQ(rows_of(found, "menu-as-served"), 17U);
  EXPECT_EQ(rows_of(found, "marks", "menus_2011-2015.csv"), 3U);
  EXPECT_TRUE(town_->history.menus.at(base::make_day(2015, 10, 8)).served_text);
  EXPECT_FALSE(town_->history.menus.contains(base::make_day(2030, 1, 1)));
}

TEST_F(NantesFolder, NothingIsAppliedWhenNothingIsAccepted) {
  TownFolderOptions options;
  options.accept = acceptance_of("none");
  const auto town = read_town_folder(fs::path(PARVIS_SHARED_DIR) / "data/canteen/nantes", options);
  ASSERT_TRUE(town);
  EXPECT_EQ(town->history.canteens.size(), 88U);
  EXPECT_EQ(town->history.strikes.size(), 173U + 56U) << "the swapped file beside the right ones";
  EXPECT_NE(find(town->findings, "strike-files-differ"), nullptr);
  EXPECT_TRUE(std::none_of(town->history.counts.begin(), town->history.counts.end(),
                           [](const MealCount& count) { return count.flag == CountFlag::closed; }));
}

// A town of two canteens on disk, file by file.
class SmallTown : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("parvis-town-" + std::to_string(::getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    write("sites.csv", "site_nom,site_type,cantine_nom,cantine_type\nA,E,A,E\nB,E,B,E\n");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  Result<TownFolder> read() { return read_town_folder(folder_); }
  fs::path folder_;
};

TEST_F(SmallTown, AnUnknownSchoolIsNamedWithItsRowAndTheRestIsKept) {
  write("comptages.csv",
        "date,site_nom,site_type,prevision,reel\n2024-01-08,A,E,10,9\n2024-01-08,INCONNUE,E,5,5\n");
  const auto town = read();
  ASSERT_TRUE(town) << town.error().message;
  const Finding* unknown = find(town->findings, "unknown-site");
  ASSERT_NE(unknown, nullptr);
  EXPECT_EQ(unknown->line, 3U);
  EXPECT_NE(unknown->message.find("Ligne 3"), std::string::npos);
  ASSERT_EQ(town->history.counts.size(), 1U);
  EXPECT_EQ(town->history.counts[0].eaten, 9);
}

TEST_F(SmallTown, TwoEncodingsInOneFolderAreReadAndTold) {
  write("comptages.csv",
        "date;site_nom;site_type;pr\xe9vision;r\xe9"
        "el\n08/01/2024;A;E;10;9\n");
  write("menus.csv", "Date,Rang,Plat\n08/01/2024,1,Pâté de légumes\n08/01/2024,2,Bœuf à l’ancienne\n");
  const auto town = read();
  ASSERT_TRUE(town) << town.error().message;
  EXPECT_NE(find(town->findings, "folder-encodings"), nullptr);
  ASSERT_EQ(town->history.counts.size(), 1U);
  const auto& menu = town->history.menus.at(base::make_day(2024, 1, 8));
  EXPECT_TRUE(menu.classes.test(static_cast<std::size_t>(DishClass::viande)));
}

TEST_F(SmallTown, AnEmptyFileAndAFileOfAnotherServiceAreRefusedByName) {
  write("comptages.csv", "date,site_nom,site_type,prevision,reel\n2024-01-08,A,E,10,9\n");
  write("vide.csv", "");
  write("entete.csv", "date,site_nom,site_type,prevision,reel\n");
  write("signalements.csv", "adresse,categorie,latitude\n1 rue X,nids de poule,47.2\n");
  const auto town = read();
  ASSERT_TRUE(town) << town.error().message;
  EXPECT_NE(find(town->findings, "source-error", "vide.csv"), nullptr);
  EXPECT_NE(find(town->findings, "empty-table", "entete.csv"), nullptr);
  EXPECT_NE(find(town->findings, "unknown-file", "signalements.csv"), nullptr);
  EXPECT_EQ(town->history.counts.size(), 1U);
}

TEST_F(SmallTown, ACanteenRenamedInMidYearKeepsItsHistory) {
  write("sites.csv",
        "site_nom,site_type,cantine_nom,cantine_type\nLES TILLEULS,E,LES TILLEULS,E\n"
        "JACQUES PREVERT TILLEULS,E,JACQUES PREVERT TILLEULS,E\nB,E,B,E\n");
  std::string text = "date,site_nom,site_type,prevision,reel\n";
  for (int week = 0; week < 8; ++week) {
    const std::string day = base::format_day(base::plus_days(base::make_day(2024, 1, 8), 7 * week));
    text += day + (week < 4 ? ",LES TILLEULS,E,60,55\n" : ",JACQUES PREVERT TILLEULS,E,60,55\n") + day +
            ",B,E,9,9\n";
  }
  write("comptages.csv", text);
  const auto town = read();
  ASSERT_TRUE(town) << town.error().message;
  ASSERT_NE(find(town->findings, "renamed-canteen"), nullptr);
  EXPECT_EQ(town->history.canteens.size(), 2U);
  EXPECT_EQ(std::count_if(town->history.counts.begin(), town->history.counts.end(),
                          [](const MealCount& count) { return count.eaten == 55; }),
            8);
  TownFolderOptions none;
  none.accept = acceptance_of("none");
  EXPECT_EQ(read_town_folder(folder_, none)->history.canteens.size(), 3U);
}

TEST_F(SmallTown, ACanteenClosedForWorksIsAskedWithItsDates) {
  for (const int weeks : {hole_to_ask_days - 1, hole_to_ask_days}) {
    std::string text = "date,site_nom,site_type,prevision,reel\n";
    for (int week = 0; week < weeks + 2; ++week) {
      const std::string day = base::format_day(base::plus_days(base::make_day(2024, 1, 8), 7 * week));
      text += day + ",B,E,9,9\n";
      if (week == 0 || week == weeks + 1) text += day + ",A,E,60,55\n";
    }
    write("comptages.csv", text);
    const auto town = read();
    ASSERT_TRUE(town) << town.error().message;
    const Finding* hole = find(town->findings, "canteen-hole");
    EXPECT_EQ(hole != nullptr, weeks == hole_to_ask_days);
    if (hole != nullptr) {
      EXPECT_NE(hole->message.find("du 2024-01-15"), std::string::npos) << hole->message;
    }
  }
}

TEST_F(SmallTown, AFolderWithoutCountsIsRefused) {
  const auto town = read();
  ASSERT_FALSE(town);
  EXPECT_EQ(town.error().code, "no-counts");
}

}  // namespace
}  // namespace parvis::canteen
