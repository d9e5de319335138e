#include <gmock/gmock.h>

#include "base/file.hpp"
#include "grants/publication/publication_desk.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"

namespace parvis::grants {
namespace {

using store::Backend;
using store::backend_of;
using testing::HasSubstr;

std::string line(std::string_view act, std::string_view name, std::string_view amount) {
  return "Sainte-Aubaine,23350001600040,2025-06-27," + std::string(act) + "," + std::string(name) +
         ",38047555800058,,Animations," + std::string(amount) +
         ",aide en numéraire,unique,2025-07-01,,non,1.00,\n";
}

std::string file_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string_view column : scdl_columns) text += std::string(column) + ",";
  text.back() = '\n';
  for (const std::string& one : lines) text += one;
  return text;
}

class PublicationContract : public store::Contract {
 protected:
  void SetUp() override {
    store::Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = grants_migrations();
    for (auto& step : store::audit_migrations()) migrations.push_back(step);
    for (auto& step : decision::decision_migrations()) migrations.push_back(step);
    ASSERT_TRUE(store::migrate(database(), migrations));
    files_ = std::make_unique<store::FileBlobStore>(test_database().folder() / "files");
    ledger_ = std::make_unique<decision::Ledger>(database(), clock_, decision::LedgerSettings{0, "key"});
    context_ = std::unique_ptr<GrantsContext>(
        new GrantsContext{database(), *files_, ledger_.get(), nullptr, clock_});
    context_->rules = *parse_rules(*base::read_file(PARVIS_SOURCE_DIR "/reference/grants/rules.json"));
    desk_ = std::make_unique<PublicationDesk>(*context_, [this](std::string_view csv) {
      checked_ = csv;
      return Result<std::vector<std::string>>(errors_);
    });
  }
  PublicationDesk& desk() { return *desk_; }

  base::FixedClock clock_{base::from_millis(1'767'000'000'000)};
  std::unique_ptr<store::FileBlobStore> files_;
  std::unique_ptr<decision::Ledger> ledger_;
  std::unique_ptr<GrantsContext> context_;
  std::unique_ptr<PublicationDesk> desk_;
  std::string checked_;
  std::vector<std::string> errors_;
};
PARVIS_ON_BOTH_DATABASES(PublicationContract);

TEST_P(PublicationContract, GoodRowsEnterTheBasketAndBadOnesAreNamed) {
  const auto taken = desk().take(
      "dons.csv", file_of({line("1", "A", "30000"), line("2", "B", "trop"), line("3", "C", "40000")}),
      "agent");
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->added, 2U);
  ASSERT_EQ(taken->refused.size(), 1U);
  EXPECT_EQ(taken->refused[0].row, 3);
  EXPECT_EQ(taken->refused[0].faults[0].column, "montant");
  EXPECT_TRUE(ledger_->view(taken->decision_id));
  EXPECT_EQ(desk().year(2025)->publishable, 2U);
}

TEST_P(PublicationContract, TheSameFileTwiceAddsNothing) {
  const std::string file = file_of({line("1", "A", "30000"), line("1", "A", "30000")});
  ASSERT_TRUE(desk().take("a.csv", file, "agent"));
  const auto again = desk().take("a.csv", file, "agent");
  EXPECT_EQ(again->added, 0U);
  EXPECT_EQ(desk().year(2025)->rows.size(), 2U);
  EXPECT_EQ(desk().year(2025)->waiting, 2U);  // twins
}

TEST_P(PublicationContract, AVersionIsPublishedOnceAndSaysWhatChanged) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "30000")}), "agent"));
  const auto first = desk().publish(2025, "agent");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->version, 1);
  EXPECT_EQ(*files_->read(first->csv_sha256), checked_);
  EXPECT_EQ(desk().publish(2025, "agent").error().code, "nothing_changed");
  ASSERT_TRUE(desk().take("b.csv", file_of({line("1", "A", "31000"), line("9", "D", "50000")}), "agent"));
  const auto second = desk().publish(2025, "agent");
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->version, 2);
  EXPECT_EQ(second->changes.size(), 2U);
  EXPECT_EQ(desk().standing(2025, 1)->csv_sha256, first->csv_sha256);
  EXPECT_EQ(second->passport.at("colour"), "vert");
}

TEST_P(PublicationContract, ASingleErrorOfTheCheckerCancels) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "30000")}), "agent"));
  errors_ = {"ligne 2, montant"};
  const auto made = desk().publish(2025, "agent");
  EXPECT_EQ(made.error().code, "not_valid");
  EXPECT_THAT(made.error().message, HasSubstr("ligne 2, montant"));
  EXPECT_EQ(desk().standing(2025).error().kind, ErrorKind::not_found);
}

TEST_P(PublicationContract, AHeldRowWaitsForAPersonAndAnOldAnswerLoses) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "Mme Exemple", "30000")}), "agent"));
  EXPECT_EQ(desk().publish(2025, "agent").error().code, "nothing_to_publish");
  const auto row = desk().year(2025)->rows[0].basket;
  const RowAnswer release{RowAnswer::Kind::release, Hold::natural_person, "", row.version};
  ASSERT_TRUE(desk().answer(row.id, release, "agent"));
  EXPECT_EQ(desk().answer(row.id, release, "other").error().kind, ErrorKind::conflict);
  EXPECT_TRUE(desk().publish(2025, "agent"));
  const RowAnswer silent{RowAnswer::Kind::exclude, Hold::formula, "", row.version + 1};
  EXPECT_EQ(desk().answer(row.id, silent, "agent").error().code, "why");
}

TEST_P(PublicationContract, AWithdrawnVersionKeepsItsReason) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "30000")}), "agent"));
  ASSERT_TRUE(desk().publish(2025, "agent"));
  EXPECT_EQ(desk().withdraw(2025, 1, "", "agent").error().code, "why");
  ASSERT_TRUE(desk().withdraw(2025, 1, "Erreur de montant", "agent"));
  const auto gone = desk().standing(2025, 1);
  EXPECT_EQ(gone.error().code, "withdrawn");
  EXPECT_THAT(gone.error().message, HasSubstr("Erreur de montant"));
  EXPECT_EQ(desk().publish(2025, "agent")->version, 2);  // the same rows may be published again
}

TEST_P(PublicationContract, TheScopeDecidesWhatIsBelowTheThreshold) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "500")}), "agent"));
  EXPECT_EQ(desk().year(2025)->below, 1U);
  ASSERT_TRUE(desk().set_scope(Scope::all, "agent"));
  EXPECT_EQ(desk().year(2025)->publishable, 1U);
}

}  // namespace
}  // namespace parvis::grants
