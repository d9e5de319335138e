#include "decision/ledger.hpp"
#include "decision/model_registry.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"
#include "store/migrations.hpp"

namespace parvis::decision {
namespace {

using store::Backend;
using store::backend_of;

class ModelRegistryOn : public store::Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = store::audit_migrations();
    for (auto& one : decision_migrations()) migrations.push_back(one);
    ASSERT_TRUE(store::migrate(database(), migrations));
    registry_.emplace(database(), clock_);
  }
  static ModelRecord model(char digit, const std::string& name) {
    ModelRecord record;
    record.sha256 = std::string(64, digit);
    record.name = name;
    record.kind = "linéaire";
    record.card = {{"licence", "libre"}, {"name", name}};
    return record;
  }
  std::string log() {
    std::string text;
    const auto lines =
        database().read([](store::Session& session) { return store::audit_lines(session, 0); });
    for (const auto& line : *lines) text += line + "\n";
    return text;
  }
  base::FixedClock clock_{*base::parse_instant("2026-06-01T09:00:00Z")};
  std::optional<ModelRegistry> registry_;
};

TEST_P(ModelRegistryOn, KeepsWhenAModelWasFirstSeenAndLastLoaded) {
  const auto first = clock_.now();
  ASSERT_TRUE(registry_->seen(model('a', "rue")));
  EXPECT_FALSE(registry_->find(std::string(64, 'a'))->loaded_at);
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(registry_->loaded(model('a', "rue")));
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(registry_->loaded(model('a', "rue")));
  const auto found = registry_->find(std::string(64, 'a'));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "rue");
  EXPECT_EQ(found->kind, "linéaire");
  EXPECT_EQ(base::text_or(found->card, "licence"), "libre");
  EXPECT_EQ(found->first_seen_at, first);
  EXPECT_EQ(found->loaded_at, clock_.now());
  EXPECT_EQ(registry_->find(std::string(64, 'b')).error().code, "model_unknown");
}

TEST_P(ModelRegistryOn, ListsTheOneInServiceFirst) {
  ASSERT_TRUE(registry_->loaded(model('b', "ancien")));
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(registry_->loaded(model('a', "nouveau")));
  ASSERT_TRUE(registry_->seen(model('c', "jamais servi")));
  const auto all = registry_->all();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].name, "nouveau");
  EXPECT_EQ((*all)[2].name, "jamais servi");
}

TEST_P(ModelRegistryOn, EachLoadStandsInTheAuditLog) {
  ASSERT_TRUE(registry_->seen(model('a', "rue")));
  EXPECT_EQ(log(), "");
  ASSERT_TRUE(registry_->loaded(model('a', "rue")));
  EXPECT_NE(log().find("\"action\":\"model.loaded\""), std::string::npos);
  EXPECT_NE(log().find("\"object\":\"model:" + std::string(64, 'a')), std::string::npos);
}

TEST_P(ModelRegistryOn, AModelHasADigest) {
  ModelRecord none = model('a', "sans empreinte");
  none.sha256.clear();
  EXPECT_EQ(registry_->loaded(none).error().code, "model_hash");
  EXPECT_EQ(registry_->seen(none).error().code, "model_hash");
}

TEST_P(ModelRegistryOn, TellsWhatDecisionsNameAndNobodyRegistered) {
  Ledger ledger(database(), clock_, {0, "key"});
  Decision decision;
  decision.use_case = "voirie";
  ASSERT_TRUE(ledger.record(decision)) << "rules have no model file";
  for (const char digit : {'a', 'b', 'b'}) {
    decision.model.sha256 = std::string(64, digit);
    ASSERT_TRUE(ledger.record(decision));
  }
  ASSERT_TRUE(registry_->seen(model('a', "rue")));
  EXPECT_EQ(*registry_->unregistered(), std::vector<std::string>{std::string(64, 'b')});
  ASSERT_TRUE(registry_->seen(model('b', "autre")));
  EXPECT_TRUE(registry_->unregistered()->empty());
}

PARVIS_ON_BOTH_DATABASES(ModelRegistryOn);

}  // namespace
}  // namespace parvis::decision
