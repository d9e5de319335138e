#include <gmock/gmock.h>

#include "grants/publication/publication_desk.hpp"
#include "grants/test_grants.hpp"

namespace parvis::grants {
namespace {

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

class PublicationContract : public GrantsContract {
 protected:
  void SetUp() override {
    GrantsContract::SetUp();
    if (IsSkipped()) return;
    desk_ = std::make_unique<PublicationDesk>(*context_, [this](std::string_view csv) {
      checked_ = csv;
      return Result<std::vector<std::string>>(errors_);
    });
  }
  PublicationDesk& desk() { return *desk_; }

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

TEST_P(PublicationContract, ThePassportSaysWhatComesLateAndWhoIsNamed) {
  const auto colour_of = [](const Publication& made, std::string_view check) {
    for (const auto& item : made.passport.at("checks").as_array()) {
      if (base::text_or(item.as_object(), "check") == check) return base::text_or(item.as_object(), "colour");
    }
    return std::string();
  };
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "30000")}), "agent"));
  const auto in_time = desk().publish(2025, "agent");
  ASSERT_TRUE(in_time) << in_time.error().message;
  EXPECT_EQ(colour_of(*in_time, "fraîcheur"), "vert");
  clock_.advance(std::chrono::hours{24 * 100});  // past 27 September
  ASSERT_TRUE(desk().take("b.csv", file_of({line("2", "Mme Exemple", "30000")}), "agent"));
  const auto year = desk().year(2025);
  ASSERT_TRUE(year);
  for (const YearRow& row : year->rows) {
    if (row.judged.holds.empty()) continue;
    ASSERT_TRUE(desk().answer(
        row.basket.id, {RowAnswer::Kind::release, row.judged.holds[0], "", row.basket.version}, "agent"));
  }
  const auto late = desk().publish(2025, "agent");
  ASSERT_TRUE(late) << late.error().message;
  EXPECT_EQ(colour_of(*late, "fraîcheur"), "orange");
  EXPECT_EQ(colour_of(*late, "données personnelles"), "orange");
  EXPECT_EQ(late->passport.at("colour"), "orange");
}

TEST_P(PublicationContract, TheScopeDecidesWhatIsBelowTheThreshold) {
  ASSERT_TRUE(desk().take("a.csv", file_of({line("1", "A", "500")}), "agent"));
  EXPECT_EQ(desk().year(2025)->below, 1U);
  ASSERT_TRUE(desk().set_scope(Scope::all, "agent"));
  EXPECT_EQ(desk().year(2025)->publishable, 1U);
}

}  // namespace
}  // namespace parvis::grants
