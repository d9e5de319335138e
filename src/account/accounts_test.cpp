#include "account/accounts.hpp"

#include <gmock/gmock.h>

#include "account/password.hpp"
#include "account/town.hpp"
#include "store/audit_log.hpp"
#include "store/contract_test.hpp"
#include "store/migrations.hpp"

namespace parvis::account {
namespace {

using store::Backend;
using store::backend_of;

constexpr const char* phrase = "une phrase assez longue";

TEST(Password, IsHashedWithArgon2idAndChecked) {
  const std::string hash = hash_password(phrase);
  EXPECT_THAT(hash, testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(password_matches(phrase, hash));
  EXPECT_FALSE(password_matches("une phrase assez longuE", hash));
}

TEST(Password, HasElevenCharactersTooFewAndTwelveEnough) {
  EXPECT_EQ(check_new_password("abcdefghijk").error().code, "password_short");
  EXPECT_TRUE(check_new_password("abcdefghijkl"));
  EXPECT_EQ(check_new_password("aaaaaaaaaaaaa").error().code, "password_weak");
}

class AccountContract : public store::Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(store::migrate(database(), store::audit_migrations()));
    ASSERT_TRUE(store::migrate(database(), account_migrations()));
    accounts_.emplace(database(), clock_);
  }
  User add(const std::string& email, const std::string& role) {
    const auto user = accounts_->add({"", "Alix Mairand", email, {role}, {}, true}, phrase, "test");
    EXPECT_TRUE(user);
    return *user;
  }
  base::FixedClock clock_{base::from_millis(1'780'000'000'000)};
  std::optional<Accounts> accounts_;
};
PARVIS_ON_BOTH_DATABASES(AccountContract);

TEST_P(AccountContract, SignsInAndOut) {
  add("alix@ville.example", "regulation");
  const auto in = accounts_->sign_in("ALIX@ville.example ", phrase, "192.0.2.1");
  ASSERT_TRUE(in) << in.error().message;
  const auto session = accounts_->session(in->token);
  ASSERT_TRUE(session && *session);
  EXPECT_TRUE((*session)->may("street.triage"));
  EXPECT_FALSE((*session)->may("account.admin"));
  ASSERT_TRUE(accounts_->sign_out(**session));
  EXPECT_FALSE(*accounts_->session(in->token));
}

TEST_P(AccountContract, SessionsEndWhenIdleAndAfterTwelveHours) {
  add("alix@ville.example", "regulation");
  const auto in = accounts_->sign_in("alix@ville.example", phrase, "192.0.2.1");
  for (int i = 0; i < 7; ++i) {
    clock_.advance(std::chrono::minutes(100));
    ASSERT_TRUE(*accounts_->session(in->token)) << i;
  }
  clock_.advance(std::chrono::minutes(21));  // 12 h 01 in all
  EXPECT_FALSE(*accounts_->session(in->token));
  const auto again = accounts_->sign_in("alix@ville.example", phrase, "192.0.2.1");
  clock_.advance(std::chrono::minutes(121));
  EXPECT_FALSE(*accounts_->session(again->token));
}

TEST_P(AccountContract, SlowsDownAfterFiveFailures) {
  add("alix@ville.example", "regulation");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(accounts_->sign_in("alix@ville.example", "faux", "192.0.2.1").error().code, "sign_in_failed");
  EXPECT_EQ(accounts_->sign_in("alix@ville.example", phrase, "192.0.2.9").error().code, "sign_in_slow");
  clock_.advance(std::chrono::minutes(16));
  EXPECT_TRUE(accounts_->sign_in("alix@ville.example", phrase, "192.0.2.1"));
}

TEST_P(AccountContract, TheLastAdministratorStays) {
  const auto first = add("a@ville.example", "administration");
  UserChange off;
  off.active = false;
  EXPECT_EQ(accounts_->change(first.id, off, "test").error().code, "last_administrator");
  add("b@ville.example", "administration");
  EXPECT_TRUE(accounts_->change(first.id, off, "test"));
}

TEST_P(AccountContract, ChangedRightsEndSessions) {
  const auto user = add("alix@ville.example", "regulation");
  const auto in = accounts_->sign_in("alix@ville.example", phrase, "192.0.2.1");
  UserChange change;
  change.roles = std::vector<std::string>{"lecture"};
  ASSERT_TRUE(accounts_->change(user.id, change, "test"));
  EXPECT_FALSE(*accounts_->session(in->token));
}

TEST_P(AccountContract, RefusesTwoAccountsForOneAddressAndAnUnknownRole) {
  add("alix@ville.example", "regulation");
  EXPECT_EQ(accounts_->add({"", "B", "Alix@Ville.example", {"lecture"}, {}, true}, phrase, "t").error().code,
            "email_taken");
  EXPECT_EQ(accounts_->add({"", "B", "b@ville.example", {"roi"}, {}, true}, phrase, "t").error().code,
            "role_unknown");
}

TEST_P(AccountContract, KeepsTheTown) {
  TownStore store(database(), clock_);
  Town town;
  town.name = "Sainte-Aubaine";
  ASSERT_TRUE(store.save(town, "test"));
  TownStore again(database(), clock_);
  ASSERT_TRUE(again.load());
  EXPECT_EQ(again.town().name, "Sainte-Aubaine");
  EXPECT_EQ(parse_town({{"colour", "rouge"}}, town).error().code, "town_invalid");
}

}  // namespace
}  // namespace parvis::account
