#include "base/identifiers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace parvis::base {
namespace {

using Cause = IdentifierCause;
using Cases = std::vector<std::pair<std::string, Cause>>;

TEST(Identifiers, SirenCauses) {
  const Cases cases{{"552100554", Cause::none},
                    {"356000000", Cause::none},
                    {"552 100 554", Cause::none},
                    {"552100555", Cause::checksum},
                    {"55210055", Cause::length},
                    {"5521005544", Cause::length},
                    {"", Cause::length},
                    {"000000000", Cause::zeros},
                    {"333333333", Cause::repeated},
                    {"552I00554", Cause::character},
                    {"5,52E+08", Cause::scientific},
                    {"en cours", Cause::character}};
  for (const auto& [text, cause] : cases)
    EXPECT_EQ(to_text(siren_verdict(text).cause), to_text(cause)) << text;
}

TEST(Identifiers, SiretCauses) {
  const Cases cases{{"21060004500392", Cause::none},
                    {"210.600.045.00392", Cause::none},
                    {"２１０６０００４５００３９２", Cause::none},
                    {"\u200E21060004500392", Cause::none},
                    {"2106000450039", Cause::length},
                    {"210600045003920", Cause::length},
                    {"210600045", Cause::siren_only},
                    {"210600046", Cause::length},
                    {"2I060004500392", Cause::character},
                    {"13579246800043", Cause::checksum},
                    {"63585071007144", Cause::siren_part},
                    {"22040000000000", Cause::siren_part},
                    {"00000000000000", Cause::zeros},
                    {"11111111111111", Cause::repeated},
                    {"8,30E+13", Cause::scientific},
                    {"2.43e13", Cause::scientific},
                    {"21060004500392 / 24760059600107", Cause::character}};
  for (const auto& [text, cause] : cases)
    EXPECT_EQ(to_text(siret_verdict(text).cause), to_text(cause)) << text;
}

TEST(Identifiers, LaPosteAddsUpToAMultipleOfFive) {
  EXPECT_TRUE(siret_verdict("35600000000048").right());
  EXPECT_TRUE(siret_verdict("35600000009075").right());
  EXPECT_TRUE(siret_verdict("356 000 000 49837").right());
  EXPECT_EQ(siret_verdict("35600000009074").cause, Cause::checksum);
}

TEST(Identifiers, EverySingleWrongDigitOfASirenIsSeen) {
  const std::string right = "552100554";
  for (std::size_t i = 0; i < right.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string text = right;
      text[i] = digit;
      EXPECT_EQ(siren_verdict(text).right(), text == right) << text;
    }
}

TEST(Identifiers, SaysWhenSomethingWasReadAway) {
  EXPECT_FALSE(siret_verdict("21060004500392").spaced);
  EXPECT_TRUE(siret_verdict("210 600 045 00392").spaced);
  EXPECT_TRUE(siret_verdict("210\u00A0600\u202F04500392").spaced);
  EXPECT_EQ(bare_identifier(" FR 96 552.100.554 "), "FR96552100554");
}

TEST(Identifiers, RnaKnowsCorsicaAndOverseas) {
  const Cases cases{{"W333216789", Cause::none},      {"w333216789", Cause::none},
                    {"W2A1000123", Cause::none},      {"W9R1001234", Cause::none},
                    {"W3A1000123", Cause::character}, {"W33321678", Cause::length},
                    {"W33321678X", Cause::character}, {"333216789", Cause::character},
                    {"W000000000", Cause::zeros},     {"", Cause::length}};
  for (const auto& [text, cause] : cases) EXPECT_EQ(to_text(rna_verdict(text).cause), to_text(cause)) << text;
  EXPECT_TRUE(rna_outside_scdl("W2A1000123"));
  EXPECT_FALSE(rna_outside_scdl("W333216789"));
}

TEST(Identifiers, IbanSumAndLength) {
  const Cases cases{
      {"FR76 3000 6000 0112 3456 7890 189", Cause::none}, {"fr7630006000011234567890189", Cause::none},
      {"DE89 3704 0044 0532 0130 00", Cause::none},       {"FR7630006000011234567890188", Cause::checksum},
      {"FR763000600001123456789018", Cause::length},      {"FR76-30006000011234567890189", Cause::character},
      {"7630006000011234567890189FR", Cause::character},  {"FR7", Cause::length},
      {std::string(40, 'A') + "1", Cause::character}};
  for (const auto& [text, cause] : cases)
    EXPECT_EQ(to_text(iban_verdict(text).cause), to_text(cause)) << text;
}

TEST(Identifiers, VatNumberGivesItsSirenWhenTheKeyFits) {
  EXPECT_EQ(siren_of_vat("FR 96 552100554"), "552100554");
  EXPECT_EQ(siren_of_vat("FR95552100554"), std::nullopt);
  EXPECT_EQ(vat_verdict("FR95552100554").cause, Cause::checksum);
  EXPECT_EQ(vat_verdict("FR96552100555").cause, Cause::siren_part);
  EXPECT_EQ(vat_verdict("DE96552100554").cause, Cause::character);
}

TEST(Identifiers, BrokenUtf8IsACharacterNotACrash) {
  EXPECT_EQ(siret_verdict("2106000450039\xC3").cause, Cause::character);
  EXPECT_EQ(siren_verdict("\xFF\xFE\x80").cause, Cause::character);
}

}  // namespace
}  // namespace parvis::base
