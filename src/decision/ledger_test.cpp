#include "decision/ledger.hpp"

#include <gmock/gmock.h>

#include "store/audit_log.hpp"
#include "store/contract_test.hpp"
#include "store/migrations.hpp"

namespace parvis::decision {
namespace {

using store::Backend;
using store::backend_of;

Decision proposal() {
  Decision decision;
  decision.use_case = "voirie";
  decision.kind = "classer";
  decision.subject = "street_report:1";
  decision.model = {"ab12", "street-full", "1", "linéaire", "openvino", "c0ffee"};
  decision.inputs = {{"photo:7", "00ff", "habitant", "non"}};
  decision.value = "VOI-NID";
  decision.label = "Nid-de-poule";
  decision.alternatives = {{"VOI-NID", "Nid-de-poule", 0.7}, {"VOI-FIS", "Fissure", 0.2}};
  decision.confidence = 0.7;
  decision.energy.uwh = 46.7;
  decision.energy.method = "estimé";
  decision.explanation = "D’après la photo.";
  return decision;
}

TEST(Wilson, GivesTheKnownInterval) {
  const auto p = wilson(10, 100);
  EXPECT_NEAR(p.low, 0.0552, 0.0001);
  EXPECT_NEAR(p.high, 0.1744, 0.0001);
  EXPECT_EQ(wilson(0, 0).high, 1);
}

TEST(BlindDraw, TakesAboutTheRateAndAlwaysTheSame) {
  int drawn = 0;
  for (int i = 0; i < 20'000; ++i) drawn += drawn_blind("id" + std::to_string(i), "key", 0.02) ? 1 : 0;
  EXPECT_NEAR(drawn, 400, 80);
  EXPECT_EQ(drawn_blind("id7", "key", 0.02), drawn_blind("id7", "key", 0.02));
  EXPECT_FALSE(drawn_blind("id7", "key", 0));
  EXPECT_TRUE(drawn_blind("id7", "key", 1));
}

class LedgerContract : public store::Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(store::migrate(database(), store::audit_migrations()));
    ASSERT_TRUE(store::migrate(database(), decision_migrations()));
    ledger_.emplace(database(), clock_, LedgerSettings{0.02, "secret"});
  }
  base::FixedClock clock_{base::from_millis(1'780'000'000'000)};
  std::optional<Ledger> ledger_;
};
PARVIS_ON_BOTH_DATABASES(LedgerContract);

TEST_P(LedgerContract, KeepsTheRecordAsItWas) {
  const auto recorded = ledger_->record(proposal());
  ASSERT_TRUE(recorded) << recorded.error().detail;
  const auto view = ledger_->view(recorded->id);
  ASSERT_TRUE(view);
  EXPECT_EQ(base::canonical_json(to_json(view->core)), base::canonical_json(to_json(*recorded)));
}

TEST_P(LedgerContract, G02TheCoreCannotBeChangedOrRemoved) {
  const auto recorded = ledger_->record(proposal());
  ASSERT_TRUE(recorded);
  EXPECT_FALSE(run("UPDATE decision SET value = 'x'"));
  EXPECT_FALSE(run("DELETE FROM decision"));
}

TEST_P(LedgerContract, FoldsWhatPeopleDid) {
  const auto id = ledger_->record(proposal())->id;
  ASSERT_TRUE(ledger_->human(id, {"accepté", "VOI-NID", "", "", 4.0, "regulation", "k"}));
  clock_.advance(std::chrono::minutes(1));
  ASSERT_TRUE(ledger_->human(id, {"modifié", "VOI-FIS", "", "", 9.0, "regulation", "k"}));
  ASSERT_TRUE(ledger_->outcome(id, {"VOI-FIS", "clôture"}));
  const auto view = ledger_->view(id);
  ASSERT_TRUE(view->human);
  EXPECT_EQ(view->human->action, "modifié");
  EXPECT_EQ(view->outcome->value, "VOI-FIS");
  EXPECT_EQ(view->events.size(), 3U);
}

TEST_P(LedgerContract, RefusesAnUnknownActionAndAnUnknownDecision) {
  const auto id = ledger_->record(proposal())->id;
  EXPECT_EQ(ledger_->human(id, {"peut-être", "", "", "", {}, "", ""}).error().kind, ErrorKind::invalid);
  EXPECT_EQ(ledger_->outcome("nobody", {"x", "y"}).error().kind, ErrorKind::not_found);
}

TEST_P(LedgerContract, G04AFailedWriteFailsTheSuggestion) {
  Decision decision = proposal();
  decision.id = ledger_->record(proposal())->id;
  EXPECT_FALSE(ledger_->record(decision));
}

TEST_P(LedgerContract, ShowsNoFigureUnderThirty) {
  for (int i = 0; i < 29; ++i)
    ASSERT_TRUE(
        ledger_->human(ledger_->record(proposal())->id, {"accepté", "VOI-NID", "", "", 1.0, "r", "k"}));
  const auto from = clock_.now() - std::chrono::hours(1);
  const auto to = clock_.now() + std::chrono::hours(1);
  EXPECT_FALSE(ledger_->figures("voirie", from, to)->override_rate);
  ASSERT_TRUE(ledger_->human(ledger_->record(proposal())->id, {"refusé", "", "", "", 5.0, "r", "k"}));
  const auto figures = ledger_->figures("voirie", from, to);
  ASSERT_TRUE(figures->override_rate);
  EXPECT_EQ(figures->override_rate->hits, 1);
  EXPECT_EQ(figures->override_rate->n, 30);
  EXPECT_NEAR(*figures->uwh_per_decision, 46.7, 1e-9);
}

TEST_P(LedgerContract, G03ReplaySaysWhatIsMissing) {
  const auto id = ledger_->record(proposal())->id;
  const auto without = ledger_->replay(id);
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->identical);
  EXPECT_EQ(without->missing.size(), 1U);
  ledger_->replay_with("voirie", [](const Decision& core) -> Result<ReplayResult> {
    return ReplayResult{true, {}, core.alternatives};
  });
  EXPECT_TRUE(ledger_->replay(id)->identical);
}

}  // namespace
}  // namespace parvis::decision
