#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parvis::base {
namespace {

using testing::ElementsAre;

TEST(Text, knows_valid_utf8) {
  EXPECT_TRUE(valid_utf8(""));
  EXPECT_TRUE(valid_utf8("chaussée déformée 🚧"));
  EXPECT_FALSE(valid_utf8("\xE9t\xE9"));                   // Latin-1
  EXPECT_FALSE(valid_utf8("\xC0\xAF"));                    // overlong
  EXPECT_FALSE(valid_utf8("\xED\xA0\x80"));                // surrogate
  EXPECT_FALSE(valid_utf8("\xF5\x80\x80\x80"));            // past U+10FFFF
  EXPECT_FALSE(valid_utf8(std::string_view("a\xC3", 2)));  // cut short
}

TEST(Text, composes) {
  EXPECT_EQ(nfc("e\u0301te\u0301"), "été");
}

TEST(Text, folds_case_accents_and_ligatures) {
  EXPECT_EQ(fold("Œuvre DÉCHIRÉE"), "oeuvre dechiree");
  EXPECT_EQ(fold("ÆTHELSTAN Çà Ÿ"), "aethelstan ca y");
  EXPECT_EQ(fold("e\u0301"), "e");
}

TEST(Text, cuts_words) {
  EXPECT_THAT(words("L’arbre, d'Ys: n°3 (très) abîmé"),
              ElementsAre("l", "arbre", "d", "ys", "n", "3", "tres", "abime"));
  EXPECT_THAT(words(" … "), ElementsAre());
}

class SameStem : public testing::TestWithParam<std::vector<const char*>> {};

TEST_P(SameStem, whatever_the_form) {
  const auto& forms = GetParam();
  for (const char* form : forms) EXPECT_EQ(stem_fr(form), stem_fr(forms.front())) << form;
}

INSTANTIATE_TEST_SUITE_P(
    French, SameStem,
    testing::Values(std::vector{"cassé", "cassée", "cassées", "cassés", "Cassée", "CASSÉES"},
                    std::vector{"déformée", "déformé", "déformées"}, std::vector{"trou", "trous"},
                    std::vector{"poubelle", "poubelles", "Poubelles"},
                    std::vector{"abandonné", "abandonnées"},
                    std::vector{"casse\u0301e", "cassée"},  // combining accent
                    std::vector{"éclairage", "éclairages"}));

TEST(Text, keeps_different_words_apart) {
  EXPECT_NE(stem_fr("trou"), stem_fr("trottoir"));
  EXPECT_NE(stem_fr("feu"), stem_fr("feuille"));
}

TEST(Text, search_terms_are_stems_of_the_words_that_carry_meaning) {
  EXPECT_EQ(search_terms("Les poubelles sont cassées"), search_terms("poubelle cassé"));
  EXPECT_EQ(search_terms("de la sur les"), "");
  EXPECT_EQ(search_terms(""), "");
  // Nothing that either engine's query language could mistake.
  EXPECT_EQ(search_terms("\"'&|!():*-^~ NEAR"), search_terms("near"));
}

TEST(Text, trims_splits_joins) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre());
  EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
  EXPECT_EQ(join({}, ","), "");
}

TEST(Text, strips_tags_and_keeps_a_lone_less_than) {
  EXPECT_EQ(strip_tags("<b>trou</b> de 3 < 5 cm<script>x</script>"), "trou de 3 < 5 cmx");
  EXPECT_EQ(strip_tags("<b jamais fermé"), "<b jamais fermé");
}

TEST(Text, escapes_html) {
  EXPECT_EQ(escape_html("<a href=\"x\">l'été & co</a>"),
            "&lt;a href=&quot;x&quot;&gt;l&#39;été &amp; co&lt;/a&gt;");
}

TEST(Text, counts_and_cuts_code_points) {
  EXPECT_EQ(code_points("été🚧"), 4U);
  EXPECT_EQ(first_code_points("été🚧", 3), "été");
  EXPECT_EQ(first_code_points("été", 9), "été");
  EXPECT_EQ(first_code_points("été", 0), "");
}

}  // namespace
}  // namespace parvis::base
