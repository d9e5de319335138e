#include <gmock/gmock.h>

#include <thread>

#include "canteen/desk/day_view.hpp"
#include "canteen/desk/forecast_desk.hpp"
#include "canteen/test_canteen.hpp"

namespace parvis::canteen {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class OrderDesks : public CanteenContract {
 protected:
  void SetUp() override {
    CanteenContract::SetUp();
    if (IsSkipped()) return;
    forecasts_ = std::make_unique<ForecastDesk>(*context_);
    orders_ = std::make_unique<OrderDesk>(*context_);
  }
  MadeForecasts make(const std::string& appointment = "production") {
    auto made = forecasts_->make(appointment);
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(MadeForecasts{});
  }
  Result<std::vector<NewsEffect>> hear(const Day& day) {
    return database().write([&](store::Session& session) { return forecasts_->hear(session, day); });
  }
  template <class T>
  void put(T one) {
    const auto done = database().write([&](store::Session& session) -> Status {
      auto saved = PlanStore::put(session, one);
      if (!saved) return tl::make_unexpected(saved.error());
      return {};
    });
    ASSERT_TRUE(done) << done.error().message;
  }

  std::unique_ptr<ForecastDesk> forecasts_;
  std::unique_ptr<OrderDesk> orders_;
};
PARVIS_ON_BOTH_DATABASES(OrderDesks);

TEST_P(OrderDesks, AForecastIsWrittenWithItsDecisionAndProposesAnOrder) {
  const MadeForecasts made = make();
  EXPECT_EQ(made.fallback, "");
  EXPECT_EQ(base::format_day(*made.origin), "2026-02-27");
  EXPECT_GT(made.proposals, 2U);
  const StoredOrder order = order_of(ids_[0], tuesday_);
  EXPECT_EQ(order.state, OrderState::proposed);
  EXPECT_GE(order.proposed, static_cast<int>(order.figures.expected));
  const auto recorded = ledger_->view(order.decision_id);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->core.kind, "recommander");
  EXPECT_EQ(recorded->core.value, std::to_string(order.proposed));
  const auto forecast = database().read(
      [&](store::Session& session) { return ForecastStore::find(session, order.forecast_id); });
  ASSERT_TRUE(forecast);
  EXPECT_EQ(ledger_->view(forecast->decision_id)->core.kind, "prévoir");
}

TEST_P(OrderDesks, TheSameDataAreNotForecastTwice) {
  EXPECT_GT(make().forecasts, 0U);
  EXPECT_EQ(make().forecasts, 0U);
}

TEST_P(OrderDesks, ACountThatCameAfterTheCutoffIsNotReadForADayPast) {
  const Day monday = context_->today();
  const auto late = orders_->count(ids_[0], monday, {99, std::nullopt, true}, as("agent"));
  ASSERT_TRUE(late) << late.error().message;
  const auto made = forecasts_->make("production", monday);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(base::format_day(*made->origin), "2026-02-27");
  EXPECT_EQ(made->proposals, 0U);
}

TEST_P(OrderDesks, WithoutAModelTheLastFourRuleProposesByName) {
  context_->forecaster = nullptr;
  const MadeForecasts made = make();
  EXPECT_THAT(made.fallback, HasSubstr("Aucun modèle"));
  const auto view = day_view(*context_, tuesday_, "production");
  ASSERT_TRUE(view);
  EXPECT_EQ(view->run->engine, "last_four");
}

TEST_P(OrderDesks, ARedPassportFallsBackAndSaysSo) {
  ASSERT_TRUE(
      run("INSERT INTO canteen_passport (dataset, colour, body, made_at) VALUES ('comptages', 'rouge', '{}', "
          "0)"));
  EXPECT_THAT(make().fallback, HasSubstr("comptages"));
}

TEST_P(OrderDesks, ConfirmingIsAnEventOfTheDecision) {
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  const auto confirmed = orders_->confirm(order.id, as("agent", order.version));
  ASSERT_TRUE(confirmed) << confirmed.error().message;
  EXPECT_EQ(confirmed->state, OrderState::confirmed);
  EXPECT_EQ(confirmed->final, order.proposed);
  EXPECT_EQ(ledger_->view(order.decision_id)->human->action, "accepté");
}

TEST_P(OrderDesks, OfTwoAgentsAtOnceOneWinsAndOneIsTold) {
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  std::vector<Result<StoredOrder>> answers(2, Result<StoredOrder>(StoredOrder{}));
  std::vector<std::thread> agents;
  for (int i = 0; i < 2; ++i) {
    agents.emplace_back([&, i] {
      answers[static_cast<std::size_t>(i)] =
          i == 0 ? orders_->confirm(order.id, as("anne", order.version))
                 : orders_->correct(order.id, {order.proposed + 5, "effectif", ""}, as("bob", order.version));
    });
  }
  for (auto& agent : agents) agent.join();
  const int won = (answers[0] ? 1 : 0) + (answers[1] ? 1 : 0);
  ASSERT_EQ(won, 1);
  const Error& error = (answers[0] ? answers[1] : answers[0]).error();
  EXPECT_EQ(error.kind, ErrorKind::conflict);
  EXPECT_EQ(error.code, "version");
  EXPECT_EQ(order_of(ids_[0], tuesday_).version, order.version + 1);
}

TEST_P(OrderDesks, AKeySentAgainChangesNothing) {
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  ASSERT_TRUE(orders_->confirm(order.id, as("agent", order.version, "clé")));
  const auto again = orders_->confirm(order.id, as("agent", order.version, "clé"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->version, order.version + 1);
  const StoredOrder other = order_of(ids_[1], tuesday_);
  EXPECT_EQ(orders_->confirm(other.id, as("agent", other.version, "clé")).error().code, "idempotency_key");
}

TEST_P(OrderDesks, ACorrectionNeedsItsReason) {
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  EXPECT_EQ(orders_->correct(order.id, {70, "", ""}, as("agent", order.version)).error().code, "reason");
  EXPECT_EQ(orders_->correct(order.id, {-1, "sortie", ""}, as("agent", order.version)).error().code, "meals");
  const auto corrected = orders_->correct(order.id, {70, "sortie", "CM2"}, as("agent", order.version));
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->state, OrderState::corrected);
  EXPECT_EQ(ledger_->view(order.decision_id)->human->reason_code, "sortie");
  const auto back = orders_->take_back(order.id, as("agent", corrected->version));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->state, OrderState::proposed);
  EXPECT_FALSE(back->final);
}

TEST_P(OrderDesks, AfterTheCutoffNothingIsChanged) {
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  clock_.at = *base::parse_instant("2026-03-02T08:59:59Z");
  ASSERT_TRUE(orders_->confirm(order.id, as("agent", order.version)));
  clock_.at = *base::parse_instant("2026-03-02T09:00:00Z");  // 10 h 00 in Paris
  EXPECT_EQ(orders_->take_back(order.id, as("agent", order.version + 1)).error().code, "cutoff");
}

TEST_P(OrderDesks, AnOrderOfTheBlindSampleIsAnsweredBeforeItIsSeen) {
  ledger_ = std::make_unique<decision::Ledger>(database(), clock_, decision::LedgerSettings{1.0, "key"});
  context_->ledger = ledger_.get();
  make();
  const StoredOrder order = order_of(ids_[0], tuesday_);
  ASSERT_TRUE(order.hidden());
  EXPECT_EQ(orders_->confirm(order.id, as("agent", order.version)).error().code, "blind");
  const auto answered = orders_->correct(order.id, {81, "", ""}, as("agent", order.version));
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_FALSE(answered->hidden());
}

TEST_P(OrderDesks, AllThatWasSeenIsConfirmedAtOnce) {
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_), b = order_of(ids_[1], tuesday_);
  ASSERT_TRUE(orders_->correct(b.id, {40, "sortie", ""}, as("other", b.version)));
  const auto done =
      orders_->confirm_all(tuesday_, "production", {{a.id, a.version}, {b.id, b.version}}, as("agent"));
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_THAT(done->confirmed, SizeIs(1));
  EXPECT_EQ(done->confirmed[0].id, a.id);
  EXPECT_EQ(order_of(ids_[1], tuesday_).final, 40);
}

TEST_P(OrderDesks, ADayIsPassedWithTheSumThatWasShown) {
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_), b = order_of(ids_[1], tuesday_);
  ASSERT_TRUE(orders_->confirm(a.id, as("agent", a.version)));
  const std::int64_t sum = a.proposed + b.proposed;
  EXPECT_EQ(orders_->pass(tuesday_, "production", "", sum - 1, as("cuisine")).error().code, "sum_changed");
  const auto passed = orders_->pass(tuesday_, "production", "", sum, as("cuisine"));
  ASSERT_TRUE(passed) << passed.error().message;
  EXPECT_EQ(passed->orders, 2U);
  EXPECT_EQ(passed->unattended, 1U);
  EXPECT_EQ(order_of(ids_[1], tuesday_).state, OrderState::passed);
  EXPECT_EQ(orders_->pass(tuesday_, "production", "", std::nullopt, as("cuisine")).error().code, "nothing");
}

TEST_P(OrderDesks, UnderTheStrikeFloorASecondPersonIsNeeded) {
  put(Strike{tuesday_, "national", "préavis"});
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_);
  ASSERT_GT(a.floor, 0);
  const auto low = orders_->correct(a.id, {a.floor - 1, "classe_absente", ""}, as("anne", a.version));
  ASSERT_TRUE(low);
  EXPECT_EQ(orders_->pass(tuesday_, "production", "", std::nullopt, as("cuisine")).error().code,
            "second_person");
  EXPECT_EQ(orders_->approve(a.id, as("anne", low->version)).error().code, "same_person");
  ASSERT_TRUE(orders_->approve(a.id, as("bob", low->version)));
  EXPECT_TRUE(orders_->pass(tuesday_, "production", "", std::nullopt, as("cuisine")));
}

TEST_P(OrderDesks, AStrikeSheetLowersItsOwnCanteenAlone) {
  put(Strike{tuesday_, "national", "préavis"});
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_), b = order_of(ids_[1], tuesday_);
  SheetOfStrike sheet;
  sheet.canteen_id = ids_[0];
  sheet.day = tuesday_;
  sheet.strength = 0.5;
  put(sheet);
  const auto effects = hear(tuesday_);
  ASSERT_TRUE(effects) << effects.error().message;
  ASSERT_THAT(*effects, SizeIs(1));
  EXPECT_TRUE((*effects)[0].done);
  EXPECT_LT(order_of(ids_[0], tuesday_).proposed, a.proposed);
  EXPECT_EQ(order_of(ids_[1], tuesday_).proposed, b.proposed);
}

TEST_P(OrderDesks, AnOutingAfterTheAnswerIsOfferedNotDone) {
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_);
  ASSERT_TRUE(orders_->confirm(a.id, as("agent", a.version)));
  Outing outing;
  outing.canteen_id = ids_[0];
  outing.day = tuesday_;
  outing.pupils_away = 25;
  outing.said_at = clock_.now();
  put(outing);
  const auto effects = hear(tuesday_);
  ASSERT_TRUE(effects);
  ASSERT_THAT(*effects, SizeIs(1));
  EXPECT_FALSE((*effects)[0].done);
  EXPECT_EQ((*effects)[0].before, a.proposed);
  EXPECT_NEAR((*effects)[0].after, a.proposed - 20, 2);
  EXPECT_EQ(order_of(ids_[0], tuesday_).final, a.proposed);
}

TEST_P(OrderDesks, AClosedCanteenIsNoughtAndItsHostCooksForBoth) {
  Closure closure;
  closure.canteen_id = ids_[1];
  closure.host_canteen_id = ids_[0];
  closure.first = closure.last = tuesday_;
  closure.said_at = clock_.now();
  put(closure);
  make();
  EXPECT_EQ(order_of(ids_[1], tuesday_).proposed, 0);
  const StoredOrder host = order_of(ids_[0], tuesday_);
  EXPECT_NEAR(host.figures.hosted, 48, 3);
  EXPECT_GE(host.proposed, 126);
}

TEST_P(OrderDesks, TheCountAtNoonIsTheOutcome) {
  make();
  const StoredOrder a = order_of(ids_[0], tuesday_);
  ASSERT_TRUE(orders_->confirm(a.id, as("agent", a.version)));
  ASSERT_TRUE(orders_->pass(tuesday_, "production", "", std::nullopt, as("cuisine")));
  clock_.at = *base::parse_instant("2026-03-03T11:30:00Z");
  EXPECT_EQ(orders_->count(ids_[0], tuesday_, {12, std::nullopt, false}, as("agent")).error().code,
            "unlikely_count");
  const auto counted = orders_->count(ids_[0], tuesday_, {83, std::nullopt, false}, as("agent"));
  ASSERT_TRUE(counted) << counted.error().message;
  EXPECT_EQ(counted->ordered, a.proposed);
  EXPECT_EQ(order_of(ids_[0], tuesday_).state, OrderState::counted);
  EXPECT_EQ(ledger_->view(a.decision_id)->outcome->value, "83");
  EXPECT_EQ(orders_->count(ids_[0], tuesday_, {84, std::nullopt, false}, as("other")).error().code,
            "version");
  ASSERT_TRUE(orders_->count(ids_[0], tuesday_, {84, std::nullopt, false}, as("agent", counted->version)));
  EXPECT_EQ(ledger_->view(a.decision_id)->outcome->value, "84");
  clock_.at = *base::parse_instant("2026-03-04T01:30:00Z");
  EXPECT_EQ(*orders_->close_past(), 1U);
  EXPECT_EQ(order_of(ids_[0], tuesday_).state, OrderState::closed);
}

TEST_P(OrderDesks, ADayWithoutACountIsClosedAfterThreeDays) {
  make();
  ASSERT_TRUE(orders_->pass(tuesday_, "production", "", std::nullopt, as("cuisine")));
  clock_.at = *base::parse_instant("2026-03-06T02:00:00Z");
  EXPECT_EQ(*orders_->close_past(), 0U);
  clock_.at = *base::parse_instant("2026-03-07T02:00:00Z");
  EXPECT_EQ(*orders_->close_past(), 2U);
  EXPECT_THAT(order_of(ids_[0], tuesday_).note, HasSubstr("absent"));
}

TEST_P(OrderDesks, WithoutAnybodyTheOrderIsPassedOnlyWhereTheTownSaidSo) {
  make();
  clock_.at = *base::parse_instant("2026-03-02T10:00:00Z");
  EXPECT_EQ(*orders_->pass_unattended(), 0U);
  ASSERT_TRUE(run("UPDATE canteen_appointment SET unattended = 'passe' WHERE code = 'production'"));
  EXPECT_EQ(*orders_->pass_unattended(), 2U);
  const StoredOrder a = order_of(ids_[0], tuesday_);
  EXPECT_EQ(ledger_->view(a.decision_id)->human->action, "sans humain");
}

TEST_P(OrderDesks, TheKitchenOrdersLessThanTheSumAndSplitsItExactly) {
  make();
  const auto view = kitchen_view(*context_, tuesday_, "production", {});
  ASSERT_TRUE(view) << view.error().message;
  int sum = 0;
  for (const KitchenShare& share : view->shares) sum += share.meals;
  EXPECT_EQ(sum, view->order.meals);
  EXPECT_LE(view->order.meals, view->separate);
  EXPECT_FALSE(view->curve.empty());
  KitchenAsk safer;
  safer.level = 0.99;
  EXPECT_GE(kitchen_view(*context_, tuesday_, "production", safer)->order.meals, view->order.meals);
}

TEST_P(OrderDesks, PartsAndChangesSumToWhatIsExpected) {
  make();
  const auto view = day_view(*context_, tuesday_, "production");
  ASSERT_TRUE(view);
  for (const DayRow& row : view->rows) {
    double sum = 0;
    for (const MealsPart& part : parts_of(*row.forecast, row.now)) sum += part.meals;
    EXPECT_NEAR(sum, row.now.expected, 0.5);
    OrderFigures before = row.now;
    before.expected -= 12;
    double change = 0;
    for (const MealsPart& part : changes_between(*row.forecast, before, *row.forecast, row.now))
      change += part.meals;
    EXPECT_NEAR(change, 12, 1e-9);
  }
}

}  // namespace
}  // namespace parvis::canteen
