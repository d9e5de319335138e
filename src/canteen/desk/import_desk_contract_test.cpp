#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "canteen/desk/import_desk.hpp"
#include "canteen/test_canteen.hpp"

namespace parvis::canteen {
namespace {

using testing::HasSubstr;

constexpr std::string_view header = "date;site;prevision;reel\n";

class ImportDesks : public CanteenContract {
 protected:
  void SetUp() override {
    CanteenContract::SetUp();
    if (IsSkipped()) return;
    imports_ = std::make_unique<ImportDesk>(*context_);
  }
  ImportedFile drop(const std::string& text, const std::string& kind = "counts") {
    const auto path = test_database().folder() / ("fichier-" + std::to_string(++files_sent_) + ".csv");
    std::ofstream(path) << text;
    auto file = imports_->receive("comptages.csv", path, kind, "agent");
    EXPECT_TRUE(file) << file.error().message;
    const Status read = imports_->read(file->id);
    EXPECT_TRUE(read) << read.error().message;
    return *imports_->find(file->id);
  }
  ImportedFile accept(const ImportedFile& file, const std::vector<std::string>& repairs = {}) {
    auto done = imports_->accept(file.id, repairs, file.version, "agent");
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(file);
  }
  static std::int64_t diff(const ImportedFile& file, std::string_view what) {
    return file.report.at("diff").as_object().at(what).to_number<std::int64_t>();
  }
  std::optional<StoredCount> count(const std::string& canteen_id, const Day& day) {
    return *database().read([&](store::Session& session) {
      return CountStore::find(session, canteen_id, std::string(midday), day);
    });
  }
  std::size_t canteens() {
    return database().read([](store::Session& session) { return CanteenStore::canteens(session); })->size();
  }

  const Day monday_ = base::make_day(2025, 9, 8);
  std::unique_ptr<ImportDesk> imports_;
  int files_sent_ = 0;
};
PARVIS_ON_BOTH_DATABASES(ImportDesks);

TEST_P(ImportDesks, NothingIsWrittenBeforeItIsAccepted) {
  const ImportedFile file = drop(std::string(header) + "2025-09-08;A;90;82\n2025-09-09;A;91;80\n");
  EXPECT_EQ(file.state, "lu") << base::json::serialize(file.report);
  EXPECT_EQ(diff(file, "added"), 2);
  EXPECT_FALSE(count(ids_[0], monday_));
  const ImportedFile accepted = accept(file);
  EXPECT_EQ(accepted.state, "accepte");
  EXPECT_EQ(count(ids_[0], monday_)->eaten, 82);
  EXPECT_EQ(count(ids_[0], monday_)->source, file.id);
  EXPECT_EQ(imports_->accept(file.id, {}, accepted.version, "agent").error().code, "state");
}

TEST_P(ImportDesks, TheSameFileTwiceChangesNothing) {
  const std::string text = std::string(header) + "2025-09-08;A;90;82\n";
  accept(drop(text));
  const ImportedFile again = accept(drop(text));
  EXPECT_EQ(diff(again, "added"), 0);
  EXPECT_EQ(diff(again, "changed"), 0);
  EXPECT_EQ(diff(again, "same"), 1);
  EXPECT_EQ(count(ids_[0], monday_)->version, 1);
}

TEST_P(ImportDesks, ACorrectedFileReplacesItsRowsAndIsTakenBack) {
  accept(drop(std::string(header) + "2025-09-08;A;90;82\n"));
  const ImportedFile corrected =
      accept(drop(std::string(header) + "2025-09-08;A;90;84\n2025-09-09;A;90;81\n"));
  EXPECT_EQ(diff(corrected, "changed"), 1);
  EXPECT_EQ(diff(corrected, "added"), 1);
  EXPECT_EQ(count(ids_[0], monday_)->eaten, 84);
  const auto undone = imports_->undo(corrected.id, corrected.version, "agent");
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->state, "annule");
  EXPECT_EQ(count(ids_[0], monday_)->eaten, 82);
  EXPECT_FALSE(count(ids_[0], base::make_day(2025, 9, 9)));
}

TEST_P(ImportDesks, UnknownNamesBecomeCanteensOnlyWhenAccepted) {
  const std::string text = std::string(header) + "2025-09-08;INCONNUE;90;82\n";
  const ImportedFile file = drop(text);
  EXPECT_THAT(base::json::serialize(file.report), HasSubstr("unknown-sites"));
  accept(file);
  EXPECT_EQ(canteens(), 2U);
  const ImportedFile again = drop(text);
  const ImportedFile created = accept(again, {"nouvelles-cantines:comptages.csv"});
  EXPECT_EQ(canteens(), 3U);
  EXPECT_EQ(diff(created, "added"), 1);
  ASSERT_TRUE(imports_->undo(created.id, created.version, "agent"));
  EXPECT_EQ(canteens(), 2U);
}

TEST_P(ImportDesks, AnOldVersionLoses) {
  const ImportedFile file = drop(std::string(header) + "2025-09-08;A;90;82\n");
  EXPECT_EQ(imports_->accept(file.id, {}, file.version - 1, "agent").error().code, "version");
  EXPECT_FALSE(count(ids_[0], monday_));
}

TEST_P(ImportDesks, AFileThatCannotBeReadIsRefusedWithItsReason) {
  const ImportedFile file = drop("a;b\n1;2\n");
  EXPECT_EQ(file.state, "refuse");
  EXPECT_FALSE(base::text_or(file.report, "error").empty());
  const auto path = test_database().folder() / "x.csv";
  std::ofstream(path) << "a\n";
  EXPECT_EQ(imports_->receive("x.csv", path, "weighings", "agent").error().code, "kind");
}

TEST_P(ImportDesks, HolidaysStrikesAndMenusComeAndGo) {
  const ImportedFile menus =
      accept(drop("date;rang;plat\n2025-09-08;1;Carottes râpées\n2025-09-08;2;Poisson pané\n", "menus"));
  EXPECT_EQ(diff(menus, "added"), 1);
  const ImportedFile strikes = accept(drop("date;greve\n2025-09-18;1\n", "strikes"));
  EXPECT_EQ(diff(strikes, "added"), 1) << base::json::serialize(strikes.report);
  EXPECT_FALSE(ask("SELECT day FROM canteen_strike WHERE day = '2025-09-18'")->empty());
  ASSERT_TRUE(imports_->undo(strikes.id, strikes.version, "agent"));
  EXPECT_TRUE(ask("SELECT day FROM canteen_strike")->empty());
  ASSERT_TRUE(imports_->undo(menus.id, menus.version, "agent"));
  EXPECT_TRUE(ask("SELECT day FROM canteen_dish")->empty());
}

}  // namespace
}  // namespace parvis::canteen
