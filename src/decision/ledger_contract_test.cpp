#include "base/hashing.hpp"
#include "decision/ledger.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"

namespace parvis::decision {
namespace {

using store::Backend;
using store::backend_of;

class LedgerOn : public store::Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = store::audit_migrations();
    for (auto& one : decision_migrations()) migrations.push_back(one);
    ASSERT_TRUE(store::migrate(database(), migrations));
    ledger_.emplace(database(), clock_, LedgerSettings{0.02, "key"});
  }
  Decision sample() const {
    Decision decision;
    decision.use_case = "voirie";
    decision.kind = "classer";
    decision.subject = "street_report:1";
    decision.model = {std::string(64, 'a'), "rue", "1", "linéaire", "openvino", "abc"};
    decision.inputs = {{"photo:1", std::string(64, 'b'), "habitant", "personnelle"}};
    decision.value = "nids-de-poule";
    decision.label = "Nid-de-poule";
    decision.alternatives = {{"nids-de-poule", "Nid-de-poule", 0.8}, {"trottoir", "Trottoir", 0.1}};
    decision.energy = {46.7, "estimé", 40'000'000, "any-12w"};
    decision.explanation_method = "fusion";
    decision.factors = {{"photo", "trou", 1, 0.5}};
    decision.confidence = 0.8;
    decision.explanation = "D’après la photo.";
    return decision;
  }
  base::FixedClock clock_{*base::parse_instant("2026-06-01T09:00:00Z")};
  std::optional<Ledger> ledger_;
};

TEST_P(LedgerOn, KeepsWhatWasRecorded) {
  const auto recorded = ledger_->record(sample());
  ASSERT_TRUE(recorded);
  const auto view = ledger_->view(recorded->id);
  ASSERT_TRUE(view);
  EXPECT_EQ(base::canonical_json(to_json(view->core)), base::canonical_json(to_json(*recorded)));
  EXPECT_LE(base::canonical_json(to_json(view->core)).size(), 1536U);
}

// Whatever the statement, the core and its events stay as they were written.
TEST_P(LedgerOn, G02TheCoreCannotBeChangedOrRemoved) {
  const auto recorded = ledger_->record(sample());
  ASSERT_TRUE(recorded);
  ASSERT_TRUE(ledger_->human(recorded->id, {"accepté", "nids-de-poule", {}, {}, 3.0, "regulation", {}}));
  for (const std::string table : {"decision", "decision_event"}) {
    EXPECT_FALSE(run("UPDATE " + table + " SET body = '{}'"));
    EXPECT_FALSE(run("UPDATE " + table + " SET at = at + 1"));
    EXPECT_FALSE(run("DELETE FROM " + table));
    EXPECT_FALSE(run(
        {"INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table, "TRUNCATE " + table + " CASCADE"}));
  }
  EXPECT_TRUE(ledger_->view(recorded->id)->human);
}

TEST_P(LedgerOn, TheViewIsTheFoldOfItsEvents) {
  const auto id = ledger_->record(sample())->id;
  ASSERT_TRUE(ledger_->human(id, {"accepté", "nids-de-poule", {}, {}, 4.0, "regulation", "k"}));
  clock_.advance(std::chrono::minutes(1));
  for (const char* action : {"ignoré", "refusé", "modifié"})
    ASSERT_TRUE(ledger_->human(id, {action, "trottoir", {}, {}, {}, {}, {}}));
  ASSERT_TRUE(ledger_->outcome(id, {"trottoir", "clôture"}));
  ASSERT_TRUE(ledger_->appeal(id, {"ouvert", ""}));
  ASSERT_TRUE(ledger_->appeal(id, {"répondu", "suggestion retirée"}));
  const auto view = ledger_->view(id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->human->action, "modifié") << "the last word counts, within one millisecond too";
  EXPECT_EQ(view->outcome->value, "trottoir");
  EXPECT_EQ(view->appeal->state, "répondu");
  EXPECT_EQ(view->events.size(), 7U);
  EXPECT_EQ(ledger_->human(id, {"approuvé", {}, {}, {}, {}, {}, {}}).error().kind, ErrorKind::invalid);
  EXPECT_EQ(ledger_->outcome("inconnue", {}).error().kind, ErrorKind::not_found);
}

// A record is what makes a suggestion: without the row there is no id to show it by.
TEST_P(LedgerOn, G01WhatIsRecordedHasAnIdThatLeadsToIt) {
  const auto one = ledger_->record(sample()), other = ledger_->record(sample());
  ASSERT_TRUE(one && other);
  EXPECT_FALSE(one->id.empty());
  EXPECT_NE(one->id, other->id);
  EXPECT_EQ(ledger_->view(one->id)->core.value, "nids-de-poule");
  EXPECT_EQ(one->at, clock_.now());
}

// Without its record there is no suggestion to show.
TEST_P(LedgerOn, G04AFailedWriteFailsTheSuggestion) {
  Decision twice = sample();
  twice.id = ledger_->record(sample())->id;
  EXPECT_FALSE(ledger_->record(twice)) << "an id is used once";
  ASSERT_TRUE(run("ALTER TABLE decision RENAME TO decision_gone"));
  EXPECT_FALSE(ledger_->record(sample()));
}

TEST_P(LedgerOn, FiguresAppearFromThirtyCases) {
  const auto from = clock_.now(), to = from + std::chrono::hours(1);
  for (int i = 0; i < 29; ++i) {
    const auto decision = ledger_->record(sample(), false);
    ASSERT_TRUE(ledger_->human(decision->id, {i < 4   ? "refusé"
                                              : i < 9 ? "modifié"
                                                      : "accepté",
                                              i < 9 ? "trottoir" : "nids-de-poule",
                                              {},
                                              {},
                                              i < 12 ? 1.0 : 5.0,
                                              {},
                                              {}}));
    ASSERT_TRUE(ledger_->outcome(decision->id, {i < 6 ? "trottoir" : "nids-de-poule", "clôture"}));
  }
  EXPECT_FALSE(ledger_->figures("voirie", from, to)->override_rate);
  const auto decision = ledger_->record(sample(), false);
  ASSERT_TRUE(ledger_->human(decision->id, {"accepté", "nids-de-poule", {}, {}, 5.0, {}, {}}));
  ASSERT_TRUE(ledger_->outcome(decision->id, {"nids-de-poule", "clôture"}));
  const auto figures = ledger_->figures("voirie", from, to);
  ASSERT_TRUE(figures && figures->override_rate && figures->right_outcome && figures->coverage &&
              figures->median_seconds);
  EXPECT_DOUBLE_EQ(figures->override_rate->value, 0.3);
  EXPECT_DOUBLE_EQ(figures->right_outcome->value, 0.8);
  EXPECT_DOUBLE_EQ(figures->coverage->value, 1);
  EXPECT_DOUBLE_EQ(*figures->median_seconds, 5);
  EXPECT_DOUBLE_EQ(*figures->uwh_per_decision, 46.7);
  EXPECT_FALSE(figures->blind_agreement);
  EXPECT_FALSE(figures->reflex) << "21 accepted only";
}

// The same output, another one, or what is missing.
TEST_P(LedgerOn, G03ReplaysOrSaysWhatIsMissing) {
  const auto id = ledger_->record(sample())->id;
  const auto without = ledger_->replay(id);
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->identical);
  EXPECT_EQ(without->missing.size(), 1U);
  ledger_->replay_with("voirie", [](const Decision& decision) -> Result<ReplayResult> {
    return ReplayResult{true, {}, decision.alternatives};
  });
  EXPECT_TRUE(ledger_->replay(id)->identical);
  EXPECT_EQ(ledger_->replay("inconnue").error().kind, ErrorKind::not_found);
}

TEST_P(LedgerOn, EachStepStandsInTheAuditLog) {
  const auto id = ledger_->record(sample())->id;
  ASSERT_TRUE(ledger_->outcome(id, {"trottoir", "clôture"}));
  const auto lines = database().read([](store::Session& session) { return store::audit_lines(session, 0); });
  ASSERT_EQ(lines->size(), 3U);
  EXPECT_NE((*lines)[1].find("decision.recorded"), std::string::npos);
  EXPECT_NE((*lines)[2].find("decision.outcome"), std::string::npos);
}

TEST_P(LedgerOn, G05TheDrawIsThatOfTheIdUnlessUrgent) {
  Ledger all(database(), clock_, LedgerSettings{1, "key"});
  EXPECT_TRUE(all.record(sample())->blind);
  EXPECT_FALSE(all.record(sample(), false)->blind);
  for (int i = 0; i < 50; ++i) {
    const auto recorded = ledger_->record(sample());
    EXPECT_EQ(recorded->blind, ledger_->drawn(recorded->id));
  }
}

TEST_P(LedgerOn, ListsIdsInTheOrderOfTheirMaking) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    made.push_back(ledger_->record(sample())->id);
    clock_.advance(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(*ledger_->ids(""), made);
  EXPECT_EQ(*ledger_->ids(made[1], 2), (std::vector<std::string>{made[2], made[3]}));
  EXPECT_TRUE(ledger_->ids(made[4])->empty());
}

TEST_P(LedgerOn, KeepsMaterialsByTheirDigest) {
  const auto sha = ledger_->materials().keep("{\"seuil\":0.4}");
  ASSERT_TRUE(sha);
  EXPECT_EQ(*sha, base::sha256_hex("{\"seuil\":0.4}"));
  Materials another_process(database(), clock_);
  EXPECT_EQ(*another_process.keep("{\"seuil\":0.4}"), *sha);
  EXPECT_EQ(*another_process.text(*sha), "{\"seuil\":0.4}");
  EXPECT_EQ((*ask("SELECT count(*) AS n FROM decision_material"))[0].integer("n"), 1);
  EXPECT_EQ(another_process.text(std::string(64, 'a')).error().code, "material_unknown");
  EXPECT_FALSE(run("UPDATE decision_material SET body = 'x'"));
  EXPECT_FALSE(run("DELETE FROM decision_material"));
  EXPECT_FALSE(run({"INSERT OR REPLACE INTO decision_material SELECT * FROM decision_material",
                    "TRUNCATE decision_material"}));
}

PARVIS_ON_BOTH_DATABASES(LedgerOn);

// About two in a hundred, the same again with the same key, others with another.
TEST(BlindDraw, G05IsAKeyedHashOfTheId) {
  int drawn = 0, both = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string id = "id " + std::to_string(i);
    const bool one = drawn_blind(id, "key", 0.02);
    EXPECT_EQ(one, drawn_blind(id, "key", 0.02));
    drawn += one;
    both += one && drawn_blind(id, "other", 0.02);
  }
  EXPECT_NEAR(drawn, 400, 100);
  EXPECT_LT(both, 40);
  EXPECT_FALSE(drawn_blind("id", "key", 0));
  EXPECT_TRUE(drawn_blind("id", "key", 1));
}

TEST(WilsonInterval, MatchesPublishedValues) {
  const auto p = wilson(15, 148);  // Newcombe (1998): 0.0624, 0.1605 without continuity correction
  EXPECT_NEAR(p.low, 0.0624, 0.0002);
  EXPECT_NEAR(p.high, 0.1605, 0.0002);
  const auto tenth = wilson(10, 100);
  EXPECT_NEAR(tenth.low, 0.0552, 0.0001);
  EXPECT_NEAR(tenth.high, 0.1744, 0.0001);
  EXPECT_EQ(wilson(0, 0).high, 1);
}

}  // namespace
}  // namespace parvis::decision
