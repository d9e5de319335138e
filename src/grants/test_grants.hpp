// The base of the contract tests of grants: an empty house of grants on each database.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "base/file.hpp"
#include "grants/grants_context.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"

namespace parvis::grants {

using store::Backend;
using store::backend_of;

class GrantsContract : public store::Contract {
 protected:
  void SetUp() override {
    store::Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = grants_migrations();
    for (auto& step : store::audit_migrations()) migrations.push_back(step);
    for (auto& step : decision::decision_migrations()) migrations.push_back(step);
    ASSERT_TRUE(store::migrate(database(), migrations));
    files_ = std::make_unique<store::FileBlobStore>(test_database().folder() / "tables");
    ledger_ = std::make_unique<decision::Ledger>(database(), clock_, decision::LedgerSettings{0, "key"});
    context_ = std::unique_ptr<GrantsContext>(new GrantsContext{
        .database = database(), .files = *files_, .ledger = ledger_.get(), .clock = clock_});
    context_->rules = *parse_rules(*base::read_file(PARVIS_SOURCE_DIR "/reference/grants/rules.json"));
  }

  base::FixedClock clock_{base::from_millis(1'754'000'000'000)};  // 31 July 2025
  std::unique_ptr<store::FileBlobStore> files_;
  std::unique_ptr<decision::Ledger> ledger_;
  std::unique_ptr<GrantsContext> context_;
};

}  // namespace parvis::grants
