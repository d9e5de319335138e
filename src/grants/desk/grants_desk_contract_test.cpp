#include <gmock/gmock.h>

#include "grants/desk/pair_desk.hpp"
#include "grants/desk/repair_desk.hpp"
#include "grants/test_grants.hpp"

namespace parvis::grants {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view header =
    "nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;objet;"
    "montant;"
    "nature;conditionsVersement;datesPeriodeVersement;notificationUE;pourcentageSubvention\n";

std::string line(std::string_view act, std::string_view name, std::string_view title, std::string_view amount,
                 std::string_view day = "27/06/2025") {
  return "Sainte-Aubaine;23350001600040;" + std::string(day) + ";" + std::string(act) + ";" +
         std::string(name) + ";38047555800058;" + std::string(title) + ";" + std::string(amount) +
         ";aide en numéraire;unique;2025-07-01;non;1.00\n";
}

class GrantsDesks : public GrantsContract {
 protected:
  void SetUp() override {
    GrantsContract::SetUp();
    if (IsSkipped()) return;
    publication_ = std::make_unique<PublicationDesk>(*context_, [](std::string_view) {
      return Result<std::vector<std::string>>(std::vector<std::string>{});
    });
    repair_ = std::make_unique<RepairDesk>(*context_, schemas_, *publication_);
    auto pairs = PairDesk::make(*context_, *repair_);
    ASSERT_TRUE(pairs) << pairs.error().message;
    pairs_ = std::move(*pairs);
  }

  TableFile drop(const std::string& text) {
    auto file = repair_->drop("dons.csv", text, "scdl/subventions", "agent");
    EXPECT_TRUE(file) << file.error().message;
    return *file;
  }
  static std::int64_t publishable(const TableFile& file) {
    return base::integer_or(file.summary, "publishable_rows", -1);
  }

  SchemaShelf schemas_;
  std::unique_ptr<PublicationDesk> publication_;
  std::unique_ptr<RepairDesk> repair_;
  std::unique_ptr<PairDesk> pairs_;
};
PARVIS_ON_BOTH_DATABASES(GrantsDesks);

TEST_P(GrantsDesks, ADroppedFileIsRepairedAndEachRuleIsRecorded) {
  const TableFile file = drop(std::string(header) + line("1", "A", "Théâtre", "1 500,50 €"));
  EXPECT_EQ(publishable(file), 1) << base::json::serialize(file.summary);
  const auto decisions = repair_->decisions(file.id);
  ASSERT_TRUE(decisions);
  EXPECT_FALSE(decisions->empty());
  for (const auto& [batch, id] : *decisions) EXPECT_TRUE(ledger_->view(id)) << batch;
  const auto csv = repair_->output(file.id, "publiable.csv");
  ASSERT_TRUE(csv);
  EXPECT_THAT(*csv, HasSubstr("2025-06-27"));
  EXPECT_THAT(*csv, HasSubstr("1500.50"));
  EXPECT_EQ(repair_->output(file.id, "secret.csv").error().kind, ErrorKind::not_found);
}

TEST_P(GrantsDesks, AnOldVersionLosesAndNothingIsHalfDone) {
  const TableFile file = drop(std::string(header) + line("1", "A", "Théâtre", "1500"));
  const auto undo = *base::parse_json_object(R"({"undo":["all"]})");
  const auto undone = repair_->answer(file.id, file.version, undo, "agent");
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->version, 2);
  EXPECT_EQ(publishable(*undone), 0);
  EXPECT_EQ(repair_->answer(file.id, file.version, undo, "other").error().kind, ErrorKind::conflict);
  const auto wrong = *base::parse_json_object(R"({"values":[{"row":2,"field":"montant","value":"7"},
                                                            {"row":999,"field":"montant","value":"7"}]})");
  EXPECT_FALSE(repair_->answer(file.id, 2, wrong, "agent"));
  const auto rows = repair_->rows(file.id, {});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_THAT((*rows)[0].after, Not(testing::Contains("7")));
}

TEST_P(GrantsDesks, AnotherServerGoesOnFromSourceAndJournal) {
  const TableFile file = drop(std::string(header) + line("1", "A", "Théâtre", "1500"));
  const auto before = repair_->output(file.id, "publiable.csv");
  RepairDesk other(*context_, schemas_, *publication_);
  const auto after = other.output(file.id, "publiable.csv");
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(*before, *after);
}

TEST_P(GrantsDesks, PublishableRowsGoToTheBasket) {
  const TableFile file = drop(std::string(header) + line("1", "A", "Théâtre", "30000"));
  const auto taken = repair_->send(file.id, file.version, "agent");
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->added, 1U);
  EXPECT_EQ(publication_->year(2025)->publishable, 1U);
  EXPECT_TRUE(repair_->file(file.id)->sent_at);
  EXPECT_EQ(repair_->send(file.id, file.version, "agent").error().kind, ErrorKind::conflict);
}

TEST_P(GrantsDesks, AnswersReachTheRecordOfTheirRule) {
  const TableFile file = drop(std::string(header) + line("1", "A", "Théâtre", "1500"));
  const auto undo = *base::parse_json_object(R"({"undo":["column:dateConvention"]})");
  ASSERT_TRUE(repair_->answer(file.id, file.version, undo, "agent"));
  std::size_t refused = 0;
  const auto decisions = *repair_->decisions(file.id);
  for (const auto& [batch, id] : decisions) {
    const auto view = ledger_->view(id);
    if (view && view->human && view->human->action == "refusé") ++refused;
  }
  EXPECT_GE(refused, 1U);
}

TEST_P(GrantsDesks, AlikeRequestsWaitForAnAnswerThatHolds) {
  const std::string twice = std::string(header) +
                            line("1", "Les Amis du Théâtre", "Festival des arts de la rue", "5000") +
                            line("2", "Les Amis du Théâtre", "Festival des arts de la rue", "5000") +
                            line("3", "Boxing club", "Achat de gants", "800");
  const TableFile file = drop(twice);
  const auto compared = pairs_->compare(file.id, "agent");
  ASSERT_TRUE(compared) << compared.error().message;
  EXPECT_EQ(compared->rows, 3U);
  EXPECT_EQ(compared->pairs, 1U);
  const auto list = pairs_->list({});
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  const StoredPair pair = (*list)[0];
  EXPECT_FALSE(pair.reasons.empty());
  EXPECT_TRUE(ledger_->view(pair.decision_id));

  PairAnswerGiven given;
  given.answer = PairAnswer::different;
  given.why = "deux éditions";
  given.version = pair.version;
  ASSERT_TRUE(pairs_->answer(pair.id, given, "agent", "subventions"));
  EXPECT_EQ(pairs_->answer(pair.id, given, "other", "subventions").error().kind, ErrorKind::conflict);
  EXPECT_EQ(ledger_->view(pair.decision_id)->human->action, "refusé");
  EXPECT_EQ(*pairs_->waiting(), 0);

  const auto again = pairs_->compare(file.id, "agent");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->pairs, 0U);
  EXPECT_EQ(again->settled, 1U);
}

TEST_P(GrantsDesks, APairComesBackWhenOneOfItsRequestsChanges) {
  const TableFile file =
      drop(std::string(header) + line("1", "Les Amis du Théâtre", "Festival des arts de la rue", "5000") +
           line("2", "Les Amis du Théâtre", "Festival des arts de la rue", "5000"));
  ASSERT_TRUE(pairs_->compare(file.id, "agent"));
  const StoredPair pair = (*pairs_->list({}))[0];
  PairAnswerGiven given;
  given.answer = PairAnswer::different;
  given.version = pair.version;
  ASSERT_TRUE(pairs_->answer(pair.id, given, "agent", "subventions"));
  const auto change = *base::parse_json_object(R"({"values":[{"row":2,"field":"montant","value":"5100"}]})");
  ASSERT_TRUE(repair_->answer(file.id, file.version, change, "agent"));
  const auto again = pairs_->compare(file.id, "agent");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->settled, 0U);
  EXPECT_EQ(*pairs_->waiting(), 1);
}

}  // namespace
}  // namespace parvis::grants
