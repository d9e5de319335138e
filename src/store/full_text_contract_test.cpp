#include <gmock/gmock.h>

#include "store/contract_test.hpp"
#include "store/full_text.hpp"

namespace parvis::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FullTextContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(migrate(database(), full_text_migrations()));
    index("1", "Le banc du square est cassé, une latte déchirée.");
    index("2", "Deux poubelles cassées devant l’école");
    index("3", "Lampadaire éteint rue de Siam, poteau abîmé");
    index("4", "Nid-de-poule et trous dans la chaussée déformée");
  }
  void index(const std::string& id, const std::string& text, const std::string& collection = "report") {
    const auto status =
        database().write([&](Session& session) { return index_text(session, collection, id, text); });
    ASSERT_TRUE(status) << status.error().detail;
  }
  std::vector<std::string> find(const std::string& query, int limit = 100,
                                const std::string& collection = "report") {
    const auto found =
        database().read([&](Session& session) { return search_text(session, collection, query, limit); });
    EXPECT_TRUE(found) << found.error().detail;
    return found.value_or(std::vector<std::string>{"error"});
  }
};
PARVIS_ON_BOTH_DATABASES(FullTextContract);

TEST_P(FullTextContract, every_form_of_a_participle_finds_every_other) {
  for (const char* form : {"cassé", "cassée", "cassés", "cassées", "CASSÉE"})
    EXPECT_THAT(find(form), ElementsAre("2", "1")) << form;
}

TEST_P(FullTextContract, every_word_must_be_there) {
  EXPECT_THAT(find("poubelle cassée"), ElementsAre("2"));
  EXPECT_THAT(find("poubelle éteinte"), IsEmpty());
  EXPECT_THAT(find("la poubelle de l’école"), ElementsAre("2"));
}

TEST_P(FullTextContract, accents_plurals_and_hyphens) {
  EXPECT_THAT(find("TROU"), ElementsAre("4"));
  EXPECT_THAT(find("nid de poule"), ElementsAre("4"));
  EXPECT_THAT(find("siam"), ElementsAre("3"));
}

TEST_P(FullTextContract, nothing_asked_is_nothing_found) {
  EXPECT_THAT(find(""), IsEmpty());
  EXPECT_THAT(find("  de la "), IsEmpty());
}

TEST_P(FullTextContract, no_query_is_a_query_language) {
  for (const char* query : {"\"", "'", "cassé*", "cassé OR poubelle", "NEAR(cassé)", "terms:cassé",
                            "cassé & !banc", "\\", "a' | 'b", "(((", "-cassé"})
    (void)find(query);  // whatever it finds, it is no error
  EXPECT_THAT(find("\"cassé\" & !*"), ElementsAre("2", "1"));
}

TEST_P(FullTextContract, a_new_text_replaces_the_old_one) {
  index("1", "Banc réparé");
  EXPECT_THAT(find("cassé"), ElementsAre("2"));
  EXPECT_THAT(find("réparée"), ElementsAre("1"));
  index("1", "");
  EXPECT_THAT(find("banc"), IsEmpty());
  index("1", "Banc");
  index("1", "Banc");
  EXPECT_THAT(find("banc"), ElementsAre("1"));
}

TEST_P(FullTextContract, collections_are_apart) {
  index("1", "poubelle", "other");
  EXPECT_THAT(find("poubelle", 100, "other"), ElementsAre("1"));
  EXPECT_THAT(find("poubelle"), ElementsAre("2"));
}

TEST_P(FullTextContract, the_limit_keeps_the_largest_ids) {
  EXPECT_THAT(find("cassé", 1), ElementsAre("2"));
}

TEST_P(FullTextContract, long_words_and_long_texts_are_taken) {
  index("9", std::string(5'000, 'x') + " fin");
  EXPECT_THAT(find("fin"), ElementsAre("9"));
  EXPECT_THAT(find(std::string(5'000, 'x')), ElementsAre("9"));
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "mot" + std::to_string(i) + " ";
  index("8", many);
  EXPECT_THAT(find("mot99999"), ElementsAre("8"));
}

TEST_P(FullTextContract, other_scripts_and_emoji_do_no_harm) {
  index("7", "Δρόμος сломан 🚧 壊れた");
  EXPECT_THAT(find("δρομος"), ElementsAre("7"));
  EXPECT_THAT(find("СЛОМАН"), ElementsAre("7"));
  EXPECT_THAT(find("🚧"), IsEmpty());
}

}  // namespace
}  // namespace parvis::store
