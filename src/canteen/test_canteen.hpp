// The base of the contract tests of canteens: a small town with two years of counts on each database, and a
// clock on a Monday morning. Its forecaster answers at once: the last-four rule, named as a model.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "canteen/canteen_context.hpp"
#include "canteen/desk/canteen_store.hpp"
#include "canteen/desk/count_store.hpp"
#include "canteen/desk/last_four.hpp"
#include "canteen/desk/order_desk.hpp"
#include "canteen/desk/plan_store.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"
#include "store/jobs.hpp"

namespace parvis::canteen {

using store::Backend;
using store::backend_of;

class CanteenContract : public store::Contract {
 protected:
  void SetUp() override {
    store::Contract::SetUp();
    if (IsSkipped()) return;
    auto migrations = canteen_migrations();
    for (auto& step : store::audit_migrations()) migrations.push_back(step);
    for (auto& step : store::job_migrations()) migrations.push_back(step);
    for (auto& step : decision::decision_migrations()) migrations.push_back(step);
    const Status migrated = store::migrate(database(), migrations);
    ASSERT_TRUE(migrated) << migrated.error().message << migrated.error().detail;
    files_ = std::make_unique<store::FileBlobStore>(test_database().folder() / "tables");
    ledger_ = std::make_unique<decision::Ledger>(database(), clock_, decision::LedgerSettings{0, "key"});
    context_ = std::unique_ptr<CanteenContext>(new CanteenContext{.database = database(),
                                                                  .files = *files_,
                                                                  .ledger = ledger_.get(),
                                                                  .clock = clock_,
                                                                  .forecaster = last_four});
    make_town();
  }

  // «Écoles» A and B of one kitchen, 100 and 60 pupils, counted on the last sixty school days.
  void make_town() {
    const auto made = database().write([&](store::Session& session) -> Status {
      PARVIS_TRY(kitchen, CanteenStore::put(session, Kitchen{.name = "Cuisine"}, clock_.now()));
      for (const char* label : {"A", "B"}) {
        Canteen canteen;
        canteen.key = std::string(label) + "|E";
        canteen.label = label;
        canteen.type = CanteenType::elementaire;
        canteen.kitchen_id = kitchen.id;
        PARVIS_TRY(saved, CanteenStore::put(session, canteen, clock_.now()));
        const double pupils = label[0] == 'A' ? 100 : 60;
        PARVIS_CHECK(
            CanteenStore::put(session, SchoolPupils{saved.id, "École", 2025, pupils, false, "essai"}));
        PARVIS_CHECK(count_days(session, saved.id, pupils));
        ids_.push_back(saved.id);
      }
      return {};
    });
    ASSERT_TRUE(made) << made.error().message;
  }

  Status count_days(store::Session& session, const std::string& canteen_id, double pupils) {
    for (int i = 1; i <= 84; ++i) {
      const Day day = base::plus_days(context_->today(), -i);
      if (base::weekday(day) >= 5 || base::weekday(day) == 2) continue;
      StoredCount count;
      count.canteen_id = canteen_id;
      count.day = day;
      count.ordered = pupils * 0.85;
      count.eaten = pupils * 0.8 + (i * 7 % 5) - 2;
      count.counted_at = base::instant_on(day, 14 * 60, context_->zone());
      count.source = "essai";
      PARVIS_CHECK(CountStore::put(session, count, false));
    }
    return {};
  }

  Write as(const std::string& actor, std::int64_t version = 0, std::string key = {}) const {
    Write write;
    write.actor = actor;
    write.role = "ecole";
    write.version = version;
    write.key = std::move(key);
    return write;
  }
  StoredOrder order_of(const std::string& canteen_id, const Day& day,
                       const std::string& appointment = "production") {
    auto orders = database().read(
        [&](store::Session& session) { return OrderStore::of_day(session, day, appointment); });
    EXPECT_TRUE(orders);
    for (const StoredOrder& order : *orders)
      if (order.canteen_id == canteen_id) return order;
    ADD_FAILURE() << "no order";
    return {};
  }

  base::FixedClock clock_{*base::parse_instant("2026-03-02T07:00:00Z")};  // a Monday
  Day tuesday_ = base::make_day(2026, 3, 3);
  std::unique_ptr<store::FileBlobStore> files_;
  std::unique_ptr<decision::Ledger> ledger_;
  std::unique_ptr<CanteenContext> context_;
  std::vector<std::string> ids_;
};

}  // namespace parvis::canteen
