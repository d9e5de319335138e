// The numbers that name who gives and who receives: SIREN, SIRET, RNA, IBAN and the French intra-EU VAT
// number. A verdict says whether a number may be right and, if not, which one of a closed list of causes is
// to blame. Nothing here mends a number: a digit is never guessed.
// Rules: SIREN is 9 digits under Luhn's sum. SIRET is 14 digits under Luhn's sum whose first 9 are a SIREN;
// La Poste (SIREN 356000000) has more establishments than that sum allows, so its digits must add up to a
// multiple of 5, save for its head office 35600000000048. Zeros alone and one digit repeated are refused
// although their sum is right. IBAN is ISO 13616 (sum modulo 97). RNA has no key.
// Pure, thread-safe, no allocation in the verdicts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parvis::base {

enum class IdentifierCause {
  none,        // the number may be right
  length,      // too many or too few characters (an empty text too)
  character,   // something that cannot stand in such a number
  checksum,    // the key does not fit
  siren_part,  // a SIRET whose 14 digits pass and whose first 9 do not
  zeros,       // only zeros
  repeated,    // one digit, repeated
  scientific,  // 8,30E+13: a spreadsheet destroyed it
  siren_only   // nine right digits where a SIRET is due
};
// "length", "siren-part"…; empty for none.
[[nodiscard]] std::string_view to_text(IdentifierCause cause);

struct IdentifierVerdict {
  IdentifierCause cause = IdentifierCause::none;
  bool spaced = false;  // spaces, dots, marks or wide digits had to be read away
  [[nodiscard]] bool right() const { return cause == IdentifierCause::none; }
};

// `cell` is UTF-8 as found; spaces of every kind, dots, invisible marks and full-width digits are read away.
[[nodiscard]] IdentifierVerdict siren_verdict(std::string_view cell);
[[nodiscard]] IdentifierVerdict siret_verdict(std::string_view cell);
// Mainland `W` + 9 digits, Corsica `W2A…` and overseas `W9R…` alike.
[[nodiscard]] IdentifierVerdict rna_verdict(std::string_view cell);
[[nodiscard]] IdentifierVerdict iban_verdict(std::string_view cell);
// FR + two digits of key + SIREN.
[[nodiscard]] IdentifierVerdict vat_verdict(std::string_view cell);

// A right RNA that a pattern of `W` and nine digits refuses.
[[nodiscard]] bool rna_outside_scdl(std::string_view rna);
// The SIREN inside a right French VAT number.
[[nodiscard]] std::optional<std::string> siren_of_vat(std::string_view cell);

// The text without spaces, dots and invisible marks, full-width characters made narrow.
[[nodiscard]] std::string bare_identifier(std::string_view cell);
// "8,30E+13", "2.43e13": digits, an exponent, and nothing else.
[[nodiscard]] bool looks_scientific(std::string_view text);
// Luhn's sum of ASCII digits is a multiple of ten.
[[nodiscard]] bool luhn(std::string_view digits);

}  // namespace parvis::base
